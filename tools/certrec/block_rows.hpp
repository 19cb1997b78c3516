/// \file
/// How is a block of rows read on a thread of its own, and heard of in its turn? Private to the
/// tool.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "certrec/base/error.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/records/csv_blocks.hpp"
#include "certrec/records/csv_reader.hpp"
#include "cli.hpp"

namespace certrec::cli {

/// How many threads read the blocks of a file of which none was taken yet. With many, what takes
/// the rows in their order is the limit, and more would only hold memory.
[[nodiscard]] inline unsigned threads_for(const CsvBlocks& csv) {
    constexpr unsigned kMost = 8;
    return csv.is_one_block() ? 1 : std::min(usable_threads(), kMost);
}

/// One block after another, in memory that is used again. What is said of its rows is collected.
class BlockRows {
  public:
    /// Both must outlive this.
    BlockRows(const Context& context, const CsvBlocks& csv) : context_(context), scanner_(csv) {}

    /// What is read next.
    [[nodiscard]] CsvBlock& block() { return block_; }
    [[nodiscard]] const CsvBlock& block() const { return block_; }

    /// Calls `visit` with each row, up to one that is not what it should be.
    template <typename Visit>
    void read(const Visit& visit) {
        reports_.clear();
        refusal_.reset();
        scanner_.start(block_);
        try {
            while (const CsvRow* const row = scanner_.next()) visit(*row);
        } catch (const Refusal& refusal) {  // comes after the reports of the rows before
            refusal_ = refusal;
        }
    }

    void report(const Diagnostic& diagnostic) { reports_ += context_.format_report(diagnostic); }

    /// To be called in the turn of the block: prints the reports, then throws what ended it.
    void tell() const {
        context_.print_reports(reports_);
        if (refusal_) throw *refusal_;
    }

  private:
    const Context& context_;
    CsvBlock block_;
    RowScanner scanner_;
    std::string reports_;
    std::optional<Refusal> refusal_;
};

}  // namespace certrec::cli
