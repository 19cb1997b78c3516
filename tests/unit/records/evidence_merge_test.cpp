#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "evidence_fixture.hpp"

namespace certrec {
namespace {

using testing::CellType;
using testing::Collected;
using testing::ColumnSpec;
using testing::contains;
using testing::Dice;
using testing::JoinedEvidence;
using testing::KindSpec;
using testing::ScratchFolder;

using Lines = std::vector<std::string>;

const std::string kCertificate = "candidate_id,standard,level,issued_on,valid_until,number\n";
const std::string kEmployment = "candidate_id,occupation,from,to\n";
const std::string kTraining = "candidate_id,standard,level,mode,hours,completed_on\n";

/// A merge with what it reports.
class Merged {
  public:
    explicit Merged(const ScratchFolder& folder,
                    const EvidenceNeeds& needs = testing::all_evidence())
        : merge_(folder.path(), needs, collected_.sink()) {}

    [[nodiscard]] Lines lines(std::string_view id) { return testing::lines_of(merge_.gather(id)); }
    [[nodiscard]] EvidenceMerge& merge() { return merge_; }
    [[nodiscard]] const std::vector<Diagnostic>& reports() const { return collected_.all(); }

  private:
    Collected collected_;
    EvidenceMerge merge_;
};

TEST_CASE("sorted files of evidence are merged candidate by candidate, some of whom have none") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment + "C1,a,,\nC1,b,,\nC3,c,,\n");
    folder.write("training.csv", kTraining + "C0,s,5,,,\nC2,s,5,,,\nC3,s,4,,,\n");
    folder.write("C2.toml", "[[employment]]\noccupation = \"d\"\n");
    Merged merged(folder);
    CHECK(merged.lines("C1") == Lines{"employment 2: a|-|-|-", "employment 3: b|-|-|-"});
    CHECK(merged.lines("C10").empty());
    const Dossier& two = merged.merge().gather("C2");
    CHECK(testing::lines_of(two) == Lines{"employment own 1: d|-|-|-", "training 3: s|5|-|-|-"});
    CHECK(merged.merge().location({EvidenceKind::employment, two.employments[0].origin}, "C2") ==
          Location{(folder / "C2.toml").string(), 1, 0});
    CHECK(merged.merge().location({EvidenceKind::training, two.trainings[0].origin}, "C2") ==
          Location{(folder / "training.csv").string(), 3, 0});
    CHECK(merged.lines("C3") == Lines{"employment 4: c|-|-|-", "training 4: s|4|-|-|-"});
    CHECK(merged.lines("C4").empty());
    merged.merge().finish();
    CHECK(merged.merge().unused().rows == 1);
    CHECK(merged.merge().unused().first == Location{(folder / "training.csv").string(), 2, 0});
    CHECK(merged.reports().empty());
}

TEST_CASE("sorted means by bytes: digits, capitals, small letters, Chinese; a prefix comes first") {
    const Lines ids = {"C",  "C 1", "C-1", "C1", "C1-a", "C1.a",  "C10",
                       "C2", "D",   "c1",  "é",  "考生", "考生一"};
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    const ScratchFolder folder;
    std::string bytes = kEmployment;
    for (const std::string& id : ids) {
        bytes += id + "," + id + ",,\n";
        folder.write(id + ".toml", "[[employment]]\noccupation = \"" + id + "\"\n");
    }
    folder.write("employment.csv", bytes);
    Merged merged(folder);
    for (std::size_t i = 0; i < ids.size(); ++i) {
        CHECK(merged.lines(ids[i]) ==
              Lines{"employment " + std::to_string(i + 2) + ": " + ids[i] + "|-|-|-",
                    "employment own 1: " + ids[i] + "|-|-|-"});
    }
    merged.merge().finish();
    CHECK(merged.merge().unused().rows == 0);
}

TEST_CASE("a merge refuses the first row that is out of order, with its place") {
    const ScratchFolder folder;
    const std::string path =
        folder.write("employment.csv",
                     "occupation,candidate_id,from,to\n\"a\nb\",C1,,\nx,C3,,\ny,C2,,\nz,C1,,\n");
    const auto refused_at = [&](const Lines& asked) {
        const Diagnostic found = testing::refusal_of([&] {
            Merged merged(folder);
            for (const std::string& id : asked) (void)merged.lines(id);
            merged.merge().finish();
        });
        CHECK(found.location.file == path);
        CHECK(contains(found.message.en, "not sorted by candidate_id"));
        CHECK(contains(found.hint.en, "LC_ALL=C sort"));
        return testing::place_of(found.location);
    };
    CHECK(refused_at({"C3"}) == "5:3");
    CHECK(refused_at({"C1", "C2", "C3", "C4"}) == "5:3");
    CHECK(refused_at({"C1"}) == "5:3");  // by finish
    CHECK(refused_at({}) == "5:3");

    folder.write("employment.csv", kEmployment + "c1,,,\nC1,,,\n");
    CHECK(refused_at({"c1"}) == "3:1");
    folder.write("employment.csv", kEmployment + "C1,,,\n,,,\n");
    CHECK(refused_at({"C1"}) == "3:1");
}

TEST_CASE("finish reads the rest of every file, counts it and tells what is wrong with it") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment + "C1,a,,\nC2,b,,\nC3,c,x,\n");
    folder.write("training.csv", kTraining + "C0,s,5,both,,\nC9,s,5,,,\n");
    folder.write("C1.toml", "[[training]]\nstandard = \"s\"\n");
    folder.write("C7.toml", "[[training]]\n[[training]]\nhours = 1.5\n");
    Merged merged(folder);
    CHECK(merged.lines("C1").size() == 2);
    CHECK(merged.merge().unused().rows == 1);
    CHECK(merged.reports().size() == 1);
    merged.merge().finish();
    CHECK(merged.merge().unused().rows == 6);
    CHECK(merged.merge().unused().first == Location{(folder / "training.csv").string(), 2, 0});
    CHECK(merged.reports().size() == 3);

    Merged nobody(folder);
    nobody.merge().finish();
    CHECK(nobody.merge().unused().rows == 8);

    const ScratchFolder empty;
    empty.write("X1.toml", "");
    Merged nothing(empty);
    nothing.merge().finish();
    CHECK(nothing.merge().unused().rows == 0);
    CHECK_FALSE(nothing.merge().unused().first.has_value());
}

TEST_CASE("a merge reports wrong rows and marks their candidate only") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment + ",a,,\nC1,a,x,\nC2,b,,\nC3,c,,\n");
    folder.write("training.csv", kTraining + "C1,s,5,both,,\n");
    folder.write("C3.toml", "[[");
    Merged merged(folder);
    CHECK(merged.lines("C1") ==
          Lines{"employment 3: a|-|-|-", "training 2: s|5|-|-|-", "unreadable employment 3"});
    CHECK(merged.lines("C2") == Lines{"employment 4: b|-|-|-"});
    CHECK(merged.lines("C3") == Lines{"employment 5: c|-|-|-", "unreadable certificate own 1"});
    CHECK(merged.lines("C4").empty());
    REQUIRE(merged.reports().size() == 4);
    CHECK(merged.reports()[0].message.en == "no candidate_id");
    CHECK(testing::place_of(merged.reports()[0].location) == "2:1");
}

TEST_CASE("a merge compares the certificate numbers of one candidate") {
    const ScratchFolder folder;
    const std::string path =
        folder.write("certificate.csv", kCertificate +
                                            "C1,s,5,,,N1\nC1,t,4,,,N1\nC1,s,3,,,N2\n"
                                            "C2,s,5,,,N1\nC2,s,4,,,N3\nC2,s,4,,,N1\n"
                                            "C3,s,5,,,N4\nC4,s,5,,,\nC4,s,5,,,\n");
    folder.write("C3.toml", "[[certificate]]\nstandard = \"s\"\nnumber = \"N4\"\n");
    Merged merged(folder);
    CHECK(merged.lines("C1").size() == 3);
    CHECK(merged.reports().empty());
    CHECK(merged.lines("C2").back() == "unreadable certificate 5");
    REQUIRE(merged.reports().size() == 1);
    CHECK(merged.reports()[0].location == Location{path, 7, 0});
    CHECK(merged.reports()[0].message.en ==
          "the certificate number 'N1' is there a second time, first on line 5 of " + path);
    CHECK(merged.lines("C3").back() == "unreadable certificate 8");
    CHECK(merged.lines("C4").size() == 2);
    CHECK(merged.reports().size() == 2);
}

TEST_CASE(
    "a merge reads the kinds that are wanted, and refuses folders and files as a store does") {
    const ScratchFolder folder;
    folder.write("employment.csv", "not even CSV \" here\n");
    folder.write("training.csv", kTraining + "C1,s,5,,,\n");
    EvidenceNeeds needs;
    needs.kinds = {EvidenceKind::training};
    Merged merged(folder, needs);
    CHECK(merged.lines("C1") == Lines{"training 2: s|5|-|-|-"});
    REQUIRE(merged.reports().size() == 1);
    CHECK(merged.reports()[0].severity == Severity::note);

    CHECK_THROWS_AS(Merged(folder), Refusal);
    folder.write("employment.csv", "candidate_id,occupation,from\n");
    CHECK_THROWS_AS(Merged(folder), Refusal);
    folder.write("notes.txt", "");
    CHECK_THROWS_AS(Merged(folder, needs), Refusal);
    CHECK_THROWS_AS(EvidenceMerge(folder / "none", needs, Collected().sink()), Refusal);
}

/// A folder of random evidence, its CSV files sorted by candidate_id, and what each dossier is.
class RandomFolder {
  public:
    explicit RandomFolder(std::uint64_t seed) : dice_(seed) {
        Lines all = {
            "C",   "C-1",  "C1",    "C10", "C2", "c1", "candidate-0000001", "candidate-0000002",
            "x y", "考生", "考生一"};
        for (const std::string& id : all) {
            (dice_.chance(4) ? strangers_ : ids_).push_back(id);
        }
        for (const KindSpec& spec : testing::evidence_kinds()) {
            if (!dice_.chance(5)) write_csv(spec, all);
        }
        for (const std::string& id : all) {
            if (dice_.chance(2)) write_toml(id);
        }
        for (const auto& [id, faults] : doubled_) {
            unreadable_.try_emplace(id, faults);
        }
    }

    [[nodiscard]] const ScratchFolder& folder() const { return folder_; }
    /// Those who apply, sorted.
    [[nodiscard]] const Lines& ids() const { return ids_; }
    [[nodiscard]] std::uint64_t unused() const { return unused_; }
    [[nodiscard]] std::size_t reports() const { return reports_; }
    [[nodiscard]] std::size_t records() const { return records_; }

    /// The lines of the dossier.
    [[nodiscard]] Lines expected(const std::string& id) const {
        Lines lines;
        for (const KindSpec& spec : testing::evidence_kinds()) {
            const auto found = lines_.find({id, spec.kind});
            if (found == lines_.end()) continue;
            for (const std::string& line : found->second) lines.push_back(spec.name + " " + line);
        }
        const auto unreadable = unreadable_.find(id);
        if (unreadable != unreadable_.end()) lines.push_back("unreadable " + unreadable->second);
        return lines;
    }

  private:
    struct Cell {
        std::string text;
        std::string shown;
    };

    static bool is_date(CellType type) {
        return type == CellType::first_day || type == CellType::last_day;
    }

    /// A cell of that type, or an empty one.
    Cell random_cell(const ColumnSpec& column) {
        if (dice_.chance(5)) return {"", "-"};
        if (is_date(column.type)) {
            // Every interval begins before 2015 and ends after.
            const bool begins = column.type == CellType::first_day || column.name == "issued_on";
            const std::string year =
                std::to_string(begins ? dice_.between(2000, 2014) : dice_.between(2016, 2030));
            const std::string month = year + "-0" + std::to_string(dice_.between(1, 9));
            if (dice_.chance(3)) {
                const std::string last = month.ends_with("2")
                                             ? (std::stoi(year) % 4 == 0 ? "29" : "28")
                                         : contains("469", month.substr(6)) ? "30"
                                                                            : "31";
                return {month, month + (column.type == CellType::first_day ? "-01" : "-" + last)};
            }
            const std::string day = month + "-" + std::to_string(dice_.between(10, 28));
            return {day, day};
        }
        if (column.type == CellType::text) {
            const Lines texts = {"s", "t", "5", "高级", "a, \"b\"", "x\ny"};
            const std::string& value = dice_.pick(texts);
            return {value, value};
        }
        return {testing::sound_cell(column.type), testing::sound_cell(column.type)};
    }

    /// Random values of a row of the candidate, in the order of the columns.
    std::vector<Cell> random_row(const KindSpec& spec, const std::string& id,
                                 const std::string& place) {
        std::vector<Cell> cells;
        std::string line;
        std::string standard;
        for (const ColumnSpec& column : spec.columns) {
            Cell cell = random_cell(column);
            const bool spoils = column.type != CellType::text && column.type != CellType::number;
            if (spoils && dice_.chance(150)) {
                cell = {"wrong", "-"};
                ++reports_;
                unreadable_.try_emplace(id, spec.name + " " + place);
            }
            if (column.name == "standard") standard = cell.text;
            if (column.type == CellType::number) {
                if (!cell.text.empty()) number(cell, id, standard, spec.name + " " + place);
            } else {
                line += cell.shown + "|";
            }
            cells.push_back(cell);
        }
        line.pop_back();
        lines_[{id, spec.kind}].push_back(place + ": " + line);
        ++records_;
        if (!std::binary_search(ids_.begin(), ids_.end(), id)) ++unused_;
        return cells;
    }

    /// A certificate number of its own, or now and then one of the same candidate's again.
    void number(Cell& cell, const std::string& id, const std::string& standard,
                const std::string& place) {
        auto& numbers = numbers_[id];
        const bool is_known = std::binary_search(ids_.begin(), ids_.end(), id);
        if (is_known && !numbers.empty() && dice_.chance(10)) {
            cell.text = dice_.pick(numbers);
        } else {
            cell.text = id + "/" + std::to_string(numbers.size());
            numbers.push_back(cell.text);
        }
        const auto [first, is_new] = places_.try_emplace({standard, cell.text}, place);
        if (is_new) return;
        ++reports_;
        doubled_.try_emplace(id, first->second);
    }

    static std::string quoted(const std::string& value) {
        std::string field = "\"";
        for (const char c : value) field += c == '"' ? "\"\"" : std::string(1, c);
        return field + "\"";
    }
    static std::string toml_string(const std::string& value) {
        std::string text = "\"";
        for (const char c : value) {
            if (c == '"') text += '\\';
            text += c == '\n' ? "\\n" : std::string(1, c);
        }
        return text + "\"";
    }

    void write_csv(const KindSpec& spec, const Lines& all) {
        std::string bytes = "candidate_id";
        for (const ColumnSpec& column : spec.columns) bytes += "," + column.name;
        bytes += "\n";
        for (const std::string& id : all) {
            for (std::size_t n = dice_.below(4); n > 0; --n) {
                const auto line = std::count(bytes.begin(), bytes.end(), '\n') + 1;
                bytes += id;
                for (const Cell& cell : random_row(spec, id, std::to_string(line))) {
                    bytes += "," + (cell.text.empty() ? "" : quoted(cell.text));
                }
                bytes += dice_.chance(2) ? "\n" : "\r\n";
            }
        }
        folder_.write(spec.name + ".csv", bytes);
    }

    void write_toml(const std::string& id) {
        std::string bytes = dice_.chance(2) ? "candidate_id = " + toml_string(id) + "\n" : "\n";
        for (const KindSpec& spec : testing::evidence_kinds()) {
            for (std::size_t n = dice_.chance(2) ? 0 : dice_.below(3); n > 0; --n) {
                const auto line = std::count(bytes.begin(), bytes.end(), '\n') + 1;
                const auto cells = random_row(spec, id, "own " + std::to_string(line));
                bytes += "[[" + spec.name + "]]\n";
                for (std::size_t i = 0; i < cells.size(); ++i) {
                    if (cells[i].text.empty() && dice_.chance(2)) continue;
                    const bool is_bare = is_date(spec.columns[i].type) &&
                                         cells[i].text.size() == 10 && dice_.chance(2);
                    bytes += spec.columns[i].name + " = " +
                             (is_bare ? cells[i].text : toml_string(cells[i].text)) + "\n";
                }
            }
        }
        folder_.write(id + ".toml", bytes);
    }

    Dice dice_;
    ScratchFolder folder_;
    Lines ids_;
    Lines strangers_;
    std::map<std::pair<std::string, EvidenceKind>, Lines> lines_;
    std::map<std::string, std::string> unreadable_;
    std::map<std::string, std::string> doubled_;  // the first row of the first doubled number
    std::map<std::string, Lines> numbers_;
    std::map<std::pair<std::string, std::string>, std::string> places_;
    std::uint64_t unused_ = 0;
    std::size_t reports_ = 0;
    std::size_t records_ = 0;
};

/// All reports, sorted: a merge tells them in another order.
Lines sorted_texts(const std::vector<Diagnostic>& reports) {
    Lines texts;
    for (const Diagnostic& report : reports) {
        texts.push_back(format_diagnostic(report, Language::en));
    }
    std::sort(texts.begin(), texts.end());
    return texts;
}

TEST_CASE("a store on one thread, on four, and a merge find the same evidence") {
    std::size_t records = 0;
    std::size_t reports = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const RandomFolder random(seed);
        const JoinedEvidence one(random.folder().path(), random.ids(), testing::all_evidence(), 1);
        const JoinedEvidence four(random.folder().path(), random.ids(), testing::all_evidence(), 4);
        Merged merged(random.folder());
        INFO("seed " << seed);
        for (const std::string& id : random.ids()) {
            INFO(id);
            const Lines expected = random.expected(id);
            CHECK(one.lines(id) == expected);
            CHECK(four.lines(id) == expected);
            CHECK(merged.lines(id) == expected);
        }
        merged.merge().finish();
        CHECK(one.reports().size() == random.reports());
        CHECK(four.report() == one.report());
        CHECK(sorted_texts(merged.reports()) == sorted_texts(one.reports()));
        CHECK(one.store().unused().rows == random.unused());
        CHECK(four.store().unused().rows == random.unused());
        CHECK(four.store().unused().first == one.store().unused().first);
        CHECK(merged.merge().unused().rows == random.unused());
        records += random.records();
        reports += random.reports();
    }
    CHECK(records > 5'000);
    CHECK(reports > 100);
}

TEST_CASE("a store does not care about the order of candidates in a file") {
    Dice dice(77);
    for (int again = 0; again < 20; ++again) {
        std::vector<std::pair<std::string, std::string>> rows;
        for (int i = 0; i < 60; ++i) {
            rows.emplace_back("C" + std::to_string(dice.below(12)), std::to_string(i));
        }
        const auto evidence_of = [&rows] {
            const ScratchFolder folder;
            std::string bytes = kEmployment;
            for (const auto& [id, occupation] : rows) bytes += id + "," + occupation + ",,\n";
            folder.write("employment.csv", bytes);
            Lines ids;
            for (int i = 0; i < 12; ++i) ids.push_back("C" + std::to_string(i));
            const JoinedEvidence evidence(folder.path(), ids, testing::all_evidence(), 4);
            std::map<std::string, Lines> all;
            for (const std::string& id : ids) {
                for (const std::string& line : evidence.lines(id)) {
                    all[id].push_back(line.substr(line.find(": ")));  // lines move
                }
            }
            return all;
        };
        const auto mixed = evidence_of();
        std::stable_sort(rows.begin(), rows.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        CHECK(evidence_of() == mixed);
    }
}

}  // namespace
}  // namespace certrec
