#include "certrec/records/application.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/compose.hpp"
#include "base/spreadsheet.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/plain_id.hpp"
#include "records/row_cells.hpp"

namespace certrec {

namespace {

struct IdType {
    std::string_view word;
    std::string_view en;
    std::string_view zh;
    std::string_view usual{};  // what it is mostly called in Chinese
};

constexpr std::array<IdType, 7> kIdTypes = {{
    {"resident-id", "resident identity card", "居民身份证", "身份证"},
    {"passport", "passport", "护照"},
    {"hk-macao-permit", "mainland travel permit for Hong Kong and Macao residents",
     "港澳居民来往内地通行证", "回乡证"},
    {"taiwan-permit", "mainland travel permit for Taiwan residents", "台湾居民来往大陆通行证",
     "台胞证"},
    {"foreign-permanent-resident", "foreign permanent resident identity card",
     "外国人永久居留身份证", "外国人永久居留证"},
    {"military", "military identity document", "军人身份证件", "军官证"},
    {"other", "other document", "其他证件", "其他"},
}};
constexpr const IdType& kResidentId = kIdTypes.front();

const IdType* find_id_type(std::string_view cell) {
    const auto* const found =
        std::find_if(kIdTypes.begin(), kIdTypes.end(), [cell](const IdType& type) {
            return type.word == cell || (!cell.empty() && (type.zh == cell || type.usual == cell));
        });
    return found == kIdTypes.end() ? nullptr : found;
}

Bilingual words_of_id_types() {
    std::vector<Bilingual> words;
    for (const IdType& type : kIdTypes) {
        words.push_back({std::string(type.word), std::string(type.zh)});
    }
    return joined(words);
}

constexpr std::size_t kResidentNumberLength = 18;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Whether the eight bytes at `p` are digits.
bool are_digits(const char* p) {
    constexpr std::uint64_t kOnes = 0x0101010101010101;
    std::uint64_t word = 0;
    std::memcpy(&word, p, sizeof word);
    word ^= kOnes * '0';  // a digit is its number now, and everything else is more than 9
    // 0x76 is what 9 lacks to 0x7F: a byte above gets its high bit, unless it has it already.
    return ((word | (word + kOnes * 0x76)) & (kOnes * 0x80)) == 0;
}

/// Whether digits 7 to 14 are a day of the calendar. Requires: 18 characters.
bool has_birth_date(std::string_view number) {
    std::array<char, 10> date = {'Y', 'Y', 'Y', 'Y', '-', 'M', 'M', '-', 'D', 'D'};
    std::memcpy(&date[0], &number[6], 4);
    std::memcpy(&date[5], &number[10], 2);
    std::memcpy(&date[8], &number[12], 2);
    return parse_date({date.data(), date.size()}).has_value();
}

/// 17 digits and then a digit or a capital X.
bool has_resident_form(std::string_view number) {
    return number.size() == kResidentNumberLength && are_digits(&number[0]) &&
           are_digits(&number[8]) && is_digit(number[16]) &&
           (is_digit(number.back()) || number.back() == 'X');
}

/// What is wrong with the form of a resident number, not yet its check digit.
std::optional<Bilingual> check_resident_form(std::string_view number) {
    if (has_resident_form(number)) return std::nullopt;
    if (count_characters(number) != kResidentNumberLength) {
        return compose("a resident-id has {0} characters, this one ({1}) has {2}",
                       "居民身份证号码应为 {0} 位，此号码（{1}）为 {2} 位", kResidentNumberLength,
                       masked(number), count_characters(number));
    }
    return compose("a resident-id is 17 digits and then a digit or a capital X, unlike {}",
                   "居民身份证号码应为 17 位数字加一位数字或大写 X，{} 不符", masked(number));
}

Bilingual hint_for_resident_form(std::string_view number) {
    const bool all_alphanumeric = std::all_of(number.begin(), number.end(), [](char c) {
        return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
    if (!all_alphanumeric) {
        return compose("write digits and X alone, without blanks, hyphens or quotation marks",
                       "请只写数字和 X，不要空格、连字符和引号");
    }
    return compose(
        "did a spreadsheet turn the number into a figure? copy it from the document "
        "again as text",
        "是否被电子表格当成了数值？请按证件重新录入为文本");
}

constexpr std::string_view kLostDigits = "000";

/// A number of a document, and whether something in the cell says that it is text.
struct CleanNumber {
    std::string value;
    bool is_text = false;
};

/// Takes off the blanks at both ends. A tab at the end is put there to keep a number as text.
void strip_blanks(CleanNumber& number) {
    const std::string_view rest = trimmed(number.value);
    const auto end = static_cast<std::size_t>(rest.data() - number.value.data()) + rest.size();
    number.is_text |= number.value.find('\t', end) != std::string::npos;
    number.value = std::string(rest);
}

/// The digit or letter of which the three bytes are the full-width form; 0 if they are none.
char usual_width(std::string_view bytes) {
    const auto last = static_cast<unsigned char>(bytes[2]);
    const bool is_digit_or_capital =
        bytes.starts_with("\xEF\xBC") &&
        ((last >= 0x90 && last <= 0x99) || (last >= 0xA1 && last <= 0xBA));
    const bool is_small = bytes.starts_with("\xEF\xBD") && last >= 0x81 && last <= 0x9A;
    if (is_digit_or_capital) return static_cast<char>(last - 0x90 + '0');
    return is_small ? static_cast<char>(last - 0x81 + 'a') : '\0';
}

/// Full-width digits and letters in their usual width.
std::string in_usual_width(std::string_view number) {
    std::string usual;
    while (!number.empty()) {
        const char narrow = number.size() >= 3 ? usual_width(number.substr(0, 3)) : '\0';
        usual += narrow == '\0' ? number.front() : narrow;
        number.remove_prefix(narrow == '\0' ? 1 : 3);
    }
    return usual;
}

/// Whether it may hold a character in full width.
bool may_be_wide(std::string_view text) { return text.find('\xEF') != std::string_view::npos; }

CleanNumber clean_number(std::string_view cell, bool is_resident) {
    CleanNumber number{std::string(cell), false};
    strip_blanks(number);
    const std::string_view value = number.value;
    if (const auto text = find_text_formula(value)) {
        number = {std::string(*text), true};
    } else if (value.starts_with('\'')) {
        number = {std::string(value.substr(1)), true};
    }
    strip_blanks(number);
    number.value = in_usual_width(number.value);
    if (is_resident && number.value.ends_with('x')) number.value.back() = 'X';
    return number;
}

/// Whether a spreadsheet has perhaps kept only 15 digits of the number.
bool may_lack_digits(std::string_view number) {
    constexpr std::size_t kKeptDigits = 15;
    return number.size() > kKeptDigits && number.ends_with(kLostDigits) &&
           std::all_of(number.begin(), number.end(), is_digit);
}

/// `way_out` is what to do with a number that does end so.
CellFault lost_digits(std::size_t column, std::string_view number, const Bilingual& name,
                      Bilingual way_out) {
    return {column,
            compose("{0} {1} ends in 000, as every number does of which a spreadsheet has kept 15 "
                    "digits",
                    "{0} {1} 以 000 结尾：电子表格只保留 15 位数字时即如此", name, masked(number)),
            std::move(way_out)};
}

CellFault lost_document_digits(std::size_t column, std::string_view number, const Bilingual& name) {
    return lost_digits(
        column, number, name,
        compose("compare it with the document; if it does end in 000, put an apostrophe before "
                "it to say that it is text (in a spreadsheet two: it keeps the first to itself)",
                "请与证件核对；若确以 000 结尾，请在前面加单引号表明是文本"
                "（在电子表格中输入两个，第一个不会导出）"));
}

Bilingual name_number(const IdType& type) {
    return {std::string(type.word), fmt::format("{}号码", type.zh)};
}

std::optional<CellFault> check_resident_number(std::string_view number, bool is_text,
                                               std::size_t column) {
    if (auto fault = check_resident_form(number)) {
        return CellFault{column, *std::move(fault), hint_for_resident_form(number)};
    }
    if (!is_text && may_lack_digits(number)) {
        return lost_document_digits(column, number, name_number(kResidentId));
    }
    if (!has_birth_date(number)) {
        return CellFault{column,
                         compose("the birth date in resident-id {} is not a day of the calendar",
                                 "居民身份证号码 {} 中的出生日期不存在", masked(number)),
                         compose("compare the number with the document", "请与证件核对")};
    }
    if (!has_valid_check_digit(number)) {
        return CellFault{column,
                         compose("the check digit of resident-id {} is wrong",
                                 "居民身份证号码 {} 的校验码不符", masked(number)),
                         compose("a digit is mistyped or two are swapped; compare the number with "
                                 "the document",
                                 "有数字录错或颠倒，请与证件核对")};
    }
    return std::nullopt;
}

/// Of a document that is no resident-id: its number is free.
std::optional<CellFault> check_other_number(const CleanNumber& number, const Bilingual& name,
                                            std::size_t column) {
    if (number.is_text || !may_lack_digits(number.value)) return std::nullopt;
    return lost_document_digits(column, number.value, name);
}

std::optional<CellFault> check_plain_id(std::string_view id, std::size_t column,
                                        std::string_view what_en, std::string_view what_zh) {
    if (auto fault = check_plain(id, column, what_en, what_zh)) return fault;
    auto damage = describe_damaged_id(id);
    // 4.40981E+17 with some of its characters in full width is no sounder.
    if (!damage && may_be_wide(id)) damage = describe_damaged_id(in_usual_width(id));
    if (damage) return CellFault{column, *std::move(damage), {}};
    return std::nullopt;
}

/// Whether something stands in a name for a character that a conversion lost, as GBK does for one
/// that it does not have.
bool may_lack_characters(std::string_view name) {
    // Most names have none of these bytes.
    bool is_likely = false;
    for (const char c : name) is_likely |= c == '?' || c == '\xEF' || c == '\xE2';
    if (!is_likely) return false;
    constexpr std::array<std::string_view, 4> kSigns = {"?", "？", "□", "■"};
    return std::any_of(kSigns.begin(), kSigns.end(), [name](std::string_view sign) {
        return name.find(sign) != std::string_view::npos;
    });
}

std::optional<CellFault> check_name(const CsvRow& row, std::size_t column) {
    if (auto fault = check_plain(row, column, "name", "姓名")) return fault;
    const std::string_view name = row.field(column);
    if (!may_lack_characters(name)) return std::nullopt;
    return CellFault{
        column,
        compose("the name '{}' holds a sign that stands for a lost character",
                "姓名“{}”含有代替丢失字符的符号", shown_cell(name)),
        compose("a spreadsheet loses rare characters unless it saves CSV UTF-8; export "
                "it so, or type the name again",
                "电子表格若不另存为 CSV UTF-8，会丢失生僻字；请如此重新导出，或重新录入")};
}

/// Whether a spreadsheet has surely kept only 15 digits of an id. Of shorter ones too many end so
/// that are sound, unless it is the number of a person.
bool lacks_digits(std::string_view id) {
    constexpr std::size_t kKeptDigits = 15;
    constexpr std::size_t kLongEnough = 20;
    if (!may_lack_digits(id)) return false;
    if (has_resident_form(id) && has_birth_date(id)) return true;
    return id.size() >= kLongEnough &&
           id.find_first_not_of('0', kKeptDigits) == std::string_view::npos;
}

bool is_empty(const CsvRow& row) {
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!row.field(i).empty()) return false;
    }
    return true;
}

/// The number as it counts is put into `number`, if it differs from the cell.
std::optional<CellFault> check_identity(const CsvRow& row, const IdentityColumns& columns,
                                        std::string* number) {
    if (auto fault = check_name(row, columns.name)) return fault;
    const std::string_view word = row.field(columns.id_type);
    const IdType* const type = find_id_type(word);
    if (type == nullptr) {
        return CellFault{
            columns.id_type,
            compose("unknown type of document '{}'", "未知的证件类型“{}”", shown_cell(word)),
            compose("the types are: {}", "可用的类型：{}", words_of_id_types())};
    }
    const std::string_view cell = row.field(columns.id_number);
    const bool is_resident = type == &kResidentId;
    const bool is_plain = is_resident && has_resident_form(cell) && !cell.ends_with(kLostDigits);
    if (is_plain) return check_resident_number(cell, false, columns.id_number);
    const CleanNumber clean = clean_number(cell, is_resident);
    if (auto fault =
            check_plain_id(clean.value, columns.id_number, "document number", "证件号码")) {
        return fault;
    }
    if (auto fault = is_resident
                         ? check_resident_number(clean.value, clean.is_text, columns.id_number)
                         : check_other_number(clean, name_number(*type), columns.id_number)) {
        return fault;
    }
    if (clean.value == cell) return std::nullopt;
    columns.undone->enter(row.location(columns.id_number));
    if (number != nullptr) *number = clean.value;
    return std::nullopt;
}

}  // namespace

Bilingual describe_id_type(std::string_view id_type) {
    const IdType* const type = find_id_type(id_type);
    if (type == nullptr) return same_in_both(std::string(id_type));
    return {std::string(type->en), std::string(type->zh)};
}

std::string_view id_type_word(std::string_view cell) {
    const IdType* const type = find_id_type(cell);
    return type == nullptr ? cell : type->word;
}

bool has_valid_check_digit(std::string_view resident_number) {
    constexpr std::array<unsigned, 17> kWeights = {7, 9, 10, 5,  8, 4, 2, 1, 6,
                                                   3, 7, 9,  10, 5, 8, 4, 2};
    constexpr std::string_view kCheckDigits = "10X98765432";
    unsigned sum = 0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) {
        sum += kWeights[i] * static_cast<unsigned>(resident_number[i] - '0');
    }
    return kCheckDigits[sum % 11] == resident_number.back();
}

IdentityColumns::IdentityColumns(const CsvHeader& header)
    : name(header.require("name")),
      id_type(header.require("id_type")),
      id_number(header.require("id_number")),
      undone(std::make_shared<UndoneCells>()) {}

std::string clean_document_number(std::string_view cell, std::string_view id_type) {
    return clean_number(cell, find_id_type(id_type) == &kResidentId).value;
}

void UndoneCells::enter(const Location& at) {
    const std::lock_guard lock(mutex_);
    if (count_ == 0 || at.line < first_.line) first_ = at;
    ++count_;
}

void UndoneCells::enter(const UndoneCells& more) {
    const std::scoped_lock lock(mutex_, more.mutex_);
    if (more.count_ == 0) return;
    if (count_ == 0 || more.first_.line < first_.line) first_ = more.first_;
    count_ += more.count_;
}

std::optional<Diagnostic> UndoneCells::describe() const {
    const std::lock_guard lock(mutex_);
    if (count_ == 0) return std::nullopt;
    return Diagnostic{
        Severity::warning, first_,
        compose("what a spreadsheet left in or around document numbers was undone: {0} cell{1}, "
                "this is the first",
                "已清除电子表格在证件号码中留下的痕迹：共 {0} 个单元格，此处为首个", count_,
                count_ == 1 ? "" : "s"),
        compose("certrec-files(5) says what is undone; the rows keep their cells as they are",
                "清除的内容见 certrec-files(5)；输出各行仍保留原样")};
}

std::variant<Identity, CellFault> read_identity(const CsvRow& row, const IdentityColumns& columns) {
    Identity identity{std::string(id_type_word(row.field(columns.id_type))),
                      std::string(row.field(columns.id_number)),
                      std::string(row.field(columns.name))};
    if (auto fault = check_identity(row, columns, &identity.id_number)) return *std::move(fault);
    return identity;
}

ApplicationColumns::ApplicationColumns(const CsvHeader& header, LevelFrom level_from)
    : candidate_id(header.require("candidate_id")),
      identity(header),
      applied_on(header.require("applied_on")) {
    if (level_from == LevelFrom::column) level = header.require("level");
}

std::optional<CellFault> check_candidate_id(const CsvRow& row, std::size_t column) {
    const std::string_view id = row.field(column);
    if (is_plain_id(id)) return std::nullopt;
    if (id.empty() && is_empty(row)) {
        return CellFault{column, compose("every cell of the row is empty", "整行为空"),
                         compose("a spreadsheet writes such rows below its data; delete them",
                                 "电子表格会在数据之下写出这样的行；请删去")};
    }
    return check_person_id(row, column, "candidate_id", "考生编号");
}

std::optional<CellFault> check_person_id(const CsvRow& row, std::size_t column,
                                         std::string_view what_en, std::string_view what_zh) {
    const std::string_view id = row.field(column);
    if (auto fault = check_plain_id(id, column, what_en, what_zh)) return fault;
    if (!lacks_digits(id)) return std::nullopt;
    return lost_digits(
        column, id, {std::string(what_en), std::string(what_zh)},
        compose("compare it with where it comes from; if it does end in 000, choose another {0}, "
                "such as one with a letter before it",
                "请与来源核对；若确以 000 结尾，请另选{1}，如在前面加字母", what_en, what_zh));
}

std::optional<CellFault> check_id(const CsvRow& row, std::size_t column, std::string_view what_en,
                                  std::string_view what_zh) {
    return check_plain_id(row.field(column), column, what_en, what_zh);
}

std::optional<CellFault> check_passed_on_number(const CsvRow& row, std::size_t column) {
    const std::string_view cell = row.field(column);
    if (cell.empty()) return std::nullopt;
    const CleanNumber number = clean_number(cell, true);
    if (auto damage = describe_damaged_id(number.value)) return CellFault{column, *damage, {}};
    return check_other_number(number, compose("document number", "证件号码"), column);
}

std::optional<CellFault> check_passed_on_ids(const CsvRow& row,
                                             std::optional<std::size_t> candidate_id,
                                             std::optional<std::size_t> id_number) {
    if (candidate_id && !row.field(*candidate_id).empty()) {
        if (auto fault = check_candidate_id(row, *candidate_id)) return fault;
    }
    return id_number ? check_passed_on_number(row, *id_number) : std::nullopt;
}

std::variant<Date, CellFault> check_application(const CsvRow& row,
                                                const ApplicationColumns& columns) {
    if (auto fault = check_candidate_id(row, columns.candidate_id)) return *std::move(fault);
    if (auto fault = check_identity(row, columns.identity, nullptr)) return *std::move(fault);
    const std::string_view day = row.field(columns.applied_on);
    const auto applied_on = parse_date(day);
    if (!applied_on) return CellFault{columns.applied_on, describe_date_fault(day), {}};
    return *applied_on;
}

}  // namespace certrec
