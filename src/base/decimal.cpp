#include "certrec/base/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/compose.hpp"
#include "base/spreadsheet.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::uint64_t power_of_ten(unsigned exponent) {
    std::uint64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

constexpr std::array<std::uint64_t, Decimal::kMaxDigits + 1> kPowersOfTen = [] {
    std::array<std::uint64_t, Decimal::kMaxDigits + 1> powers{};
    for (unsigned i = 0; i < powers.size(); ++i) powers[i] = power_of_ten(i);
    return powers;
}();

__extension__ typedef __int128 Wide;

constexpr std::int64_t kOne = 1'000'000'000'000'000'000;  // of DecimalSum's fraction

Refusal sum_too_large() {
    return Refusal(
        compose("the sum of a column is too large to be exact", "某一列的合计过大，无法精确计算"));
}

/// whole + fraction / 10^places, of that sign.
Decimal joined_parts(Wide whole, std::uint64_t fraction, unsigned places, bool negative) {
    while (places > 0 && fraction % 10 == 0) {
        fraction /= 10;
        --places;
    }
    const Wide limit = static_cast<Wide>(power_of_ten(Decimal::kMaxDigits));
    if (whole >= limit || whole * static_cast<Wide>(power_of_ten(places)) + fraction >= limit) {
        throw sum_too_large();
    }
    const auto units =
        static_cast<std::int64_t>(whole * static_cast<Wide>(power_of_ten(places)) + fraction);
    return Decimal(negative ? -units : units, places);
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Full-width forms U+FF01..U+FF5E, as Chinese input methods make them: EF BC 81..EF BD 9E.
bool has_full_width(std::string_view text) {
    return contains(text, "\xEF\xBC") || contains(text, "\xEF\xBD");
}

}  // namespace

std::optional<Decimal> parse_long_decimal(std::string_view text) noexcept {
    const char* p = text.data();
    const char* const end = p + text.size();
    const bool negative = p != end && *p == '-';
    if (negative) ++p;

    const char* const whole = p;
    while (p != end && is_digit(*p)) ++p;
    if (p == whole) return std::nullopt;
    const char* const whole_end = p;

    const char* fraction_end = p;
    if (p != end) {
        if (*p != '.') return std::nullopt;
        const char* const fraction = ++p;
        while (p != end && is_digit(*p)) ++p;
        if (p != end || p == fraction) return std::nullopt;
        fraction_end = p;
        while (fraction_end != fraction && fraction_end[-1] == '0') --fraction_end;
    }

    std::uint64_t units = 0;
    int digits = 0;
    for (p = whole; p < fraction_end; ++p) {
        if (p == whole_end) continue;  // the point
        if (digits > 0 || *p != '0') ++digits;
        if (digits > Decimal::kMaxDigits) return std::nullopt;
        units = units * 10 + static_cast<std::uint64_t>(*p - '0');
    }
    const std::ptrdiff_t scale = fraction_end > whole_end ? fraction_end - whole_end - 1 : 0;
    if (scale > Decimal::kMaxDigits) return std::nullopt;
    const auto magnitude = static_cast<std::int64_t>(units);
    return Decimal(negative ? -magnitude : magnitude, static_cast<unsigned>(scale));
}

namespace {

/// A number but for letters that look like 0 or 1.
bool has_letter_for_digit(std::string_view text) {
    std::string repaired(text);
    for (char& c : repaired) {
        if (c == 'O' || c == 'o') c = '0';
        if (c == 'l' || c == 'I') c = '1';
    }
    return repaired != text && parse_decimal(repaired);
}

}  // namespace

Bilingual describe_decimal_fault(std::string_view text) {
    const std::string what = shown_cell(text);
    if (text.empty()) return compose("empty, where a number is wanted", "此处应为数字，但为空");
    if (auto damage = describe_damaged_number(text)) return *std::move(damage);
    if (has_full_width(text)) {
        return compose("'{}' has full-width characters; write the number with ordinary digits",
                       "“{}”含全角字符；请用半角数字书写", what);
    }
    const bool has_digit = std::any_of(text.begin(), text.end(), is_digit);
    if (!has_digit && !has_letter_for_digit(text)) {
        return compose("'{}' is not a number", "“{}”不是数字", what);
    }
    if (has_letter_for_digit(text)) {
        return compose("'{}' is not a number; is a letter standing for 0 or 1?",
                       "“{}”不是数字；是否把 0 或 1 写成了字母？", what);
    }
    if (contains(text, ",")) {
        return compose("'{}' has a comma; write a point before the fraction and no separators",
                       "“{}”含逗号；小数请用点号，且不加千位分隔符", what);
    }
    if (text.front() == '+' || contains(text, "e") || contains(text, "E")) {
        return compose("'{}' is not a plain decimal; write it as digits, such as 87.5",
                       "“{}”不是普通小数；请直接写成数字，如 87.5", what);
    }
    const bool only_digits = std::all_of(
        text.begin(), text.end(), [](char c) { return is_digit(c) || c == '.' || c == '-'; });
    const bool well_formed = only_digits && std::count(text.begin(), text.end(), '.') <= 1 &&
                             text.find('-', 1) == std::string_view::npos && text.back() != '.';
    if (well_formed && text.size() > static_cast<std::size_t>(Decimal::kMaxDigits)) {
        return compose("'{}' has more than {} digits", "“{}”超过 {} 位数字", what,
                       Decimal::kMaxDigits);
    }
    return compose("'{}' is not a number", "“{}”不是数字", what);
}

std::string format_decimal(Decimal value) {
    std::string text;
    append_decimal(text, value);
    return text;
}

void append_decimal(std::string& text, Decimal value) {
    std::array<char, kMaxDecimalBytes> buffer;
    text.append(buffer.data(), write_decimal(buffer.data(), value));
}

char* write_decimal(char* to, Decimal value) {
    const unsigned places = value.scale();
    if (value.units() < 0) *to++ = '-';
    const auto magnitude =
        static_cast<std::uint64_t>(value.units() < 0 ? -value.units() : value.units());
    to = std::to_chars(to, to + Decimal::kMaxDigits, magnitude / kPowersOfTen[places]).ptr;
    if (places == 0) return to;
    *to = '.';
    std::uint64_t fraction = magnitude % kPowersOfTen[places];
    for (unsigned place = places; place > 0; --place, fraction /= 10) {
        to[place] = static_cast<char>('0' + fraction % 10);
    }
    return to + places + 1;
}

std::string format_decimal(Decimal value, unsigned places) {
    Decimal rounded = value;
    if (places < value.scale()) {
        DecimalSum sum;
        sum.add(value);
        rounded = sum.divided_by(1, places);
    }
    const std::int64_t units = rounded.units();
    const auto magnitude = static_cast<std::uint64_t>(units < 0 ? -units : units);
    const std::uint64_t power = power_of_ten(rounded.scale());

    std::string text = units < 0 ? "-" : "";
    text += fmt::format("{}", magnitude / power);
    if (places == 0) return text;
    text += '.';
    if (rounded.scale() > 0) {
        text += fmt::format("{:0{}}", magnitude % power, static_cast<int>(rounded.scale()));
    }
    text.append(places - rounded.scale(), '0');
    return text;
}

void DecimalSum::add(Decimal value, std::uint64_t times) {
    const auto power = static_cast<std::int64_t>(power_of_ten(value.scale()));
    std::int64_t whole = value.units() / power;
    std::int64_t part = value.units() % power;
    if (part < 0) {
        part += power;
        --whole;
    }
    // Both products hold: below 10^18 * 2^64 < 2^127.
    Decimal::Wide fraction = static_cast<Decimal::Wide>(part) * power_of_ten(18 - value.scale());
    fraction = fraction * times + fraction_;
    const Decimal::Wide carried = static_cast<Decimal::Wide>(whole) * times + fraction / kOne;
    Decimal::Wide sum = 0;
    if (__builtin_add_overflow(whole_, carried, &sum)) throw sum_too_large();
    whole_ = sum;
    fraction_ = static_cast<std::uint64_t>(fraction % kOne);
}

std::strong_ordering DecimalSum::compare(Decimal value) const {
    DecimalSum other;
    other.add(value);
    if (whole_ != other.whole_) return whole_ <=> other.whole_;
    return fraction_ <=> other.fraction_;
}

Decimal DecimalSum::total() const { return divided_by(1, 18); }

Decimal DecimalSum::truncated(unsigned places) const {
    const Magnitude sum = magnitude();
    const std::uint64_t cut = power_of_ten(18 - places);
    return joined_parts(sum.whole, sum.fraction / cut, places, sum.negative);
}

Decimal DecimalSum::divided_by(std::uint64_t divisor, unsigned places) const {
    const Magnitude sum = magnitude();
    Decimal::Wide quotient = sum.whole / divisor;
    Decimal::Wide rest = sum.whole % divisor;
    std::uint64_t digits = 0;
    // Long division: one more digit than is kept tells which way to round.
    for (unsigned place = 0; place <= places; ++place) {
        const std::uint64_t next = place < 18 ? sum.fraction / power_of_ten(17 - place) % 10 : 0;
        rest = rest * 10 + next;
        const auto digit = static_cast<std::uint64_t>(rest / divisor);
        rest %= divisor;
        if (place < places) {
            digits = digits * 10 + digit;
        } else if (digit >= 5) {
            ++digits;
        }
    }
    if (digits == power_of_ten(places)) {
        ++quotient;
        digits = 0;
    }
    return joined_parts(quotient, digits, places, sum.negative);
}

DecimalSum::Magnitude DecimalSum::magnitude() const {
    if (whole_ >= 0) return {whole_, fraction_, false};
    if (fraction_ == 0) return {-whole_, 0, true};
    return {-whole_ - 1, static_cast<std::uint64_t>(kOne) - fraction_, true};
}

}  // namespace certrec
