/// \file
/// Who applies for which level on which day? One row of applications.csv.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
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
/// characters that cannot be seen or spaces around it, or damaged by a spreadsheet: also a
/// resident number that has kept 15 digits.
[[nodiscard]] std::optional<CellFault> check_candidate_id(const CsvRow& row, std::size_t column);

/// Whether nothing can be wrong with an id, as is so of most: letters, digits and signs of ASCII,
/// of which the first and the last is no sign, and neither a number written as a quantity nor one
/// that has perhaps lost its last digits. `check_candidate_id` judges the others. Cost: a few
/// operations for each eight bytes. Requires: seven more bytes can be read after it.
[[nodiscard]] bool is_plain_id(std::string_view id) noexcept;

/// What a spreadsheet has done to a document number that is only passed on, not looked at: whose
/// it is, and whether it is one, is asked by read_identity. An empty cell is sound.
[[nodiscard]] std::optional<CellFault> check_passed_on_number(const CsvRow& row,
                                                              std::size_t column);

/// The day on which the application was made, or the first cell of it that is wrong.
[[nodiscard]] std::variant<Date, CellFault> check_application(const CsvRow& row,
                                                              const ApplicationColumns& columns);

/// Whether the last character of an 18-character resident number is the check digit of the others:
/// ISO 7064 MOD 11-2, GB 11643-1999 section 4.1. Requires: 17 digits, then a digit or X.
[[nodiscard]] bool has_valid_check_digit(std::string_view resident_number);

[[gnu::always_inline]] inline bool is_plain_id(std::string_view id) noexcept {
    constexpr std::uint64_t kHigh = 0x8080808080808080U;
    constexpr std::uint64_t kOnes = 0x0101010101010101U;
    constexpr std::size_t kLongest = 24;
    constexpr std::size_t kKeptDigits = 15;  // by a spreadsheet
    const auto is_letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (id.empty() || id.size() > kLongest) return false;
    std::uint64_t wrong = 0;
    std::uint64_t of_quantities = 0;
    for (std::size_t at = 0; at < id.size(); at += sizeof(std::uint64_t)) {
        std::uint64_t word = 0;
        std::memcpy(&word, id.data() + at, sizeof word);
        // What stands after the id is made zeros, as it were digits.
        const std::size_t left = id.size() - at;
        if (left < sizeof word) {
            const std::uint64_t after = ~std::uint64_t{0} << (8 * left);
            word = (word & ~after) | (kOnes * '0' & after);
        }
        // A high bit for each byte below the space or above the tilde.
        wrong |= word | ~((word | kHigh) - kOnes * ' ') | (word + kOnes);
        for (const unsigned char sign : {'+', ',', '.'}) {
            const std::uint64_t zero_if_it = word ^ (kOnes * sign);
            of_quantities |= (zero_if_it - kOnes) & ~zero_if_it;
        }
    }
    if ((wrong & kHigh) != 0) return false;
    if (!is_letter(id.back()) && !is_digit(id.back())) return false;
    if (is_letter(id.front())) return id != "TRUE" && id != "FALSE";
    return is_digit(id.front()) && (of_quantities & kHigh) == 0 &&
           !(id.size() > kKeptDigits && id.ends_with("000"));
}

}  // namespace certrec
