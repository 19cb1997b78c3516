/// \file
/// Which rows belong together, by the cells of some columns? Private to the tool.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "certrec/records/csv_row.hpp"
#include "short_word.hpp"

namespace certrec::cli {

/// Numbers the groups of rows that have the same cells in some columns, as they are met. A row
/// costs no allocation, and little time where its cells have at most 16 bytes.
class GroupIndex {
  public:
    /// Requires: at least one column.
    explicit GroupIndex(std::vector<std::size_t> columns);

    /// The number of the row's group, from 0.
    [[nodiscard, gnu::always_inline]] std::size_t find(const CsvRow& row) {
        std::uint64_t hash = 0;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            wanted_[i] = word_of(row.field(columns_[i]));
            hash = hash * 0x9E3779B97F4A7C15U + mixed(wanted_[i]);
        }
        const std::size_t last = places_.size() - 1;
        for (std::size_t place = hash & last;; place = (place + 1) & last) {
            const std::size_t group = places_[place];
            if (group == kNone) return add(row, place);
            if (is_wanted(group)) return group;
        }
    }

    [[nodiscard]] std::size_t size() const { return cells_.size(); }
    /// The cells of the group's rows.
    [[nodiscard]] const std::vector<std::string>& cells(std::size_t group) const {
        return cells_[group];
    }

  private:
    static constexpr std::uint32_t kNone = ~std::uint32_t{0};
    static constexpr std::size_t kFirstPlaces = 1024;
    static constexpr std::size_t kPlacesEach = 8;

    [[nodiscard, gnu::always_inline]] ShortWord word_of(std::string_view cell) {
        return cell.size() <= sizeof(ShortWord) ? short_word_of(cell) : word_of_long(cell);
    }
    [[nodiscard]] ShortWord word_of_long(std::string_view cell);
    [[nodiscard]] bool is_wanted(std::size_t group) const {
        const ShortWord* const words = words_.data() + group * wanted_.size();
        bool same = true;
        for (std::size_t i = 0; i < wanted_.size(); ++i) same &= words[i] == wanted_[i];
        return same;
    }
    std::size_t add(const CsvRow& row, std::size_t place);
    void make_room();

    std::vector<std::size_t> columns_;
    std::vector<ShortWord> wanted_;      // the words of the row that is looked for
    std::vector<std::uint32_t> places_;  // a hash table, mostly empty; its size is a power of two
    std::vector<ShortWord> words_;       // of each group, one for each column
    std::vector<std::vector<std::string>> cells_;
    std::unordered_map<std::string, std::uint64_t> long_cells_;  // those met so far
};

}  // namespace certrec::cli
