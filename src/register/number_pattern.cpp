#include "certrec/register/number_pattern.hpp"

#include <algorithm>
#include <array>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

constexpr std::string_view kOpenSerial = "#";
constexpr std::size_t kMaxSerialDigits = 12;
constexpr std::size_t kYearDigits = 4;
constexpr std::size_t kShortYearDigits = 2;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool are_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// Every character of every number is looked up here.
constexpr auto kNumberMarks = [] {
    std::array<bool, 256> marks{};
    for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                         "0123456789-_.()")) {
        marks[static_cast<unsigned char>(c)] = true;
    }
    return marks;
}();

bool is_number_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return kNumberMarks[static_cast<unsigned char>(c)]; });
}

/// The value of `digits`, which may begin with zeros; nullopt if any is no digit.
/// Requires: at most kMaxSerialDigits.
std::optional<std::uint64_t> parse_serial(std::string_view digits) {
    if (!are_digits(digits)) return std::nullopt;
    std::uint64_t value = 0;
    for (const char c : digits) value = value * 10 + static_cast<std::uint64_t>(c - '0');
    return value;
}

/// The last digits of a number, with zeros before it.
template <std::size_t kMost>
class Digits {
  public:
    explicit Digits(std::uint64_t value) {
        digits_.fill('0');
        for (auto digit = digits_.rbegin(); value != 0 && digit != digits_.rend(); ++digit) {
            *digit = static_cast<char>('0' + value % 10);
            value /= 10;
        }
    }

    /// Requires: width <= kMost.
    [[nodiscard]] std::string_view last(std::size_t width) const {
        return {digits_.data() + (kMost - width), width};
    }

  private:
    std::array<char, kMost> digits_{};
};

Digits<kYearDigits> year_of(Date on) {
    return Digits<kYearDigits>(static_cast<std::uint64_t>(on.year()));
}

/// The longer of two spellings of one year; nullopt if they are of two.
std::optional<std::string_view> same_year(std::string_view one, std::string_view other) {
    if (one.size() < other.size()) std::swap(one, other);
    if (!one.ends_with(other)) return std::nullopt;
    return one;
}

}  // namespace

bool is_certificate_number(std::string_view text) {
    return !text.empty() && text.size() <= kMaxNumberBytes && text.front() != '.' &&
           text.front() != '-' && is_number_text(text);
}

std::string certificate_file_name(std::string_view number) {
    return fmt::format("{}.toml", number);
}

/// Reads a pattern part by part; the first fault ends it.
class NumberPatternParser {
  public:
    NumberPatternParser(std::string_view text, std::string_view agency)
        : rest_(text), agency_(agency) {}

    [[nodiscard]] std::variant<NumberPattern, NumberPatternFault> parse() {
        if (!is_number_text(agency_)) return wrong_text(agency_);
        while (!rest_.empty()) {
            if (auto fault = rest_.front() == '{' ? parse_part() : parse_text()) return *fault;
        }
        if (serials_ != 1) {
            return fault(compose("the pattern needs one {{serial:N}}, and has {}",
                                 "编号规则应恰有一个 {{serial:N}}，现有 {} 个", serials_));
        }
        if (auto fault = settle_counter()) return *fault;
        return check_sample();
    }

  private:
    using Kind = NumberPattern::Kind;

    using Fault = NumberPatternFault;

    static Fault fault(Bilingual message, Bilingual hint = {}) {
        return {std::move(message), std::move(hint)};
    }

    static Fault wrong_text(std::string_view text) {
        return fault(compose("'{}' cannot stand in a number; letters, digits and - _ . ( ) can",
                             "“{}”不能用于编号；可用字母、数字和 - _ . ( )", shown(text)));
    }

    std::optional<Fault> parse_text() {
        const std::string_view text = rest_.substr(0, rest_.find('{'));
        rest_.remove_prefix(text.size());
        if (!is_number_text(text)) return wrong_text(text);
        add({Kind::text, std::string(text), text.size()});
        return std::nullopt;
    }

    std::optional<Fault> parse_part() {
        const std::size_t end = rest_.find('}');
        if (end == std::string_view::npos) {
            return fault(compose("a '{{' without its '}}'", "“{{”缺少对应的“}}”"));
        }
        const std::string_view name = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        if (name == "agency") {
            add({Kind::text, std::string(agency_), agency_.size()});
        } else if (name == "year") {
            add_year(Kind::year, kYearDigits);
        } else if (name == "yy") {
            add_year(Kind::short_year, kShortYearDigits);
        } else if (name == "level") {
            if (pattern_.has_level_) {
                return fault(compose("{{level}} occurs twice", "{{level}} 出现两次"));
            }
            pattern_.has_level_ = true;
            add({Kind::level, "", 0});
        } else if (name.starts_with("serial:")) {
            return parse_serial_part(name.substr(7));
        } else {
            return fault(compose(
                "unknown part {{{}}}; there are agency, year, yy, level and serial:N",
                "未知的部分 {{{}}}；可用 agency、year、yy、level 和 serial:N", shown(name)));
        }
        return std::nullopt;
    }

    /// `N` or `N:scope`.
    std::optional<Fault> parse_serial_part(std::string_view text) {
        const std::size_t colon = text.find(':');
        const std::string_view digits = text.substr(0, colon);
        const auto width = parse_count(digits);
        if (!width || *width == 0 || *width > kMaxSerialDigits) {
            return fault(compose("{{serial:{}}} must give 1 to {} digits",
                                 "{{serial:{}}} 的位数应为 1 到 {}", shown(digits),
                                 kMaxSerialDigits));
        }
        if (colon != std::string_view::npos) {
            scope_ = text.substr(colon + 1);
            if (scope_ != "year" && scope_ != "level" && scope_ != "ever") {
                return fault(
                    compose("'{}' is no scope of a serial; there are year, level and ever",
                            "“{}”不是流水号的计数范围；可用 year、level 和 ever", shown(*scope_)),
                    compose("without a scope, serials count within everything else in "
                            "the number",
                            "不写范围时，编号其余部分相同的证书一起计流水号"));
            }
        }
        pattern_.serial_width_ = static_cast<std::size_t>(*width);
        add({Kind::serial, "", pattern_.serial_width_});
        ++serials_;
        return std::nullopt;
    }

    /// What the serials count within. A counter that the number does not tell would give the same
    /// numbers as the one before it.
    std::optional<Fault> settle_counter() {
        pattern_.counts_by_year_ = scope_ ? scope_ == "year" : pattern_.year_width_ != 0;
        pattern_.counts_by_level_ = scope_ ? scope_ == "level" : pattern_.has_level_;
        if (pattern_.counts_by_year_ && pattern_.year_width_ == 0) {
            return fault(
                compose("serials that begin anew each year would repeat numbers: the "
                        "pattern has no year",
                        "编号规则中没有年份，流水号每年重新计数会造成重号"),
                compose("add {{year}} or {{yy}} to the pattern, or write {{serial:{}:ever}}",
                        "请在规则中加入 {{year}} 或 {{yy}}，或改用 {{serial:{}:ever}}",
                        pattern_.serial_width_));
        }
        if (pattern_.counts_by_level_ && !pattern_.has_level_) {
            return fault(compose("serials that begin anew for each level would repeat numbers: the "
                                 "pattern has no level",
                                 "编号规则中没有等级，流水号按等级计数会造成重号"),
                         compose("add {{level}} to the pattern, or write {{serial:{}:ever}}",
                                 "请在规则中加入 {{level}}，或改用 {{serial:{}:ever}}",
                                 pattern_.serial_width_));
        }
        return std::nullopt;
    }

    void add_year(Kind kind, std::size_t width) {
        pattern_.year_width_ = std::max(pattern_.year_width_, width);
        add({kind, "", width});
    }

    void add(NumberPattern::Part part) {
        pattern_.fixed_width_ += part.width;
        pattern_.parts_.push_back(std::move(part));
    }

    /// A pattern that is too long, or whose numbers begin with a point, shows in its first number.
    [[nodiscard]] std::variant<NumberPattern, NumberPatternFault> check_sample() const {
        try {
            static_cast<void>(pattern_.number(Date(2000, 1, 1), "1", 1));
        } catch (const Refusal& refusal) {
            return fault(refusal.diagnostic().message);
        }
        return pattern_;
    }

    std::string_view rest_;
    std::string_view agency_;
    NumberPattern pattern_;
    std::optional<std::string_view> scope_;
    int serials_ = 0;
};

std::variant<NumberPattern, NumberPatternFault> parse_number_pattern(std::string_view text,
                                                                     std::string_view agency) {
    return NumberPatternParser(text, agency).parse();
}

std::string NumberPattern::counter(Date on, std::string_view level_code) const {
    if (has_level_ && (level_code.empty() || !is_number_text(level_code))) {
        throw Refusal(
            compose("the level's code '{}' cannot stand in a certificate number",
                    "等级代码“{}”不能用于证书编号", shown(level_code)),
            compose("the pattern in register.toml asks for {{level}}; the standard's file "
                    "gives each level its code",
                    "register.toml 的编号规则含 {{level}}；等级代码由标准文件给出"));
    }
    const auto year = year_of(on);
    return counter({year.last(year_width_), level_code, 0});
}

// A year has one width in all numbers of a pattern, so year and level cannot run together.
std::string NumberPattern::counter(const Reading& reading) const {
    std::string counter;
    if (counts_by_year_) counter += reading.year;
    if (counts_by_level_) counter += reading.level_code;
    return counter;
}

bool NumberPattern::counts_within_whole_number() const {
    return counts_by_year_ == (year_width_ != 0) && counts_by_level_ == has_level_;
}

std::string NumberPattern::spell(Date on, std::string_view level_code,
                                 std::string_view serial) const {
    const auto year = year_of(on);
    std::string number;
    number.reserve(fixed_width_ + level_code.size());
    for (const Part& part : parts_) {
        switch (part.kind) {
            case Kind::text: number += part.text; break;
            case Kind::year:
            case Kind::short_year: number += year.last(part.width); break;
            case Kind::level: number += level_code; break;
            case Kind::serial: number += serial; break;
        }
    }
    return number;
}

std::string NumberPattern::number(Date on, std::string_view level_code,
                                  std::uint64_t serial) const {
    // One digit more than a serial can have, to see that it has too many.
    const Digits<kMaxSerialDigits + 1> digits(serial);
    const std::string_view too_many =
        digits.last(kMaxSerialDigits + 1).substr(0, kMaxSerialDigits + 1 - serial_width_);
    if (too_many.find_first_not_of('0') != std::string_view::npos) {
        throw Refusal(
            compose("the certificate numbers {} have run out after {}",
                    "证书编号 {} 在 {} 之后已用尽", spell(on, level_code, kOpenSerial), serial - 1),
            compose("give the serial more digits in register.toml",
                    "请在 register.toml 中增加流水号位数"));
    }
    std::string number = spell(on, level_code, digits.last(serial_width_));
    if (!is_certificate_number(number)) {
        throw Refusal(
            compose("'{}' cannot be a certificate number: it is longer than {} "
                    "characters, or begins with a point or a hyphen",
                    "“{}”不能作为证书编号：超过 {} 个字符，或以点号或连字符开头",
                    shown(number, 2 * kMaxNumberBytes), kMaxNumberBytes));
    }
    return number;
}

std::optional<NumberPattern::Reading> NumberPattern::read(std::string_view number) const {
    const std::size_t least = fixed_width_ + (has_level_ ? 1 : 0);
    if (!is_certificate_number(number) || number.size() < least) return std::nullopt;
    const std::size_t level_width = number.size() - fixed_width_;
    if (!has_level_ && level_width != 0) return std::nullopt;

    Reading reading;
    for (const Part& part : parts_) {
        const std::size_t width = part.kind == Kind::level ? level_width : part.width;
        const std::string_view piece = number.substr(0, width);
        number.remove_prefix(width);
        switch (part.kind) {
            case Kind::text:
                if (piece != part.text) return std::nullopt;
                break;
            case Kind::year:
            case Kind::short_year: {
                const auto year = same_year(reading.year, piece);
                if (!year || !are_digits(piece)) return std::nullopt;
                reading.year = *year;
                break;
            }
            case Kind::level: reading.level_code = piece; break;
            case Kind::serial: {
                const auto serial = parse_serial(piece);
                if (!serial) return std::nullopt;
                reading.serial = *serial;
                break;
            }
        }
    }
    return reading;
}

NumberVerdict NumberLedger::enter(std::string_view number, Date on) {
    const auto reading = pattern_.read(number);
    if (!reading || !year_of(on).last(kYearDigits).ends_with(reading->year)) {
        return enter_off_pattern(number, reading);
    }
    if (!off_pattern_.empty() && off_pattern_.contains(std::string(number))) {
        return NumberVerdict::repeated;
    }
    std::uint64_t& last = last_[pattern_.counter(*reading)];
    if (reading->serial != last + 1) {
        last = std::max(last, reading->serial);
        return NumberVerdict::out_of_turn;
    }
    ++last;
    return NumberVerdict::in_turn;
}

NumberVerdict NumberLedger::enter_off_pattern(
    std::string_view number, const std::optional<NumberPattern::Reading>& reading) {
    if (!off_pattern_.emplace(number).second) return NumberVerdict::repeated;
    if (!reading) return NumberVerdict::off_pattern;
    const auto found = last_.find(pattern_.counter(*reading));
    const std::uint64_t last = found == last_.end() ? 0 : found->second;
    if (reading->serial == 0 || reading->serial > last) return NumberVerdict::off_pattern;
    // Other numbers of the counter may have had that serial; only the serial was given for sure.
    return pattern_.counts_within_whole_number() ? NumberVerdict::repeated
                                                 : NumberVerdict::out_of_turn;
}

std::string NumberLedger::give(Date on, std::string_view level_code) {
    std::uint64_t& last = last_[pattern_.counter(on, level_code)];
    std::string number = pattern_.number(on, level_code, last + 1);
    if (!off_pattern_.empty() && off_pattern_.contains(number)) {
        throw Refusal(compose("the next certificate number, {}, was given under an earlier pattern",
                              "下一个证书编号 {} 已按先前的规则使用", number),
                      compose("choose a pattern in register.toml that gives other numbers",
                              "请在 register.toml 中改用不会重号的规则"));
    }
    ++last;
    return number;
}

}  // namespace certrec
