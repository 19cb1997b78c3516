/// \file
/// Who applies for which level on which day? One row of applications.csv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
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

/// Cells in which something was undone (certrec-files(5), CSV). Many threads may enter at once.
class UndoneCells {
  public:
    void enter(const Location& at);
    void enter(const UndoneCells& more);

    /// How many there were and where the first one is, in both languages; nothing if there were
    /// none.
    [[nodiscard]] std::optional<Diagnostic> describe() const;

  private:
    mutable std::mutex mutex_;
    std::uint64_t count_ = 0;
    Location first_;
};

/// Where the columns that name a person stand.
struct IdentityColumns {
    /// Throws Refusal if one is missing or doubled.
    explicit IdentityColumns(const CsvHeader& header);

    std::size_t name;
    std::size_t id_type;
    std::size_t id_number;
    std::shared_ptr<UndoneCells> undone;  ///< in id_number, of the rows that were read
};

/// The word for a type of document that the cell names, by it or by its Chinese names; the cell
/// itself if it names none.
[[nodiscard]] std::string_view id_type_word(std::string_view cell);

/// The number of a document as it counts: what spreadsheets and exports leave around it is undone,
/// and in a resident-id full-width characters and a small x. Nothing is guessed: what remains may
/// be no number at all. See certrec-files(5).
[[nodiscard]] std::string clean_document_number(std::string_view cell, std::string_view id_type);

/// The person that the row names, or the first cell that is wrong: an unknown id_type, a
/// resident-id whose form, birth date or check digit (GB 11643-1999) is wrong, an empty or
/// unprintable value. Type and number are as id_type_word and clean_document_number make them.
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

/// What is wrong with the cell as the id of a candidate: empty, longer than 200 bytes, with
/// characters that cannot be seen or spaces around it, or damaged by a spreadsheet: also a date,
/// and a resident number or one of 20 digits and more that has kept 15.
[[nodiscard]] std::optional<CellFault> check_candidate_id(const CsvRow& row, std::size_t column);

/// The same of the id of another person, which the messages call `what_en` or `what_zh`.
[[nodiscard]] std::optional<CellFault> check_person_id(const CsvRow& row, std::size_t column,
                                                       std::string_view what_en,
                                                       std::string_view what_zh);

/// What is wrong with another id or number, which the messages call `what_en` or `what_zh`: it is
/// empty or long, holds what no id does, or a spreadsheet has damaged it.
[[nodiscard]] std::optional<CellFault> check_id(const CsvRow& row, std::size_t column,
                                                std::string_view what_en, std::string_view what_zh);

/// What a spreadsheet has done to a document number that is only passed on, not looked at: whose
/// it is, and whether it is one, is asked by read_identity. An empty cell is sound.
[[nodiscard]] std::optional<CellFault> check_passed_on_number(const CsvRow& row,
                                                              std::size_t column);

/// The same of both columns that tell whom a row is about, where they are there.
[[nodiscard]] std::optional<CellFault> check_passed_on_ids(const CsvRow& row,
                                                           std::optional<std::size_t> candidate_id,
                                                           std::optional<std::size_t> id_number);

/// The day on which the application was made, or the first cell of it that is wrong.
[[nodiscard]] std::variant<Date, CellFault> check_application(const CsvRow& row,
                                                              const ApplicationColumns& columns);

/// Whether the last character of an 18-character resident number is the check digit of the others:
/// ISO 7064 MOD 11-2, GB 11643-1999 section 4.1. Requires: 17 digits, then a digit or X.
[[nodiscard]] bool has_valid_check_digit(std::string_view resident_number);

}  // namespace certrec
