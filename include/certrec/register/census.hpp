/// \file
/// How many certificates are in force, and what became of the others? Counts of a register's log.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "certrec/base/date.hpp"
#include "certrec/register/certificate_state.hpp"
#include "certrec/register/snapshot.hpp"
#include "certrec/standards/period.hpp"

namespace certrec {

inline constexpr std::size_t kCertificateStates = 6;

/// Certificates that are counted together.
struct CensusGroup {
    int year = 0;  ///< of issue
    std::string standard;
    std::string level;

    friend auto operator<=>(const CensusGroup&, const CensusGroup&) = default;
};

struct CensusCounts {
    std::array<std::uint64_t, kCertificateStates> states{};  ///< by CertificateState
    /// Of those in force, how many expire within the period that was asked for.
    std::uint64_t expiring = 0;

    [[nodiscard]] std::uint64_t in(CertificateState state) const {
        return states[static_cast<std::size_t>(state)];
    }
    /// Those that were issued by the day.
    [[nodiscard]] std::uint64_t issued() const;
};

struct Census {
    Date day;
    std::optional<Date> last_entry;   ///< the latest day of an entry; none: there is none
    std::optional<Date> expiring_by;  ///< the last day of the period that was asked for
    std::map<CensusGroup, CensusCounts> groups;
};

/// Counts the certificates that were issued by `day`, each once, in its state on that day; by
/// default the day of the register's last entry. Events after the day do not count. Those in force
/// expire within the period if their last day of validity is not after last_day_of it.
///
/// Reads the log twice. Memory grows with the certificates that something happened to after their
/// issue. Throws Refusal as for_each_entry does, and if there is no day for want of entries.
[[nodiscard]] Census take_census(const RegisterSnapshot& snapshot, std::optional<Date> day,
                                 const std::optional<Period>& expiring_within);

}  // namespace certrec
