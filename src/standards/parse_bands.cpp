#include "standards/parse_bands.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "standards/read_parts.hpp"

namespace certrec {

namespace {

/// A band while it is held against its neighbours.
struct PlacedBand {
    Band band;
    std::optional<Decimal> below;
    TomlTable* table;
    unsigned rank = 0;  // of the level that it awards
};

PlacedBand read_band(TomlTable& table) {
    PlacedBand placed{{table.text("level"), read_not_negative(table, "at_least"), {}}, {}, &table};
    if (table.has("below")) placed.below = read_positive(table, "below");
    placed.band.clause = read_optional_clause(table, "clause");
    table.finish();
    if (placed.below && *placed.below <= placed.band.at_least) {
        table.report(table.location("below"), compose("the band ends where it begins, or before",
                                                      "该分数段的上限不高于下限"));
    }
    return placed;
}

/// Bands have neither gaps nor overlaps, and a higher total awards a higher level.
void check_neighbours(const PlacedBand& lower, const PlacedBand& upper) {
    const Decimal next = upper.band.at_least;
    const Decimal end = lower.below.value_or(next);
    const std::string& low = lower.band.level;
    const std::string& high = upper.band.level;
    if (end > next || lower.band.at_least == next) {
        upper.table->report(
            upper.table->location("at_least"),
            compose("the bands of {0} and {1} overlap", "{0} 与 {1} 的分数段重叠", low, high));
    } else if (end < next) {
        upper.table->report(upper.table->location("at_least"),
                            compose("there is a gap from {2} to {3} between the bands of {0} and "
                                    "{1}",
                                    "{0} 与 {1} 的分数段之间缺 {2} 至 {3}", low, high,
                                    format_decimal(end), format_decimal(next)));
    }
    if (upper.rank <= lower.rank) {
        upper.table->report(upper.table->location("level"),
                            compose("a higher total awards {1}, which is not above {0}",
                                    "总分更高，等级 {1} 却不高于 {0}", low, high));
    }
}

}  // namespace

std::vector<Band> read_bands(TomlTable& scoring, const std::vector<Level>& levels) {
    auto tables = scoring.tables("band");
    std::vector<PlacedBand> bands;
    for (TomlTable& table : tables) {
        PlacedBand placed = read_band(table);
        const std::string& id = placed.band.level;
        const auto level = std::find_if(levels.begin(), levels.end(),
                                        [&id](const Level& l) { return l.id == id; });
        if (level == levels.end()) {
            table.report(table.location("level"),
                         compose("there is no level '{}'", "没有等级“{}”", shown(id)));
            continue;
        }
        placed.rank = level->rank;
        bands.push_back(std::move(placed));
    }
    std::stable_sort(bands.begin(), bands.end(), [](const PlacedBand& a, const PlacedBand& b) {
        return a.band.at_least < b.band.at_least;
    });
    for (std::size_t i = 1; i < bands.size(); ++i) check_neighbours(bands[i - 1], bands[i]);
    if (!bands.empty() && bands.back().below) {
        bands.back().table->report(
            bands.back().table->location("below"),
            compose("the highest band must not end", "最高的分数段不应有上限"));
    }
    std::vector<Band> read;
    for (PlacedBand& band : bands) read.push_back(std::move(band.band));
    return read;
}

}  // namespace certrec
