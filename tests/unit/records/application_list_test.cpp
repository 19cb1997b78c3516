#include "certrec/records/application_list.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../catch.hpp"

namespace certrec {
namespace {

using testing::contains;
using testing::Dice;
using testing::place_of;
using LevelFrom = ApplicationColumns::LevelFrom;

constexpr std::uint32_t kNone = ApplicationList::kNone;
const std::string kHeader = "candidate_id,name,id_type,id_number,level,applied_on\n";

ApplicationList list(std::string bytes, unsigned threads = 1,
                     LevelFrom level_from = LevelFrom::column) {
    return {read_memory("applications.csv", std::move(bytes)), level_from, threads};
}

std::string row_of(const std::string& id, const std::string& level,
                   const std::string& applied_on = "2026-09-01") {
    return id + ",张三,passport,E12345678," + level + "," + applied_on + "\n";
}

/// The id of the row's candidate; empty if it names nobody.
std::string id_of(const ApplicationList& applications, std::uint32_t index) {
    const std::uint32_t candidate = applications.row(index).candidate;
    return candidate == kNone ? "" : std::string(applications.candidates().id(candidate));
}

std::string level_of(const ApplicationList& applications, std::uint32_t index) {
    const Text level = applications.row(index).level;
    return level ? std::string(*level) : "-";
}

TEST_CASE("applications are listed in the order of the file, with bytes, line and place") {
    const std::string first = "C1,\"张\"\"三\"\"\",passport,E1,junior,2026-09-01";
    const std::string second = "C2,李四,passport,E2,\"\",2026-02-28";
    const std::string bytes =
        "\xEF\xBB\xBF"
        "candidate_id,name,id_type,id_number,level,applied_on\r\n" +
        first + "\r\n\r\n" + second;
    const ApplicationList applications = list(bytes);
    REQUIRE(applications.size() == 2);
    CHECK(applications.header().names().size() == 6);
    CHECK(applications.columns().level == 4U);

    CHECK(applications.row(0).bytes() == first);
    CHECK(applications.row(0).line == 2);
    CHECK(applications.row(0).size == first.size());
    CHECK(applications.row(0).applied_on == Date(2026, 9, 1));
    CHECK(level_of(applications, 0) == "junior");
    CHECK(id_of(applications, 0) == "C1");
    CHECK(applications.location(0, 0) == Location{"applications.csv", 2, 1});
    CHECK(applications.location(0, 2) == Location{"applications.csv", 2, 13});

    CHECK(applications.row(1).bytes() == second);
    CHECK(applications.row(1).line == 4);
    CHECK(level_of(applications, 1) == "-");
    CHECK(applications.location(1, 5) == Location{"applications.csv", 4, 22});
    CHECK(applications.candidates().size() == 2);
    for (const std::uint32_t index : {0U, 1U}) {
        CHECK(applications.fault(index) == nullptr);
        CHECK(applications.row(index).previous == kNone);
    }
}

TEST_CASE("a place in an application counts the lines inside its quotes") {
    const ApplicationList applications = list(
        "applied_on,remark,candidate_id,name,id_type,id_number,level\n"
        "2026-09-01,\"a\r\n中\n\",C1,张三,passport,E1,junior\n"
        "2026-09-32,\"\n\",C2,张三,passport,E1,junior\n");
    REQUIRE(applications.size() == 2);
    CHECK(applications.fault(0) == nullptr);
    CHECK(place_of(applications.location(0, 1)) == "2:12");
    CHECK(place_of(applications.location(0, 2)) == "4:3");
    CHECK(applications.row(1).line == 5);
    REQUIRE(applications.fault(1) != nullptr);
    CHECK(place_of(applications.fault(1)->location) == "5:1");
    CHECK(place_of(applications.location(1, 6)) == "6:21");
}

TEST_CASE("an application without a column level takes it from the option") {
    const ApplicationList applications =
        list("candidate_id,name,id_type,id_number,applied_on\nC1,张三,passport,E1,2026-09-01\n", 1,
             LevelFrom::option);
    REQUIRE(applications.size() == 1);
    CHECK(applications.fault(0) == nullptr);
    CHECK_FALSE(applications.row(0).level);
    CHECK_FALSE(applications.columns().level.has_value());
    // The option stands in for a column that is there, too.
    CHECK(level_of(list(kHeader + row_of("C1", "junior"), 1, LevelFrom::option), 0) == "-");
}

TEST_CASE("the first wrong cell of an application is its fault, and the others are read on") {
    const ApplicationList applications =
        list(kHeader + row_of("C1", "junior") + row_of("", "junior") +
             row_of("C3", "junior", "2026-02-29") + "C4,,visa,E1,junior,x\n" +
             "C5,张三,resident-id,110105194912310021,junior,2026-09-01\n" + row_of("C6", "junior"));
    REQUIRE(applications.size() == 6);
    const auto fault = [&](std::uint32_t index) -> std::string {
        const ApplicationFault* const found = applications.fault(index);
        if (found == nullptr) return "-";
        CHECK(found->location.file == "applications.csv");
        CHECK_FALSE(found->message.zh.empty());
        return place_of(found->location) + " " + found->message.en;
    };
    CHECK(fault(0) == "-");
    CHECK(fault(1) == "3:1 no candidate_id");
    CHECK(contains(fault(2), "4:33 '2026-02-29'"));
    CHECK(fault(3) == "5:4 no name");
    CHECK(contains(fault(4), "6:19 the check digit"));
    CHECK_FALSE(contains(fault(4), "19491231"));
    CHECK(contains(applications.fault(4)->hint.en, "compare the number"));
    CHECK(fault(5) == "-");
}

TEST_CASE("a faulty application still names its candidate, unless the name is what is missing") {
    const ApplicationList applications =
        list(kHeader + row_of("C1", "junior", "x") + row_of("", "junior") + row_of("C2", "junior") +
             row_of("C1", "junior"));
    CHECK(id_of(applications, 0) == "C1");
    CHECK(applications.row(1).candidate == kNone);
    CHECK(id_of(applications, 2) == "C2");
    CHECK(applications.row(3).candidate == applications.row(0).candidate);
    CHECK(applications.candidates().size() == 2);
    CHECK_FALSE(applications.candidates().find("").has_value());
}

TEST_CASE("the applications before one are the sound ones of the same candidate") {
    const ApplicationList applications =
        list(kHeader + row_of("C1", "junior") +           // 0
             row_of("C2", "junior") +                     // 1
             row_of("C1", "junior", "2026-09-99") +       // 2, faulty
             row_of("C1", "senior") +                     // 3
             row_of("C2", "", "") +                       // 4, faulty
             row_of("", "junior") + row_of("", "junior")  // 5, 6, of nobody
             + row_of("C1", "junior") +                   // 7
             row_of("C2", "junior"));                     // 8
    std::vector<std::uint32_t> previous;
    for (std::uint32_t i = 0; i < applications.size(); ++i) {
        previous.push_back(applications.row(i).previous);
    }
    CHECK(previous ==
          std::vector<std::uint32_t>{kNone, kNone, kNone, 0, kNone, kNone, kNone, 3, 1});
}

TEST_CASE("a list of no applications is one") {
    for (const unsigned threads : {1U, 4U}) {
        CHECK(list(kHeader, threads).size() == 0);
        CHECK(list(kHeader, threads).candidates().size() == 0);
        CHECK(list(kHeader + "\n\r\n", threads).size() == 0);
    }
}

TEST_CASE("a broken list of applications is refused as a whole, with its place") {
    const auto refused = [](const std::string& bytes) {
        const Diagnostic found = testing::refusal_of([&] { (void)list(bytes, 4); });
        CHECK(found.location.file == "applications.csv");
        return place_of(found.location) + " " + found.message.en;
    };
    CHECK(contains(refused(""), "0:0 the file is empty"));
    CHECK(contains(refused("candidate_id,name,id_type,id_number,level\n"),
                   "1:0 there is no column 'applied_on'"));
    CHECK(contains(refused("level," + kHeader), "1:43 the column 'level' is there twice"));
    CHECK(contains(refused(kHeader + "C1\n"), "2:0 the row has 1 field"));
    CHECK(contains(refused(kHeader + row_of("C1", "\"junior")), "2:26 the quote"));
    CHECK(contains(refused(kHeader + row_of("C1", "\xB3\xF5")), "2:26 the byte 0xb3"));
}

/// More than three parts of what is read at a stretch (2 MiB); remarks hold line breaks and quotes.
struct LargeList {
    struct Expected {
        std::string bytes;
        std::string id;
        std::string level;
        std::string fault;  // its place; empty if it has none
        std::uint64_t line;
    };

    explicit LargeList(std::uint64_t seed) {
        Dice dice(seed);
        bytes = "candidate_id,level,applied_on,remark,name,id_type,id_number\n";
        std::uint64_t line = 2;
        const std::vector<std::string> levels = {"junior", "高级", "5", "\"a \"\"b\"\"\""};
        while (bytes.size() < 7'000'000) {
            const std::size_t candidate = dice.below(1'500);
            const std::string id = dice.chance(50) ? "" : "C" + std::to_string(candidate);
            const std::string level = dice.pick(levels);
            const bool on_no_day = dice.chance(40);
            std::string row = id + "," + level + (on_no_day ? ",2026-9-1," : ",2026-09-01,\"");
            if (!on_no_day) {
                for (std::size_t n = dice.below(60); n > 0; --n) {
                    row += std::string(dice.below(80), 'x') + (dice.chance(3) ? "\"\"" : "\n中,");
                }
                row += "\"";
            }
            const auto lines = static_cast<std::uint64_t>(std::count(row.begin(), row.end(), '\n'));
            row += ",张三,passport,E1";
            rows.push_back({row, id, level == levels.back() ? "a \"b\"" : level,
                            id.empty() ? std::to_string(line) + ":1"
                            : on_no_day
                                ? std::to_string(line) + ":" + std::to_string(place(id, level))
                                : "",
                            line});
            bytes += row + (dice.chance(2) ? "\n" : "\r\n");
            line += lines + 1;
            if (dice.chance(30)) bytes += "\n", ++line;
        }
    }

    /// The column of applied_on.
    static std::size_t place(const std::string& id, const std::string& level) {
        return id.size() + 1 + (level == "高级" ? 2 : level.size()) + 1 + 1;
    }

    std::string bytes;
    std::vector<Expected> rows;
};

TEST_CASE("a list of several parts is the same on one thread and on many") {
    const LargeList large(2);
    for (const unsigned threads : {1U, 4U}) {
        const ApplicationList applications = list(large.bytes, threads);
        REQUIRE(applications.size() == large.rows.size());
        std::map<std::string, std::uint32_t> first_of;
        std::map<std::string, std::uint32_t> sound_of;
        std::size_t wrong = 0;
        for (std::uint32_t i = 0; i < large.rows.size(); ++i) {
            const LargeList::Expected& expected = large.rows[i];
            const ApplicationList::Row& row = applications.row(i);
            const ApplicationFault* const fault = applications.fault(i);
            bool same = applications.row(i).bytes() == expected.bytes &&
                        row.line == expected.line && id_of(applications, i) == expected.id &&
                        (fault == nullptr ? "" : place_of(fault->location)) == expected.fault;
            if (!expected.id.empty()) {
                const auto next = static_cast<std::uint32_t>(first_of.size());
                same =
                    same && row.candidate == first_of.try_emplace(expected.id, next).first->second;
            }
            if (expected.fault.empty()) {
                const auto [last, is_first] = sound_of.try_emplace(expected.id, i);
                same = same && level_of(applications, i) == expected.level &&
                       row.applied_on == Date(2026, 9, 1) &&
                       row.previous == (is_first ? kNone : last->second);
                last->second = i;
            } else {
                same = same && row.previous == kNone;
            }
            if (!same) ++wrong;
        }
        CHECK(wrong == 0);
        CHECK(applications.candidates().size() == first_of.size());
    }
}

TEST_CASE("how many bytes a list is said to have is a hint only") {
    std::string bytes = kHeader;
    for (int i = 0; i < 2'000; ++i) bytes += row_of("C" + std::to_string(i) + "长", "3");
    for (int i = 0; i < 20'000; ++i) bytes += row_of(std::to_string(i), "3");
    const std::uint64_t size = bytes.size();
    for (const std::uint64_t said : {size, size / 50, 3 * size, std::uint64_t{1}}) {
        ByteSource source = read_memory("applications.csv", bytes);
        source.likely_size = said;
        const ApplicationList applications(std::move(source), LevelFrom::column, 3);
        REQUIRE(applications.size() == 22'000);
        CHECK(applications.candidates().size() == 22'000);
        CHECK(id_of(applications, 1'999) == "C1999长");
        CHECK(id_of(applications, 21'999) == "19999");
        CHECK(applications.row(21'999).line == 22'001);
    }
}

TEST_CASE("the first fault of a broken list is the one refused, on any number of threads") {
    LargeList large(3);
    const LargeList::Expected& early = large.rows[large.rows.size() / 4];
    const LargeList::Expected& late = large.rows[large.rows.size() - 10];
    std::string bytes = large.bytes;
    bytes.insert(bytes.find(late.bytes) + late.bytes.size(), ",one too many");
    bytes.insert(bytes.find(early.bytes) + early.bytes.size(), "\"");
    std::vector<std::string> refused;
    for (const unsigned threads : {1U, 2U, 4U}) {
        const Diagnostic found = testing::refusal_of([&] { (void)list(bytes, threads); });
        refused.push_back(place_of(found.location) + " " + found.message.en);
    }
    CHECK(contains(refused.front(), "a quote inside a field"));
    CHECK(contains(refused.front(),
                   std::to_string(early.line + static_cast<std::uint64_t>(std::count(
                                                   early.bytes.begin(), early.bytes.end(), '\n'))) +
                       ":"));
    CHECK(refused == std::vector<std::string>(3, refused.front()));
}

}  // namespace
}  // namespace certrec
