/// \file
/// What does one row of the register's log say?
///
/// entries.csv is the public log. The bytes of a row, without its line ending, are a leaf of the
/// tree, so a row has exactly one spelling: no quotes, no spare zeros, lower-case hexadecimal.
/// Every row, also the last, ends in a newline. This format is persistent; it must not change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"

namespace certrec {

/// The first line of entries.csv, which is no entry.
inline constexpr std::string_view kEntriesHeader =
    "index,event,on,number,standard,edition,level,holder,document";

/// The longest row of entries.csv and of holders.csv, in bytes.
inline constexpr std::size_t kMaxRegisterRowBytes = 65'535;

enum class Event { issue };

[[nodiscard]] std::string_view format_event(Event event);

struct Entry {
    std::uint64_t index = 0;  ///< place in the log, from 0
    Event event = Event::issue;
    Date on;
    std::string number;    ///< of the certificate
    std::string standard;  ///< id
    Sha256 edition{};      ///< digest of the standard's file
    std::string level;     ///< id
    Sha256 holder{};       ///< commitment to the person, see holder.hpp
    Sha256 document{};     ///< commitment to what the certificate prints

    friend bool operator==(const Entry&, const Entry&) = default;
};

enum class EntryFault {
    wrong_field_count,
    wrong_index,  ///< not a number without leading zeros
    unknown_event,
    wrong_date,
    wrong_number,  ///< not a certificate number, see number_pattern.hpp
    wrong_id,      ///< a standard or level that is empty, or not plain ASCII text
    wrong_digest,  ///< not 64 lower-case hexadecimal digits
    too_long,
};

[[nodiscard]] Bilingual describe_entry_fault(EntryFault fault);

/// Whether a standard's or level's id can stand in a row: printable ASCII without comma or quote.
[[nodiscard]] bool is_entry_id(std::string_view id);

/// The entry that a row, without its line ending, states; what is accepted formats to the same row.
[[nodiscard]] std::variant<Entry, EntryFault> parse_entry(std::string_view row);

/// The row without a line ending. Requires: number, standard and level are such as parse_entry
/// takes.
[[nodiscard]] std::string format_entry(const Entry& entry);

}  // namespace certrec
