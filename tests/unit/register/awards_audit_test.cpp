#include "certrec/register/awards_audit.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <tuple>
#include <utility>

#include "catch.hpp"

#include "register_fixture.hpp"

namespace certrec {
namespace {

using testing::example_awards;
using testing::example_standard;
using testing::issue_in;
using testing::TemporaryFolder;

const AwardsScope kAll{"", true, true, false};
const AwardsScope kPartial{"", true, true, true};

/// A register of these awards, and the numbers that they got.
struct Issued {
    explicit Issued(std::vector<Award> wanted) : awards(std::move(wanted)) {
        testing::write_config(folder);
        for (const Issuance& issuance : issue_in(folder, awards).issuances) {
            numbers.push_back(issuance.number);
        }
        config = folder.read("register.toml");
        entries = folder.read("entries.csv");
        holders = folder.read("holders.csv");
    }

    [[nodiscard]] RegisterSnapshot snapshot() const {
        return snapshot_of("register", config, std::nullopt, entries, holders);
    }

    TemporaryFolder folder;
    std::vector<Award> awards;
    std::vector<std::string> numbers;
    std::optional<std::string> config;
    std::optional<std::string> entries;
    std::optional<std::string> holders;
};

/// The result that the award was issued from.
RecomputedResult right_result(const Award& award) {
    return {"scores.csv:2",
            {award.id_type, award.id_number, award.standard->id, award.level->id},
            award.on,
            award.on,
            {},
            {},
            {},
            award};
}

Answer answer(CheckStatus status) { return {status, {"why", "why"}}; }

std::vector<Check> audit(const Issued& issued, const AwardsScope& scope,
                         const std::vector<RecomputedResult>& results,
                         const std::vector<RecomputedResult>& applications = {}) {
    AwardsAudit audit(issued.snapshot(), scope);
    for (const RecomputedResult& result : results) audit.enter(0, result);
    for (const RecomputedResult& application : applications) {
        audit.enter_application(0, application);
    }
    return audit.finish();
}

std::vector<RecomputedResult> right_results(const Issued& issued) {
    std::vector<RecomputedResult> results;
    for (const Award& award : issued.awards) results.push_back(right_result(award));
    return results;
}

/// `name status` of each check, and ` subject` of those that failed.
std::vector<std::string> said(const std::vector<Check>& checks) {
    std::vector<std::string> said;
    for (const Check& check : checks) {
        said.push_back(check.name + " " + std::string(format_check_status(check.status)));
        if (check.status == CheckStatus::failed) said.back() += " " + check.subject;
    }
    return said;
}

const std::vector<std::string> kAllOk{"editions ok", "eligibility ok", "staffing ok", "results ok",
                                      "documents ok"};

/// kAllOk, with another answer of one check.
std::vector<std::string> all_ok_but(std::size_t check, const std::string& text) {
    std::vector<std::string> said = kAllOk;
    said[check] = text;
    return said;
}

TEST_CASE("certificates whose results are what they were pass every check, which counts them") {
    const Issued issued(example_awards());
    const auto checks = audit(issued, kAll, right_results(issued));
    CHECK(said(checks) == kAllOk);
    CHECK(checks[0].detail.en == "1 at hand");
    for (std::size_t i = 1; i < checks.size(); ++i) {
        CHECK(checks[i].detail.en == "5 of 5 certificates");
        CHECK(checks[i].subject == "register/entries.csv");
    }
}

TEST_CASE("eligibility and staffing are checked only where they are answered") {
    const Issued issued(example_awards());
    const auto results = right_results(issued);
    CHECK(said(audit(issued, {"", false, false, false}, results)) ==
          std::vector<std::string>{"editions ok", "results ok", "documents ok"});
    CHECK(said(audit(issued, {"", true, false, false}, results)) ==
          std::vector<std::string>{"editions ok", "eligibility ok", "results ok", "documents ok"});
}

TEST_CASE("each answer that is not ok shows in its own check, by the number of the certificate") {
    const Issued issued(example_awards());
    for (std::size_t place = 0; place < issued.awards.size(); ++place) {
        const std::array<Answer RecomputedResult::*, 3> answers{
            &RecomputedResult::eligibility, &RecomputedResult::staffing, &RecomputedResult::result};
        for (std::size_t i = 0; i < answers.size(); ++i) {
            for (const CheckStatus status : {CheckStatus::failed, CheckStatus::unchecked}) {
                auto results = right_results(issued);
                results[place].*answers[i] = answer(status);
                const auto checks = audit(issued, kAll, results);
                const std::string name = kAllOk[i + 1].substr(0, kAllOk[i + 1].find(' '));
                const bool failed = status == CheckStatus::failed;
                CHECK(said(checks) ==
                      all_ok_but(i + 1, failed ? name + " failed " + issued.numbers[place]
                                               : name + " unchecked"));
                CHECK(checks[i + 1].detail.en ==
                      (failed ? "" : issued.numbers[place] + ": ") + "scores.csv:2: why");
            }
        }
    }
}

TEST_CASE("nobody applies or sits after the day of the certificate, but may on that day") {
    const Issued issued({example_awards()[0]});
    const std::string& number = issued.numbers[0];
    auto results = right_results(issued);
    results[0].applied_on = Date(2024, 6, 2);
    CHECK(said(audit(issued, kAll, results)) == all_ok_but(1, "eligibility failed " + number));
    results = right_results(issued);
    results[0].held_on = Date(2024, 6, 2);
    CHECK(said(audit(issued, kAll, results)) == all_ok_but(3, "results failed " + number));
    results[0].held_on = std::nullopt;
    results[0].applied_on = std::nullopt;
    CHECK(said(audit(issued, kAll, results)) == kAllOk);
}

TEST_CASE("what the certificate prints is made again, byte for byte") {
    const Issued issued({example_awards()[0]});
    const auto changed = [&](auto change) {
        auto results = right_results(issued);
        change(results[0]);
        return said(audit(issued, kAll, results));
    };
    const auto another = all_ok_but(4, "documents failed " + issued.numbers[0]);
    CHECK(changed([](auto& result) { result.award->scores[1].points = "60.50"; }) == another);
    CHECK(changed([](auto& result) { result.award->name = "张三丰"; }) == another);
    CHECK(changed([](auto& result) {
              std::swap(result.award->scores[0], result.award->scores[1]);
          }) == another);
    CHECK(changed([](auto& result) { result.award->on = Date(2030, 1, 1); }) == kAllOk);
    CHECK(changed([](auto& result) { result.award->candidate_id = "other"; }) == kAllOk);
    CHECK(changed([](auto& result) { result.award.reset(); }) ==
          all_ok_but(4, "documents unchecked"));
}

TEST_CASE("under another title of the standard or name of the issuer it is another document") {
    Issued issued({example_awards()[0]});
    Standard renamed = example_standard();
    renamed.title.zh += "（修订）";
    auto results = right_results(issued);
    results[0].award->standard = &renamed;
    const auto another = all_ok_but(4, "documents failed " + issued.numbers[0]);
    CHECK(said(audit(issued, kAll, results)) == another);

    const std::size_t place = issued.config->find("en = \"");
    REQUIRE(place != std::string::npos);
    issued.config->insert(place + 6, "New ");
    CHECK(said(audit(issued, kAll, right_results(issued))) == another);
    issued.config = std::nullopt;
    CHECK(said(audit(issued, kAll, right_results(issued))) == all_ok_but(4, "documents unchecked"));
}

TEST_CASE("a holder whom nothing names did not earn the certificate, or is passed over") {
    const Issued issued(example_awards());
    auto results = right_results(issued);
    results.pop_back();
    const std::string& number = issued.numbers.back();
    CHECK(said(audit(issued, kAll, results)) ==
          std::vector<std::string>{"editions ok", "eligibility failed " + number,
                                   "staffing unchecked", "results failed " + number,
                                   "documents unchecked"});
    const auto checks = audit(issued, kPartial, results);
    CHECK(said(checks) == kAllOk);
    CHECK(checks[3].detail.en == "4 of 5 certificates");
}

TEST_CASE("a result for another level, type of document or standard names nobody") {
    const Issued issued({example_awards()[0]});
    const RecomputedResult right = right_result(issued.awards[0]);
    const auto count = [&](AwardKey key) {
        RecomputedResult result = right;
        result.key = key;
        return audit(issued, kPartial, {result})[3].detail.en;
    };
    CHECK(count(right.key) == "1 of 1 certificates");
    AwardKey key = right.key;
    key.level = "senior";
    CHECK(count(key) == "0 of 1 certificates");
    key = right.key;
    key.id_type = "passport";
    CHECK(count(key) == "0 of 1 certificates");
    key = right.key;
    key.standard = "pts-other";
    CHECK(count(key) == "0 of 1 certificates");
}

TEST_CASE("an applicant whom no result names has no result, under partial too") {
    const Issued issued({example_awards()[0]});
    const std::string& number = issued.numbers[0];
    RecomputedResult application = right_result(issued.awards[0]);
    for (const AwardsScope& scope : {kAll, kPartial}) {
        CHECK(said(audit(issued, scope, {}, {application})) ==
              std::vector<std::string>{"editions ok", "eligibility ok", "staffing unchecked",
                                       "results failed " + number, "documents unchecked"});
    }
    CHECK(said(audit(issued, kAll, right_results(issued), {application})) == kAllOk);

    RecomputedResult ineligible = application;
    ineligible.eligibility = answer(CheckStatus::failed);
    CHECK(said(audit(issued, kAll, {}, {ineligible, application}))[1] == "eligibility ok");
    CHECK(said(audit(issued, kAll, {}, {application, ineligible}))[1] == "eligibility ok");
}

TEST_CASE("certificates are held against results under their own edition only") {
    Standard revised = example_standard();
    revised.edition = Edition(sha256("the file of the standard, revised"));
    auto awards = example_awards();
    awards[1].standard = &revised;
    awards[3].standard = &revised;
    const Issued issued(std::move(awards));

    AwardsAudit both(issued.snapshot(), kAll);
    REQUIRE(both.editions().size() == 2);
    CHECK(both.editions()[0].certificates == 3);
    CHECK(both.editions()[1].certificates == 2);
    CHECK(both.editions()[0].digest == example_standard().edition.digest());
    CHECK(both.editions()[1].digest == revised.edition.digest());
    for (std::size_t i = 0; i < issued.awards.size(); ++i) {
        const std::size_t own = issued.awards[i].standard == &revised ? 1 : 0;
        RecomputedResult wrong = right_result(issued.awards[i]);
        wrong.result = answer(CheckStatus::failed);
        both.enter(own, right_result(issued.awards[i]));
        both.enter(1 - own, wrong);
    }
    const auto checks = both.finish();
    CHECK(said(checks) == kAllOk);
    CHECK(checks[0].detail.en == "2 at hand");

    AwardsAudit other(issued.snapshot(), kAll);
    for (const Award& award : issued.awards) {
        other.enter(award.standard == &revised ? 0 : 1, right_result(award));
    }
    const auto answers = other.finish();
    CHECK(std::count_if(answers.begin(), answers.end(), [](const Check& check) {
              return check.name == "results" && check.status == CheckStatus::failed;
          }) == 5);
}

TEST_CASE(
    "an edition that nobody can ask again leaves every check unchecked, and hides no failure") {
    Standard revised = example_standard();
    revised.edition = Edition(sha256("the file of the standard, revised"));
    auto awards = example_awards();
    awards[1].standard = &revised;
    const Issued issued(std::move(awards));
    AwardsAudit audit(issued.snapshot(), kAll);
    audit.cannot_recompute(1, {"not at hand", "未备"});
    for (std::size_t i = 2; i < issued.awards.size(); ++i) {
        audit.enter(0, right_result(issued.awards[i]));
    }
    const auto checks = audit.finish();
    for (const char* name : {"editions", "eligibility", "staffing", "results", "documents"}) {
        CHECK(std::any_of(checks.begin(), checks.end(), [name](const Check& check) {
            return check.name == name && check.status == CheckStatus::unchecked;
        }));
        CHECK(std::none_of(checks.begin(), checks.end(), [name](const Check& check) {
            return check.name == name && check.status == CheckStatus::ok;
        }));
    }
    CHECK(checks[0].detail.en.find("1 certificates of pts-example, edition ") == 0);
    std::vector<std::string> failed;
    for (const Check& check : checks) {
        if (check.status == CheckStatus::failed) failed.push_back(check.name + " " + check.subject);
    }
    CHECK(failed == std::vector<std::string>{"eligibility " + issued.numbers[0],
                                             "results " + issued.numbers[0]});
}

TEST_CASE("certificates of another standard than the one asked for are passed over") {
    const Issued issued(example_awards());
    CHECK(said(audit(issued, {"pts-example", true, true, false}, right_results(issued))) == kAllOk);
    AwardsAudit none(issued.snapshot(), {"pts-other", true, true, false});
    CHECK(none.editions().empty());
    for (const Check& check : none.finish()) {
        CHECK(check.status == CheckStatus::unchecked);
        CHECK(check.detail.en == "the register has no certificate of pts-other");
    }
}

TEST_CASE("a register without entries has nothing that was earned") {
    AwardsAudit audit(
        snapshot_of("register", std::nullopt, std::nullopt, std::nullopt, std::nullopt), kAll);
    for (const Check& check : audit.finish()) CHECK(check.status == CheckStatus::unchecked);
}

TEST_CASE("the first twenty certificates that fail are named, and the others counted") {
    std::vector<Award> awards;
    for (int i = 0; i < 26; ++i) {
        awards.push_back(example_awards()[1]);
        awards.back().id_number = "E" + std::to_string(i);
    }
    for (const std::size_t failing : {19U, 20U, 21U, 25U, 26U}) {
        const Issued issued(awards);
        auto results = right_results(issued);
        for (std::size_t i = 0; i < failing; ++i) results[i].result = answer(CheckStatus::failed);
        std::vector<Check> named;
        for (const Check& check : audit(issued, kAll, results)) {
            if (check.name == "results") named.push_back(check);
        }
        const std::size_t listed = std::min<std::size_t>(failing, 20);
        REQUIRE(named.size() == listed + (failing > 20 ? 1 : 0));
        for (std::size_t i = 0; i < listed; ++i) CHECK(named[i].subject == issued.numbers[i]);
        for (const Check& check : named) CHECK(check.status == CheckStatus::failed);
        if (failing > 20) {
            CHECK(named.back().detail.en.find(std::to_string(failing - 20)) != std::string::npos);
        }
    }
}

TEST_CASE("many that cannot be checked are counted, and the first is named") {
    const Issued issued(example_awards());
    auto results = right_results(issued);
    for (std::size_t i = 1; i < 4; ++i) results[i].staffing = answer(CheckStatus::unchecked);
    const auto checks = audit(issued, kAll, results);
    CHECK(said(checks) == all_ok_but(2, "staffing unchecked"));
    CHECK(checks[2].detail.en ==
          "3 certificates, the first " + issued.numbers[1] + ": scores.csv:2: why");
}

TEST_CASE("a certificate whose rows are not sound is unchecked, and the others are checked") {
    Issued issued(example_awards());
    const auto results = right_results(issued);
    const std::vector<std::string> unchecked{"editions unchecked", "eligibility unchecked",
                                             "staffing unchecked", "results unchecked",
                                             "documents unchecked"};
    const std::string holders = *issued.holders;
    const std::string entries = *issued.entries;

    SECTION("the holder is not the one that the entry commits to") {
        issued.holders->replace(holders.find("E12345678"), 9, "E12345679");
        CHECK(said(audit(issued, kAll, results)) == unchecked);
    }
    SECTION("a row of holders.csv is gone") {
        const std::size_t first = holders.find('\n') + 1;
        issued.holders->erase(first, holders.find('\n', first) + 1 - first);
        CHECK(said(audit(issued, kAll, results)) == unchecked);
    }
    SECTION("holders.csv is gone") {
        issued.holders = std::nullopt;
        const auto checks = audit(issued, kAll, results);
        CHECK(said(checks) == unchecked);
        CHECK(checks[0].detail.en.find("5 certificates") == 0);
    }
    SECTION("an entry cannot be read") {
        const std::size_t first = entries.find('\n') + 1;
        issued.entries->replace(first, 1, "x");
        CHECK(said(audit(issued, kAll, results)) == unchecked);
    }
    SECTION("holders in another order are found all the same") {
        const std::size_t first = holders.find('\n') + 1;
        const std::size_t second = holders.find('\n', first) + 1;
        *issued.holders = holders.substr(0, first) + holders.substr(second) +
                          holders.substr(first, second - first);
        CHECK(said(audit(issued, kAll, results)) == kAllOk);
    }
    SECTION("an unsound row hides no failure of another certificate") {
        issued.holders->replace(holders.find("E12345678"), 9, "E12345679");
        auto failing = results;
        failing[0].result = answer(CheckStatus::failed);
        const auto lines = said(audit(issued, kAll, failing));
        CHECK(std::count(lines.begin(), lines.end(), "results failed " + issued.numbers[0]) == 1);
    }
}

/// What a random result says: result, document, eligibility, staffing; 2 ok, 1 unchecked, 0 failed.
using Marks = std::array<int, 4>;

CheckStatus status_of(int mark) {
    constexpr std::array<CheckStatus, 3> kStatuses{CheckStatus::failed, CheckStatus::unchecked,
                                                   CheckStatus::ok};
    return kStatuses.at(static_cast<std::size_t>(mark));
}

RecomputedResult result_of(const Award& award, const Marks& marks) {
    RecomputedResult result = right_result(award);
    const auto say = [](int mark) { return mark == 2 ? Answer{} : answer(status_of(mark)); };
    result.result = say(marks[0]);
    result.eligibility = say(marks[2]);
    result.staffing = say(marks[3]);
    if (marks[1] == 1) result.award.reset();
    if (marks[1] == 0) result.award->scores[0].points = "1";
    return result;
}

TEST_CASE("of several results the one that says most counts, in whatever order they come") {
    const Issued issued(example_awards());
    std::mt19937 random(20261128);  // NOLINT(cert-msc51-cpp): the same at each run
    const auto draw = [&random](int below) { return static_cast<int>(random() % below); };
    for (int round = 0; round < 400; ++round) {
        std::vector<RecomputedResult> results;
        std::vector<Marks> best(issued.awards.size(), Marks{-1, -1, -1, -1});
        for (std::size_t i = 0; i < issued.awards.size(); ++i) {
            for (int count = 1 + draw(4); count > 0; --count) {
                const Marks marks{draw(3), draw(3), draw(3), draw(3)};
                best[i] = std::max(best[i], marks);
                results.push_back(result_of(issued.awards[i], marks));
            }
        }
        std::array<std::vector<std::string>, 4> failed;
        std::array<int, 4> unchecked{};
        for (std::size_t i = 0; i < best.size(); ++i) {
            for (std::size_t check = 0; check < 4; ++check) {
                if (best[i].at(check) == 0) failed.at(check).push_back(issued.numbers[i]);
                if (best[i].at(check) == 1) ++unchecked.at(check);
            }
        }
        for (int order = 0; order < 3; ++order) {
            std::shuffle(results.begin(), results.end(), random);
            const auto checks = audit(issued, kAll, results);
            constexpr std::array<const char*, 4> kNames{"results", "documents", "eligibility",
                                                        "staffing"};
            for (std::size_t check = 0; check < 4; ++check) {
                std::vector<std::string> found;
                bool is_unchecked = false;
                for (const Check& each : checks) {
                    if (each.name != kNames.at(check)) continue;
                    if (each.status == CheckStatus::failed) found.push_back(each.subject);
                    is_unchecked |= each.status == CheckStatus::unchecked;
                }
                CHECK(found == failed.at(check));
                CHECK(is_unchecked == (unchecked.at(check) > 0));
            }
        }
    }
}

TEST_CASE("one result earns one certificate, the first in the log") {
    Standard renewable = example_standard();
    renewable.validity.emplace();
    renewable.validity->period = {12, Period::Unit::months};
    renewable.validity->renewal = Period{6, Period::Unit::months};
    std::vector<Award> awards(2, example_awards().front());
    for (Award& award : awards) {
        award.standard = &renewable;
        award.level = renewable.find_level(award.level->id);
    }
    awards[1].on = last_day_of(awards[0].on, {8, Period::Unit::months});
    const Issued issued(awards);
    REQUIRE(issued.numbers[0] != issued.numbers[1]);

    const auto once = audit(issued, kAll, {right_result(awards[0])});
    CHECK(said(once) == all_ok_but(3, "results failed " + issued.numbers[1]));
    CHECK(once[3].detail.en ==
          "scores.csv:2: this result has earned certificate " + issued.numbers[0]);
    for (const bool in_order : {true, false}) {
        std::vector<RecomputedResult> results{right_result(awards[0]), right_result(awards[1])};
        if (!in_order) std::swap(results[0], results[1]);
        CHECK(said(audit(issued, kAll, results)) == kAllOk);
    }
}

}  // namespace
}  // namespace certrec
