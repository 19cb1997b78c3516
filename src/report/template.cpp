#include "report/template.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "base/watched_sink.hpp"
#include "certrec/base/text.hpp"
#include "report/html.hpp"

namespace certrec {

namespace {

using Part = Template::Part;
using Scopes = std::vector<const TemplateValues*>;  // the outermost first

constexpr std::string_view kOpen = "{{";
constexpr std::string_view kClose = "}}";
constexpr std::size_t kMaxSections = 16;

template <typename Values>
const typename Values::mapped_type* find_in(const Values& values, std::string_view name) {
    const auto found = values.find(name);
    return found == values.end() ? nullptr : &found->second;
}

/// What a name stands for in the innermost scope that has it; one of the three, or none.
struct Found {
    const std::string* text = nullptr;
    const std::string* markup = nullptr;
    const std::vector<TemplateValues>* list = nullptr;

    [[nodiscard]] bool is_nothing() const {
        return text == nullptr && markup == nullptr && list == nullptr;
    }
    [[nodiscard]] bool is_empty() const {
        if (list != nullptr) return list->empty();
        return (text != nullptr ? *text : *markup).empty();
    }
};

Found find(const Scopes& scopes, std::string_view name) {
    for (auto scope = scopes.rbegin(); scope != scopes.rend(); ++scope) {
        const Found found{find_in((*scope)->texts, name), find_in((*scope)->markup, name),
                          find_in((*scope)->lists, name)};
        if (!found.is_nothing()) return found;
    }
    return {};
}

std::vector<std::string> names_in(const Scopes& scopes) {
    std::vector<std::string> names;
    for (const TemplateValues* const scope : scopes) {
        for (const auto& [name, value] : scope->texts) names.push_back(name);
        for (const auto& [name, value] : scope->markup) names.push_back(name);
        for (const auto& [name, value] : scope->lists) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpaces = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpaces);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kSpaces) + 1 - begin);
}

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

class TemplateParser {
  public:
    TemplateParser(std::string_view text, const std::string& file, const TemplateValues& known,
                   const DiagnosticSink& sink)
        : text_(text), file_(file), sink_(sink), scopes_{&known} {}

    /// False if parsing had to stop.
    [[nodiscard]] bool parse(std::vector<Part>& parts) {
        if (const std::size_t valid = check_utf8(text_).valid; valid != text_.size()) {
            return refuse(valid, compose("the template is not UTF-8", "模板不是 UTF-8 编码"),
                          compose("save it as UTF-8", "请另存为 UTF-8"));
        }
        return parse_until_end_of("", 0, parts);
    }

  private:
    /// The parts up to the end of the section `name`, which began at `begin`; up to the end of the
    /// text if there is no name.
    [[nodiscard]] bool parse_until_end_of(std::string_view name, std::size_t begin,
                                          std::vector<Part>& parts) {
        while (true) {
            const std::size_t open = std::min(text_.find(kOpen, at_), text_.size());
            if (open > at_) {
                parts.push_back(
                    {Part::Kind::literal, std::string(text_.substr(at_, open - at_)), {}});
            }
            if (open == text_.size()) {
                if (name.empty()) return true;
                return refuse(begin,
                              compose("the section '{}' is never closed", "区段“{}”没有结束", name),
                              compose("its end is {{{{/{}}}}}", "区段以 {{{{/{}}}}} 结束", name));
            }
            const std::size_t close = text_.find(kClose, open);
            if (close == std::string_view::npos) {
                return refuse(
                    open, compose("'{{{{' is never closed", "“{{{{”没有结束"),
                    compose("a placeholder is {{{{name}}}}", "占位符的写法为 {{{{name}}}}"));
            }
            const std::string_view tag = text_.substr(open + 2, close - open - 2);
            at_ = close + kClose.size();
            if (tag.starts_with('/')) {
                const std::string_view closed = trimmed(tag.substr(1));
                if (!name.empty() && closed == name) return true;
                return refuse_end(open, closed, name);
            }
            if (!parse_tag(open, tag, parts)) return false;
        }
    }

    [[nodiscard]] bool parse_tag(std::size_t at, std::string_view tag, std::vector<Part>& parts) {
        if (tag.starts_with('!')) return true;
        const bool is_section = tag.starts_with('#');
        const bool is_inverted = tag.starts_with('^');
        const std::string_view name = trimmed(tag.substr(is_section || is_inverted ? 1 : 0));
        if (!is_name(name)) {
            return refuse(
                at, compose("'{{{{{}}}}}' is no placeholder", "“{{{{{}}}}}”不是占位符", shown(tag)),
                compose("there are {{{{name}}}}, {{{{#name}}}}, {{{{^name}}}}, "
                        "{{{{/name}}}} and {{{{! a remark}}}}",
                        "可用的写法：{{{{name}}}}、{{{{#name}}}}、{{{{^name}}}}、"
                        "{{{{/name}}}} 和 {{{{! 注释}}}}"));
        }
        const Found found = find(scopes_, name);
        if (found.is_nothing()) {
            report_unknown(at, name);
        } else if (found.list != nullptr && !is_section && !is_inverted) {
            report(at, compose("'{}' is a list", "“{}”是列表", name),
                   compose("put what each element prints between {{{{#{0}}}}} and {{{{/{0}}}}}",
                           "请把每项的内容写在 {{{{#{0}}}}} 与 {{{{/{0}}}}} 之间", name));
        }
        parts.push_back({is_section    ? Part::Kind::section
                         : is_inverted ? Part::Kind::inverted
                                       : Part::Kind::value,
                         std::string(name),
                         {}});
        if (!is_section && !is_inverted) return true;
        return parse_section(at, found, parts.back());
    }

    [[nodiscard]] bool parse_section(std::size_t at, const Found& found, Part& section) {
        if (++open_sections_ > kMaxSections) {
            return refuse(at, compose("sections are nested deeper than {}", "区段嵌套超过 {} 层",
                                      kMaxSections));
        }
        const bool has_elements = section.kind == Part::Kind::section && found.list != nullptr;
        if (has_elements) scopes_.push_back(&found.list->front());
        const bool is_parsed = parse_until_end_of(section.text, at, section.inside);
        if (has_elements) scopes_.pop_back();
        --open_sections_;
        return is_parsed;
    }

    void report_unknown(std::size_t at, std::string_view name) {
        const std::vector<std::string> names = names_in(scopes_);
        const auto likely = nearest(name, names);
        report(at, compose("there is no value '{}'", "没有名为“{}”的值", shown(name)),
               likely ? compose("did you mean '{}'?", "是否指“{}”？", *likely)
                      : compose("the values are: {}", "可用的值：{}", joined(names)));
    }

    [[nodiscard]] bool refuse_end(std::size_t at, std::string_view closed, std::string_view open) {
        if (open.empty()) {
            return refuse(at, compose("{{{{/{}}}}} ends no section", "{{{{/{}}}}} 没有对应的区段",
                                      shown(closed)));
        }
        return refuse(at, compose("{{{{/{}}}}} where {{{{/{}}}}} is wanted",
                                  "此处是 {{{{/{}}}}}，应为 {{{{/{}}}}}", shown(closed), open));
    }

    void report(std::size_t at, Bilingual message, Bilingual hint = {}) {
        const std::string_view before = text_.substr(0, at);
        const std::size_t line_begin = before.rfind('\n') + 1;  // 0 if there is none
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        const std::size_t column = count_characters(before.substr(line_begin)) + 1;
        sink_({Severity::error,
               {file_, static_cast<std::uint64_t>(line), column},
               std::move(message),
               std::move(hint)});
    }

    [[nodiscard]] bool refuse(std::size_t at, Bilingual message, Bilingual hint = {}) {
        report(at, std::move(message), std::move(hint));
        return false;
    }

    std::string_view text_;
    const std::string& file_;
    const DiagnosticSink& sink_;
    Scopes scopes_;
    std::size_t at_ = 0;
    std::size_t open_sections_ = 0;
};

class TemplateFiller {
  public:
    TemplateFiller(const TemplateValues& values, std::size_t limit)
        : limit_(limit), scopes_{&values} {}

    /// False if the page grew beyond the limit.
    [[nodiscard]] bool fill(const std::vector<Part>& parts) {
        return std::all_of(parts.begin(), parts.end(), [this](const Part& part) {
            return fill_part(part) && page_.size() <= limit_;
        });
    }
    [[nodiscard]] std::string take() { return std::move(page_); }

  private:
    [[nodiscard]] bool fill_part(const Part& part) {
        if (part.kind == Part::Kind::literal) {
            page_ += part.text;
            return true;
        }
        const Found found = find(scopes_, part.text);
        if (part.kind == Part::Kind::value) {
            if (found.text != nullptr) append_html(page_, *found.text);
            if (found.markup != nullptr) page_ += *found.markup;
            return true;
        }
        if (part.kind == Part::Kind::section && found.list != nullptr) {
            return std::all_of(found.list->begin(), found.list->end(),
                               [&](const TemplateValues& element) {
                                   scopes_.push_back(&element);
                                   const bool is_filled = fill(part.inside);
                                   scopes_.pop_back();
                                   return is_filled;
                               });
        }
        const bool is_there = found.is_empty() == (part.kind == Part::Kind::inverted);
        return !is_there || fill(part.inside);
    }

    std::size_t limit_;
    Scopes scopes_;
    std::string page_;
};

}  // namespace

std::optional<Template> Template::parse(std::string_view text, const std::string& file,
                                        const TemplateValues& known, const DiagnosticSink& sink) {
    // Editors write the mark, and a page must not begin with it.
    constexpr std::string_view kByteOrderMark = "\uFEFF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    const WatchedSink watched(sink);
    Template parsed;
    TemplateParser parser(text, file, known, watched.sink());
    if (!parser.parse(parsed.parts_) || !watched.is_silent()) return std::nullopt;
    return parsed;
}

bool Template::names_values() const {
    return std::any_of(parts_.begin(), parts_.end(),
                       [](const Part& part) { return part.kind != Part::Kind::literal; });
}

std::optional<std::string> Template::fill(const TemplateValues& values, std::size_t limit) const {
    TemplateFiller filler(values, limit);
    if (!filler.fill(parts_)) return std::nullopt;
    return filler.take();
}

}  // namespace certrec
