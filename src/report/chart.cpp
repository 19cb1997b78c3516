#include "report/chart.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "report/html.hpp"
#include "report/palette.hpp"

namespace certrec {

namespace {

constexpr Decimal kLongestPart(1'000'000'000'000, 0);
constexpr unsigned kPartPlaces = 3;

std::optional<std::size_t> find_column(const Table& table, std::string_view id) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].id == id) return i;
    }
    return std::nullopt;
}

std::optional<DrawnRow::Value> value_of(const Cell& cell) {
    const auto value = parse_decimal(cell.text);
    if (!value) return std::nullopt;
    return DrawnRow::Value{*value, cell.text};
}

/// Whether each value of a row has a mark of its own.
bool is_parted(const Chart& chart) {
    return chart.kind == ChartKind::stacked_bars || chart.kind == ChartKind::lines;
}

/// What has a length in a bar, and a sum of a hundred of them.
bool has_length(const DrawnRow& row) {
    return std::all_of(row.values.begin(), row.values.end(), [](const auto& value) {
        return value->value >= Decimal() && value->value <= kLongestPart &&
               value->value.scale() <= kPartPlaces;
    });
}

/// Bounds of classes are numbers to draw by; other labels are names.
Drawn take(const Table& table, const Chart& chart, Language language) {
    Drawn drawn;
    drawn.mark = chart.mark;
    drawn.mark_title = chart.mark_title.in(language);
    const bool parted = is_parted(chart);
    std::vector<std::size_t> names;
    std::vector<std::size_t> numbers;
    const bool by_class = chart.kind == ChartKind::histogram;
    for (const std::string& id : chart.labels) {
        if (const auto column = find_column(table, id)) {
            (by_class ? numbers : names).push_back(*column);
        }
    }
    for (const std::string& id : chart.values) {
        if (const auto column = find_column(table, id)) numbers.push_back(*column);
    }
    for (const std::size_t column : numbers) {
        const TableColumn& titled = table.columns[column];
        drawn.columns.push_back(
            {titled.id, titled.title.in(language),
             colour_of(titled.id, drawn.columns.size(), parted ? numbers.size() : 1)});
    }
    for (const auto& cells : table.rows) {
        DrawnRow row;
        for (const std::size_t column : names) {
            if (!row.label.empty()) row.label += " · ";
            row.last_label = cells[column].text.empty() ? "—" : cells[column].text;
            row.label += row.last_label;
        }
        for (const std::size_t column : numbers) row.values.push_back(value_of(cells[column]));
        const bool any = std::any_of(row.values.begin(), row.values.end(),
                                     [](const auto& value) { return value.has_value(); });
        if (chart.kind == ChartKind::lines ? !any : !row.is_whole()) continue;
        if (chart.kind == ChartKind::stacked_bars && !has_length(row)) continue;
        drawn.rows.push_back(std::move(row));
    }
    return drawn;
}

Bilingual describe(const Chart& chart, std::size_t rows) {
    switch (chart.kind) {
        case ChartKind::stacked_bars: return compose("{} bars.", "{} 条。", rows);
        case ChartKind::intervals:
            return compose("{} points with their intervals.", "{} 个点及其区间。", rows);
        case ChartKind::histogram: return compose("{} columns.", "{} 个分段。", rows);
        case ChartKind::lines: return compose("Lines over {} points.", "{} 个时点的折线。", rows);
        case ChartKind::scatter: break;
    }
    return compose("{} points.", "{} 个点。", rows);
}

void append_legend(std::string& page, const Drawn& drawn) {
    page += "<ul class=\"legend\">\n";
    for (std::size_t i = 0; i < drawn.columns.size(); ++i) {
        const bool any =
            std::any_of(drawn.rows.begin(), drawn.rows.end(), [i](const DrawnRow& row) {
                return row.values[i] && row.values[i]->value != Decimal();
            });
        if (!any) continue;
        page += "<li><svg aria-hidden=\"true\" width=\"12\" height=\"12\"><rect class=\"";
        page += drawn.columns[i].colour;
        page += "\" width=\"12\" height=\"12\"/></svg>";
        append_html(page, shown(drawn.columns[i].title, drawn.columns[i].title.size()));
        page += "</li>\n";
    }
    page += "</ul>\n";
}

void draw(Figure& figure, ChartKind kind, const Drawn& drawn) {
    switch (kind) {
        case ChartKind::stacked_bars: return draw_stacked_bars(figure, drawn);
        case ChartKind::intervals: return draw_intervals(figure, drawn);
        case ChartKind::histogram: return draw_histogram(figure, drawn);
        case ChartKind::lines: return draw_lines(figure, drawn);
        case ChartKind::scatter: return draw_scatter(figure, drawn);
    }
}

}  // namespace

bool DrawnRow::is_whole() const {
    return !values.empty() && std::all_of(values.begin(), values.end(),
                                          [](const auto& value) { return value.has_value(); });
}

Svg Figure::open(std::int64_t height) {
    Svg svg(page_);
    svg.open(height, id_ + "-title", id_ + "-about");
    return svg;
}

std::string fitted(std::string_view text, std::int64_t width) {
    constexpr std::size_t kMostCharacters = 1000;
    const std::string whole = shown(text, kMostCharacters);
    if (text_width(whole) <= width) return whole;
    // The more characters, the wider: the most that fit are between what fits and what does not.
    std::string fits;
    std::size_t length = 0;
    for (std::size_t too_long = count_characters(whole); length < too_long;) {
        const std::size_t middle = (length + too_long) / 2;
        std::string cut = shown(whole, middle);
        if (text_width(cut) <= width) {
            fits = std::move(cut);
            length = middle + 1;
        } else {
            too_long = middle;
        }
    }
    return fits;
}

void draw_upright_mark(Svg& svg, std::int64_t x, std::int64_t top, std::int64_t bottom,
                       std::string_view title) {
    svg.line("mark", x, top, x, bottom);
    const Anchor anchor = x > kFullWidth / 2 ? Anchor::end : Anchor::start;
    svg.text("said", x, top + 10, anchor, title, anchor == Anchor::end ? -6 : 6);
}

void draw_levels(Svg& svg, const Axis& axis, std::int64_t bottom, std::int64_t height) {
    for (const Axis::Tick& tick : axis.ticks(height)) {
        svg.line("grid", 0, bottom - tick.place, kFullWidth, bottom - tick.place);
        svg.text("tick", 0, bottom - tick.place - 4, Anchor::start, tick.text);
    }
}

void append_chart(std::string& page, const Table& table, const Chart& chart, std::string_view id,
                  Language language) {
    const Drawn drawn = take(table, chart, language);
    const std::string name(id);
    page += "<figure>\n<figcaption id=\"" + name + "-title\">";
    append_html(page, chart.title.in(language));
    page += "</figcaption>\n";
    if (drawn.rows.empty()) {
        page += "<p class=\"none\">" + compose("no data", "没有数据").in(language) + "</p>\n";
    } else {
        if (is_parted(chart) && drawn.columns.size() > 1) append_legend(page, drawn);
        const Bilingual about = describe(chart, drawn.rows.size());
        page += "<p class=\"unseen\" id=\"" + name + "-about\">" + about.in(language) +
                compose(" The numbers are in the table that follows.", "数据见其后的表格。")
                    .in(language) +
                "</p>\n";
        Figure figure(page, name);
        draw(figure, chart.kind, drawn);
    }
    page += "</figure>\n";
}

}  // namespace certrec
