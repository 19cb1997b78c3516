#include "certrec/register/number_pattern.hpp"

#include <algorithm>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

constexpr char kOpenSerial = '#';
constexpr std::size_t kMaxSerialDigits = 12;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_number_text(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               std::string_view("-_.()").find(c) != std::string_view::npos;
    });
}

std::string format_year(Date on) { return fmt::format("{:04}", on.year()); }

/// The value of `digits`, which may begin with zeros; nullopt if any is no digit.
/// Requires: at most kMaxSerialDigits.
std::optional<std::uint64_t> parse_serial(std::string_view digits) {
    std::uint64_t value = 0;
    for (const char c : digits) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<std::uint64_t>(c - '0');
    }
    return value;
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

    [[nodiscard]] std::variant<NumberPattern, Bilingual> parse() {
        if (!is_number_text(agency_)) return wrong_text(agency_);
        while (!rest_.empty()) {
            if (auto fault = rest_.front() == '{' ? parse_part() : parse_text()) return *fault;
        }
        if (serials_ != 1) {
            return compose("the pattern needs one {{serial:N}}, and has {}",
                           "编号规则应恰有一个 {{serial:N}}，现有 {} 个", serials_);
        }
        return check_sample();
    }

  private:
    using Kind = NumberPattern::Kind;

    static Bilingual wrong_text(std::string_view text) {
        return compose("'{}' cannot stand in a number; letters, digits and - _ . ( ) can",
                       "“{}”不能用于编号；可用字母、数字和 - _ . ( )", shown(text));
    }

    std::optional<Bilingual> parse_text() {
        const std::string_view text = rest_.substr(0, rest_.find('{'));
        rest_.remove_prefix(text.size());
        if (!is_number_text(text)) return wrong_text(text);
        add({Kind::text, std::string(text), text.size()});
        return std::nullopt;
    }

    std::optional<Bilingual> parse_part() {
        const std::size_t end = rest_.find('}');
        if (end == std::string_view::npos) {
            return compose("a '{{' without its '}}'", "“{{”缺少对应的“}}”");
        }
        const std::string_view name = rest_.substr(1, end - 1);
        rest_.remove_prefix(end + 1);
        if (name == "agency") {
            add({Kind::text, std::string(agency_), agency_.size()});
        } else if (name == "year") {
            add({Kind::year, "", 4});
        } else if (name == "yy") {
            add({Kind::short_year, "", 2});
        } else if (name == "level") {
            if (pattern_.has_level_) {
                return compose("{{level}} occurs twice", "{{level}} 出现两次");
            }
            pattern_.has_level_ = true;
            add({Kind::level, "", 0});
        } else if (name.starts_with("serial:")) {
            return parse_serial_part(name.substr(7));
        } else {
            return compose("unknown part {{{}}}; there are agency, year, yy, level and serial:N",
                           "未知的部分 {{{}}}；可用 agency、year、yy、level 和 serial:N",
                           shown(name));
        }
        return std::nullopt;
    }

    std::optional<Bilingual> parse_serial_part(std::string_view digits) {
        const auto width = parse_count(digits);
        if (!width || *width == 0 || *width > kMaxSerialDigits) {
            return compose("{{serial:{}}} must give 1 to {} digits",
                           "{{serial:{}}} 的位数应为 1 到 {}", shown(digits), kMaxSerialDigits);
        }
        add({Kind::serial, "", static_cast<std::size_t>(*width)});
        ++serials_;
        return std::nullopt;
    }

    void add(NumberPattern::Part part) {
        pattern_.fixed_width_ += part.width;
        pattern_.parts_.push_back(std::move(part));
    }

    /// A pattern that is too long, or whose numbers begin with a point, shows in its first number.
    [[nodiscard]] std::variant<NumberPattern, Bilingual> check_sample() const {
        try {
            static_cast<void>(pattern_.number(pattern_.counter(Date(2000, 1, 1), "1"), 1));
        } catch (const Refusal& refusal) {
            return refusal.diagnostic().message;
        }
        return pattern_;
    }

    std::string_view rest_;
    std::string_view agency_;
    NumberPattern pattern_;
    int serials_ = 0;
};

std::variant<NumberPattern, Bilingual> parse_number_pattern(std::string_view text,
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
    std::string counter;
    for (const Part& part : parts_) {
        switch (part.kind) {
            case Kind::text: counter += part.text; break;
            case Kind::year: counter += format_year(on); break;
            case Kind::short_year: counter += format_year(on).substr(2); break;
            case Kind::level: counter += level_code; break;
            case Kind::serial: counter += kOpenSerial; break;
        }
    }
    return counter;
}

std::string NumberPattern::number(std::string_view counter, std::uint64_t serial) const {
    const auto part = std::find_if(parts_.begin(), parts_.end(),
                                   [](const Part& p) { return p.kind == Kind::serial; });
    const std::string digits = fmt::format("{:0{}}", serial, part->width);
    if (digits.size() > part->width) {
        throw Refusal(compose("the certificate numbers {} have run out after {}",
                              "证书编号 {} 在 {} 之后已用尽", counter, serial - 1),
                      compose("give the serial more digits in register.toml",
                              "请在 register.toml 中增加流水号位数"));
    }
    std::string number(counter);
    number.replace(number.find(kOpenSerial), 1, digits);
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
        if (part.kind == Kind::serial) {
            const auto serial = parse_serial(piece);
            if (!serial) return std::nullopt;
            reading.serial = *serial;
            reading.counter += kOpenSerial;
            continue;
        }
        const bool is_year = part.kind == Kind::year || part.kind == Kind::short_year;
        if (is_year && !std::all_of(piece.begin(), piece.end(), is_digit)) return std::nullopt;
        if (part.kind == Kind::text && piece != part.text) return std::nullopt;
        if (part.kind == Kind::level) reading.level_code = piece;
        reading.counter += piece;
    }
    return reading;
}

std::uint64_t NumberLedger::last(const std::string& counter) const {
    const auto found = last_.find(counter);
    return found == last_.end() ? 0 : found->second;
}

NumberVerdict NumberLedger::enter(std::string_view number, Date on) {
    const auto reading = pattern_.read(number);
    if (!reading || pattern_.counter(on, reading->level_code) != reading->counter) {
        const bool given =
            reading && reading->serial > 0 && reading->serial <= last(reading->counter);
        const bool is_new = off_pattern_.emplace(number).second;
        return given || !is_new ? NumberVerdict::repeated : NumberVerdict::off_pattern;
    }
    if (!off_pattern_.empty() && off_pattern_.contains(std::string(number))) {
        return NumberVerdict::repeated;
    }
    std::uint64_t& last = last_[reading->counter];
    if (reading->serial != last + 1) {
        last = std::max(last, reading->serial);
        return NumberVerdict::out_of_turn;
    }
    ++last;
    return NumberVerdict::in_turn;
}

std::string NumberLedger::give(Date on, std::string_view level_code) {
    const std::string counter = pattern_.counter(on, level_code);
    std::uint64_t& last = last_[counter];
    std::string number = pattern_.number(counter, last + 1);
    if (off_pattern_.contains(number)) {
        throw Refusal(compose("the next certificate number, {}, was given under an earlier pattern",
                              "下一个证书编号 {} 已按先前的规则使用", number),
                      compose("choose a pattern in register.toml that gives other numbers",
                              "请在 register.toml 中改用不会重号的规则"));
    }
    ++last;
    return number;
}

}  // namespace certrec
