/// \file
/// Who applies for which level on which day? One row of applications.csv.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"
#include "certrec/records/csv_reader.hpp"

namespace certrec {

/// Why one cell of a row cannot be accepted. Never quotes an identity number whole.
struct CellFault {
    std::size_t column = 0;
    Bilingual message;
    Bilingual hint;
};

/// A person as an identity document names them.
struct Identity {
    std::string id_type;
    std::string id_number;
    std::string name;

    friend auto operator<=>(const Identity&, const Identity&) = default;
};

/// What a type of document is called; an unknown one goes by its own word.
[[nodiscard]] Bilingual describe_id_type(std::string_view id_type);

/// Where the columns that name a person stand.
struct IdentityColumns {
    /// Throws Refusal if one is missing or doubled.
    explicit IdentityColumns(const CsvHeader& header);

    std::size_t name;
    std::size_t id_type;
    std::size_t id_number;
};

/// The person that the row names, or the first cell that is wrong: an unknown id_type, a
/// resident-id whose form, birth date or check digit (GB 11643-1999) is wrong, an empty or
/// unprintable value.
[[nodiscard]] std::variant<Identity, CellFault> read_identity(const CsvRow& row,
                                                              const IdentityColumns& columns);

/// Where the columns of an application stand; `level` may be given by an option instead.
struct ApplicationColumns {
    /// Throws Refusal if one is missing or doubled; `level` is looked for unless `with_level` says
    /// that the option stands in for it.
    enum class LevelFrom { column, option };
    ApplicationColumns(const CsvHeader& header, LevelFrom level_from);

    std::size_t candidate_id;
    IdentityColumns identity;
    std::optional<std::size_t> level;
    std::size_t applied_on;
};

/// The day on which the application was made, or the first cell of it that is wrong.
[[nodiscard]] std::variant<Date, CellFault> check_application(const CsvRow& row,
                                                              const ApplicationColumns& columns);

/// Whether the last character of an 18-character resident number is the check digit of the others:
/// ISO 7064 MOD 11-2, GB 11643-1999 section 4.1. Requires: 17 digits, then a digit or X.
[[nodiscard]] bool has_valid_check_digit(std::string_view resident_number);

}  // namespace certrec
