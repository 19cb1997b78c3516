/// \file
/// How is a chart drawn? As a figure with inline SVG. Private.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "certrec/report/report.hpp"
#include "report/axis.hpp"
#include "report/svg.hpp"

namespace certrec {

/// A row as a chart shows it: values are never written otherwise than the table does.
struct DrawnRow {
    struct Value {
        Decimal value;
        std::string text;
    };
    std::string label;
    std::string last_label;                    ///< the part of `label` that tells most
    std::vector<std::optional<Value>> values;  ///< as many as the chart has; nullopt: no number

    [[nodiscard]] bool is_whole() const;
};

struct ValueColumn {
    std::string id;
    std::string title;
    std::string_view colour;
};

/// What a chart takes from its table.
struct Drawn {
    std::vector<DrawnRow> rows;  ///< those that are drawn
    std::vector<ValueColumn> columns;
    std::optional<Decimal> mark;
    std::string mark_title;
};

/// Appends the figure of `chart`. `id` is unique in the page.
void append_chart(std::string& page, const Table& table, const Chart& chart, std::string_view id,
                  Language language);

/// The drawings of one chart.
class Figure {
  public:
    Figure(std::string& page, std::string id) : page_(page), id_(std::move(id)) {}

    /// A further drawing of this figure: many rows are drawn in several, so that none is longer
    /// than a sheet of paper.
    [[nodiscard]] Svg open(std::int64_t height);
    void close() { Svg(page_).close(); }

  private:
    std::string& page_;
    std::string id_;
};

/// One kind each. Requires: there is a row.
void draw_stacked_bars(Figure& figure, const Drawn& drawn);
void draw_intervals(Figure& figure, const Drawn& drawn);
void draw_histogram(Figure& figure, const Drawn& drawn);
void draw_lines(Figure& figure, const Drawn& drawn);
void draw_scatter(Figure& figure, const Drawn& drawn);

/// `text` in as many columns of a terminal as the narrowest drawing has room for, cut with an
/// ellipsis if it is longer.
[[nodiscard]] std::string fitted(std::string_view text, std::int64_t width);

/// An upright line at `x` from `top` to `bottom`, and what it says above it.
void draw_upright_mark(Svg& svg, std::int64_t x, std::int64_t top, std::int64_t bottom,
                       std::string_view title);

/// Lines across at the ticks of `axis`, whose 0 is at `bottom`, with their values at the left.
void draw_levels(Svg& svg, const Axis& axis, std::int64_t bottom, std::int64_t height);

}  // namespace certrec
