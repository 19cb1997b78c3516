#include "certrec/records/application.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../catch.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/records/plain_id.hpp"

namespace certrec {
namespace {

using testing::contains;

// 11010519491231002X and 440524188001010014 are the examples of GB 11643-1999 itself.
const std::vector<std::string> kPublished = {"34052419800101001X", "11010519491231002X",
                                             "440524188001010014", "370101190102039973"};

/// ISO 7064, 6: a string is valid under MOD 11-2 if the sum of the characters, each times 2 to the
/// power of its place from the right, is 1 modulo 11; X is 10.
bool is_valid_mod_11_2(std::string_view number) {
    unsigned sum = 0;
    for (const char c : number) sum = (sum * 2 + (c == 'X' ? 10U : unsigned(c - '0'))) % 11;
    return sum == 1;
}

std::string with_check_character(std::string number) {
    for (const char c : std::string_view("0123456789X")) {
        if (is_valid_mod_11_2(number + c)) return number + c;
    }
    return number;
}

struct Cells {
    std::string candidate_id = "C1";
    std::string name = "张三";
    std::string id_type = "resident-id";
    std::string id_number = kPublished.front();
    std::string level = "junior";
    std::string applied_on = "2026-09-01";
};

std::variant<Date, CellFault> read(const Cells& cells) {
    std::string text = "candidate_id,name,id_type,id_number,level,applied_on\n";
    CsvWriter writer(write_memory(text));
    for (const std::string& cell : {cells.candidate_id, cells.name, cells.id_type, cells.id_number,
                                    cells.level, cells.applied_on}) {
        writer.field(cell);
    }
    writer.end_row();
    writer.finish();
    CsvReader reader(read_memory("applications.csv", text));
    const ApplicationColumns columns(reader.header(), ApplicationColumns::LevelFrom::column);
    return check_application(*reader.next(), columns);
}

bool accepts(const Cells& cells) { return std::holds_alternative<Date>(read(cells)); }

CellFault fault_of(const Cells& cells) {
    const auto result = read(cells);
    REQUIRE(std::holds_alternative<CellFault>(result));
    return std::get<CellFault>(result);
}

Cells with_number(std::string number) {
    Cells cells;
    cells.id_number = std::move(number);
    return cells;
}

bool accepts_number(const std::string& number) { return accepts(with_number(number)); }

TEST_CASE("published resident numbers are valid (GB 11643)") {
    for (const std::string& number : kPublished) {
        INFO(number);
        CHECK(is_valid_mod_11_2(number));
        CHECK(has_valid_check_digit(number));
        CHECK(accepts_number(number));
    }
}

TEST_CASE("the check digit catches every single wrong digit (ISO 7064 MOD 11-2)") {
    for (const std::string& number : kPublished) {
        for (std::size_t i = 0; i < number.size(); ++i) {
            for (const char c : std::string_view("0123456789X")) {
                if (c == number[i] || (c == 'X' && i < 17)) continue;
                std::string wrong = number;
                wrong[i] = c;
                if (has_valid_check_digit(wrong)) FAIL_CHECK(wrong << " passes");
                if (accepts_number(wrong)) FAIL_CHECK(wrong << " is accepted");
            }
        }
    }
}

TEST_CASE("the check digit catches every swap of neighbours (ISO 7064 MOD 11-2)") {
    for (const std::string& number : kPublished) {
        for (std::size_t i = 0; i + 1 < number.size(); ++i) {
            if (number[i] == number[i + 1]) continue;
            std::string wrong = number;
            std::swap(wrong[i], wrong[i + 1]);
            if (wrong[16] != 'X' && has_valid_check_digit(wrong)) FAIL_CHECK(wrong << " passes");
            if (accepts_number(wrong)) FAIL_CHECK(wrong << " is accepted");
        }
    }
}

TEST_CASE("the check digit agrees with ISO 7064's own rule on random numbers") {
    testing::Dice dice(18);
    for (int i = 0; i < 20'000; ++i) {
        std::string number;
        for (int d = 0; d < 17; ++d) number += static_cast<char>('0' + dice.below(10));
        number += "0123456789X"[dice.below(11)];
        if (has_valid_check_digit(number) != is_valid_mod_11_2(number)) FAIL_CHECK(number);
    }
}

TEST_CASE("the birth date in a resident number is a day of the calendar (GB 11643)") {
    for (const char* const birth : {"19490230", "19000229", "20230229", "19491301", "19490001",
                                    "19491200", "19490431", "00000101"}) {
        const std::string number = with_check_character("110105" + std::string(birth) + "002");
        INFO(number);
        REQUIRE(has_valid_check_digit(number));
        const CellFault fault = fault_of(with_number(number));
        CHECK(contains(fault.message.en, "birth date"));
    }
    for (const char* const birth : {"20000229", "20240229", "19490228", "19491231"}) {
        CHECK(accepts_number(with_check_character("110105" + std::string(birth) + "002")));
    }
}

TEST_CASE("a resident number is 17 digits and then a digit or a capital X (GB 11643)") {
    for (const std::string number :
         {"11010549123100", "110105491231002", "11010519491231002", "11010519491231002XX",
          "11010519491231002Y", "1101051949123100二X", "1101051949123100-X", "X1010519491231002X",
          "1.10105E+17", "110105194912310000000", "11010519 491231002X"}) {
        INFO(number);
        CHECK(fault_of(with_number(number)).column == 3);
    }
}

TEST_CASE("a number of 18 characters is not refused for its length") {
    const CellFault fault = fault_of(with_number("11010519491231002Ⅹ"));  // a Roman ten
    CHECK_FALSE(contains(fault.message.en, "has 18 characters, this one"));
}

/// The number that the cell of a resident comes to, if it is accepted.
std::optional<std::string> accepted_number(const std::string& cell, UndoneCells* undone = nullptr) {
    std::string text = "id_number,name,id_type\n";
    append_csv_field(text, cell);
    CsvReader reader(read_memory("a.csv", text + ",张三,resident-id\n"));
    const IdentityColumns columns(reader.header());
    const auto identity = read_identity(*reader.next(), columns);
    if (undone != nullptr) undone->enter(*columns.undone);
    if (!std::holds_alternative<Identity>(identity)) return std::nullopt;
    return std::get<Identity>(identity).id_number;
}

TEST_CASE("what is left around a resident number is undone, and told") {
    const std::string number = kPublished[1];
    for (const std::string& cell :
         {number + "\t", "\t" + number, " " + number + "  ", "\u3000" + number, number + "\u00A0",
          "'" + number, "=\"" + number + "\"", " =\"" + number + "\" ", "'" + number + " ",
          std::string("11010519491231002x"), std::string("1101051949123100２X"),
          std::string("11010519491231002Ｘ"), std::string("11010519491231002ｘ"),
          std::string("１１０１０５１９４９１２３１００２Ｘ")}) {
        INFO(cell);
        UndoneCells undone;
        CHECK(accepted_number(cell, &undone) == number);
        REQUIRE(undone.describe());
        CHECK(undone.describe()->location == Location{"a.csv", 2, 1});
        CHECK(contains(undone.describe()->message.en, "1 cell,"));
    }
    UndoneCells undone;
    CHECK(accepted_number(number, &undone) == number);
    CHECK_FALSE(undone.describe());
}

TEST_CASE("a resident number of 000 at its end is one only where the cell says it is text") {
    // All numbers of which 15 digits are kept end so, and one of eleven has its check digit by
    // chance.
    const std::string number = with_check_character("36955219990702200");
    REQUIRE(number.ends_with("000"));
    CHECK(contains(fault_of(with_number(number)).message.en, "ends in 000"));
    CHECK_FALSE(accepts_number(" " + number));
    CHECK(accepts_number("'" + number));
    CHECK(accepts_number("=\"" + number + "\""));
    CHECK(accepts_number(number + "\t"));
}

TEST_CASE("a number that a spreadsheet damaged is refused or comes back whole, never another") {
    testing::Dice dice(7);
    const auto random_number = [&dice] {
        const auto two = [&dice](std::size_t low, std::size_t high) {
            const std::string text = std::to_string(dice.between(low, high));
            return text.size() == 1 ? "0" + text : text;
        };
        std::string front = std::to_string(dice.between(110000, 659999)) +
                            std::to_string(dice.between(1940, 2007)) + two(1, 12) + two(1, 28);
        front += std::to_string(dice.between(100, 999));
        return with_check_character(front);
    };
    std::size_t accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        const std::string number = random_number();
        const std::string kept = number.substr(0, 15) + "000";  // what 15 digits keep of it
        std::string figure = number.substr(0, 1) + "." + number.substr(1, 5) + "E+17";
        std::string grouped = number;
        for (std::size_t at = 15; at > 0; at -= 3) grouped.insert(at, ",");
        for (const std::string& damaged :
             {kept, figure, grouped, number.substr(1), number.substr(0, 17), number + ".0",
              number + "%", std::string("#N/A"), std::string("######"), number.substr(0, 15),
              number.substr(0, 6) + " " + number.substr(6), kept + ".00"}) {
            if (accepted_number(damaged)) FAIL_CHECK(damaged << " is accepted");
        }
        for (const std::string& dirty : {number + "\t", "'" + number, "=\"" + number + "\"",
                                         "\u00A0" + number, number + "\u3000"}) {
            const auto found = accepted_number(dirty);
            accepted += found == number;
            if (found && *found != number) FAIL_CHECK(dirty << " is another");
            if (!found && !number.ends_with("000")) FAIL_CHECK(dirty << " is refused");
        }
    }
    CHECK(accepted > 99'900);
}

TEST_CASE("a spreadsheet's marks in other columns are told as what they are") {
    Cells cells;
    cells.candidate_id = "1.23457E+17";
    CHECK(contains(fault_of(cells).message.en, "turned into a figure"));
    cells = {};
    cells.name = "#REF!";
    CHECK(contains(fault_of(cells).message.en, "a formula that fails"));
    cells.name = "######";
    CHECK(contains(fault_of(cells).message.en, "too narrow"));
    cells = {};
    cells.applied_on = "45352";
    CHECK(contains(fault_of(cells).message.en, "2024-03-01 if from 1900 on"));
    cells.applied_on = "3/1/24";
    CHECK(contains(fault_of(cells).message.en, "the day from the month"));
}

TEST_CASE("blanks of all sorts, unseen characters and an apostrophe are told in names and ids") {
    for (const char* const blank : {" ", "\t", "\u00A0", "\u2003", "\u202F", "\u3000"}) {
        Cells cells;
        cells.name += blank;
        INFO(shown(cells.name));
        CHECK(fault_of(cells).column == 1);
        cells = {};
        cells.candidate_id = blank + cells.candidate_id;
        CHECK(fault_of(cells).column == 0);
    }
    for (const char* const unseen : {"\u200B", "\uFEFF", "\u00AD", "\u2060"}) {
        Cells cells;
        cells.name += unseen;
        CHECK(contains(fault_of(cells).message.en, "cannot be seen"));
        cells = {};
        cells.candidate_id.insert(1, unseen);
        CHECK(contains(fault_of(cells).message.en, "cannot be seen"));
        cells = {};
        cells.id_type = "passport";
        cells.id_number = std::string("E1234567") + unseen;
        CHECK(contains(fault_of(cells).message.en, "cannot be seen"));
    }
    Cells cells;
    cells.name = "张\uFFFD";
    CHECK(contains(fault_of(cells).message.en, "a conversion lost"));
    cells.name = "'张三";
    CHECK(contains(fault_of(cells).message.en, "an apostrophe before it"));
    cells.name = "'t Hooft";
    CHECK(accepts(cells));
}

std::optional<CellFault> fault_in(
    const std::string& id, bool& plain,
    const std::function<std::optional<CellFault>(const CsvRow&)>& check) {
    std::string text = "candidate_id,level\n";
    append_csv_field(text, id);
    CsvReader reader(read_memory("a.csv", text + ",+\n"));
    const CsvRow& row = *reader.next();
    plain = is_plain_id(row.field(0));
    return check(row);
}

std::optional<CellFault> fault_of_id(const std::string& id, bool& plain) {
    return fault_in(id, plain, [](const CsvRow& row) { return check_candidate_id(row, 0); });
}

/// By the check that does not ask first whether the id is plain.
std::optional<CellFault> fault_of_any_id(const std::string& id, bool& plain) {
    return fault_in(id, plain, [](const CsvRow& row) { return check_id(row, 0, "id", "编号"); });
}

TEST_CASE("nothing is wrong with an id that is plain at a glance, and most are") {
    testing::Dice dice(11);
    const std::vector<std::string> pieces = {
        "C",      "z",      "0",      "7",    "000",  "20261101", "+",    ",",
        ".",      "-",      "_",      "E",    " ",    "\t",       "#",    "'",
        "张",     "\u00A0", "\u200B", "TRUE", "Err:", "\x7F",     "~",    "440524188001010",
        "/",      "Mar",    "-Mar-",  "2026", "月",   "12",       "Dec-", "1",
        "-03-01", " 0:00",  "26",     "３",   "Ｅ",   "E-05"};
    int plain_ones = 0;
    for (int i = 0; i < 50'000; ++i) {
        std::string id;
        for (std::size_t n = dice.between(0, 6); n > 0; --n) id += dice.pick(pieces);
        bool plain = false;
        const auto fault = fault_of_any_id(id, plain);
        plain_ones += plain;
        if (plain && fault) FAIL_CHECK(shown(id) << ": " << fault->message.en);
    }
    CHECK(plain_ones > 1'000);
    for (const char* const usual :
         {"C001", "C0000001", "202601", "2026-11-001", "EX012026100001", "11010519491231002X"}) {
        bool plain = false;
        INFO(usual);
        CHECK_FALSE(fault_of_id(usual, plain));
        CHECK(plain);
    }
}

TEST_CASE("an id that is a resident number of 15 digits is refused, another long number is not") {
    bool plain = false;
    CHECK(contains(fault_of_id("440524188001010000", plain)->message.en, "ends in 000"));
    CHECK_FALSE(plain);
    CHECK_FALSE(fault_of_id("202611010000001000", plain));  // digits 7 to 14 are no day
    CHECK_FALSE(fault_of_id("440524188001010014", plain));
}

TEST_CASE("an id is refused that is a figure or a day as spreadsheets write them") {
    for (const char* const damaged : {"4.40981E+17",   "4,40981E+17",   "4.40981E17",
                                      "1.00E-05",      "４.40981E+17",  "4.40981Ｅ+17",
                                      "3月1日",        "1-Mar",         "2026/3/1",
                                      "2026/03/01",    "3/1/2026",      "03/01/26",
                                      "3/1/26",        "13/1/26",       "01.03.2026",
                                      "31.12.2026",    "2026/3/1 0:00", "2026-03-01 00:00:00",
                                      "3/1/2026 8:30", "1-Mar-26 12:00"}) {
        INFO(damaged);
        bool plain = true;
        CHECK(fault_of_id(damaged, plain));
        CHECK_FALSE(plain);
    }
    for (const char* const sound :
         {"4E+A", "12E3", "1E-05", "3E-12", "2026-03-01", "2026-3-1", "12/34/56", "13/13/26",
          "2026/13/1", "32.12.2026", "1.3.26", "2026-03-01 A", "2026-03-01 08", "12 0:00",
          "1 2026-03-01", "2026/3/1 0:00 A"}) {
        INFO(sound);
        bool plain = false;
        CHECK_FALSE(fault_of_id(sound, plain));
    }
}

TEST_CASE("full-width digits and letters of any document number are undone") {
    CsvReader reader(read_memory("a.csv",
                                 "id_number,name,id_type\nＥ１２３４５６７ｚ,张三,passport\n"
                                 "（军）字第０１号,张三,military\n"));
    const IdentityColumns columns(reader.header());
    CHECK(std::get<Identity>(read_identity(*reader.next(), columns)).id_number == "E1234567z");
    CHECK(std::get<Identity>(read_identity(*reader.next(), columns)).id_number == "（军）字第01号");
}

TEST_CASE("a type of document goes by its names in Chinese, and counts as its word") {
    const std::map<std::string, std::string> wanted = {
        {"居民身份证", "resident-id"},
        {"身份证", "resident-id"},
        {"护照", "passport"},
        {"港澳居民来往内地通行证", "hk-macao-permit"},
        {"回乡证", "hk-macao-permit"},
        {"台湾居民来往大陆通行证", "taiwan-permit"},
        {"台胞证", "taiwan-permit"},
        {"外国人永久居留身份证", "foreign-permanent-resident"},
        {"外国人永久居留证", "foreign-permanent-resident"},
        {"军人身份证件", "military"},
        {"军官证", "military"},
        {"其他证件", "other"},
        {"其他", "other"},
        {"passport", "passport"}};
    for (const auto& [name, word] : wanted) {
        INFO(name);
        CHECK(id_type_word(name) == word);
        CsvReader reader(read_memory(
            "t.csv", "name,id_type,id_number\n张三," + name + "," + kPublished.front() + "\n"));
        const auto identity = read_identity(*reader.next(), IdentityColumns(reader.header()));
        CHECK(std::get<Identity>(identity).id_type == word);
    }
    CHECK(id_type_word("证") == "证");
    CHECK(id_type_word("").empty());
    // Its number is checked as that of its word.
    Cells cells;
    cells.id_type = "身份证";
    cells.id_number.back() = cells.id_number.back() == '1' ? '2' : '1';
    CHECK(contains(fault_of(cells).message.en, "check digit"));
    CHECK(clean_document_number("'11010519491231002x", "居民身份证") == "11010519491231002X");
}

TEST_CASE("any document's number of which a spreadsheet kept 15 digits is refused") {
    for (const std::string type : {"foreign-permanent-resident", "passport", "other"}) {
        Cells cells;
        cells.id_type = type;
        cells.id_number = "911124198108030000";
        INFO(type);
        CHECK(contains(fault_of(cells).message.en, "ends in 000"));
        cells.id_number = "'911124198108030000";
        CHECK(accepts(cells));
        cells.id_number = "911124198108030001";
        CHECK(accepts(cells));
        cells.id_number = "911124198108000";  // 15 digits, so that none is lost
        CHECK(accepts(cells));
        cells.id_number = "E1124198108030000";
        CHECK(accepts(cells));
    }
}

TEST_CASE("what is nothing but marks is no number") {
    for (const std::string empty : {"=\"\"", "'", "'\t", " ' "}) {
        Cells cells;
        cells.id_type = "passport";
        cells.id_number = empty;
        INFO(empty);
        CHECK(contains(fault_of(cells).message.en, "no document number"));
    }
}

TEST_CASE("a figure with many digits is not quoted whole") {
    Cells cells;
    cells.id_number = "4.40981199001011E+17";
    const std::string says = fault_of(cells).message.en;
    CHECK(contains(says, "turned into a figure"));
    CHECK_FALSE(contains(says, "40981199"));
    cells.id_number = "4.40981E+17";
    CHECK(contains(fault_of(cells).message.en, "4.40981E+17"));
}

TEST_CASE("no message quotes a document number whole") {
    std::vector<Cells> applications;
    for (const std::string number :
         {"110105194912310021", "11010519491231002x", "110105194902300020", "11010519491231002",
          "11010519491231002XX", "A1010519491231002X", " 11010519491231002X",
          "11010519491231002X\n", "11010519491231002X\u202E", "1101051949123100２X"}) {
        applications.push_back(with_number(number));
        applications.push_back(with_number(number));
        applications.back().id_type = "passport";
        applications.push_back(with_number(number + std::string(200, '1')));
    }
    for (const Cells& cells : applications) {
        const auto result = read(cells);
        const auto* const fault = std::get_if<CellFault>(&result);
        if (fault == nullptr) continue;
        for (const std::string& text :
             {fault->message.en, fault->message.zh, fault->hint.en, fault->hint.zh}) {
            INFO(text);
            CHECK_FALSE(contains(text, cells.id_number));
            CHECK_FALSE(contains(text, "19491231"));
            CHECK_FALSE(testing::has_raw_control(text));
        }
    }
}

TEST_CASE("no message quotes a document number whole that slipped into a neighbouring column") {
    Cells shifted;
    shifted.id_type = kPublished[1];
    shifted.id_number = "resident-id";
    Cells in_date;
    in_date.applied_on = kPublished[1];
    for (const Cells& cells : {shifted, in_date}) {
        const CellFault fault = fault_of(cells);
        INFO(fault.message.en);
        CHECK_FALSE(contains(fault.message.en, kPublished[1]));
        CHECK_FALSE(contains(fault.message.zh, kPublished[1]));
        // The birth date is what must not be read off it.
        CHECK_FALSE(contains(fault.message.en, "19491231"));
    }
}

TEST_CASE("a good row is of the day it states and of the person it names") {
    Cells cells;
    cells.id_number = kPublished[1];
    CHECK(std::get<Date>(read(cells)) == Date(2026, 9, 1));

    CsvReader reader(
        read_memory("a.csv", "id_number,name,id_type\n" + kPublished[1] + ",张三,resident-id\n"));
    const IdentityColumns columns(reader.header());
    const auto identity = read_identity(*reader.next(), columns);
    CHECK(std::get<Identity>(identity) == Identity{"resident-id", kPublished[1], "张三"});
}

TEST_CASE("documents that are no resident-id have free numbers") {
    for (const char* const type : {"passport", "hk-macao-permit", "taiwan-permit",
                                   "foreign-permanent-resident", "military", "other"}) {
        Cells cells;
        cells.id_type = type;
        cells.id_number = "E12345678";
        INFO(type);
        CHECK(accepts(cells));
        cells.id_number = "";
        CHECK(fault_of(cells).column == 3);
    }
    Cells cells;
    cells.id_type = "driving-licence";
    CHECK(fault_of(cells).column == 2);
    CHECK(contains(fault_of(cells).hint.en, "hk-macao-permit"));
}

TEST_CASE("the first wrong cell of an application is named by its column") {
    Cells cells;
    cells.candidate_id = "";
    CHECK(fault_of(cells).column == 0);
    cells = {};
    cells.name = "";
    CHECK(fault_of(cells).column == 1);
    for (const char* const name : {" 张三", "张三 ", "　张三", "张\t三", "张\u202E三", "张\n三"}) {
        cells = {};
        cells.name = name;
        CHECK(fault_of(cells).column == 1);
    }
    for (const char* const name : {"欧阳 静", "𠮷野", "䶮", "Müller-Łuk", "阿依古丽·买买提"}) {
        cells = {};
        cells.name = name;
        CHECK(accepts(cells));
    }
    for (const char* const day : {"", "2026-02-29", "2026/9/1", "2026-9-1", "45900"}) {
        cells = {};
        cells.applied_on = day;
        CHECK(fault_of(cells).column == 5);
    }
}

TEST_CASE("the columns of an application are required, level only without the option") {
    using LevelFrom = ApplicationColumns::LevelFrom;
    const auto columns = [](std::string header, LevelFrom from) {
        const CsvReader reader(read_memory("a.csv", std::move(header)));
        return ApplicationColumns(reader.header(), from);
    };
    const std::string all = "applied_on,id_number,name,level,id_type,candidate_id,site";
    const ApplicationColumns found = columns(all, LevelFrom::column);
    CHECK(found.candidate_id == 5);
    CHECK(found.identity.name == 2);
    CHECK(found.identity.id_type == 4);
    CHECK(found.identity.id_number == 1);
    CHECK(found.level == 3U);
    CHECK(found.applied_on == 0);
    CHECK_FALSE(columns(all, LevelFrom::option).level.has_value());
    const std::string without = "applied_on,id_number,name,id_type,candidate_id";
    CHECK_FALSE(columns(without, LevelFrom::option).level.has_value());
    CHECK_THROWS_AS(columns(without, LevelFrom::column), Refusal);
    for (const std::string name : {"applied_on", "id_number", "name", "id_type", "candidate_id"}) {
        std::string header = all;
        header.replace(header.find(name), name.size(), "other");
        CHECK_THROWS_AS(columns(header, LevelFrom::column), Refusal);
        CHECK_THROWS_AS(columns(all + "," + name, LevelFrom::column), Refusal);
    }
}

}  // namespace
}  // namespace certrec
