/// \file
/// Which number does the next certificate get, and are the numbers of a register without gaps?
///
/// A pattern such as `{agency}{year}{level}{serial:6}`: plain text and the parts {agency}, {year}
/// (of the day of award, 4 digits), {yy} (its last 2), {level} (the level's code; at most once) and
/// {serial:N} (N digits, 1 to 12, exactly once). Only {level} varies in width, so a number reads
/// back in one way.
///
/// Serials count from 1 within a counter: {serial:N} within everything else in the number,
/// {serial:N:year} within the year alone, {serial:N:level} within the level's code for ever,
/// {serial:N:ever} within the register. A scope must stand in the number, and counts as far as the
/// number tells: beside {yy} alone, 1924 and 2024 share a counter. So no number can repeat, since
/// whoever reads a number knows its counter, and a counter never gives a serial twice.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

#include "certrec/base/date.hpp"
#include "certrec/base/language.hpp"

namespace certrec {

inline constexpr std::size_t kMaxNumberBytes = 64;

/// Whether `text` can be a certificate's number, and so a file's name: 1 to kMaxNumberBytes of
/// A-Z a-z 0-9 - _ . ( ), not beginning with a point or a hyphen.
[[nodiscard]] bool is_certificate_number(std::string_view text);

/// `NUMBER.toml`.
[[nodiscard]] std::string certificate_file_name(std::string_view number);

/// A pattern with the agency code that fills it. Comes from parse_number_pattern.
class NumberPattern {
  public:
    /// What the serials of such awards count within; says nothing to people. Throws Refusal if the
    /// level's code is wanted and empty, or cannot stand in a number.
    [[nodiscard]] std::string counter(Date on, std::string_view level_code) const;

    /// Throws Refusal if the serial has more digits than the pattern gives it, or the number would
    /// be none (is_certificate_number).
    [[nodiscard]] std::string number(Date on, std::string_view level_code,
                                     std::uint64_t serial) const;

    /// A number taken apart; points into it.
    struct Reading {
        std::string_view year;  // as far as the number tells: 4 digits, 2 or none
        std::string_view level_code;
        std::uint64_t serial = 0;
    };
    /// nullopt if the number does not follow the pattern. The year in it may be any.
    [[nodiscard]] std::optional<Reading> read(std::string_view number) const;

    /// The counter of a number that was read.
    [[nodiscard]] std::string counter(const Reading& reading) const;

    /// Whether a counter has one number for each serial: the pattern narrows no scope.
    [[nodiscard]] bool counts_within_whole_number() const;

  private:
    enum class Kind { text, year, short_year, level, serial };
    struct Part {
        Kind kind = Kind::text;
        std::string text;       // of Kind::text; an agency is text as well
        std::size_t width = 0;  // in bytes; 0 for Kind::level
    };
    friend class NumberPatternParser;
    NumberPattern() = default;

    [[nodiscard]] std::string spell(Date on, std::string_view level_code,
                                    std::string_view serial) const;

    std::vector<Part> parts_;
    std::size_t fixed_width_ = 0;
    std::size_t year_width_ = 0;  // of the longest year in the number
    std::size_t serial_width_ = 0;
    bool has_level_ = false;
    bool counts_by_year_ = false;
    bool counts_by_level_ = false;
};

struct NumberPatternFault {
    Bilingual message;
    Bilingual hint;  ///< may be empty
};

/// The pattern that `text` spells, with the code of the agency; or why it is none.
[[nodiscard]] std::variant<NumberPattern, NumberPatternFault> parse_number_pattern(
    std::string_view text, std::string_view agency);

enum class NumberVerdict {
    in_turn,      ///< the next of its counter
    out_of_turn,  ///< a serial of its counter was left out or given before
    repeated,     ///< given before
    off_pattern,  ///< does not follow the pattern, or bears another year
};

/// The numbers that a register has given, in order. Memory grows with the counters, and with the
/// numbers off the pattern.
class NumberLedger {
  public:
    explicit NumberLedger(NumberPattern pattern) : pattern_(std::move(pattern)) {}

    /// Enters a number that was given on that day, and judges it by those entered before.
    NumberVerdict enter(std::string_view number, Date on);

    /// The next number in turn, entered. Throws Refusal as NumberPattern does, and if that number
    /// was given under an earlier pattern.
    [[nodiscard]] std::string give(Date on, std::string_view level_code);

  private:
    NumberVerdict enter_off_pattern(std::string_view number,
                                    const std::optional<NumberPattern::Reading>& reading);

    NumberPattern pattern_;
    std::unordered_map<std::string, std::uint64_t> last_;  // the last serial of each counter
    std::unordered_set<std::string> off_pattern_;
};

}  // namespace certrec
