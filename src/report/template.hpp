/// \file
/// How does a page come out of an agency's own template? Private.
///
/// A subset of mustache. Between double braces: `{{name}}` is the value, escaped for HTML;
/// `{{#name}}` up to `{{/name}}` is there if the value is not empty, and of a list once for each of
/// its elements; `{{^name}}` up to `{{/name}}` is there if it is empty; `{{! text}}` is nothing.
/// Everything else stays as it is, also white space.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"

namespace certrec {

/// The values of a page, by name. A name has one kind of value.
struct TemplateValues {
    std::map<std::string, std::string, std::less<>> texts;   ///< escaped where they are put
    std::map<std::string, std::string, std::less<>> markup;  ///< of our own making, put as it is
    /// In a section of a list, the values of its element go before those outside.
    std::map<std::string, std::vector<TemplateValues>, std::less<>> lists;
};

class Template {
  public:
    /// The template that `text` is. What is wrong is reported to `sink` with its place: not UTF-8,
    /// a tag that is not closed or not of the subset, a section that does not end, an unknown name.
    /// nullopt if anything was. The names are those of `known`, and in a section of a list also
    /// those of its first element.
    [[nodiscard]] static std::optional<Template> parse(std::string_view text,
                                                       const std::string& file,
                                                       const TemplateValues& known,
                                                       const DiagnosticSink& sink);

    /// The page; nullopt if it would be larger than `limit` bytes. Requires: `values` has the names
    /// that were known.
    [[nodiscard]] std::optional<std::string> fill(const TemplateValues& values,
                                                  std::size_t limit) const;

    /// Whether it names any value: else all pages are the same.
    [[nodiscard]] bool names_values() const;

    /// A stretch of the template.
    struct Part {
        enum class Kind { literal, value, section, inverted };
        Kind kind = Kind::literal;
        std::string text;  ///< as it stands, or the name
        std::vector<Part> inside;
    };

  private:
    std::vector<Part> parts_;
};

}  // namespace certrec
