#include "certrec/register/issuing.hpp"

#include <set>

#include "catch.hpp"

#include "certrec/base/error.hpp"
#include "register_fixture.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::counting_salts;
using testing::example_awards;
using testing::issue;
using testing::issue_in;
using testing::read_vector;
using testing::TemporaryFolder;

/// An empty register in a temporary folder, open.
struct OpenRegister {
    OpenRegister() : key(testing::issuer_key()) { testing::write_config(folder); }
    [[nodiscard]] RegisterStore open(OpenMode mode = OpenMode::write) const {
        return RegisterStore(folder.path(), key, mode, testing::ignore);
    }
    TemporaryFolder folder;
    SigningKey key;
};

TEST_CASE("the register and its certificates are byte for byte those of an independent program") {
    const OpenRegister opened;
    RegisterStore store = opened.open();
    const auto awards = example_awards();
    const IssuePlan plan = issue(store, awards, counting_salts());
    for (const char* file : {"entries.csv", "holders.csv", "checkpoint"}) {
        CHECK(opened.folder.read(file) == read_vector(std::string("register/") + file));
    }
    REQUIRE(plan.issuances.size() == awards.size());
    for (std::size_t i = 0; i < awards.size(); ++i) {
        CHECK(plan.issuances[i].status == IssuanceStatus::issued);
        CHECK(plan.issuances[i].index == i);
        const auto made = make_certificate(store, awards[i], plan.issuances[i]);
        CHECK(std::get<std::string>(made) ==
              read_vector("register/certificates/" + plan.issuances[i].number + ".toml"));
    }
}

TEST_CASE("the same batch in several parts gives the same log") {
    const OpenRegister opened;
    const SaltSource salts = counting_salts();
    for (const Award& award : example_awards()) issue_in(opened.folder, {award}, salts);
    CHECK(opened.folder.read("entries.csv") == read_vector("register/entries.csv"));
    CHECK(opened.folder.read("holders.csv") == read_vector("register/holders.csv"));
    CHECK(opened.folder.read("checkpoint") == read_vector("register/checkpoint"));
}

TEST_CASE("what is already issued keeps its number, and nothing is written") {
    const OpenRegister opened;
    const IssuePlan first = issue_in(opened.folder, example_awards());
    const IssuePlan second = issue_in(opened.folder, example_awards());
    CHECK(second.entries.empty());
    for (std::size_t i = 0; i < first.issuances.size(); ++i) {
        CHECK(second.issuances[i].status == IssuanceStatus::already_issued);
        CHECK(second.issuances[i].number == first.issuances[i].number);
        CHECK(second.issuances[i].index == first.issuances[i].index);
    }
    CHECK(opened.folder.read("entries.csv") == read_vector("register/entries.csv"));
}

TEST_CASE("the second award of one person, standard and level in a batch gets the first's number") {
    const OpenRegister opened;
    auto awards = example_awards();
    awards.insert(awards.begin() + 1, awards[0]);
    const IssuePlan plan = issue_in(opened.folder, awards);
    CHECK(plan.issuances[1].status == IssuanceStatus::already_issued);
    CHECK(plan.issuances[1].number == plan.issuances[0].number);
    CHECK(plan.issuances[1].index == 0);
    CHECK(plan.issuances[2].index == 1);
    CHECK(opened.folder.read("entries.csv") == read_vector("register/entries.csv"));
}

TEST_CASE("a rerun renders the certificates again, whatever day it gives") {
    const OpenRegister opened;
    issue_in(opened.folder, example_awards());
    RegisterStore store = opened.open();
    auto awards = example_awards();
    awards[0].on = Date(2030, 1, 1);
    const IssuePlan plan = plan_issue(store, awards, counting_salts());
    CHECK(std::get<std::string>(make_certificate(store, awards[0], plan.issuances[0])) ==
          read_vector("register/certificates/GD01202410001.toml"));
}

TEST_CASE("a result that changed since it was issued is told, not printed") {
    const OpenRegister opened;
    issue_in(opened.folder, example_awards());
    const auto reason = [&](auto&& change) {
        RegisterStore store = opened.open();
        auto awards = example_awards();
        change(awards[0]);
        const IssuePlan plan = plan_issue(store, awards, counting_salts());
        CHECK(plan.issuances[0].status == IssuanceStatus::already_issued);
        return std::get<Bilingual>(make_certificate(store, awards[0], plan.issuances[0])).en;
    };
    Standard other = testing::example_standard();
    other.edition = Edition(sha256("the file of another edition"));
    CHECK(reason([&](Award& award) { award.standard = &other; }) ==
          "certificate GD01202410001 was issued under another edition of the standard");
    CHECK(reason([](Award& award) { award.name = "张叁"; }) ==
          "certificate GD01202410001 was issued under another spelling of the name");
    CHECK(reason([](Award& award) { award.scores[0].points = "86"; }) ==
          "certificate GD01202410001 was issued with other contents: a score, a title or the "
          "issuer's name has changed since");
}

TEST_CASE("an award that cannot be recorded is invalid, and the others are issued") {
    const OpenRegister opened;
    auto awards = example_awards();
    awards[0].name = "a\nb";
    awards[2].id_number.clear();
    RegisterStore store = opened.open();
    const IssuePlan plan = issue(store, awards, counting_salts());
    CHECK(plan.issuances[0].status == IssuanceStatus::invalid);
    CHECK(plan.issuances[0].number.empty());
    CHECK(plan.issuances[0].reason->en ==
          "the name or the identity document holds a control character");
    CHECK(plan.issuances[1].number == "GD01202410001");
    CHECK(plan.issuances[2].status == IssuanceStatus::invalid);
    CHECK(plan.entries.size() == 3);
    CHECK(store.size() == 3);
}

TEST_CASE("numbers that run out refuse the whole batch") {
    const OpenRegister opened;
    std::string config = read_vector("register/register.toml");
    opened.folder.write("register.toml", config.replace(config.find("serial:4"), 8, "serial:1"));
    std::vector<Award> awards(10, example_awards()[0]);
    for (std::size_t i = 0; i < awards.size(); ++i) awards[i].id_number = std::to_string(i);
    RegisterStore store = opened.open();
    CHECK_THROWS_AS(plan_issue(store, awards, counting_salts()), Refusal);
    CHECK(store.size() == 0);
    awards.pop_back();
    CHECK(plan_issue(store, awards, counting_salts()).issuances.back().number == "GD01202419");
}

TEST_CASE("a dry run plans everything and writes nothing") {
    const OpenRegister opened;
    {
        RegisterStore store = opened.open(OpenMode::dry_run);
        const IssuePlan plan = plan_issue(store, example_awards(), counting_salts());
        CHECK(plan.issuances[4].number == "GD01202510001");
    }
    CHECK(opened.folder.names() == std::vector<std::string>{"register.toml"});
}

TEST_CASE("drawn salts differ, also from one drawing of many to the next") {
    SaltPool pool;
    std::set<Salt> salts;
    for (int i = 0; i < 1000; ++i) salts.insert(pool.draw());
    CHECK(salts.size() == 1000);
    CHECK_FALSE(salts.contains(Salt{}));
}

}  // namespace
}  // namespace certrec
