#include "certrec/base/decimal.hpp"

#include <algorithm>

#include "base/compose.hpp"
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

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

/// Full-width forms U+FF01..U+FF5E, as Chinese input methods make them: EF BC 81..EF BD 9E.
bool has_full_width(std::string_view text) {
    return contains(text, "\xEF\xBC") || contains(text, "\xEF\xBD") || contains(text, "\u3000");
}

Refusal sum_too_large() {
    return Refusal(
        compose("the sum of a column is too large to be exact", "某一列的合计过大，无法精确计算"));
}

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) noexcept {
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

Bilingual describe_decimal_fault(std::string_view text) {
    const std::string what = shown_cell(text);
    if (text.empty()) return compose("empty, where a number is wanted", "此处应为数字，但为空");
    if (has_full_width(text)) {
        return compose("'{}' has full-width characters; write the number with ordinary digits",
                       "“{}”含全角字符；请用半角数字书写", what);
    }
    if (text.front() == ' ' || text.back() == ' ' || text.front() == '\t' || text.back() == '\t') {
        return compose("'{}' has spaces around the number; remove them",
                       "“{}”数字前后有空格；请删去", what);
    }
    if (contains(text, "O") || contains(text, "o") || contains(text, "l") || contains(text, "I")) {
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
    if (only_digits && text.size() > static_cast<std::size_t>(Decimal::kMaxDigits)) {
        return compose("'{}' has more than {} digits", "“{}”超过 {} 位数字", what,
                       Decimal::kMaxDigits);
    }
    return compose("'{}' is not a number", "“{}”不是数字", what);
}

std::string format_decimal(Decimal value) { return format_decimal(value, value.scale()); }

std::string format_decimal(Decimal value, unsigned places) {
    DecimalSum sum;
    sum.add(value);
    const Decimal rounded = places < value.scale() ? sum.divided_by(1, places) : value;
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
    const unsigned scale = std::max(scale_, value.scale());
    Decimal::Wide aligned = units_;
    for (unsigned s = scale_; s < scale; ++s) {
        if (__builtin_mul_overflow(aligned, 10, &aligned)) throw sum_too_large();
    }
    Decimal::Wide addend = value.scaled_to(scale);
    if (__builtin_mul_overflow(addend, times, &addend)) throw sum_too_large();
    if (__builtin_add_overflow(aligned, addend, &aligned)) throw sum_too_large();
    units_ = aligned;
    scale_ = scale;
}

Decimal DecimalSum::total() const { return divided_by(1, scale_); }

Decimal DecimalSum::divided_by(std::uint64_t divisor, unsigned places) const {
    Decimal::Wide numerator = units_;
    Decimal::Wide denominator = static_cast<Decimal::Wide>(divisor);
    for (unsigned s = scale_; s < places; ++s) {
        if (__builtin_mul_overflow(numerator, 10, &numerator)) throw sum_too_large();
    }
    for (unsigned s = places; s < scale_; ++s) denominator *= 10;

    const bool negative = numerator < 0;
    if (negative) numerator = -numerator;
    Decimal::Wide quotient = numerator / denominator;
    const Decimal::Wide rest = numerator % denominator;
    if (rest >= denominator - rest) ++quotient;
    if (quotient >= static_cast<Decimal::Wide>(power_of_ten(Decimal::kMaxDigits))) {
        throw sum_too_large();
    }
    const auto units = static_cast<std::int64_t>(quotient);
    return Decimal(negative ? -units : units, places);
}

}  // namespace certrec
