#include "certrec/records/evidence.hpp"

#include <set>
#include <string>

#include "../base/diagnostics.hpp"
#include "../base/scratch_folder.hpp"
#include "../catch.hpp"

namespace certrec {
namespace {

using testing::Collected;
using testing::contains;
using testing::ScratchFolder;

const std::set<EvidenceKind> kAll = {EvidenceKind::certificate, EvidenceKind::declaration,
                                     EvidenceKind::education, EvidenceKind::recommendation,
                                     EvidenceKind::training};

TEST_CASE("the words of evidence are those of the design, both ways") {
    for (const char* const word :
         {"lower-secondary", "upper-secondary", "secondary-vocational", "technician-school",
          "senior-technician-school", "technician-college", "higher-vocational", "junior-college",
          "bachelor", "master", "doctor"}) {
        INFO(word);
        REQUIRE(parse_attainment(word).has_value());
        CHECK(format_attainment(*parse_attainment(word)) == word);
    }
    for (const char* const word : {"graduated", "enrolled", "final-year", "incomplete"}) {
        REQUIRE(parse_education_status(word).has_value());
        CHECK(format_education_status(*parse_education_status(word)) == word);
    }
    for (const char* const word : {"online", "offline"}) {
        REQUIRE(parse_training_mode(word).has_value());
        CHECK(format_training_mode(*parse_training_mode(word)) == word);
    }
    CHECK_FALSE(parse_attainment("").has_value());
    CHECK_FALSE(parse_attainment("Bachelor").has_value());
    CHECK_FALSE(parse_education_status("final_year").has_value());
    CHECK_FALSE(parse_training_mode("线上").has_value());
}

TEST_CASE("vocational school, upper secondary and technician school are one rank (1.9.1 reading)") {
    const auto rank = attainment_rank;
    CHECK(rank(Attainment::lower_secondary) < rank(Attainment::upper_secondary));
    CHECK(rank(Attainment::upper_secondary) == rank(Attainment::secondary_vocational));
    CHECK(rank(Attainment::technician_school) == rank(Attainment::secondary_vocational));
    for (const Attainment higher :
         {Attainment::senior_technician_school, Attainment::technician_college,
          Attainment::higher_vocational, Attainment::junior_college, Attainment::bachelor,
          Attainment::master, Attainment::doctor}) {
        CHECK(rank(higher) > rank(Attainment::secondary_vocational));
    }
    CHECK(rank(Attainment::junior_college) < rank(Attainment::bachelor));
    CHECK(rank(Attainment::bachelor) < rank(Attainment::master));
    CHECK(rank(Attainment::master) < rank(Attainment::doctor));
}

TEST_CASE("evidence is read by candidate, in the order of the files, empty cells as unknown") {
    const ScratchFolder folder;
    folder.write("certificate.csv",
                 "candidate_id,standard,level,issued_on,valid_until,number\n"
                 "C1,s,junior,2024-02-29,2027-02-28,N1\n"
                 "C2,s,初级,,,\n"
                 "C1,s,intermediate,2026-01-01,,\n");
    folder.write("declaration.csv",
                 "candidate_id,kind,signed_on\nC1,works-in-occupation,2026-01-02\n");
    folder.write("education.csv",
                 "candidate_id,attainment,field,status,graduated_on,school\n"
                 "C1,bachelor,this,graduated,2020-06-30,\"甲,乙\"\nC1,,,,,\n");
    folder.write("recommendation.csv", "candidate_id,employer,level,signed_on\nC1,公司,senior,\n");
    folder.write("training.csv",
                 "signed,completed_on,hours,mode,level,standard,candidate_id\r\n"
                 "x,2026-01-03,060.50,online,junior,s,C1\r\n");
    Collected collected;
    const Dossiers dossiers = read_evidence(folder.path(), kAll, collected.sink());
    CHECK(collected.text().empty());
    REQUIRE(dossiers.size() == 2);

    const Dossier& one = dossiers.at("C1");
    CHECK(one.rows == 7);
    CHECK(one.unreadable.empty());
    REQUIRE(one.certificates.size() == 2);
    CHECK(one.certificates[0].standard == "s");
    CHECK(one.certificates[0].level == "junior");
    CHECK(one.certificates[0].issued_on == Date(2024, 2, 29));
    CHECK(one.certificates[0].valid_until == Date(2027, 2, 28));
    CHECK(one.certificates[1].level == "intermediate");
    CHECK_FALSE(one.certificates[1].valid_until.has_value());
    REQUIRE(one.declarations.size() == 1);
    CHECK(one.declarations[0].kind == "works-in-occupation");
    CHECK(one.declarations[0].signed_on == Date(2026, 1, 2));
    REQUIRE(one.educations.size() == 2);
    CHECK(one.educations[0].attainment == Attainment::bachelor);
    CHECK(one.educations[0].status == EducationStatus::graduated);
    CHECK(one.educations[0].graduated_on == Date(2020, 6, 30));
    CHECK_FALSE(one.educations[1].attainment.has_value());
    CHECK_FALSE(one.educations[1].status.has_value());
    REQUIRE(one.recommendations.size() == 1);
    CHECK(one.recommendations[0].employer == "公司");
    CHECK(one.recommendations[0].level == "senior");
    CHECK_FALSE(one.recommendations[0].signed_on.has_value());
    REQUIRE(one.trainings.size() == 1);
    CHECK(one.trainings[0].hours == Decimal(605, 1));
    CHECK(one.trainings[0].mode == TrainingMode::online);
    CHECK(one.trainings[0].completed_on == Date(2026, 1, 3));

    const Dossier& two = dossiers.at("C2");
    CHECK(two.rows == 1);
    CHECK(two.certificates[0].level == "初级");
    CHECK_FALSE(two.certificates[0].issued_on.has_value());
}

TEST_CASE("a row of evidence that cannot be read is reported and marks its candidate only") {
    const ScratchFolder folder;
    const std::string path = folder.write("training.csv",
                                          "candidate_id,standard,level,mode,hours,completed_on\n"
                                          "C1,s,junior,online,48,2026-01-01\n"
                                          "C2,s,junior,on-line,4８,2026-02-30\n"
                                          "C3,s,junior,online,-1,2026-01-01\n"
                                          "C3,s,junior,online,100000.5,2026-01-01\n"
                                          "C4,s,junior,online,0,2026-01-01\n"
                                          "C4,s,junior,online,100000,2026-01-01\n");
    Collected collected;
    const Dossiers dossiers = read_evidence(folder.path(), kAll, collected.sink());
    CHECK(dossiers.at("C1").unreadable.empty());
    CHECK(dossiers.at("C4").unreadable.empty());
    REQUIRE(dossiers.at("C2").unreadable.size() == 1);
    CHECK(dossiers.at("C2").unreadable[0].file == path);
    CHECK(dossiers.at("C2").unreadable[0].line == 3);
    CHECK(dossiers.at("C3").unreadable.size() == 2);
    CHECK(dossiers.at("C3").rows == 2);
    REQUIRE(collected.all().size() == 5);
    const auto place = [&](std::size_t i) {
        return testing::place_of(collected.all()[i].location);
    };
    CHECK(place(0) == "3:13");
    CHECK(contains(collected.all()[0].message.en, "'on-line'"));
    CHECK(contains(collected.all()[0].hint.en, "online, offline"));
    CHECK(place(1) == "3:21");
    CHECK(place(2) == "3:24");
    CHECK(place(3) == "4:20");
    CHECK(place(4) == "5:20");
}

TEST_CASE("a kind without a file is no evidence, a kind that is not wanted is noted") {
    const ScratchFolder folder;
    CHECK(read_evidence(folder.path(), kAll, Collected().sink()).empty());

    folder.write(".hidden", "whatever");
    folder.write("employment.csv", "not even CSV \" here\n");
    const std::string training = folder.write("training.csv", "x\n1,2,3\n");
    Collected collected;
    CHECK(read_evidence(folder.path(), {EvidenceKind::declaration}, collected.sink()).empty());
    REQUIRE(collected.all().size() == 2);
    for (const Diagnostic& note : collected.all()) CHECK(note.severity == Severity::note);
    CHECK(collected.all()[1].location.file == training);
}

TEST_CASE("an evidence folder that is none, or holds something else, is refused") {
    const ScratchFolder folder;
    const auto refuses = [&](const std::filesystem::path& path) {
        return testing::refusal_of([&] { (void)read_evidence(path, kAll, Collected().sink()); });
    };
    CHECK(contains(refuses(folder / "none").message.en, "no such folder"));
    CHECK(contains(refuses(folder.write("plain", "x")).message.en, "not a folder"));

    for (const char* const name :
         {"trainings.csv", "training.CSV", "training.txt", "training", "notes.md"}) {
        const ScratchFolder other;
        const std::string path = other.write(name, "candidate_id\n");
        const Diagnostic found = refuses(other.path());
        INFO(name);
        CHECK(found.location.file == path);
        CHECK(contains(found.hint.en, "recommendation"));
    }
    const ScratchFolder nested;
    nested.write("training.csv/inside", "x");
    CHECK_FALSE(refuses(nested.path()).message.en.empty());
}

TEST_CASE("broken evidence files are refused with their place") {
    const ScratchFolder folder;
    const auto refused = [&](std::string_view bytes) {
        const std::string path = folder.write("declaration.csv", bytes);
        const Diagnostic found = testing::refusal_of(
            [&] { (void)read_evidence(folder.path(), kAll, Collected().sink()); });
        CHECK(found.location.file == path);
        return testing::place_of(found.location) + " " + found.message.en;
    };
    CHECK(contains(refused("candidate_id,kind\nC1,x\n"), "1:0 there is no column 'signed_on'"));
    CHECK(contains(refused("kind,signed_on\nx,\n"), "1:0 there is no column 'candidate_id'"));
    CHECK(contains(refused("candidate_id,kind,signed_on\nC1,\"x,\n"), "2:4 the quote"));
    CHECK(contains(refused("candidate_id,kind,signed_on\nC1,x\n"), "2:0 the row has 2"));
    CHECK(contains(refused("candidate_id,kind,signed_on,kind\n"), "1:29 the column 'kind'"));
    CHECK(contains(refused(""), "0:0 the file is empty"));
}

}  // namespace
}  // namespace certrec
