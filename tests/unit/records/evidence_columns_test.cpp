#include <algorithm>
#include <string>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "certrec/base/text.hpp"
#include "evidence_fixture.hpp"

namespace certrec {
namespace {

using testing::CellType;
using testing::ColumnSpec;
using testing::contains;
using testing::JoinedEvidence;
using testing::KindSpec;
using testing::place_of;
using testing::ScratchFolder;

using Cells = std::vector<std::pair<std::string, std::string>>;  // column and cell

/// A file of one row, of candidate C1.
std::string file_of(const Cells& cells) {
    std::string header = "candidate_id";
    std::string row = "C1";
    for (const auto& [column, cell] : cells) {
        header += "," + column;
        row += "," + cell;
    }
    return header + "\n" + row + "\n";
}

Cells sound_cells(const KindSpec& spec) {
    Cells cells;
    for (const ColumnSpec& column : spec.columns) {
        cells.emplace_back(column.name, testing::sound_cell(column.type));
    }
    return cells;
}

/// What `lines_of` shows of these cells.
std::string shown(const KindSpec& spec, const Cells& cells) {
    std::string line;
    for (const ColumnSpec& column : spec.columns) {
        if (column.type == CellType::number) continue;
        const auto cell = std::find_if(cells.begin(), cells.end(),
                                       [&](const auto& c) { return c.first == column.name; });
        line += cell == cells.end() || cell->second.empty() ? "-|" : cell->second + "|";
    }
    line.pop_back();
    return line;
}

struct Read {
    std::vector<std::string> lines;
    std::vector<Diagnostic> reports;
};

Read read(EvidenceKind kind, const std::string& bytes,
          const EvidenceNeeds& needs = testing::all_evidence()) {
    const ScratchFolder folder;
    folder.write(testing::evidence_kind(kind).name + ".csv", bytes);
    const JoinedEvidence evidence(folder.path(), {"C1"}, needs);
    return {evidence.lines("C1"), evidence.reports()};
}

/// `line:column message` of the one report on this file; empty if there is none. The candidate is
/// unreadable exactly if there is one.
std::string fault_in(EvidenceKind kind, const Cells& cells) {
    const Read found = read(kind, file_of(cells));
    const std::string& last = found.lines.back();
    CHECK(contains(last, "unreadable ") == !found.reports.empty());
    if (found.reports.empty()) return {};
    CHECK(last == "unreadable " + testing::evidence_kind(kind).name + " 2");
    CHECK(found.reports.size() == 1);
    CHECK(found.reports.front().severity == Severity::error);
    CHECK_FALSE(found.reports.front().message.zh.empty());
    return place_of(found.reports.front().location) + " " + found.reports.front().message.en;
}

void set(Cells& cells, const std::string& column, const std::string& cell) {
    std::find_if(cells.begin(), cells.end(), [&](const auto& c) {
        return c.first == column;
    })->second = cell;
}

TEST_CASE("every column of every kind of evidence is read, in any order, others passed over") {
    for (const KindSpec& spec : testing::evidence_kinds()) {
        INFO(spec.name);
        const Cells cells = sound_cells(spec);
        const std::string expected = spec.name + " 2: " + shown(spec, cells);
        CHECK(read(spec.kind, file_of(cells)).lines == std::vector{expected});

        Cells turned(cells.rbegin(), cells.rend());
        turned.insert(turned.begin() + 1, {"school", "\"甲,\"\"乙\"\"\""});
        turned.emplace_back("school", "");
        CHECK(read(spec.kind, file_of(turned)).lines == std::vector{expected});
        CHECK(read(spec.kind, file_of(turned)).reports.empty());
    }
}

TEST_CASE("an empty cell of evidence is an unknown value") {
    for (const KindSpec& spec : testing::evidence_kinds()) {
        INFO(spec.name);
        Cells empty = sound_cells(spec);
        for (auto& [column, cell] : empty) cell.clear();
        const Read found = read(spec.kind, file_of(empty));
        CHECK(found.lines == std::vector{spec.name + " 2: " + shown(spec, empty)});
        CHECK(found.reports.empty());
        for (const ColumnSpec& column : spec.columns) {
            Cells cells = sound_cells(spec);
            set(cells, column.name, "");
            CHECK(read(spec.kind, file_of(cells)).lines ==
                  std::vector{spec.name + " 2: " + shown(spec, cells)});
        }
    }
}

TEST_CASE("the optional columns of evidence may be missing, alone or all of them") {
    for (const KindSpec& spec : testing::evidence_kinds()) {
        INFO(spec.name);
        Cells required;
        for (const ColumnSpec& column : spec.columns) {
            const Cells all = sound_cells(spec);
            if (column.required) {
                required.emplace_back(column.name, testing::sound_cell(column.type));
                continue;
            }
            Cells others;
            for (const auto& cell : all) {
                if (cell.first != column.name) others.push_back(cell);
            }
            CHECK(read(spec.kind, file_of(others)).lines ==
                  std::vector{spec.name + " 2: " + shown(spec, others)});
        }
        CHECK(read(spec.kind, file_of(required)).lines ==
              std::vector{spec.name + " 2: " + shown(spec, required)});
    }
}

TEST_CASE("a required column of evidence that is missing, and any that is doubled, is refused") {
    for (const KindSpec& spec : testing::evidence_kinds()) {
        std::vector<ColumnSpec> columns = spec.columns;
        columns.push_back({"candidate_id", CellType::text, true});
        std::string header;
        for (const ColumnSpec& column : columns) header += column.name + ",";
        header.back() = '\n';
        for (const ColumnSpec& column : columns) {
            INFO(spec.name << " " << column.name);
            const auto refused = [&](const std::string& bytes) {
                const Diagnostic found = testing::refusal_of([&] { (void)read(spec.kind, bytes); });
                CHECK(contains(found.location.file, "/" + spec.name + ".csv"));
                CHECK(found.location.line == 1);
                return found.message.en;
            };
            CHECK(contains(refused(column.name + "," + header), "'" + column.name + "' is there"));
            if (!column.required) continue;
            std::string other = header;
            other.replace(("," + other).find("," + column.name), column.name.size(), "other");
            CHECK(refused(other) == "there is no column '" + column.name + "'");
        }
    }
}

TEST_CASE("YYYY-MM is the first day of the month in a from, the last one in any other date") {
    for (const KindSpec& spec : testing::evidence_kinds()) {
        for (const ColumnSpec& column : spec.columns) {
            if (column.type != CellType::first_day && column.type != CellType::last_day) continue;
            INFO(spec.name << " " << column.name);
            CHECK((column.type == CellType::first_day) == (column.name == "from"));
            Cells cells;
            for (const ColumnSpec& other : spec.columns) cells.emplace_back(other.name, "");
            set(cells, column.name, "2024-02");
            const Read found = read(spec.kind, file_of(cells));
            set(cells, column.name, column.name == "from" ? "2024-02-01" : "2024-02-29");
            CHECK(found.lines == std::vector{spec.name + " 2: " + shown(spec, cells)});

            set(cells, column.name, "2024-02-30");
            CHECK(contains(fault_in(spec.kind, cells), "'2024-02-30' is not a day"));
            for (const char* const wrong : {"2024", "2024-13", "2024/02", "44000", "2024-2"}) {
                set(cells, column.name, wrong);
                CHECK(contains(fault_in(spec.kind, cells), "'" + std::string(wrong) + "' is not"));
            }
        }
    }
}

TEST_CASE("a word that its column does not know is reported with those that it knows") {
    for (const KindSpec& spec : testing::evidence_kinds()) {
        for (std::size_t i = 0; i < spec.columns.size(); ++i) {
            if (spec.columns[i].type < CellType::attainment) continue;
            Cells cells = sound_cells(spec);
            cells[i].second = "Unknown-Word";
            INFO(spec.name << " " << cells[i].first);
            std::size_t column = 4;
            for (std::size_t before = 0; before < i; ++before) {
                column += count_characters(cells[before].second) + 1;
            }
            CHECK(fault_in(spec.kind, cells) ==
                  "2:" + std::to_string(column) + " unknown word 'Unknown-Word'");
            const Read found = read(spec.kind, file_of(cells));
            const std::string hint = found.reports.front().hint.en;
            CHECK(contains(hint, testing::sound_cell(spec.columns[i].type)));
            CHECK_FALSE(contains(hint, "类"));
        }
    }
}

TEST_CASE("hours of evidence are a decimal from 0 to 100000") {
    for (const EvidenceKind kind : {EvidenceKind::training, EvidenceKind::teaching}) {
        Cells cells = sound_cells(testing::evidence_kind(kind));
        for (const char* const sound : {"0", "100000", "48.5", "060.50", "0.000000000001"}) {
            set(cells, "hours", sound);
            INFO(sound);
            CHECK(fault_in(kind, cells).empty());
        }
        for (const char* const absurd : {"-1", "-0.5", "100000.5", "100001"}) {
            set(cells, "hours", absurd);
            CHECK(contains(fault_in(kind, cells),
                           std::string(absurd) + " hours; from 0 to 100000 are possible"));
        }
        for (const char* const wrong : {"4８", "1e3", "48h", "4O", "\"1,000\"", "四十八", ".5"}) {
            set(cells, "hours", wrong);
            INFO(wrong);
            CHECK_FALSE(fault_in(kind, cells).empty());
        }
    }
    Cells cells = sound_cells(testing::evidence_kind(EvidenceKind::training));
    set(cells, "hours", "060.50");
    CHECK(contains(read(EvidenceKind::training, file_of(cells)).lines.front(), "|60.5|"));
}

TEST_CASE("the place of an author is a whole number from 1 to 999") {
    Cells cells = sound_cells(testing::evidence_kind(EvidenceKind::publication));
    for (const char* const sound : {"1", "2", "999"}) {
        set(cells, "author_position", sound);
        CHECK(fault_in(EvidenceKind::publication, cells).empty());
    }
    for (const char* const wrong : {"0", "1000", "65536", "65537", "99999999999999", "-1", "+1",
                                    "1.0", "1st", " 1", "1 ", "first", "第一", "１"}) {
        set(cells, "author_position", wrong);
        INFO(wrong);
        CHECK(contains(fault_in(EvidenceKind::publication, cells),
                       "'" + std::string(wrong) + "' is not the place of an author"));
    }
}

TEST_CASE("an interval of evidence that ends before it begins is reported where it ends") {
    struct Interval {
        EvidenceKind kind;
        std::string from;
        std::string to;
    };
    for (const Interval& interval :
         {Interval{EvidenceKind::employment, "from", "to"},
          Interval{EvidenceKind::teaching, "from", "to"},
          Interval{EvidenceKind::apprenticeship, "from", "completed_on"},
          Interval{EvidenceKind::certificate, "issued_on", "valid_until"},
          Interval{EvidenceKind::certificate, "issued_on", "revoked_on"}}) {
        INFO(testing::evidence_kind(interval.kind).name << " " << interval.to);
        const auto fault = [&](const std::string& from, const std::string& to) {
            return fault_in(interval.kind, [&] {
                Cells cells;
                const KindSpec& spec = testing::evidence_kind(interval.kind);
                for (const ColumnSpec& c : spec.columns) {
                    cells.emplace_back(c.name, "");
                }
                set(cells, interval.from, from);
                set(cells, interval.to, to);
                return cells;
            }());
        };
        CHECK(fault("2024-03-01", "2024-03-01").empty());
        CHECK(fault("2024-03-01", "").empty());
        CHECK(fault("", "2024-03-01").empty());
        CHECK(fault("2024-03", "2024-03").empty());
        CHECK(contains(fault("2024-03-02", "2024-03-01"),
                       " 2024-03-01 lies before 2024-03-02, where it begins"));
        CHECK(contains(fault("2024-03", "2024-02"), " 2024-02 lies before 2024-03"));
    }
    // The place is that of the end.
    CHECK(contains(fault_in(EvidenceKind::employment,
                            {{"to", "2020-01-01"}, {"occupation", "x"}, {"from", "2021-01-01"}}),
                   "2:4 2020-01-01"));
}

TEST_CASE("a GB/T 4658 code fills an empty status in, and must not contradict another") {
    const auto education = [](const std::string& attainment, const std::string& status) {
        return Cells{{"attainment", attainment}, {"status", status}, {"graduated_on", ""}};
    };
    const auto line = [&](const std::string& attainment, const std::string& status) {
        return read(EvidenceKind::education, file_of(education(attainment, status))).lines.front();
    };
    CHECK(line("21", "") == "education 2: bachelor|graduated|-|-|-");
    CHECK(line("23", "") == "education 2: bachelor|incomplete|-|-|-");
    CHECK(line("20", "") == "education 2: bachelor|-|-|-|-");
    CHECK(line("20", "final-year") == "education 2: bachelor|final-year|-|-|-");
    CHECK(line("47", "毕业") == "education 2: technician-school|graduated|-|-|-");
    CHECK(line("48", "结业") == "education 2: technician-school|incomplete|-|-|-");
    CHECK(line("大专", "应届毕业生") == "education 2: junior-college|final-year|-|-|-");

    const auto fault = [&](const std::string& attainment, const std::string& status) {
        return fault_in(EvidenceKind::education, education(attainment, status));
    };
    CHECK(fault("21", "graduated").empty());
    CHECK(fault("22", "incomplete").empty());
    CHECK(fault("bachelor", "incomplete").empty());
    CHECK(fault("21", "incomplete") == "2:7 the status 'incomplete' contradicts the code 21");
    CHECK(fault("21", "在读") == "2:7 the status '在读' contradicts the code 21");
    CHECK(fault("31", "final-year") == "2:7 the status 'final-year' contradicts the code 31");
    CHECK(fault("22", "graduated") == "2:7 the status 'graduated' contradicts the code 22");
    CHECK(fault("83", "毕业") == "2:7 the status '毕业' contradicts the code 83");
    // Neither value is known, so only the words are wrong.
    CHECK(fault("21", "done") == "2:7 unknown word 'done'");
    CHECK(fault("90", "graduated") == "2:4 unknown word '90'");
}

TEST_CASE("all that is wrong with a row of evidence is reported at once") {
    const Read found = read(EvidenceKind::training,
                            "candidate_id,standard,level,mode,hours,completed_on\n"
                            "C1,s,junior,on-line,4８,2026-02-30\n");
    REQUIRE(found.reports.size() == 3);
    CHECK(place_of(found.reports[0].location) == "2:13");
    CHECK(place_of(found.reports[1].location) == "2:21");
    CHECK(place_of(found.reports[2].location) == "2:24");
    CHECK(found.lines ==
          std::vector<std::string>{"training 2: s|junior|-|-|-", "unreadable training 2"});
}

TEST_CASE("employers of employment are read only if somebody asks for them") {
    EvidenceNeeds needs = testing::all_evidence();
    needs.employers = false;
    const std::string bytes = "candidate_id,occupation,from,to,employer\nC1,x,,,公司\n";
    CHECK(read(EvidenceKind::employment, bytes, needs).lines.front() == "employment 2: x|-|-|-");
    CHECK(read(EvidenceKind::employment, bytes).lines.front() == "employment 2: x|-|-|公司");
    CHECK(read(EvidenceKind::recommendation, "candidate_id,employer,level,signed_on\nC1,公司,5,\n",
               needs)
              .lines.front() == "recommendation 2: 公司|5|-");
}

TEST_CASE("no message about evidence quotes an identity number whole that slipped into it") {
    for (const KindSpec& spec : testing::evidence_kinds()) {
        for (const ColumnSpec& column : spec.columns) {
            Cells cells = sound_cells(spec);
            set(cells, column.name, "11010519491231002X");
            for (const Diagnostic& report : read(spec.kind, file_of(cells)).reports) {
                for (const std::string& text :
                     {report.message.en, report.message.zh, report.hint.en, report.hint.zh}) {
                    INFO(spec.name << " " << column.name << ": " << text);
                    CHECK_FALSE(contains(text, "19491231"));
                }
            }
        }
    }
}

}  // namespace
}  // namespace certrec
