#include "certrec/register/events.hpp"

#include "catch.hpp"

#include "certrec/register/issuing.hpp"
#include "register_fixture.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::counting_salts;
using testing::example_awards;
using testing::read_vector;
using testing::TemporaryFolder;

EventRequest request(Event event, std::string number, Date on, std::string reason = "why") {
    EventRequest request;
    request.event = event;
    request.number = std::move(number);
    request.on = on;
    request.reason = std::move(reason);
    return request;
}

EventRequest replacement(const std::string& number, Date on) {
    EventRequest made = request(Event::replace, number, on, "lost");
    made.document = parse_certificate(read_vector("register/certificates/" + number + ".toml"),
                                      "c.toml", testing::ignore);
    return made;
}

/// A register with the awards of the vectors, to which things happen.
class Story {
  public:
    Story() {
        testing::write_config(folder_);
        issue(example_awards());
    }

    IssuePlan issue(const std::vector<Award>& awards) {
        return testing::issue_in(folder_, awards, salts_);
    }

    EventPlan happen(const std::vector<EventRequest>& requests) {
        const SigningKey key = testing::issuer_key();
        RegisterStore store(folder_.path(), key, OpenMode::write, testing::ignore);
        EventPlan plan = plan_events(store, requests, salts_);
        store.append(entries_in(plan.entries));
        for (const EventOutcome& outcome : plan.outcomes) {
            if (!outcome.printed.empty()) documents_.push_back(make_replacement(store, outcome));
        }
        return plan;
    }

    /// What is said against one request; "" if it is entered.
    std::string refusal(EventRequest request) {
        const EventPlan plan = happen({std::move(request)});
        if (plan.outcomes[0].status == EventStatus::invalid) CHECK(plan.entries.empty());
        return plan.outcomes[0].reason.en;
    }

    [[nodiscard]] std::string read(const std::string& file) const { return folder_.read(file); }
    [[nodiscard]] const std::vector<std::string>& documents() const { return documents_; }

  private:
    TemporaryFolder folder_;
    SaltSource salts_ = counting_salts();
    std::vector<std::string> documents_;
};

/// The standard of the vectors, with certificates that end after half a year and can be renewed in
/// the last month of it.
Standard standard_with_validity() {
    Standard standard = testing::example_standard();
    standard.validity = Validity{{6, Period::Unit::months}, Period{1, Period::Unit::months}, {}};
    return standard;
}

Award passport_award(const Standard& standard, Date on) {
    Award award = example_awards()[0];
    award.id_type = "passport";
    award.id_number = "P1";
    award.standard = &standard;
    award.level = &standard.levels[0];
    award.on = on;
    return award;
}

TEST_CASE("a register in which much happens is byte for byte that of an independent program") {
    Story story;
    story.happen(
        {request(Event::revoke, "GD01202410002", Date(2025, 1, 31), "the scores were forged"),
         request(Event::suspend, "GD01202430001", Date(2025, 2, 1), "an inquiry, \"open\""),
         request(Event::reinstate, "GD01202430001", Date(2025, 3, 1), "nothing was found")});
    story.happen({replacement("GD01202410003", Date(2025, 3, 2))});
    const Standard standard = standard_with_validity();
    for (const Date on : {Date(2025, 1, 2), Date(2025, 7, 3), Date(2025, 12, 10)}) {
        const IssuePlan plan = story.issue({passport_award(standard, on)});
        CHECK(plan.issuances[0].status == IssuanceStatus::issued);
    }
    Award again = example_awards()[1];
    again.on = Date(2025, 12, 11);
    for (PrintedScore& score : again.scores) score.points = "90";
    story.issue({again});
    for (const char* file : {"entries.csv", "holders.csv", "reasons.csv", "checkpoint"}) {
        INFO(file);
        CHECK(story.read(file) == read_vector(std::string("register-events/") + file));
    }
    REQUIRE(story.documents().size() == 1);
    const std::string& document = story.documents()[0];
    const std::string expected = read_vector("register-events/certificates/GD01202510002.toml");
    // The vector's proof is under the last checkpoint.
    CHECK(document.substr(0, document.find("tlog_proof")) ==
          expected.substr(0, expected.find("tlog_proof")));
}

TEST_CASE("an event that cannot follow the last one is refused, and nothing is entered") {
    Story story;
    const std::string number = "GD01202410001";
    const auto on = [](int day) { return Date(2025, 2, static_cast<unsigned>(day)); };
    CHECK(story.refusal(request(Event::revoke, "GD01202410009", on(1))) ==
          "the register has no certificate GD01202410009");
    CHECK(story.refusal(request(Event::reinstate, number, on(1))) ==
          number + ": the certificate is not suspended; its last event was on 2024-06-01");
    CHECK(story.refusal(request(Event::suspend, number, Date(2024, 5, 31))) ==
          number +
              ": the day is before that of the certificate's last event; its last event was on "
              "2024-06-01");
    CHECK(story.refusal(request(Event::suspend, number, on(1))).empty());
    CHECK(story.refusal(request(Event::suspend, number, on(2))) ==
          number + ": the certificate is suspended; its last event was on 2025-02-01");
    CHECK(story.refusal(replacement(number, on(2))) ==
          number + ": the certificate is suspended; its last event was on 2025-02-01");
    CHECK(story.refusal(request(Event::revoke, number, on(3))).empty());
    CHECK(story.refusal(request(Event::reinstate, number, on(4))) ==
          number + ": the certificate is revoked; its last event was on 2025-02-03");
    CHECK(story.refusal(replacement("GD01202410002", on(5))).empty());
    CHECK(
        story.refusal(request(Event::revoke, "GD01202410002", on(6))) ==
        "GD01202410002: the certificate was replaced by another; its last event was on 2025-02-05");
}

TEST_CASE("the same event of the same day is entered once, also within a batch") {
    Story story;
    const EventRequest revoke = request(Event::revoke, "GD01202410001", Date(2025, 2, 1));
    const EventRequest lost = replacement("GD01202410002", Date(2025, 2, 1));
    const EventPlan plan = story.happen({revoke, revoke, lost, lost});
    CHECK(plan.entries.size() == 2);
    CHECK(plan.outcomes[1].status == EventStatus::already_entered);
    CHECK(plan.outcomes[3].status == EventStatus::already_entered);
    CHECK(plan.outcomes[3].replacement == "GD01202510002");
    const std::string log = story.read("entries.csv");
    CHECK(story.documents().size() == 2);
    CHECK(story.documents()[0] == story.documents()[1]);
    const EventPlan second = story.happen({revoke, lost});
    CHECK(story.documents().back() == story.documents()[0]);
    EventRequest otherwise = lost;
    otherwise.reason = "stolen";
    CHECK(story.happen({otherwise}).outcomes[0].printed.empty());
    CHECK(second.entries.empty());
    CHECK(second.outcomes[0].status == EventStatus::already_entered);
    CHECK(second.outcomes[1].replacement == "GD01202510002");
    CHECK(story.read("entries.csv") == log);
}

TEST_CASE("a replacement wants the document as it was issued, and can correct the person") {
    Story story;
    EventRequest changed = replacement("GD01202410001", Date(2025, 2, 1));
    changed.document->printed_bytes += ' ';
    CHECK(story.refusal(changed) == "the file of certificate GD01202410001 is not what was issued");
    EventRequest corrected = replacement("GD01202410001", Date(2025, 2, 1));
    corrected.correction.name = "张叁";
    CHECK(story.refusal(corrected).empty());
    CHECK(story.documents()[0].find("name = \"张叁\"") != std::string::npos);
    CHECK(story.read("holders.csv").find(",resident-id,11010519491231002X,张叁,c1\n") !=
          std::string::npos);
}

TEST_CASE("a correction gives nobody a level that another certificate has given them") {
    Story story;
    const Award other = example_awards()[1];
    EventRequest corrected = replacement("GD01202410001", Date(2025, 2, 1));
    corrected.correction.id_type = other.id_type;
    corrected.correction.id_number = other.id_number;
    CHECK(story.refusal(corrected) ==
          "the person holds this level already, by certificate GD01202410002 of 2024-06-01");
    const EventPlan plan =
        story.happen({request(Event::revoke, "GD01202410002", Date(2025, 2, 1)), corrected});
    CHECK(plan.outcomes[1].status == EventStatus::entered);
}

TEST_CASE("a reason that cannot stand in a row is refused") {
    Story story;
    const auto refusal = [&](std::string reason) {
        return story.refusal(
            request(Event::revoke, "GD01202410001", Date(2025, 2, 1), std::move(reason)));
    };
    CHECK(refusal("") == "the reason is empty");
    CHECK(refusal("a\nb") == "the reason holds a control character");
    CHECK(refusal(std::string(kMaxRegisterRowBytes, 'x')).starts_with("the reason is too long"));
}

TEST_CASE("a person has one certificate in force for a level of a standard") {
    Story story;
    Award other = example_awards()[0];
    other.on = Date(2025, 3, 1);
    const auto status = [&] { return story.issue({other}).issuances[0]; };
    CHECK(status().status == IssuanceStatus::already_issued);  // the same result of another day
    other.scores[0].points = "90";
    CHECK(status().status == IssuanceStatus::refused);
    CHECK(status().number == "GD01202410001");
    story.happen({request(Event::suspend, "GD01202410001", Date(2025, 2, 1))});
    CHECK(status().status == IssuanceStatus::refused);
    story.happen({request(Event::revoke, "GD01202410001", Date(2025, 2, 2))});
    CHECK(status().status == IssuanceStatus::issued);
    CHECK(status().status == IssuanceStatus::already_issued);
    const Issuance revoked = story.issue({example_awards()[0]}).issuances[0];
    CHECK(revoked.status == IssuanceStatus::already_issued);
    CHECK(revoked.reason->en ==
          "certificate GD01202410001 was issued for this result, and is revoked since 2025-02-02");
}

TEST_CASE("a certificate can be renewed in the last part of its validity, and not before") {
    Story story;
    const Standard standard = standard_with_validity();
    const auto issue = [&](Date on, std::string theory) {
        Award award = passport_award(standard, on);
        award.scores[0].points = std::move(theory);
        return story.issue({award}).issuances[0].status;
    };
    CHECK(issue(Date(2025, 1, 2), "85") == IssuanceStatus::issued);  // until 2025-07-02
    CHECK(issue(Date(2025, 6, 1), "86") == IssuanceStatus::refused);
    CHECK(issue(Date(2025, 6, 2), "86") == IssuanceStatus::issued);
    CHECK(issue(Date(2025, 6, 3), "86") == IssuanceStatus::already_issued);
    CHECK(issue(Date(2025, 12, 3), "86") == IssuanceStatus::issued);
}

}  // namespace
}  // namespace certrec
