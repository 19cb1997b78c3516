/// \file
/// How was one sitting held? One row of sessions.csv.
///
/// An empty cell is an unknown value, not a false one: it stays std::nullopt here, and a rule that
/// needs it answers "undetermined".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec {

enum class SessionMode { online, offline };

/// The English word.
[[nodiscard]] std::string_view format_session_mode(SessionMode mode);
[[nodiscard]] Bilingual describe_session_mode(SessionMode mode);

struct Session {
    std::string session_id;
    /// As written: the id or a name of a component.
    std::string component;
    std::optional<Date> held_on;
    std::optional<std::int64_t> candidates;
    std::optional<std::int64_t> invigilators;
    std::optional<std::int64_t> examiners;
    std::optional<std::int64_t> minutes;
    std::optional<SessionMode> mode;
    std::optional<bool> network;
    std::optional<bool> surveillance;
};

/// Where the columns of a session stand.
struct SessionColumns {
    /// Throws Refusal if one is missing or doubled.
    explicit SessionColumns(const CsvHeader& header);

    std::size_t session_id;
    std::size_t component;
    std::size_t held_on;
    std::size_t candidates;
    std::size_t invigilators;
    std::size_t examiners;
    std::size_t minutes;
    std::size_t mode;
    std::size_t network;
    std::size_t surveillance;
};

/// The session that the row states, or the first cell that is wrong: no session_id or component, a
/// date or a word that is none, fewer than 1 candidate or minute, fewer than 0 invigilators or
/// examiners, more than 100000 of any, a fraction of one.
[[nodiscard]] std::variant<Session, CellFault> read_session(const CsvRow& row,
                                                            const SessionColumns& columns);

}  // namespace certrec
