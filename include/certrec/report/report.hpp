/// \file
/// What does a report say? Sections of one table each, and the charts that are drawn of it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/decimal.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"
#include "certrec/report/table.hpp"

namespace certrec {

enum class ChartKind {
    stacked_bars,  ///< a bar for each row, of as many parts as there are values: counts
    intervals,     ///< a point for each row and the interval around it: value, low, high
    histogram,     ///< a column for each row, a class of points [from, to): one count
    lines,         ///< a line for each value, over the rows from left to right
    scatter,       ///< a point for each row: across, up
};

/// A picture of a table. It names columns and holds no numbers of its own, so that no chart can
/// disagree with its table. A row with a cell in one of the columns that is empty or
/// no decimal is not drawn, but for lines, which lack that point, and a bar of parts below 0, above
/// 10^12 or with more than three digits after the point neither.
struct Chart {
    ChartKind kind = ChartKind::stacked_bars;
    Bilingual title;
    std::vector<std::string> labels;  ///< ids of the columns that name a row; histogram: from, to
    std::vector<std::string> values;  ///< ids of the columns that are drawn, as the kind says
    /// A line at this value of the first column in `values`, of the second for scatter; of the
    /// classes for a histogram.
    std::optional<Decimal> mark;
    Bilingual mark_title;  ///< such as "pass mark 60"
};

struct Section {
    Bilingual title;
    Table table;                   ///< its id is unique in the report
    std::vector<Bilingual> notes;  ///< what the numbers mean, a sentence or two each; for people
    std::vector<Chart> charts;
};

struct Report {
    Bilingual title;
    std::vector<Bilingual> facts;   ///< what was counted, such as the standard; for people
    std::vector<Section> sections;  ///< at least one
};

/// Writes what the report says, but for its charts. `table` is for people: title, facts, and each
/// section with its notes, in about 100 columns but for tables that are wider. `toml` and `json`
/// hold an array for each section, named by the id of its table. `csv` and `jsonl` are the table of
/// the first section, since they hold one.
void write_report(const ByteSink& sink, const Report& report, TableFormat format,
                  Language language);

/// Where the section with the table `id` stands; nullopt if there is none.
[[nodiscard]] std::optional<std::size_t> find_section(const Report& report, std::string_view id);

}  // namespace certrec
