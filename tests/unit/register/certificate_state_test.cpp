#include "certrec/register/certificate_state.hpp"

#include <random>

#include "catch.hpp"

namespace certrec {
namespace {

const Date kIssued(2025, 1, 10);

CertificateHistory history(std::vector<CertificateHistory::Step> steps,
                           std::optional<Date> valid_until = std::nullopt) {
    return {kIssued, valid_until, std::move(steps)};
}

TEST_CASE("a certificate is in force from its day of issue to its last day, both inclusive") {
    const CertificateHistory plain = history({}, Date(2025, 12, 31));
    CHECK(state_on(plain, Date(2025, 1, 9)) == CertificateState::not_yet);
    CHECK(state_on(plain, Date(2025, 1, 10)) == CertificateState::in_force);
    CHECK(state_on(plain, Date(2025, 12, 31)) == CertificateState::in_force);
    CHECK(state_on(plain, Date(2026, 1, 1)) == CertificateState::expired);
    CHECK(state_on(history({}), kLastDate) == CertificateState::in_force);
}

TEST_CASE("an event counts from its own day on") {
    const CertificateHistory much = history({{Event::suspend, Date(2025, 2, 1)},
                                             {Event::reinstate, Date(2025, 3, 1)},
                                             {Event::revoke, Date(2025, 4, 1)}},
                                            Date(2025, 12, 31));
    CHECK(state_on(much, Date(2025, 1, 31)) == CertificateState::in_force);
    CHECK(state_on(much, Date(2025, 2, 1)) == CertificateState::suspended);
    CHECK(state_on(much, Date(2025, 2, 28)) == CertificateState::suspended);
    CHECK(state_on(much, Date(2025, 3, 1)) == CertificateState::in_force);
    CHECK(state_on(much, Date(2025, 4, 1)) == CertificateState::revoked);
    CHECK(state_on(much, Date(2026, 1, 1)) == CertificateState::revoked);
}

TEST_CASE("of several events of one day the last one in the log counts") {
    const Date day(2025, 2, 1);
    CHECK(state_on(history({{Event::suspend, day}, {Event::reinstate, day}}), day) ==
          CertificateState::in_force);
}

TEST_CASE("a suspended certificate expires, and a replaced one stays replaced") {
    const Date end(2025, 6, 30);
    CHECK(state_on(history({{Event::suspend, Date(2025, 2, 1)}}, end), Date(2025, 7, 1)) ==
          CertificateState::expired);
    CHECK(state_on(history({{Event::replace, Date(2025, 2, 1)}}, end), Date(2025, 7, 1)) ==
          CertificateState::replaced);
}

/// What may follow what, said once more as a table.
bool may_follow(CertificateState state, Event event) {
    switch (state) {
        case CertificateState::in_force:
            return event == Event::revoke || event == Event::suspend || event == Event::replace;
        case CertificateState::suspended:
            return event == Event::revoke || event == Event::reinstate;
        default: return false;
    }
}

TEST_CASE("of random events those are accepted that the table allows, in order of their days") {
    std::mt19937 random(20261128);
    constexpr Event kEvents[] = {Event::revoke, Event::suspend, Event::reinstate, Event::replace};
    for (int round = 0; round < 2000; ++round) {
        CertificateHistory story = history({});
        for (int i = 0; i < 8; ++i) {
            const Event event = kEvents[random() % 4];
            const Date on = story.last_on().plus_days(static_cast<int>(random() % 4) - 1);
            const CertificateState state = state_on(story, kLastDate);
            const bool expected = may_follow(state, event) && on >= story.last_on();
            CHECK(!find_event_fault(story, event, on) == expected);
            if (expected) story.steps.push_back({event, on});
        }
    }
}

}  // namespace
}  // namespace certrec
