#include "certrec/report/spreadsheet_cell.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace certrec {

namespace {

constexpr std::size_t kMostDigits = 11;      // of a number that is shown in full
constexpr std::size_t kMostInFormula = 255;  // UTF-16 units
constexpr std::size_t kLongestDate = 40;     // bytes; what is longer is no date
constexpr std::string_view kBlanks = " \u00a0\u3000";

constexpr std::array<std::string_view, 8> kFormulaSigns = {"=",  "+",  "-",  "@",
                                                           "＝", "＋", "－", "＠"};
constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                      "jul", "aug", "sep", "oct", "nov", "dec"};
/// Besides digits, in dates, times and amounts of money.
constexpr std::array<std::string_view, 19> kNumberWords = {
    "年", "月", "日", "时", "時", "分", "秒", "上午", "下午", "AM",
    "PM", "Am", "Pm", "am", "pm", "¥",  "￥", "€",    "£"};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20U; }

std::string_view without_blanks(std::string_view value) {
    constexpr std::array<std::string_view, 3> kEach = {kBlanks.substr(0, 1), kBlanks.substr(1, 2),
                                                       kBlanks.substr(3)};
    while (true) {
        const auto blank = std::find_if(kEach.begin(), kEach.end(),
                                        [value](auto b) { return value.starts_with(b); });
        if (blank == kEach.end()) return value;
        value.remove_prefix(blank->size());
    }
}

bool begins_as_formula(std::string_view value) {
    if (is_control(value.front())) return true;
    const std::string_view rest = without_blanks(value);
    return std::any_of(kFormulaSigns.begin(), kFormulaSigns.end(),
                       [rest](std::string_view sign) { return rest.starts_with(sign); });
}

/// A number that a spreadsheet reads and shows with the same value; without a sign, since what
/// begins with one is text, whatever follows.
bool is_plain_number(std::string_view value) {
    const std::string_view whole = value.substr(0, value.find('.'));
    const std::string_view fraction = value.substr(std::min(whole.size(), value.size()));
    if (whole.empty() || !std::all_of(whole.begin(), whole.end(), is_digit)) return false;
    if (whole.size() > 1 && whole.front() == '0') return false;
    if (fraction.empty()) return whole.size() <= kMostDigits;
    const std::string_view places = fraction.substr(1);
    return !places.empty() && std::all_of(places.begin(), places.end(), is_digit) &&
           whole.size() + places.size() <= kMostDigits;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether nothing but digits and what may stand between them is in the value, and a digit is.
bool is_made_of_digits(std::string_view value) {
    // The letter of an exponent is no beginning: E1234567 is a passport.
    if (lower(value.front()) == 'e') return false;
    bool any_digit = false;
    while (!value.empty()) {
        const char c = value.front();
        any_digit |= is_digit(c);
        if (is_digit(c) || std::string_view(" -/.:,()%$'+eE").find(c) != std::string_view::npos) {
            value.remove_prefix(1);
            continue;
        }
        const auto word = std::find_if(kNumberWords.begin(), kNumberWords.end(),
                                       [value](auto w) { return value.starts_with(w); });
        if (word == kNumberWords.end()) return false;
        value.remove_prefix(word->size());
    }
    return any_digit;
}

/// Such as MAR1, 1-Sept or 12 May 2026.
bool names_month(std::string_view value) {
    std::string letters;
    bool any_digit = false;
    for (const char c : value) {
        const char small = lower(c);
        if (small >= 'a' && small <= 'z') {
            letters += small;
        } else if (is_digit(c)) {
            any_digit = true;
        } else if (std::string_view(" -/.,:").find(c) == std::string_view::npos) {
            return false;
        }
    }
    return any_digit && letters.size() >= 3 &&
           std::any_of(kMonths.begin(), kMonths.end(),
                       [&letters](std::string_view month) { return letters.starts_with(month); });
}

bool is_truth_value(std::string_view value) {
    const auto is = [value](std::string_view word) {
        return std::equal(value.begin(), value.end(), word.begin(), word.end(),
                          [](char a, char b) { return lower(a) == b; });
    };
    return is("true") || is("false");
}

std::size_t utf16_units(std::string_view value) {
    std::size_t units = 0;
    for (const char c : value) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xc0U) != 0x80U;
        units += byte >= 0xf0U;
    }
    return units;
}

}  // namespace

bool is_misread_by_spreadsheets(std::string_view value) {
    if (value.empty() || is_plain_number(value)) return false;
    if (value.front() == '\'' || begins_as_formula(value)) return true;
    if (std::all_of(value.begin(), value.end(), is_digit)) return true;
    if (value.size() > kLongestDate) return false;
    return is_made_of_digits(value) || names_month(value) || is_truth_value(value);
}

std::string spreadsheet_cell(std::string_view value) {
    if (!is_misread_by_spreadsheets(value)) return std::string(value);
    if (std::any_of(value.begin(), value.end(), is_control) ||
        utf16_units(value) > kMostInFormula) {
        return "'" + std::string(value);
    }
    std::string cell = "=\"";
    for (const char c : value) {
        cell += c;
        if (c == '"') cell += c;
    }
    return cell + '"';
}

}  // namespace certrec
