/// \file
/// What do the rows of the register's files state, and what do they hash to? Private.
///
/// The rows are parsed and hashed ahead, on a thread for each file, and come out in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/read_ahead.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "register/award_digest.hpp"
#include "register/line_reader.hpp"

namespace certrec {

/// A row of entries.csv.
struct EntryRow {
    Line::State state = Line::State::whole;
    std::uint64_t line = 0;  ///< from 1
    std::uint64_t end = 0;   ///< offset in the file after the newline
    Sha256 leaf{};           ///< if it is whole
    std::variant<Entry, EntryFault> parsed;
};

/// A row of holders.csv.
struct HolderRow {
    std::uint64_t line = 0;        ///< from 1
    std::uint64_t end = 0;         ///< offset in the file after the newline
    std::optional<Holder> holder;  ///< nullopt if it is not a whole row as certrec writes it
    Sha256 commitment{};           ///< of that holder
    ShortDigest person{};          ///< of that holder
};

void read_row(const Line& line, EntryRow& row);
void read_row(const Line& line, HolderRow& row);

/// The rows behind the line that a reader gave last.
template <typename Row>
class RowStream {
  public:
    explicit RowStream(std::unique_ptr<LineReader> lines)
        : lines_(std::move(lines)),
          location_(lines_->location()),
          chunks_([this](Chunk& chunk) { return fill(chunk); }) {}

    /// The next row, which may be moved from, valid until the next call; nullptr at the end.
    [[nodiscard]] Row* next() {
        if (chunk_ == nullptr || at_ == chunk_->count) {
            chunk_ = chunks_.next();
            at_ = 0;
        }
        if (chunk_ == nullptr) return nullptr;
        Row& row = chunk_->rows[at_++];
        location_.line = row.line;
        return &row;
    }

    /// The row `count` rows behind the last one, if it is at hand.
    [[nodiscard]] const Row* ahead(std::size_t count) const {
        if (chunk_ == nullptr || at_ + count > chunk_->count) return nullptr;
        return &chunk_->rows[at_ + count - 1];
    }

    [[nodiscard]] const std::string& file() const { return location_.file; }
    /// Where the last row stood.
    [[nodiscard]] const Location& location() const { return location_; }

  private:
    static constexpr std::size_t kChunkRows = 256;

    struct Chunk {
        std::vector<Row> rows = std::vector<Row>(kChunkRows);
        std::size_t count = 0;
    };

    bool fill(Chunk& chunk) {
        for (chunk.count = 0; chunk.count < chunk.rows.size(); ++chunk.count) {
            const Line* const line = lines_->next();
            if (line == nullptr) break;
            read_row(*line, chunk.rows[chunk.count]);
        }
        return chunk.count != 0;
    }

    std::unique_ptr<LineReader> lines_;
    Location location_;
    Chunk* chunk_ = nullptr;
    std::size_t at_ = 0;
    ReadAhead<Chunk> chunks_;  // last: its thread uses the others
};

using EntryRows = RowStream<EntryRow>;
using HolderRows = RowStream<HolderRow>;

}  // namespace certrec
