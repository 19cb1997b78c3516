#include "report/svg.hpp"

#include <algorithm>

#include "certrec/base/decimal.hpp"
#include "certrec/base/text.hpp"
#include "report/html.hpp"

namespace certrec {

namespace {

/// Of the widest font a system may have, in pixels for each column of a terminal.
constexpr std::int64_t kColumnPixels = 8;

}  // namespace

std::int64_t text_width(std::string_view text) {
    const std::string seen = shown(text, text.size());
    return static_cast<std::int64_t>(display_width(seen)) * kColumnPixels * kFullWidth / kNarrowest;
}

void Svg::number(std::string_view name, std::int64_t value) {
    page_ += ' ';
    page_ += name;
    page_ += "=\"" + std::to_string(value) + "\"";
}

void Svg::share(std::string_view name, std::int64_t value) {
    page_ += ' ';
    page_ += name;
    page_ += "=\"";
    append_decimal(page_, Decimal(value, 2));
    page_ += "%\"";
}

void Svg::open(std::int64_t height, std::string_view title, std::string_view description) {
    page_ += "<svg role=\"img\" width=\"100%\"";
    number("height", height);
    page_ += " aria-labelledby=\"";
    append_html(page_, title);
    page_ += "\" aria-describedby=\"";
    append_html(page_, description);
    page_ += "\">\n";
}

void Svg::close() { page_ += "</svg>\n"; }

void Svg::rectangle(std::string_view style, std::int64_t x, std::int64_t y, std::int64_t width,
                    std::int64_t height) {
    page_ += "<rect class=\"" + std::string(style) + "\"";
    share("x", x);
    number("y", y);
    share("width", std::max<std::int64_t>(width, 0));
    number("height", std::max<std::int64_t>(height, 0));
    page_ += "/>\n";
}

void Svg::line(std::string_view style, std::int64_t x1, std::int64_t y1, std::int64_t x2,
               std::int64_t y2) {
    page_ += "<line class=\"" + std::string(style) + "\"";
    share("x1", x1);
    number("y1", y1);
    share("x2", x2);
    number("y2", y2);
    page_ += "/>\n";
}

void Svg::dot(std::string_view style, std::int64_t x, std::int64_t y, std::string_view title) {
    page_ += "<circle class=\"" + std::string(style) + "\"";
    share("cx", x);
    number("cy", y);
    page_ += " r=\"4\"><title>";
    append_html(page_, shown(title, title.size()));
    page_ += "</title></circle>\n";
}

void Svg::text(std::string_view style, std::int64_t x, std::int64_t y, Anchor anchor,
               std::string_view text, std::int64_t shift) {
    page_ += "<text class=\"" + std::string(style) + "\"";
    share("x", x);
    number("y", y);
    if (shift != 0) number("dx", shift);
    if (anchor == Anchor::middle) page_ += " text-anchor=\"middle\"";
    if (anchor == Anchor::end) page_ += " text-anchor=\"end\"";
    page_ += ">";
    append_html(page_, shown(text, text.size()));
    page_ += "</text>\n";
}

}  // namespace certrec
