#include "group_index.hpp"

#include <utility>

namespace certrec::cli {

GroupIndex::GroupIndex(std::vector<std::size_t> columns)
    : columns_(std::move(columns)), wanted_(columns_.size()), places_(kFirstPlaces, kNone) {}

/// A word that no cell is: its last bytes are not UTF-8.
ShortWord GroupIndex::word_of_long(std::string_view cell) {
    const auto found = long_cells_.try_emplace(std::string(cell), long_cells_.size()).first;
    return {found->second, ~std::uint64_t{0}};
}

std::size_t GroupIndex::add(const CsvRow& row, std::size_t place) {
    const std::size_t group = cells_.size();
    places_[place] = static_cast<std::uint32_t>(group);
    words_.insert(words_.end(), wanted_.begin(), wanted_.end());
    std::vector<std::string> cells;
    for (const std::size_t column : columns_) cells.emplace_back(row.field(column));
    cells_.push_back(std::move(cells));
    if (kPlacesEach * cells_.size() > places_.size()) make_room();
    return group;
}

void GroupIndex::make_room() {
    places_.assign(2 * places_.size(), kNone);
    for (std::size_t group = 0; group < cells_.size(); ++group) {
        std::uint64_t hash = 0;
        for (std::size_t i = 0; i < wanted_.size(); ++i) {
            hash = hash * 0x9E3779B97F4A7C15U + mixed(words_[group * wanted_.size() + i]);
        }
        std::size_t place = hash % places_.size();
        while (places_[place] != kNone) place = (place + 1) % places_.size();
        places_[place] = static_cast<std::uint32_t>(group);
    }
}

}  // namespace certrec::cli
