#include <algorithm>

#include "report/chart.hpp"

namespace certrec {

namespace {

constexpr std::int64_t kTitleHeight = 24;
constexpr std::int64_t kMarkHeight = 24;
constexpr std::int64_t kPlotHeight = 192;
constexpr std::int64_t kAxisHeight = 24;

std::int64_t widest(const std::vector<Axis::Tick>& ticks) {
    std::int64_t width = 0;
    for (const Axis::Tick& tick : ticks) width = std::max(width, text_width(tick.text));
    return width;
}

/// Texts of ends of lines, apart by at least a line.
struct EndLabel {
    std::int64_t y;
    std::string text;
};

void spread(std::vector<EndLabel>& labels, std::int64_t distance) {
    std::stable_sort(labels.begin(), labels.end(),
                     [](const EndLabel& a, const EndLabel& b) { return a.y < b.y; });
    for (std::size_t i = 1; i < labels.size(); ++i) {
        labels[i].y = std::max(labels[i].y, labels[i - 1].y + distance);
    }
}

}  // namespace

void draw_histogram(Figure& figure, const Drawn& drawn) {
    if (drawn.columns.size() < 3) return;
    std::vector<Decimal> bounds;
    std::vector<Decimal> counts = {Decimal()};
    for (const DrawnRow& row : drawn.rows) {
        bounds.push_back(row.values[0]->value);
        bounds.push_back(row.values[1]->value);
        counts.push_back(row.values[2]->value);
    }
    if (drawn.mark) bounds.push_back(*drawn.mark);
    const Axis across(bounds, 5);
    const Axis up(counts, 4);
    const auto slot = [&across](const DrawnRow& row) {
        return across.place(row.values[1]->value, kFullWidth) -
               across.place(row.values[0]->value, kFullWidth);
    };
    const bool said = std::all_of(drawn.rows.begin(), drawn.rows.end(), [&](const DrawnRow& row) {
        return text_width(row.values[2]->text) <= slot(row);
    });
    const std::int64_t top = kTitleHeight + kMarkHeight;
    const std::int64_t bottom = top + kPlotHeight;
    Svg svg = figure.open(bottom + kAxisHeight);
    svg.text("tick", 0, 14, Anchor::start, drawn.columns[2].title);
    if (!said) draw_levels(svg, up, bottom, kPlotHeight);
    for (const DrawnRow& row : drawn.rows) {
        const std::int64_t x = across.place(row.values[0]->value, kFullWidth);
        const std::int64_t height = up.place(row.values[2]->value, kPlotHeight);
        svg.rectangle("plain part", x, bottom - height, slot(row), height);
        if (said) {
            svg.text("value", x + slot(row) / 2, bottom - height - 5, Anchor::middle,
                     row.values[2]->text);
        }
    }
    svg.line("base", 0, bottom, kFullWidth, bottom);
    for (const Axis::Tick& tick : across.ticks(kFullWidth)) {
        const Anchor anchor = tick.place == 0            ? Anchor::start
                              : tick.place == kFullWidth ? Anchor::end
                                                         : Anchor::middle;
        svg.text("tick", tick.place, bottom + 16, anchor, tick.text);
    }
    if (drawn.mark) {
        draw_upright_mark(svg, across.place(*drawn.mark, kFullWidth), kTitleHeight, bottom,
                          drawn.mark_title);
    }
    figure.close();
}

void draw_lines(Figure& figure, const Drawn& drawn) {
    std::vector<Decimal> all;
    std::int64_t right = 0;
    for (const DrawnRow& row : drawn.rows) {
        for (const auto& value : row.values) {
            if (!value) continue;
            all.push_back(value->value);
            right = std::max(right, text_width(value->text) + 300);
        }
    }
    if (drawn.mark) all.push_back(*drawn.mark);
    const Axis up(all, 4);
    const std::int64_t left = widest(up.ticks(kPlotHeight)) + 300;
    const std::int64_t width = std::max<std::int64_t>(kFullWidth - left - right, 1'000);
    const std::int64_t top = kTitleHeight;
    const std::int64_t bottom = top + kPlotHeight;
    const auto count = static_cast<std::int64_t>(drawn.rows.size());
    const auto across = [&](std::int64_t row) {
        return count == 1 ? left + width / 2 : left + row * width / (count - 1);
    };
    const auto down = [&](Decimal value) { return bottom - up.place(value, kPlotHeight); };
    Svg svg = figure.open(bottom + kAxisHeight);
    draw_levels(svg, up, bottom, kPlotHeight);
    if (drawn.mark) {
        svg.line("mark", left, down(*drawn.mark), kFullWidth, down(*drawn.mark));
        svg.text("said", left, down(*drawn.mark) - 5, Anchor::start, drawn.mark_title);
    }
    std::vector<EndLabel> ends;
    for (std::size_t i = 0; i < drawn.columns.size(); ++i) {
        const std::string colour(drawn.columns[i].colour);
        for (std::int64_t row = 0; row < count; ++row) {
            const auto& value = drawn.rows[static_cast<std::size_t>(row)].values[i];
            if (!value) continue;
            if (row > 0) {
                const auto& before = drawn.rows[static_cast<std::size_t>(row - 1)].values[i];
                if (before) {
                    svg.line("course line-" + colour, across(row - 1), down(before->value),
                             across(row), down(value->value));
                }
            }
            svg.dot(colour, across(row), down(value->value),
                    drawn.rows[static_cast<std::size_t>(row)].label + ": " + value->text);
            if (row == count - 1) ends.push_back({down(value->value), value->text});
        }
    }
    spread(ends, 14);
    for (const EndLabel& end : ends) {
        svg.text("value", across(count - 1), end.y + 4, Anchor::start, end.text, 9);
    }
    std::int64_t end_of_text = -kFullWidth;
    for (std::int64_t row = 0; row < count; ++row) {
        const std::string label = fitted(drawn.rows[static_cast<std::size_t>(row)].label, 2'800);
        const std::int64_t half = text_width(label) / 2;
        if (across(row) - half < end_of_text) continue;
        svg.text("tick", across(row), bottom + 16, Anchor::middle, label);
        end_of_text = across(row) + half + 200;
    }
    figure.close();
}

}  // namespace certrec
