#include "certrec/records/session.hpp"

#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "certrec/records/csv_writer.hpp"

namespace certrec {
namespace {

using testing::contains;

const std::vector<std::string> kColumns = {"session_id",   "component",   "held_on", "candidates",
                                           "invigilators", "examiners",   "minutes", "mode",
                                           "network",      "surveillance"};

enum Column {
    session_id,
    component,
    held_on,
    candidates,
    invigilators,
    examiners,
    minutes,
    mode,
    network,
    surveillance
};

std::string csv(const std::vector<std::string>& header, const std::vector<std::string>& cells) {
    std::string text;
    CsvWriter writer(write_memory(text));
    for (const auto* const row : {&header, &cells}) {
        for (const std::string& cell : *row) writer.field(cell);
        writer.end_row();
    }
    writer.finish();
    return text;
}

/// A sound row, with one cell changed.
std::variant<Session, CellFault> read(Column column, const std::string& cell) {
    std::vector<std::string> cells = {"S1", "theory", "2026-11-07", "75",  "3",
                                      "2",  "120",    "online",     "yes", "no"};
    cells.at(column) = cell;
    CsvReader reader(read_memory("sessions.csv", csv(kColumns, cells)));
    return read_session(*reader.next(), SessionColumns(reader.header()));
}

Session sound(Column column, const std::string& cell) {
    return std::get<Session>(read(column, cell));
}

TEST_CASE("a session is read as it is written") {
    const Session session = sound(session_id, "2026秋-1");
    CHECK(session.session_id == "2026秋-1");
    CHECK(session.component == "theory");
    CHECK(session.held_on == Date(2026, 11, 7));
    CHECK(session.candidates == 75);
    CHECK(session.invigilators == 3);
    CHECK(session.examiners == 2);
    CHECK(session.minutes == 120);
    CHECK(session.mode == SessionMode::online);
    CHECK(session.network == true);
    CHECK(session.surveillance == false);
}

TEST_CASE("an empty cell of a session is an unknown value") {
    CHECK_FALSE(sound(held_on, "").held_on.has_value());
    CHECK_FALSE(sound(candidates, "").candidates.has_value());
    CHECK_FALSE(sound(invigilators, "").invigilators.has_value());
    CHECK_FALSE(sound(examiners, "").examiners.has_value());
    CHECK_FALSE(sound(minutes, "").minutes.has_value());
    CHECK_FALSE(sound(mode, "").mode.has_value());
    CHECK_FALSE(sound(network, "").network.has_value());
    CHECK_FALSE(sound(surveillance, "").surveillance.has_value());
}

TEST_CASE("yes, true, 是 and 有 say yes; no, false, 否 and 无 say no") {
    for (const char* const word : {"yes", "true", "TRUE", "是", "有"}) {
        INFO(word);
        CHECK(sound(network, word).network == true);
        CHECK(sound(surveillance, word).surveillance == true);
    }
    for (const char* const word : {"no", "false", "FALSE", "否", "无"}) {
        INFO(word);
        CHECK(sound(network, word).network == false);
        CHECK(sound(surveillance, word).surveillance == false);
    }
}

TEST_CASE("a session is online or offline, in either language") {
    for (const char* const word : {"online", "线上", "在线"}) {
        CHECK(sound(mode, word).mode == SessionMode::online);
    }
    for (const char* const word : {"offline", "线下"}) {
        CHECK(sound(mode, word).mode == SessionMode::offline);
    }
    CHECK(format_session_mode(SessionMode::online) == "online");
    CHECK(format_session_mode(SessionMode::offline) == "offline");
}

TEST_CASE("a count may have zeros around it, and reaches from its first possible value to 100000") {
    CHECK(sound(candidates, "075").candidates == 75);
    CHECK(sound(candidates, "75.0").candidates == 75);
    CHECK(sound(candidates, "1").candidates == 1);
    CHECK(sound(candidates, "100000").candidates == 100'000);
    CHECK(sound(invigilators, "0").invigilators == 0);
    CHECK(sound(examiners, "-0").examiners == 0);
    CHECK(sound(minutes, "1").minutes == 1);
    CHECK(sound(minutes, "100000").minutes == 100'000);
}

TEST_CASE("a cell that cannot be what it says is refused, at its column and with what is wrong") {
    struct Case {
        Column column;
        std::string cell;
        std::string says;
    };
    for (const Case& wrong : {
             Case{session_id, "", "no session_id"},
             Case{session_id, " S1", "spaces"},
             Case{session_id, "S\t1", "cannot be seen"},
             Case{component, "", "no component"},
             Case{held_on, "2026-02-29", "28 days"},
             Case{held_on, "2026/11/7", "YYYY-MM-DD"},
             Case{candidates, "0", "from 1 to 100000"},
             Case{candidates, "-3", "candidates is -3"},
             Case{candidates, "100001", "from 1 to 100000"},
             Case{candidates, "7O", "7O"},
             Case{candidates, "７５", "７５"},
             Case{candidates, "75人", "75人"},
             Case{candidates, "1e2", "1e2"},
             Case{candidates, "74.5", "whole number"},
             Case{invigilators, "-1", "from 0 to 100000"},
             Case{invigilators, "2.5", "whole number"},
             Case{examiners, "100000.5", "from 0 to 100000"},
             Case{examiners, "two", "two"},
             Case{minutes, "0", "from 1 to 100000"},
             Case{minutes, "2h", "2h"},
             Case{mode, "Online", "unknown word 'Online'"},
             Case{mode, "机考", "机考"},
             Case{network, "y", "unknown word 'y'"},
             Case{network, "1", "unknown word '1'"},
             Case{surveillance, "yes ", "unknown word 'yes '"},
         }) {
        INFO(wrong.cell);
        const auto found = read(wrong.column, wrong.cell);
        REQUIRE(std::holds_alternative<CellFault>(found));
        const auto& fault = std::get<CellFault>(found);
        CHECK(fault.column == wrong.column);
        CHECK(contains(fault.message.en, wrong.says));
        CHECK_FALSE(fault.message.zh.empty());
        CHECK_FALSE(testing::has_raw_control(fault.message.en));
    }
}

TEST_CASE("a hint lists the words of its language, and a message names the column in it") {
    const auto fault = [](Column column, const std::string& cell) {
        return std::get<CellFault>(read(column, cell));
    };
    CHECK(fault(mode, "机考").hint ==
          Bilingual{"the words are: online, offline", "可用的词：线上、在线、线下"});
    CHECK(fault(network, "y").hint == Bilingual{"the words are: yes, no, true, false, TRUE, FALSE",
                                                "可用的词：是、否、有、无"});
    CHECK(fault(minutes, "0").message.zh == "时长为 0，应在 1 到 100000 之间");
}

TEST_CASE("of several wrong cells of a session the first is told") {
    CsvReader reader(read_memory(
        "sessions.csv", csv(kColumns, {"S1", "theory", "", "-1", "x", "y", "z", "w", "v", "u"})));
    const auto read = read_session(*reader.next(), SessionColumns(reader.header()));
    CHECK(std::get<CellFault>(read).column == candidates);
}

TEST_CASE("sessions.csv needs each of its columns, in any order") {
    for (std::size_t missing = 0; missing < kColumns.size(); ++missing) {
        std::vector<std::string> header = kColumns;
        header.at(missing) = "other";
        CsvReader reader(read_memory("sessions.csv", csv(header, header)));
        CHECK_THROWS_AS(SessionColumns(reader.header()), Refusal);
    }
    const std::vector<std::string> reversed(kColumns.rbegin(), kColumns.rend());
    CsvReader reader(read_memory(
        "sessions.csv",
        csv(reversed, {"no", "yes", "offline", "120", "2", "0", "20", "", "practical", "S2"})));
    const auto read = read_session(*reader.next(), SessionColumns(reader.header()));
    CHECK(std::get<Session>(read).session_id == "S2");
    CHECK(std::get<Session>(read).examiners == 2);
}

}  // namespace
}  // namespace certrec
