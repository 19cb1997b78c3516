/// \file
/// What does one row of the register's log say?
///
/// entries.csv is the public log. The bytes of a row, without its line ending, are a leaf of the
/// tree, so a row has exactly one spelling: no quotes, no spare zeros, lower-case hexadecimal.
/// Every row, also the last, ends in a newline. This format is persistent; it must not change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"

namespace certrec {

/// The first line of entries.csv, which is no entry.
inline constexpr std::string_view kEntriesHeader =
    "index,event,on,number,standard,edition,level,holder,document,valid_until,replaces";

/// The longest row of entries.csv and of holders.csv, in bytes.
inline constexpr std::size_t kMaxRegisterRowBytes = 65'535;

/// What happens to a certificate.
enum class Event {
    issue,      ///< of a new one; one that `replaces` another renews it
    revoke,     ///< it is void from that day on, for ever
    suspend,    ///< it is void from that day on, until it is reinstated
    reinstate,  ///< a suspended one is in force again
    replace,    ///< a new document, with a number of its own, for the award of a lost or wrong one
};

[[nodiscard]] std::string_view format_event(Event event);
[[nodiscard]] std::optional<Event> parse_event(std::string_view word);

/// Whether the event makes a certificate. What is said of its fields is in Entry.
[[nodiscard]] bool makes_certificate(Event event);

/// One event. Of an event that makes no certificate only index, event, day, number and `document`
/// stand in the row; the other fields are empty.
struct Entry {
    std::uint64_t index = 0;  ///< place in the log, from 0
    Event event = Event::issue;
    Date on;
    std::string number;    ///< of the certificate
    std::string standard;  ///< id
    Sha256 edition{};      ///< digest of the standard's file
    std::string level;     ///< id
    Sha256 holder{};       ///< commitment to the person, see holder.hpp
    /// Commitment to what the certificate prints; of another event, to its reason, see reason.hpp.
    Sha256 document{};
    std::optional<Date> valid_until{};  ///< last day; none: for ever
    std::string replaces{};  ///< number of the certificate that ends with this one; or empty

    friend bool operator==(const Entry&, const Entry&) = default;
};

enum class EntryFault {
    wrong_field_count,
    wrong_index,  ///< not a number without leading zeros
    unknown_event,
    wrong_date,
    wrong_number,       ///< not a certificate number, see number_pattern.hpp
    wrong_id,           ///< a standard or level that is empty, or not plain ASCII text
    wrong_digest,       ///< not 64 lower-case hexadecimal digits
    wrong_valid_until,  ///< neither empty nor a date from the day of the event on
    wrong_replaces,     ///< not a certificate number, its own, or missing from a replacement
    filled_field,       ///< a field that is empty in an event that makes no certificate
    too_long,
};

[[nodiscard]] Bilingual describe_entry_fault(EntryFault fault);

/// Whether a standard's or level's id can stand in a row: printable ASCII without comma or quote.
[[nodiscard]] bool is_entry_id(std::string_view id);

/// What no row can state of an entry, or nothing: parse_entry gives back what format_entry wrote if
/// there is no such fault and the row is not too long.
[[nodiscard]] std::optional<EntryFault> find_entry_fault(const Entry& entry);

/// The entry that a row, without its line ending, states; what is accepted formats to the same row.
[[nodiscard]] std::variant<Entry, EntryFault> parse_entry(std::string_view row);

/// The row without a line ending. Requires: no find_entry_fault.
[[nodiscard]] std::string format_entry(const Entry& entry);

}  // namespace certrec
