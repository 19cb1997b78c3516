#include "certrec/register/census.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/register/entry_log.hpp"
#include "register/named_certificates.hpp"

namespace certrec {

namespace {

/// Counts the certificate if it was issued by the day.
void count(Census& census, const NamedCertificate& certificate) {
    const CertificateHistory& history = certificate.history;
    const CertificateState state = state_on(history, census.day);
    if (state == CertificateState::not_yet) return;
    CensusCounts& counts =
        census.groups[{history.issued_on.year(), certificate.standard, certificate.level}];
    ++counts.states[static_cast<std::size_t>(state)];
    const bool expires =
        census.expiring_by && history.valid_until && *history.valid_until <= *census.expiring_by;
    if (expires && state == CertificateState::in_force) ++counts.expiring;
}

}  // namespace

std::uint64_t CensusCounts::issued() const {
    std::uint64_t sum = 0;
    for (const std::uint64_t count : states) sum += count;
    return sum;
}

Census take_census(const RegisterSnapshot& snapshot, std::optional<Date> day,
                   const std::optional<Period>& expiring_within) {
    Census census;
    NamedCertificates named;
    for_each_entry(snapshot, [&](const Entry& entry) {
        census.last_entry = census.last_entry ? std::max(*census.last_entry, entry.on) : entry.on;
        named.note(entry);
    });
    if (!day && !census.last_entry) {
        throw Refusal(compose("the register {} has no entry, so no last day",
                              "名册 {} 没有条目，因而没有最后条目的日期", snapshot.folder),
                      compose("--on states the day", "请用 --on 给出日期"));
    }
    census.day = day ? *day : *census.last_entry;
    if (expiring_within) census.expiring_by = last_day_of(census.day, *expiring_within);
    for_each_entry(snapshot, [&](const Entry& entry) {
        const std::string& named_number =
            makes_certificate(entry.event) ? entry.replaces : entry.number;
        if (NamedCertificate* const earlier = named.find(named_number)) {
            earlier->history.steps.push_back(step_of(entry));
        }
        if (!makes_certificate(entry.event)) return;
        NamedCertificate* const known = named.find(entry.number);
        if (known == nullptr) return count(census, made_by(entry));
        *known = made_by(entry);
    });
    for (const auto& [number, certificate] : named.all()) {
        if (certificate.is_issued) count(census, certificate);
    }
    return census;
}

}  // namespace certrec
