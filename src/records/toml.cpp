#define TOML_IMPLEMENTATION
#include "records/toml.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

/// Finds where nesting gets too deep, without building anything. Knows just enough of TOML to pass
/// over strings and comments.
class NestingScan {
  public:
    explicit NestingScan(std::string_view text) : text_(text) {}

    /// Offset of the bracket or dot that is one too many, or npos.
    [[nodiscard]] std::size_t first_excess() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '"' || c == '\'') {
                skip_string(c);
                continue;
            }
            if (c == '#') {
                at_ = std::min(text_.find('\n', at_), text_.size());
                continue;
            }
            if (c == '[' || c == '{') ++depth_;
            if ((c == ']' || c == '}') && depth_ > 0) --depth_;
            if (c == '.') ++dots_;
            if (c == '\n' || c == '=' || c == ',') dots_ = 0;
            if (depth_ > kMaxTomlNesting || dots_ > kMaxTomlNesting) return at_;
            ++at_;
        }
        return std::string_view::npos;
    }

  private:
    void skip_string(char quote) {
        const std::string triple(3, quote);
        if (text_.substr(at_, 3) == triple) {
            at_ += 3;
            while (at_ < text_.size() && text_.substr(at_, 3) != triple) skip_character(quote);
            at_ += 3;
            // One or two quotes of the text's own may stand before the closing three.
            for (int i = 0; i < 2 && at_ < text_.size() && text_[at_] == quote; ++i) ++at_;
            return;
        }
        ++at_;
        while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
            skip_character(quote);
        }
        ++at_;
    }
    void skip_character(char quote) { at_ += quote == '"' && text_[at_] == '\\' ? 2 : 1; }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    std::size_t dots_ = 0;
};

Location location_at(const std::string& file, std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto lines = std::count(before.begin(), before.end(), '\n');
    const std::string_view line = before.substr(before.rfind('\n') + 1);
    return {file, static_cast<std::uint64_t>(lines) + 1,
            count_characters(line.substr(0, check_utf8(line).valid)) + 1};
}

}  // namespace

std::optional<toml::table> parse_toml(std::string_view bytes, const std::string& file,
                                      const DiagnosticSink& sink) {
    if (bytes.size() > kMaxTomlBytes) {
        sink({Severity::error,
              {file, 0, 0},
              compose("the file is larger than {} bytes", "文件超过 {} 字节", kMaxTomlBytes),
              {}});
        return std::nullopt;
    }
    const Utf8Check utf8 = check_utf8(bytes);
    if (utf8.valid != bytes.size()) {
        sink({Severity::error, location_at(file, bytes, utf8.valid),
              compose("the text is not UTF-8, or holds a NUL byte",
                      "文本不是 UTF-8 编码，或含 NUL 字节"),
              compose("save it as UTF-8", "请另存为 UTF-8")});
        return std::nullopt;
    }
    const std::size_t excess = NestingScan(bytes).first_excess();
    if (excess != std::string_view::npos) {
        sink({Severity::error,
              location_at(file, bytes, excess),
              compose("nested deeper than {} levels", "嵌套超过 {} 层", kMaxTomlNesting),
              {}});
        return std::nullopt;
    }
    try {
        return toml::parse(bytes, file);
    } catch (const toml::parse_error& error) {
        const toml::source_position at = error.source().begin;
        sink({Severity::error,
              {file, at.line, at.column},
              compose("not valid TOML: {}", "不是有效的 TOML（英文说明：{}）",
                      shown(error.description(), 200)),
              {}});
        return std::nullopt;
    }
}

TomlTable::TomlTable(const toml::table& table, const std::string& file, const DiagnosticSink& sink,
                     std::string name)
    : table_(&table), file_(&file), sink_(&sink), name_(std::move(name)) {}

Location TomlTable::place(const toml::source_region& region) const {
    return {region.path ? *region.path : *file_, region.begin.line, region.begin.column};
}

Location TomlTable::location() const { return place(table_->source()); }

Location TomlTable::location(std::string_view key) const {
    const toml::node* const node = table_->get(key);
    return node == nullptr ? location() : place(node->source());
}

bool TomlTable::has(std::string_view key) { return find(key) != nullptr; }

void TomlTable::report(const Location& at, Bilingual message, Bilingual hint) const {
    (*sink_)({Severity::error, at, std::move(message), std::move(hint)});
}

void TomlTable::report_type(std::string_view key, std::string_view en, std::string_view zh) const {
    report(location(key),
           {fmt::format("'{}' must be {}", key, en), fmt::format("“{}”应为{}", key, zh)});
}

const toml::node* TomlTable::find(std::string_view key) {
    asked_.emplace_back(key);
    return table_->get(key);
}

const toml::node* TomlTable::require(std::string_view key) {
    const toml::node* const node = find(key);
    if (node == nullptr) {
        report(location(), name_.empty() ? compose("the key '{}' is missing", "缺少键“{}”", key)
                                         : compose("the key '{0}' is missing in {1}",
                                                   "{1} 中缺少键“{0}”", key, name_));
    }
    return node;
}

std::optional<std::string> TomlTable::optional_text(std::string_view key) {
    const toml::node* const node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* const value = node->as_string()) return value->get();
    report_type(key, "a string", "字符串");
    return std::nullopt;
}

std::string TomlTable::text(std::string_view key) {
    if (require(key) == nullptr) return {};
    const std::string value = optional_text(key).value_or("");
    if (value.empty() && table_->get(key)->is_string()) {
        report(location(key), compose("'{}' must not be empty", "“{}”不能为空", key));
    }
    return value;
}

Bilingual TomlTable::bilingual(std::string_view key) {
    if (require(key) == nullptr) return {};
    auto table = optional_table(key);
    if (!table) return {};
    Bilingual value{table->text("en"), table->text("zh")};
    table->finish();
    return value;
}

std::int64_t TomlTable::integer(std::string_view key, std::int64_t least, std::int64_t most) {
    const toml::node* const node = require(key);
    if (node == nullptr) return least;
    const auto* const value = node->as_integer();
    if (value == nullptr) {
        report_type(key, "a whole number", "整数");
        return least;
    }
    if (value->get() < least || value->get() > most) {
        report(location(key),
               compose("'{0}' is {1}; it must be from {2} to {3}",
                       "“{0}”为 {1}；应在 {2} 到 {3} 之间", key, value->get(), least, most));
        return least;
    }
    return value->get();
}

Decimal TomlTable::decimal(std::string_view key) {
    const toml::node* const node = require(key);
    if (node == nullptr) return {};
    std::optional<Decimal> value;
    if (const auto* const whole = node->as_integer()) {
        value = parse_decimal(std::to_string(whole->get()));
    } else if (const auto* const text = node->as_string()) {
        value = parse_decimal(text->get());
    }
    if (!value) {
        report_type(key, "a whole number, or a decimal in quotes such as \"59.5\"",
                    "整数，或加引号的小数，如 \"59.5\"");
    }
    return value.value_or(Decimal{});
}

bool TomlTable::boolean(std::string_view key) {
    const toml::node* const node = require(key);
    if (node == nullptr) return false;
    if (const auto* const value = node->as_boolean()) return value->get();
    report_type(key, "true or false", "true 或 false");
    return false;
}

std::vector<std::string> TomlTable::optional_texts(std::string_view key) {
    std::vector<std::string> values;
    const toml::node* const node = find(key);
    if (node == nullptr) return values;
    const auto* const array = node->as_array();
    const bool all_strings =
        array != nullptr && std::all_of(array->begin(), array->end(),
                                        [](const toml::node& n) { return n.is_string(); });
    if (!all_strings) {
        report_type(key, "an array of strings", "字符串数组");
        return values;
    }
    for (const toml::node& element : *array) values.push_back(element.as_string()->get());
    return values;
}

std::vector<std::string> TomlTable::texts(std::string_view key) {
    if (require(key) == nullptr) return {};
    report_empty_array(key);
    return optional_texts(key);
}

void TomlTable::report_empty_array(std::string_view key) const {
    const toml::array* const array = table_->get(key)->as_array();
    if (array != nullptr && array->empty()) {
        report(location(key), compose("'{}' must not be empty", "“{}”不能为空", key));
    }
}

std::optional<TomlTable> TomlTable::optional_table(std::string_view key) {
    const toml::node* const node = find(key);
    if (node == nullptr) return std::nullopt;
    if (const auto* const table = node->as_table()) {
        return TomlTable(*table, *file_, *sink_, std::string(key));
    }
    report_type(key, "a table", "表");
    return std::nullopt;
}

std::vector<TomlTable> TomlTable::optional_tables(std::string_view key) {
    std::vector<TomlTable> tables;
    const toml::node* const node = find(key);
    if (node == nullptr) return tables;
    const auto* const array = node->as_array();
    const bool all_tables =
        array != nullptr &&
        std::all_of(array->begin(), array->end(), [](const toml::node& n) { return n.is_table(); });
    if (!all_tables) {
        report_type(key, "an array of tables", "表数组");
        return tables;
    }
    for (const toml::node& element : *array) {
        tables.emplace_back(*element.as_table(), *file_, *sink_, std::string(key));
    }
    return tables;
}

std::vector<TomlTable> TomlTable::tables(std::string_view key) {
    if (require(key) == nullptr) return {};
    report_empty_array(key);
    return optional_tables(key);
}

void TomlTable::finish() const {
    for (const auto& [key, value] : *table_) {
        const std::string_view name = key.str();
        if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
        const auto likely = nearest(name, asked_);
        report(place(key.source()), compose("unknown key '{}'", "未知的键“{}”", shown(name)),
               likely ? compose("is '{}' meant?", "是否指“{}”？", *likely) : Bilingual{});
    }
}

}  // namespace certrec
