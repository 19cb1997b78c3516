/// \file
/// How are the rows of a results file read on all processors, and kept with their awards in little
/// memory? Private to the tool.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/records/csv_blocks.hpp"
#include "certrec/register/issuing.hpp"
#include "cli.hpp"

namespace certrec::cli {

/// All rows of a file; nobody can tell how many threads read them.
class ResultRows {
  public:
    struct Row {
        std::string_view bytes;  ///< as it came in
        std::uint64_t line = 0;
        std::optional<std::size_t> award;  ///< place among the awards
        bool is_invalid = false;
    };

    /// `fixed` and `on` are as for AwardReader. Reports what is wrong with a row, in the order of
    /// the rows, and goes on. Throws Refusal where the file is not what it should be, after the
    /// reports of the rows before. `context`, `csv` and `fixed` must outlive this.
    ResultRows(const Context& context, CsvBlocks& csv, const Standard* fixed,
               std::optional<Date> on);
    ~ResultRows();
    ResultRows(const ResultRows&) = delete;
    ResultRows& operator=(const ResultRows&) = delete;

    [[nodiscard]] bool any_invalid() const { return any_invalid_; }

    /// Requires: place < the number of awards.
    [[nodiscard]] Award award(std::size_t place) const;

    /// All of them, made from these rows, which must outlive them.
    [[nodiscard]] Awards awards() const;

    /// Calls `visit` with each Row, in order.
    template <typename Visit>
    void for_each(const Visit& visit) const {
        for (const Block& block : blocks_) {
            std::size_t award = block.first_award;
            for (const KeptRow& kept : block.rows) {
                Row row{std::string_view(block.text).substr(kept.begin, kept.size), kept.line,
                        std::nullopt, kept.becomes == Becomes::invalid};
                if (kept.becomes == Becomes::award) row.award = award++;
                visit(row);
            }
        }
    }

  private:
    class BlockReader;

    enum class Becomes : std::uint8_t { nothing, award, invalid };

    struct KeptRow {
        std::uint32_t begin = 0;  // in the text of its block
        std::uint32_t size = 0;
        std::uint64_t line = 0;
        Becomes becomes = Becomes::nothing;
    };

    struct KeptAward {
        const Standard* standard = nullptr;
        const Level* level = nullptr;
        Date on;
        std::uint32_t begin = 0;             // in the text, of its fields, one after the other
        std::array<std::uint32_t, 4> sizes;  // candidate_id, name, id_type, id_number
        std::uint32_t first_points = 0;      // in point_sizes, of each component of the standard
    };

    struct Block {
        std::string text;
        std::vector<KeptRow> rows;
        std::vector<KeptAward> awards;
        std::vector<std::uint32_t> point_sizes;
        std::size_t first_award = 0;
        bool any_invalid = false;
    };

    void take(BlockReader& reader);

    std::vector<std::unique_ptr<BlockReader>> readers_;  // what they read points to their standards
    std::vector<Block> blocks_;
    std::size_t award_count_ = 0;
    bool any_invalid_ = false;
};

}  // namespace certrec::cli
