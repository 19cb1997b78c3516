/// \file
/// Which colours does a page have? On paper and light screens, and on dark ones. Private.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace certrec {

/// A colour as #rrggbb, in each scheme.
struct SchemeColour {
    std::string_view light;
    std::string_view dark;
};

inline constexpr SchemeColour kPageColour = {"#ffffff", "#15181d"};
inline constexpr SchemeColour kInkColour = {"#1b1f24", "#e4e7eb"};    ///< text
inline constexpr SchemeColour kMutedColour = {"#5a6168", "#a3abb5"};  ///< text of less weight
inline constexpr SchemeColour kGridColour = {"#e3e6e9", "#2c323a"};   ///< lines to measure by

/// What a chart draws with. Each stands out from the page by 3:1, and `text` on it by 4.5:1
/// (WCAG 2.1, 1.4.11 and 1.4.3); any two differ also for those who lack one kind of cones.
struct MarkColour {
    std::string_view name;
    SchemeColour fill;
    SchemeColour text;
};

inline constexpr std::string_view kOnDarkFill = "#ffffff";
inline constexpr std::string_view kOnLightFill = "#111418";

inline constexpr std::array kMarkColours = {
    MarkColour{"pass", {"#0072b2", "#64a4f0"}, {kOnDarkFill, kOnLightFill}},
    MarkColour{"fail", {"#a75110", "#e57a01"}, {kOnDarkFill, kOnLightFill}},
    MarkColour{"pending", {"#ab901e", "#eec350"}, {kOnLightFill, kOnLightFill}},
    MarkColour{"ineligible", {"#0d4a31", "#99d0b6"}, {kOnDarkFill, kOnLightFill}},
    MarkColour{"irregular", {"#d9658c", "#c02a57"}, {kOnLightFill, kOnDarkFill}},
    MarkColour{"disqualified", {"#65277e", "#7b60ae"}, {kOnDarkFill, kOnDarkFill}},
    MarkColour{"absent", {"#565f67", "#92959c"}, {kOnDarkFill, kOnLightFill}},
    MarkColour{"invalid", {"#1e202d", "#dfecfb"}, {kOnDarkFill, kOnLightFill}},
};

/// What is drawn alone, and is no outcome.
inline constexpr MarkColour kPlainColour = {
    "plain", {"#475b70", "#9fb3c8"}, {kOnDarkFill, kOnLightFill}};

/// The name of the colour for the values of a column. An outcome has its own in every report;
/// another column has that of its place among `columns` drawn together.
[[nodiscard]] std::string_view colour_of(std::string_view column, std::size_t place,
                                         std::size_t columns);

}  // namespace certrec
