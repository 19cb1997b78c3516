#include "certrec/records/evidence_store.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "../base/diagnostics.hpp"
#include "../base/random.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"
#include "certrec/base/parallel.hpp"
#include "evidence_fixture.hpp"

namespace certrec {
namespace {

using testing::Collected;
using testing::contains;
using testing::JoinedEvidence;
using testing::ScratchFolder;

using Lines = std::vector<std::string>;

const std::string kCertificate = "candidate_id,standard,level,issued_on,valid_until,number\n";
const std::string kEmployment = "candidate_id,occupation,from,to\n";
const std::string kTraining = "candidate_id,standard,level,mode,hours,completed_on\n";

/// `file:line:column message` of each, without the folder.
Lines reports_of(const std::vector<Diagnostic>& reports, const ScratchFolder& folder) {
    Lines lines;
    for (const Diagnostic& report : reports) {
        CHECK(contains(report.location.file, folder.path().string() + "/"));
        lines.push_back(std::filesystem::path(report.location.file).filename().string() + ":" +
                        testing::place_of(report.location) + " " + report.message.en);
    }
    return lines;
}

TEST_CASE("evidence is joined by candidate, in the order of the files, empty cells as unknown") {
    const ScratchFolder folder;
    folder.write("certificate.csv", kCertificate +
                                        "C1,s,junior,2024-02-29,2027-02-28,N1\n"
                                        "C2,s,初级,,,\n"
                                        "C1,s,intermediate,2026-01-01,,\n");
    folder.write("declaration.csv",
                 "candidate_id,kind,signed_on\nC1,works-in-occupation,2026-01-02\n");
    folder.write("education.csv",
                 "candidate_id,attainment,field,status,graduated_on,school\n"
                 "C1,bachelor,this,graduated,2020-06-30,\"甲,\n乙\"\nC1,,,,,\n");
    folder.write("recommendation.csv", "candidate_id,employer,level,signed_on\nC1,公司,senior,\n");
    folder.write("training.csv",
                 "signed,completed_on,hours,mode,level,standard,candidate_id\r\n"
                 "x,2026-01-03,060.50,online,junior,s,C1\r\n");
    for (const unsigned threads : {1U, 4U}) {
        const JoinedEvidence evidence(folder.path(), {"C2", "C1", "C3"}, testing::all_evidence(),
                                      threads);
        CHECK(evidence.report().empty());
        CHECK(evidence.lines("C1") == Lines{"certificate 2: s|junior|2024-02-29|2027-02-28|-|-|-",
                                            "certificate 4: s|intermediate|2026-01-01|-|-|-|-",
                                            "declaration 2: works-in-occupation|2026-01-02",
                                            "education 2: bachelor|graduated|2020-06-30|this|-",
                                            "education 4: -|-|-|-|-",
                                            "recommendation 2: 公司|senior|-",
                                            "training 2: s|junior|online|60.5|2026-01-03"});
        CHECK(evidence.lines("C2") == Lines{"certificate 3: s|初级|-|-|-|-|-"});
        CHECK(evidence.lines("C3").empty());
        CHECK(evidence.store().unused().rows == 0);
        CHECK_FALSE(evidence.store().unused().first.has_value());
    }
}

TEST_CASE("a dossier that is used again holds nothing of the candidate before") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment + "C1,x,,\nC1,y,,\nC2,z,,\n");
    folder.write("training.csv", kTraining + "C1,s,l,both,,\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "C2", "C3"});
    Dossier dossier;
    evidence.store().gather(0, dossier);
    CHECK(testing::lines_of(dossier).size() == 4);
    evidence.store().gather(1, dossier);
    CHECK(testing::lines_of(dossier) == Lines{"employment 4: z|-|-|-"});
    evidence.store().gather(2, dossier);
    CHECK(testing::lines_of(dossier).empty());
    evidence.store().gather(0, dossier);
    CHECK(testing::lines_of(dossier).size() == 4);
}

TEST_CASE("a row of evidence that cannot be read is reported and marks its candidate only") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment + "C2,x,2020-01-01,\n");
    const std::string path = folder.write("training.csv", kTraining +
                                                              "C1,s,junior,online,48,2026-01-01\n"
                                                              "C2,s,junior,on-line,4８,2026-02-30\n"
                                                              "C3,s,junior,online,-1,2026-01-01\n"
                                                              "C3,s,junior,online,100000.5,\n"
                                                              "C4,s,junior,online,0,2026-01-01\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "C2", "C3", "C4"});
    const auto unreadable = [&](std::string_view id) {
        const auto place = evidence.dossier(id).unreadable;
        return place ? testing::place_of(evidence.store().location(*place, id)) : "-";
    };
    CHECK(unreadable("C1") == "-");
    CHECK(unreadable("C2") == "3:0");
    CHECK(unreadable("C3") == "4:0");  // the first of two
    CHECK(unreadable("C4") == "-");
    CHECK(evidence.lines("C2").front() == "employment 2: x|2020-01-01|-|-");
    CHECK(evidence.store().location(*evidence.dossier("C2").unreadable, "C2").file == path);
    Lines places;
    for (const Diagnostic& report : evidence.reports()) {
        places.push_back(testing::place_of(report.location));
    }
    CHECK(places == Lines{"3:13", "3:21", "3:24", "4:20", "5:20"});
}

TEST_CASE("the first row that cannot be read is the one of the first file by name") {
    const ScratchFolder folder;
    folder.write("training.csv", kTraining + "C1,,,x,,\n");
    folder.write("employment.csv", kEmployment + "C2,,,\nC1,,x,\nC1,,x,\n");
    folder.write("C1.toml", "[[certificate]]\nissued_on = \"x\"\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "C2"});
    CHECK(evidence.lines("C1").back() == "unreadable employment 3");
    CHECK(evidence.dossier("C2").unreadable == std::nullopt);
}

TEST_CASE("a row of evidence without a candidate_id is reported and nobody's") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment + "C1,x,,\n,x,,\n");
    const JoinedEvidence evidence(folder.path(), {"C1"});
    CHECK(reports_of(evidence.reports(), folder) == Lines{"employment.csv:3:1 no candidate_id"});
    CHECK(evidence.lines("C1") == Lines{"employment 2: x|-|-|-"});
    CHECK(evidence.store().unused().rows == 1);
}

TEST_CASE("an id of evidence is that of an application byte for byte") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment +
                                       "C1,a,,\nc1,b,,\nC1 ,c,,\n\"C1\",d,,\nＣ1,e,,\nC10,f,,\n"
                                       "candidate-0001,g,,\ncandidate-00011,h,,\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "candidate-0001"});
    CHECK(evidence.lines("C1") == Lines{"employment 2: a|-|-|-", "employment 5: d|-|-|-"});
    CHECK(evidence.lines("candidate-0001") == Lines{"employment 8: g|-|-|-"});
    CHECK(evidence.store().unused().rows == 5);
}

TEST_CASE("a certificate number that stands in two rows makes their candidates unreadable") {
    const ScratchFolder folder;
    const std::string path =
        folder.write("certificate.csv", kCertificate +
                                            "C1,s,5,,,N1\n"
                                            "C2,s,5,,,N2\n"
                                            "C3,s,5,,,N3\n"
                                            "C2,s,4,,,N1\n"  // C1 and C2
                                            "C4,s,5,,,N4\n"
                                            "C4,s,4,,,N4\n"  // C4 alone
                                            "C5,t,5,,,N3\n"  // another standard
                                            "C6,,5,,,N3\n"   // an unknown one
                                            "C5,s,5,,,\n"    // no number
                                            "C6,s,5,,,\n"
                                            "C5,s,5,,,N03\n"  // another number
                                            "C7,s,5,,,N1\n");
    for (const unsigned threads : {1U, 4U}) {
        const JoinedEvidence evidence(folder.path(), {"C1", "C2", "C3", "C4", "C5", "C6", "C7"},
                                      testing::all_evidence(), threads);
        const auto message = [&](const std::string& number, const std::string& line) {
            return " the certificate number '" + number +
                   "' is there a second time, first on line " + line + " of " + path;
        };
        CHECK(reports_of(evidence.reports(), folder) ==
              Lines{"certificate.csv:5:0" + message("N1", "2"),
                    "certificate.csv:7:0" + message("N4", "6"),
                    "certificate.csv:13:0" + message("N1", "2")});
        const auto last = [&](std::string_view id) { return evidence.lines(id).back(); };
        CHECK(last("C1") == "unreadable certificate 2");
        CHECK(last("C2") == "unreadable certificate 5");
        CHECK(last("C3") == "certificate 4: s|5|-|-|-|-|-");
        CHECK(last("C4") == "unreadable certificate 6");
        CHECK(evidence.dossier("C5").unreadable == std::nullopt);
        CHECK(evidence.dossier("C6").unreadable == std::nullopt);
        CHECK(last("C7") == "unreadable certificate 13");
        CHECK(evidence.lines("C4").size() == 3);
    }
}

TEST_CASE("a certificate number is compared with those of people who do not apply, too") {
    const ScratchFolder folder;
    folder.write("certificate.csv", kCertificate +
                                        "X1,s,5,,,N1\nC1,s,5,,,N1\nC2,s,5,,,N2\nX2,s,5,,,N2\n"
                                        "X1,s,5,,,N3\nX2,s,5,,,N3\n");
    folder.write("C3.toml", "[[certificate]]\nstandard = \"s\"\nnumber = \"N4\"\n");
    folder.write("X3.toml", "[[certificate]]\nstandard = \"s\"\nnumber = \"N4\"\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "C2", "C3"});
    CHECK(evidence.lines("C1").back() == "unreadable certificate 3");
    CHECK(evidence.lines("C2").back() == "unreadable certificate 4");
    CHECK(evidence.lines("C3").back() == "unreadable certificate own 1");
    REQUIRE(evidence.reports().size() == 4);
    CHECK(contains(evidence.reports()[3].location.file, "/X3.toml"));
    CHECK(contains(evidence.reports()[3].message.en, "/C3.toml"));
    CHECK(evidence.store().unused().rows == 5);
    CHECK(evidence.store().unused().first->line == 2);
}

TEST_CASE("certificate numbers are compared across CSV and TOML files") {
    const ScratchFolder folder;
    folder.write("certificate.csv", kCertificate + "C1,s,5,,,2024001\n");
    folder.write("C1.toml",
                 "[[certificate]]\nstandard = \"s\"\nnumber = 2024001\n"
                 "[[certificate]]\nstandard = \"t\"\nnumber = \"2024001\"\n");
    const JoinedEvidence evidence(folder.path(), {"C1"});
    REQUIRE(evidence.reports().size() == 1);
    CHECK(evidence.reports().front().location == Location{(folder / "C1.toml").string(), 1, 0});
    CHECK(evidence.lines("C1").back() == "unreadable certificate 2");
}

TEST_CASE("a number and a standard are not taken for another number of another standard") {
    const ScratchFolder folder;
    folder.write("certificate.csv", kCertificate +
                                        "C1,s,5,,,N1t\nC2,ts,5,,,N1\n"
                                        "C1,\"b\nc\",5,,,a\nC2,c,5,,,\"a\nb\"\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "C2"});
    CHECK(evidence.report().empty());
}

TEST_CASE("a long certificate number is not quoted whole when it is doubled") {
    const ScratchFolder folder;
    folder.write("certificate.csv",
                 kCertificate + "C1,s,5,,,110105194912310021\nC2,s,5,,,110105194912310021\n");
    const JoinedEvidence evidence(folder.path(), {"C1", "C2"});
    CHECK(evidence.reports().size() == 1);
    CHECK_FALSE(contains(evidence.report(), "19491231"));
}

TEST_CASE("rows of people who do not apply are counted, and the first of them is told") {
    const ScratchFolder folder;
    folder.write("employment.csv", kEmployment + "C1,x,,\nX1,x,,\n\nX2,x,,\n");
    folder.write("training.csv", kTraining + "X1,s,5,,,\n");
    folder.write("X3.toml", "[[employment]]\noccupation = \"x\"\n[[employment]]\n[[training]]\n");
    for (const unsigned threads : {1U, 4U}) {
        const JoinedEvidence evidence(folder.path(), {"C1"}, testing::all_evidence(), threads);
        CHECK(evidence.store().unused().rows == 6);
        CHECK(evidence.store().unused().first ==
              Location{(folder / "employment.csv").string(), 3, 0});
        CHECK(evidence.report().empty());
    }
    const ScratchFolder own;
    own.write("X3.toml", "[[employment]]\n");
    const JoinedEvidence evidence(own.path(), {"C1"});
    CHECK(evidence.store().unused().rows == 1);
    CHECK(evidence.store().unused().first == Location{(own / "X3.toml").string(), 0, 0});
}

TEST_CASE("files of people who do not apply and without a row are not counted") {
    const ScratchFolder folder;
    folder.write("X1.toml", "# nothing yet\n");
    folder.write("X2.toml", "candidate_id = \"X2\"\n");
    const JoinedEvidence evidence(folder.path(), {"C1"});
    CHECK(evidence.store().unused().rows == 0);
    CHECK_FALSE(evidence.store().unused().first.has_value());
}

TEST_CASE("evidence of nobody is still checked") {
    const ScratchFolder folder;
    folder.write("training.csv", kTraining + "X1,s,5,both,,\n");
    const JoinedEvidence evidence(folder.path(), {});
    CHECK(reports_of(evidence.reports(), folder) == Lines{"training.csv:2:8 unknown word 'both'"});
}

TEST_CASE("a kind without a file is no evidence, a kind that is not wanted is noted") {
    const ScratchFolder folder;
    CHECK(JoinedEvidence(folder.path(), {"C1"}).lines("C1").empty());

    folder.write(".hidden", "whatever");
    folder.write("employment.csv", "not even CSV \" here\n");
    const std::string training = folder.write("training.csv", "x\n1,2,3\n");
    folder.write("C1.toml", "[[employment]]\nfrom = \"x\"\n[[declaration]]\nkind = \"k\"\n");
    EvidenceNeeds needs;
    needs.kinds = {EvidenceKind::declaration};
    const JoinedEvidence evidence(folder.path(), {"C1"}, needs);
    CHECK(evidence.lines("C1") == Lines{"declaration own 3: k|-"});
    REQUIRE(evidence.reports().size() == 2);
    for (const Diagnostic& note : evidence.reports()) CHECK(note.severity == Severity::note);
    CHECK(evidence.reports()[1].location.file == training);
}

TEST_CASE("an evidence folder that is none, or holds something else, is refused") {
    const ScratchFolder folder;
    const auto refuses = [&](const std::filesystem::path& path) {
        return testing::refusal_of([&] { (void)JoinedEvidence(path, {"C1"}); });
    };
    CHECK(contains(refuses(folder / "none").message.en, "no such folder"));
    CHECK(contains(refuses(folder.write("plain", "x")).message.en, "not a folder"));

    for (const char* const name : {"trainings.csv", "training.CSV", "training.txt", "training",
                                   "notes.md", "C1.TOML", ".csv.csv"}) {
        const ScratchFolder other;
        const std::string path = other.write(name, "candidate_id\n");
        if (std::string_view(name).starts_with('.')) continue;  // hidden
        const Diagnostic found = refuses(other.path());
        INFO(name);
        CHECK(found.location.file == path);
        CHECK(contains(found.hint.en, "recommendation"));
    }
    for (const char* const name : {"training.csv/inside", "C1.toml/inside", "more/training.csv"}) {
        const ScratchFolder nested;
        nested.write(name, "x");
        CHECK_FALSE(refuses(nested.path()).message.en.empty());
    }
}

TEST_CASE("broken evidence files are refused with their place") {
    const ScratchFolder folder;
    const auto refused = [&](std::string_view bytes) {
        const std::string path = folder.write("declaration.csv", bytes);
        const Diagnostic found =
            testing::refusal_of([&] { (void)JoinedEvidence(folder.path(), {"C1"}); });
        CHECK(found.location.file == path);
        return testing::place_of(found.location) + " " + found.message.en;
    };
    CHECK(contains(refused("candidate_id,kind\nC1,x\n"), "1:0 there is no column 'signed_on'"));
    CHECK(contains(refused("kind,signed_on\nx,\n"), "1:0 there is no column 'candidate_id'"));
    CHECK(contains(refused("candidate_id,kind,signed_on\nC1,\"x,\n"), "2:4 the quote"));
    CHECK(contains(refused("candidate_id,kind,signed_on\nC1,x\n"), "2:0 the row has 2"));
    CHECK(contains(refused("candidate_id,kind,signed_on,kind\n"), "1:29 the column 'kind'"));
    CHECK(contains(refused("candidate_id,kind,signed_on\nC1,\xB3,\n"), "2:4 the byte 0xb3"));
    CHECK(contains(refused(""), "0:0 the file is empty"));
}

TEST_CASE("evidence with a byte order mark and CRLF is read as without") {
    const ScratchFolder folder;
    folder.write("employment.csv",
                 "\xEF\xBB\xBF"
                 "candidate_id,occupation,from,to\r\nC1,x,2020-01,\r\n");
    CHECK(JoinedEvidence(folder.path(), {"C1"}).lines("C1") ==
          Lines{"employment 2: x|2020-01-01|-|-"});
}

/// A named pipe that holds `bytes`, and ends when they have been read.
class FilledPipe {
  public:
    FilledPipe(const std::filesystem::path& path, const std::string& bytes) {
        REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
        descriptor_ = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
        REQUIRE(descriptor_ >= 0);
        REQUIRE(::write(descriptor_, bytes.data(), bytes.size()) ==
                static_cast<ssize_t>(bytes.size()));
        closer_ = std::jthread([this](const std::stop_token& stop) {
            int left = 1;
            while (left > 0 && !stop.stop_requested()) {
                ::ioctl(descriptor_, FIONREAD, &left);
                std::this_thread::yield();
            }
            ::close(descriptor_);
        });
    }

  private:
    int descriptor_ = -1;
    std::jthread closer_;
};

TEST_CASE("evidence may come from a pipe, which is read once") {
    for (const unsigned threads : {1U, 4U}) {
        const ScratchFolder folder;
        folder.write("employment.csv", kEmployment + "C1,x,,\n");
        const FilledPipe pipe(folder / "training.csv",
                              kTraining + "C1,s,5,,,\nC2,s,5,,,\nX1,s,5,both,,\nC1,s,4,,,\n");
        const JoinedEvidence evidence(folder.path(), {"C1", "C2"}, testing::all_evidence(),
                                      threads);
        CHECK(evidence.lines("C1") ==
              Lines{"employment 2: x|-|-|-", "training 2: s|5|-|-|-", "training 5: s|4|-|-|-"});
        CHECK(evidence.lines("C2") == Lines{"training 3: s|5|-|-|-"});
        CHECK(evidence.reports().size() == 1);
        CHECK(evidence.store().unused().rows == 1);
    }
    const ScratchFolder folder;
    const FilledPipe pipe(folder / "training.csv", "candidate_id,standard\nC1,s\n");
    const Diagnostic found =
        testing::refusal_of([&] { (void)JoinedEvidence(folder.path(), {"C1"}); });
    CHECK(found.message.en == "there is no column 'level'");
}

/// An employment file of more than three parts of what is read at a stretch (4 MiB), whose remarks
/// are full of line breaks and quotes.
class LargeEmployment {
  public:
    LargeEmployment() {
        testing::Dice dice(4);
        bytes_ = "candidate_id,remark,occupation,from,to\n";
        std::uint64_t line = 2;
        while (bytes_.size() < 13'000'000) {
            const std::size_t candidate = dice.below(300);
            std::string remark = "\"";
            for (std::size_t n = dice.below(30); n > 0; --n) {
                remark += std::string(dice.below(150), 'x') + (dice.chance(3) ? "\"\"" : "\n中,");
            }
            remark += "\"";
            const bool wrong = dice.chance(400);
            const std::string occupation = std::to_string(dice.below(40));
            bytes_ += "C" + std::to_string(candidate) + "," + remark + "," + occupation +
                      (wrong ? ",2020-02-30," : ",2020-02-03,") + (dice.chance(2) ? "\n" : "\r\n");
            if (candidate < kCandidates) {
                lines_[candidate].push_back("employment " + std::to_string(line) + ": " +
                                            occupation + (wrong ? "|-|-|-" : "|2020-02-03|-|-"));
                if (wrong && unreadable_[candidate].empty()) {
                    unreadable_[candidate] = "unreadable employment " + std::to_string(line);
                }
            } else {
                ++unused_;
            }
            line += static_cast<std::uint64_t>(std::count(remark.begin(), remark.end(), '\n'));
            if (wrong) wrong_.push_back(line);
            ++line;
        }
    }

    static constexpr std::size_t kCandidates = 200;
    [[nodiscard]] const std::string& bytes() const { return bytes_; }
    [[nodiscard]] Lines lines(std::size_t candidate) const {
        Lines lines = lines_[candidate];
        if (!unreadable_[candidate].empty()) lines.push_back(unreadable_[candidate]);
        return lines;
    }
    /// The lines of the dates that are wrong.
    [[nodiscard]] const std::vector<std::uint64_t>& wrong() const { return wrong_; }
    [[nodiscard]] std::uint64_t unused() const { return unused_; }

  private:
    std::string bytes_;
    std::vector<Lines> lines_ = std::vector<Lines>(kCandidates);
    Lines unreadable_ = Lines(kCandidates);
    std::vector<std::uint64_t> wrong_;
    std::uint64_t unused_ = 0;
};

TEST_CASE("a file of several parts is joined the same on one thread and on many") {
    const LargeEmployment large;
    const ScratchFolder folder;
    folder.write("certificate.csv", kCertificate + "C1,s,5,x,,N1\nC2,s,5,,,N1\n");
    folder.write("employment.csv", large.bytes());
    folder.write("training.csv", kTraining + "C1,s,5,both,,\n");
    std::vector<std::string> ids;
    for (std::size_t c = 0; c < LargeEmployment::kCandidates; ++c) {
        ids.push_back("C" + std::to_string(c));
    }
    std::string reported;
    for (const unsigned threads : {1U, 4U}) {
        const JoinedEvidence evidence(folder.path(), ids, testing::all_evidence(), threads);
        std::size_t wrong = 0;
        for (std::size_t c = 3; c < ids.size(); ++c) {
            if (evidence.lines(ids[c]) != large.lines(c)) ++wrong;
        }
        CHECK(wrong == 0);
        CHECK(evidence.store().unused().rows == large.unused());

        // One of the certificates, those of employment in order, training, then the number.
        const std::vector<Diagnostic>& reports = evidence.reports();
        REQUIRE(reports.size() == large.wrong().size() + 3);
        CHECK(contains(reports.front().location.file, "certificate.csv"));
        std::vector<std::uint64_t> lines;
        for (std::size_t i = 1; i + 2 < reports.size(); ++i) {
            lines.push_back(reports[i].location.line);
        }
        CHECK(lines == large.wrong());
        CHECK(contains(reports[reports.size() - 2].location.file, "training.csv"));
        CHECK(contains(reports.back().message.en, "'N1'"));
        if (reported.empty()) reported = evidence.report();
        CHECK(evidence.report() == reported);
    }
    CHECK(large.wrong().size() > 5);
}

TEST_CASE("what stands before a broken place is reported first, on any number of threads") {
    const LargeEmployment large;
    const ScratchFolder folder;
    // Broken in the last part, and worse behind that.
    std::string bytes = large.bytes();
    const std::size_t place = bytes.rfind("\nC", bytes.size() - 100'000);
    bytes.insert(place + 1, "C1,a\"b,x,,\n");
    folder.write("employment.csv", bytes + "\xFF");
    folder.write("training.csv", kTraining + "C1,s,5,both,,\n");
    const auto line =
        static_cast<std::uint64_t>(std::count(
            bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(place) + 1, '\n')) +
        1;
    std::string reported;
    for (const unsigned threads : {1U, 4U}) {
        Collected collected;
        const CandidateIndex candidates = testing::candidates_of({"C1"});
        const Diagnostic found = testing::refusal_of([&] {
            (void)EvidenceStore(folder.path(), testing::all_evidence(), candidates, threads,
                                collected.sink());
        });
        CHECK(testing::place_of(found.location) == std::to_string(line) + ":5");
        CHECK(contains(found.message.en, "a quote inside a field"));
        for (const Diagnostic& report : collected.all()) CHECK(report.location.line < line);
        CHECK(collected.all().size() > 5);
        if (reported.empty()) reported = collected.text();
        CHECK(collected.text() == reported);
    }
}

TEST_CASE("many threads may gather from a store at once") {
    const ScratchFolder folder;
    std::string bytes = kEmployment;
    Lines ids;
    for (int i = 0; i < 1'000; ++i) {
        ids.push_back("C" + std::to_string(i % 500));
        bytes += ids.back() + "," + std::to_string(i) + ",,\n";
    }
    bytes += "C499,x,y,\n";
    folder.write("employment.csv", bytes);
    const JoinedEvidence evidence(folder.path(), ids, testing::all_evidence(), 4);
    std::vector<Lines> found(500);
    for_each_index(found.size(), 4, [&](std::size_t i) {
        Dossier dossier;
        for (int again = 0; again < 3; ++again) {
            evidence.store().gather(static_cast<std::uint32_t>(i), dossier);
        }
        found[i] = testing::lines_of(dossier);
    });
    std::size_t wrong = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const std::string first = std::to_string(i + 2) + ": " + std::to_string(i);
        const std::string second = std::to_string(i + 502) + ": " + std::to_string(i + 500);
        if (found[i].size() < 2 || found[i][0] != "employment " + first + "|-|-|-" ||
            found[i][1] != "employment " + second + "|-|-|-") {
            ++wrong;
        }
    }
    CHECK(wrong == 0);
    CHECK(found[499].back() == "unreadable employment 1002");
}

}  // namespace
}  // namespace certrec
