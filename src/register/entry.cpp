#include "certrec/register/entry.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/register/number_pattern.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

constexpr std::size_t kFields = 11;
constexpr std::size_t kUsualRowBytes = 320;
constexpr std::array kEvents = {Event::issue, Event::revoke, Event::suspend, Event::reinstate,
                                Event::replace};

std::optional<std::array<std::string_view, kFields>> split(std::string_view row) {
    std::array<std::string_view, kFields> fields;
    for (std::size_t i = 0; i + 1 < kFields; ++i) {
        const std::size_t comma = row.find(',');
        if (comma == std::string_view::npos) return std::nullopt;
        fields[i] = row.substr(0, comma);
        row.remove_prefix(comma + 1);
    }
    if (row.find(',') != std::string_view::npos) return std::nullopt;
    fields.back() = row;
    return fields;
}

void append_field(std::string& row, std::string_view text) { row += text; }
void append_field(std::string& row, const Sha256& digest) { append_hex(row, digest); }

/// A comma stands before each field but the first of the row.
template <typename... Fields>
void append_fields(std::string& row, const Fields&... fields) {
    const auto append = [&row](const auto& field) {
        if (!row.empty()) row += ',';
        append_field(row, field);
    };
    (append(fields), ...);
}

/// Reads the fields of a row into an entry; each function says what is wrong with its own.
class EntryParser {
  public:
    explicit EntryParser(const std::array<std::string_view, kFields>& fields) : fields_(fields) {}

    [[nodiscard]] std::variant<Entry, EntryFault> parse() {
        if (const auto fault = read_head()) return *fault;
        const auto fault = makes_certificate(entry_.event) ? read_award() : read_reason();
        if (fault) return *fault;
        if (const auto wrong = find_entry_fault(entry_)) return *wrong;
        return std::move(entry_);
    }

  private:
    std::optional<EntryFault> read_head() {
        const auto index = parse_count(fields_[0]);
        if (!index) return EntryFault::wrong_index;
        const auto event = parse_event(fields_[1]);
        if (!event) return EntryFault::unknown_event;
        const auto on = parse_date(fields_[2]);
        if (!on) return EntryFault::wrong_date;
        entry_.index = *index;
        entry_.event = *event;
        entry_.on = *on;
        entry_.number = fields_[3];
        return std::nullopt;
    }

    std::optional<EntryFault> read_award() {
        const auto edition = parse_digest(fields_[5]);
        const auto holder = parse_digest(fields_[7]);
        const auto document = parse_digest(fields_[8]);
        if (!edition || !holder || !document) return EntryFault::wrong_digest;
        if (!fields_[9].empty()) {
            entry_.valid_until = parse_date(fields_[9]);
            if (!entry_.valid_until) return EntryFault::wrong_valid_until;
        }
        entry_.standard = fields_[4];
        entry_.edition = *edition;
        entry_.level = fields_[6];
        entry_.holder = *holder;
        entry_.document = *document;
        entry_.replaces = fields_[10];
        return std::nullopt;
    }

    std::optional<EntryFault> read_reason() {
        for (const std::size_t field : {4, 5, 6, 7, 9, 10}) {
            if (!fields_[field].empty()) return EntryFault::filled_field;
        }
        const auto document = parse_digest(fields_[8]);
        if (!document) return EntryFault::wrong_digest;
        entry_.document = *document;
        return std::nullopt;
    }

    const std::array<std::string_view, kFields>& fields_;
    Entry entry_;
};

}  // namespace

std::string_view format_event(Event event) {
    switch (event) {
        case Event::issue: return "issue";
        case Event::revoke: return "revoke";
        case Event::suspend: return "suspend";
        case Event::reinstate: return "reinstate";
        case Event::replace: break;
    }
    return "replace";
}

std::optional<Event> parse_event(std::string_view word) {
    for (const Event event : kEvents) {
        if (word == format_event(event)) return event;
    }
    return std::nullopt;
}

bool makes_certificate(Event event) { return event == Event::issue || event == Event::replace; }

bool is_entry_id(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != ',' && c != '"';
    });
}

std::optional<EntryFault> find_entry_fault(const Entry& entry) {
    if (!is_certificate_number(entry.number)) return EntryFault::wrong_number;
    if (!makes_certificate(entry.event)) {
        const bool is_empty = entry.standard.empty() && entry.level.empty() &&
                              entry.edition == Sha256{} && entry.holder == Sha256{} &&
                              !entry.valid_until && entry.replaces.empty();
        return is_empty ? std::nullopt : std::optional(EntryFault::filled_field);
    }
    if (!is_entry_id(entry.standard) || !is_entry_id(entry.level)) return EntryFault::wrong_id;
    if (entry.valid_until && *entry.valid_until < entry.on) return EntryFault::wrong_valid_until;
    if (entry.replaces.empty() && entry.event == Event::issue) return std::nullopt;
    if (!is_certificate_number(entry.replaces) || entry.replaces == entry.number) {
        return EntryFault::wrong_replaces;
    }
    return std::nullopt;
}

std::variant<Entry, EntryFault> parse_entry(std::string_view row) {
    if (row.size() > kMaxRegisterRowBytes) return EntryFault::too_long;
    const auto fields = split(row);
    if (!fields) return EntryFault::wrong_field_count;
    return EntryParser(*fields).parse();
}

std::string format_entry(const Entry& entry) {
    std::string row;
    row.reserve(kUsualRowBytes);
    append_fields(row, std::to_string(entry.index), format_event(entry.event),
                  format_date(entry.on), entry.number);
    if (!makes_certificate(entry.event)) {
        row += ",,,,";
        append_fields(row, entry.document);
        return row + ",,";
    }
    append_fields(row, entry.standard, entry.edition, entry.level, entry.holder, entry.document,
                  entry.valid_until ? format_date(*entry.valid_until) : "", entry.replaces);
    return row;
}

Bilingual describe_entry_fault(EntryFault fault) {
    switch (fault) {
        case EntryFault::wrong_field_count:
            return compose("the row does not have {} fields", "该行不是 {} 个字段", kFields);
        case EntryFault::wrong_index:
            return compose("the index is not a plain number", "序号不是数字");
        case EntryFault::unknown_event: return compose("the event is unknown", "未知的事件");
        case EntryFault::wrong_date:
            return compose("the day is not a date written as YYYY-MM-DD",
                           "日期不是 YYYY-MM-DD 形式");
        case EntryFault::wrong_number:
            return compose("the certificate number has characters that none can have",
                           "证书编号含不允许的字符");
        case EntryFault::wrong_id:
            return compose("the standard or the level is empty or not plain text",
                           "标准或等级为空，或不是普通文本");
        case EntryFault::wrong_digest:
            return compose("a digest is not 64 lower-case hexadecimal digits",
                           "摘要不是 64 位小写十六进制数字");
        case EntryFault::wrong_valid_until:
            return compose("the last day of validity is no date, or before the day of the event",
                           "有效期截止日不是日期，或早于该事件日期");
        case EntryFault::wrong_replaces:
            return compose("what the certificate replaces is not the number of another one",
                           "被替换的证书编号不是另一份证书的编号");
        case EntryFault::filled_field:
            return compose(
                "the event makes no certificate, so standard, edition, level, holder, "
                "valid_until and replaces must be empty",
                "此事件不产生证书，standard、edition、level、holder、valid_until 和 "
                "replaces 须为空");
        case EntryFault::too_long: break;
    }
    return compose("the row is longer than {} bytes", "该行超过 {} 字节", kMaxRegisterRowBytes);
}

}  // namespace certrec
