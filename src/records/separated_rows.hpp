/// \file
/// What are rows with another separator in CSV? Private.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"

namespace certrec {

/// Where fields stood before they were written anew, by lines.
class FieldPlaces {
  public:
    struct Place {
        std::uint64_t now = 0;  ///< columns, from 1
        std::uint64_t then = 0;
    };

    /// Of a line, in order: where the distance between the two changes. The oldest lines are
    /// forgotten when there are too many places.
    void enter(std::uint64_t line, std::vector<Place> places);

    /// The place before. Of a line that was forgotten, without a column.
    [[nodiscard]] Location find(const Location& at) const;

  private:
    static constexpr std::size_t kMostPlaces = 500'000;

    mutable std::mutex mutex_;  // rows are read ahead of whoever asks
    std::map<std::uint64_t, std::vector<Place>> lines_;
    std::size_t count_ = 0;        // of all places
    std::uint64_t forgotten_ = 0;  // lines up to this one may be forgotten
};

/// One field, by its places in a text.
struct SplitField {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// One row of a text.
struct SplitRow {
    std::vector<SplitField> fields;
    std::size_t end = 0;      ///< of the row, without its line end
    std::size_t next = 0;     ///< where the next row begins
    bool is_whole = false;    ///< its end was seen
    bool is_regular = false;  ///< its quotes are those of CSV, and no carriage return stands alone
};

/// Splits the row that begins at `begin`. If the text goes on after its end, a row that reaches it
/// is not whole.
void split_row(std::string_view text, std::size_t begin, char separator, bool at_end,
               SplitRow& row);

/// The value of a field of a regular row.
[[nodiscard]] std::string value_of(std::string_view field);

/// Writes rows with commas and the quotes that CSV needs.
class SeparatedRows {
  public:
    /// `line`: on which the first row begins. `places` must outlive this.
    SeparatedRows(char separator, std::uint64_t line, FieldPlaces& places)
        : separator_(separator), line_(line), places_(places) {}

    /// Appends the whole rows of `text` to `csv`, and returns how many bytes of it they are. A row
    /// that is not in order is written character for character, so that what is wrong with it is
    /// found where it stands.
    std::size_t write(std::string_view text, bool at_end, std::string& csv);

  private:
    void write_row(std::string_view text, const SplitRow& row, std::string& csv);
    void write_changed(std::string_view text, const SplitRow& row, std::string& csv);

    char separator_;
    std::uint64_t line_;
    FieldPlaces& places_;
    SplitRow row_;
};

}  // namespace certrec
