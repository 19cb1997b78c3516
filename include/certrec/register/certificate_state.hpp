/// \file
/// Is a certificate in force on a day, and what can still happen to it?
///
/// Pure rules: the state of a certificate on a day is what its events up to that day say.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/register/entry.hpp"

namespace certrec {

enum class CertificateState {
    not_yet,  ///< before its day of issue
    in_force,
    suspended,
    expired,   ///< after its last day of validity
    replaced,  ///< another document stands for the award
    revoked,
};

[[nodiscard]] std::string_view format_certificate_state(CertificateState state);
[[nodiscard]] Bilingual describe_certificate_state(CertificateState state);

/// What happened to one certificate, in the order of the log.
struct CertificateHistory {
    struct Step {
        Event event = Event::revoke;  ///< `replace`: another certificate took its place
        Date on;
    };

    Date issued_on;
    std::optional<Date> valid_until;
    std::vector<Step> steps;

    /// The day of the last event.
    [[nodiscard]] Date last_on() const { return steps.empty() ? issued_on : steps.back().on; }
};

/// The state on that day. Events of the day itself count. Expiry is the weakest: an expired
/// certificate that was revoked is revoked.
[[nodiscard]] CertificateState state_on(const CertificateHistory& history, Date day);

/// Why an event cannot happen to a certificate.
enum class EventFault {
    before_last_event,  ///< its day is before that of the event before
    is_revoked,         ///< nothing can happen to it any more
    is_replaced,        ///< nor to this one
    is_suspended,       ///< it cannot be suspended twice, nor be replaced while it is
    not_suspended,      ///< only a suspended one can be reinstated
};

[[nodiscard]] Bilingual describe_event_fault(EventFault fault);

/// nullopt if the event can follow that history. `event` is not `issue`; a renewal is a `replace`
/// of the old certificate.
[[nodiscard]] std::optional<EventFault> find_event_fault(const CertificateHistory& history,
                                                         Event event, Date on);

}  // namespace certrec
