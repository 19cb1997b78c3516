#include <algorithm>

#include "report/chart.hpp"

namespace certrec {

namespace {

constexpr std::int64_t kTitleHeight = 36;
constexpr std::int64_t kPlotHeight = 288;
constexpr std::int64_t kAxisHeight = 48;
constexpr std::int64_t kLineHeight = 14;
constexpr std::size_t kMostLabels = 24;

struct Point {
    std::int64_t x;
    std::int64_t y;
    std::size_t row;
};

struct Box {
    std::int64_t left, right, top, bottom;

    [[nodiscard]] bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
};

/// Finds room for a label beside its point, where it covers neither a point nor another label in
/// the narrowest drawing, nor in any wider one.
class Labels {
  public:
    explicit Labels(const std::vector<Point>& points) {
        for (const Point& point : points) {
            taken_.push_back({point.x - 140, point.x + 140, point.y - 4, point.y + 4});
        }
    }

    void keep_free(const Box& box) { taken_.push_back(box); }

    [[nodiscard]] bool place(Svg& svg, const Point& point, const std::string& label) {
        const std::int64_t width = text_width(label);
        for (const Anchor anchor : {Anchor::start, Anchor::end}) {
            const std::int64_t left =
                anchor == Anchor::start ? point.x + 200 : point.x - 200 - width;
            const Box box{left, left + width, point.y - kLineHeight / 2, point.y + kLineHeight / 2};
            if (box.left < 0 || box.right > kFullWidth) continue;
            if (std::any_of(taken_.begin(), taken_.end(),
                            [&box](const Box& other) { return other.meets(box); })) {
                continue;
            }
            taken_.push_back(box);
            svg.text("name small", point.x, point.y + 4, anchor, label,
                     anchor == Anchor::start ? 7 : -7);
            return true;
        }
        return false;
    }

  private:
    std::vector<Box> taken_;
};

}  // namespace

void draw_scatter(Figure& figure, const Drawn& drawn) {
    if (drawn.columns.size() < 2) return;
    std::vector<Decimal> all_across;
    std::vector<Decimal> all_up;
    for (const DrawnRow& row : drawn.rows) {
        all_across.push_back(row.values[0]->value);
        all_up.push_back(row.values[1]->value);
    }
    if (drawn.mark) all_up.push_back(*drawn.mark);
    const Axis across(all_across, 5);
    const Axis up(all_up, 5);
    std::int64_t left = 300;
    for (const Axis::Tick& tick : up.ticks(kPlotHeight)) {
        left = std::max(left, text_width(tick.text) + 200);
    }
    const std::int64_t width = kFullWidth - left - 400;
    const std::int64_t bottom = kTitleHeight + kPlotHeight;
    Svg svg = figure.open(bottom + kAxisHeight);
    svg.text("tick", 0, 12, Anchor::start, "↑ " + drawn.columns[1].title);
    draw_levels(svg, up, bottom, kPlotHeight);
    for (const Axis::Tick& tick : across.ticks(width)) {
        svg.line("grid", left + tick.place, kTitleHeight, left + tick.place, bottom);
        svg.text("tick", left + tick.place, bottom + 16, Anchor::middle, tick.text);
    }
    svg.text("tick", kFullWidth, bottom + 38, Anchor::end, drawn.columns[0].title + " →");
    if (drawn.mark) {
        const std::int64_t y = bottom - up.place(*drawn.mark, kPlotHeight);
        svg.line("mark", left, y, kFullWidth, y);
        svg.text("said", kFullWidth, y - 5, Anchor::end, drawn.mark_title);
    }
    std::vector<Point> points;
    for (std::size_t i = 0; i < drawn.rows.size(); ++i) {
        const DrawnRow& row = drawn.rows[i];
        points.push_back({left + across.place(row.values[0]->value, width),
                          bottom - up.place(row.values[1]->value, kPlotHeight), i});
        svg.dot("plain see-through", points.back().x, points.back().y,
                row.label + ": " + row.values[0]->text + ", " + row.values[1]->text);
    }
    // The lowest first: those are looked at.
    Labels labels(points);
    if (drawn.mark) {
        const std::int64_t y = bottom - up.place(*drawn.mark, kPlotHeight);
        labels.keep_free({kFullWidth - text_width(drawn.mark_title), kFullWidth, y - 18, y});
    }
    std::stable_sort(points.begin(), points.end(),
                     [](const Point& a, const Point& b) { return a.y > b.y; });
    std::size_t placed = 0;
    for (const Point& point : points) {
        if (placed == kMostLabels) break;
        if (labels.place(svg, point, fitted(drawn.rows[point.row].last_label, 2'400))) ++placed;
    }
    figure.close();
}

}  // namespace certrec
