#include <algorithm>
#include <array>

#include "report/chart.hpp"

namespace certrec {

namespace {

constexpr std::size_t kRowsOfDrawing = 18;
constexpr std::int64_t kRowHeight = 48;
constexpr std::int64_t kBarTop = 20;
constexpr std::int64_t kBarHeight = 16;
constexpr std::int64_t kAxisHeight = 24;
constexpr std::int64_t kMarkHeight = 24;
/// Where the values of intervals stand in a column of their own, the plot ends.
constexpr std::int64_t kPlotWidth = 5'600;
constexpr std::int64_t kValueEnd = 7'000;

Decimal sum_of(const DrawnRow& row) {
    DecimalSum sum;
    for (const auto& value : row.values) sum.add(value->value);
    return sum.total();
}

void draw_bar(Svg& svg, const Drawn& drawn, const DrawnRow& row, const Axis& axis,
              std::int64_t width, std::int64_t top) {
    const bool single = row.values.size() == 1;
    DecimalSum sum;
    std::int64_t x = 0;
    bool any_said = false;
    for (std::size_t i = 0; i < row.values.size(); ++i) {
        sum.add(row.values[i]->value);
        const std::int64_t end = axis.place(sum.total(), width);
        const std::string colour(drawn.columns[i].colour);
        svg.rectangle(colour + " part", x, top, end - x, kBarHeight);
        const std::string& text = row.values[i]->text;
        if (!single && row.values[i]->value != Decimal() && text_width(text) <= end - x) {
            svg.text("value on-" + colour, (x + end) / 2, top + 12, Anchor::middle, text);
            any_said = true;
        }
        x = end;
    }
    if (any_said) return;
    std::int64_t shift = 6;
    for (const auto& value : row.values) {
        if (!single && value->value == Decimal()) continue;
        if (x + text_width(value->text) + shift * kFullWidth / kNarrowest > kFullWidth) return;
        svg.text("value", x, top + 12, Anchor::start, value->text, shift);
        shift += text_width(value->text) * kNarrowest / kFullWidth + 4;
    }
}

}  // namespace

void draw_stacked_bars(Figure& figure, const Drawn& drawn) {
    std::vector<Decimal> sums = {Decimal()};
    for (const DrawnRow& row : drawn.rows) sums.push_back(sum_of(row));
    const Axis axis(sums, 5);
    const std::int64_t longest =
        axis.place(*std::max_element(sums.begin(), sums.end()), kFullWidth);
    // The longest bar fills the width, but for room for the value behind a bar of one part.
    const std::int64_t room = drawn.columns.size() == 1 ? 8'200 : kFullWidth;
    const std::int64_t width = longest == 0 ? room : room * kFullWidth / longest;
    for (std::size_t first = 0; first < drawn.rows.size(); first += kRowsOfDrawing) {
        const std::size_t last = std::min(first + kRowsOfDrawing, drawn.rows.size());
        Svg svg = figure.open(static_cast<std::int64_t>(last - first) * kRowHeight);
        for (std::size_t i = first; i < last; ++i) {
            const auto top = static_cast<std::int64_t>(i - first) * kRowHeight;
            svg.text("name", 0, top + 14, Anchor::start, fitted(drawn.rows[i].label, kFullWidth));
            draw_bar(svg, drawn, drawn.rows[i], axis, width, top + kBarTop);
        }
        figure.close();
    }
}

void draw_intervals(Figure& figure, const Drawn& drawn) {
    std::vector<Decimal> all;
    for (const DrawnRow& row : drawn.rows) {
        for (const auto& value : row.values) all.push_back(value->value);
    }
    if (drawn.mark) all.push_back(*drawn.mark);
    const Axis axis(all, 5);
    const std::string colour(drawn.columns.front().colour);
    const std::int64_t margin = 300;
    const auto across = [&axis](Decimal value) {
        return margin + axis.place(value, kPlotWidth - 2 * margin);
    };
    const std::int64_t above = drawn.mark ? kMarkHeight : 0;
    for (std::size_t first = 0; first < drawn.rows.size(); first += kRowsOfDrawing) {
        const std::size_t last = std::min(first + kRowsOfDrawing, drawn.rows.size());
        const std::int64_t bottom = above + static_cast<std::int64_t>(last - first) * kRowHeight;
        Svg svg = figure.open(bottom + kAxisHeight);
        const auto ticks = axis.ticks(kPlotWidth - 2 * margin);
        for (const Axis::Tick& tick : ticks) {
            svg.text("tick", margin + tick.place, bottom + 16, Anchor::middle, tick.text);
        }
        if (drawn.mark) draw_upright_mark(svg, across(*drawn.mark), 0, above, drawn.mark_title);
        for (std::size_t i = first; i < last; ++i) {
            const DrawnRow& row = drawn.rows[i];
            const std::int64_t top = above + static_cast<std::int64_t>(i - first) * kRowHeight;
            const std::int64_t middle = top + kBarTop + kBarHeight / 2;
            // Lines stand beside the intervals only, not behind the names.
            const auto draw_upright = [&svg, top](std::string_view style, std::int64_t x) {
                svg.line(style, x, top + kBarTop - 2, x, top + kRowHeight - 6);
            };
            for (const Axis::Tick& tick : ticks) draw_upright("grid", margin + tick.place);
            if (drawn.mark) draw_upright("mark", across(*drawn.mark));
            svg.text("name", 0, top + 14, Anchor::start, fitted(row.label, kFullWidth));
            if (row.values.size() > 2) {
                svg.line("whisker line-" + colour, across(row.values[1]->value), middle,
                         across(row.values[2]->value), middle);
            }
            svg.dot(colour, across(row.values[0]->value), middle,
                    row.label + ": " + row.values[0]->text);
            svg.text("value", kValueEnd, middle + 4, Anchor::end, row.values[0]->text);
            if (row.values.size() > 2) {
                svg.text("range", kFullWidth, middle + 4, Anchor::end,
                         row.values[1]->text + "–" + row.values[2]->text);
            }
        }
        figure.close();
    }
}

}  // namespace certrec
