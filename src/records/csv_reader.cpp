#include "certrec/records/csv_reader.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "records/csv_places.hpp"
#include "records/csv_scan.hpp"
#include "records/row_parser.hpp"

namespace certrec {

namespace {

constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

Bilingual many_fields(std::size_t count, std::size_t wanted) {
    return compose("the row has {0} field{2}, the header has {1}", "此行有 {0} 列，表头有 {1} 列",
                   count, wanted, count == 1 ? "" : "s");
}

}  // namespace

RowScanner::RowScanner(const CsvBlocks& csv)
    : width_(csv.header().names().size()), parser_(std::make_unique<RowParser>(csv.source())) {
    row_.source_ = &csv.source();
}

RowScanner::~RowScanner() = default;

void RowScanner::start(const CsvBlock& block) {
    block_ = block.buffer_.get();
    offset_ = block.offset_ - block.begin_;
    line_ = block.line_;
    row_begin_ = block.begin_;
    row_.block_ = block_;
    row_.begin_ = block.begin_;
    const std::size_t sound = check_utf8(block.bytes()).valid;
    parser_->start(block, sound);
    // A row may be too long; whether it is, the parser asks.
    const bool may_be_long = block.bytes().size() > CsvBlocks::kMaxRowBytes;
    find_places(block.begin_, may_be_long ? block.begin_ : block.begin_ + sound);
}

/// Finds the places in [begin, end).
void RowScanner::find_places(std::size_t begin, std::size_t end) {
    const std::size_t most = end - begin + kWindow;
    if (most > capacity_) {
        capacity_ = most + most / 8;
        places_ = std::make_unique_for_overwrite<std::uint32_t[]>(capacity_);
        row_ends_ = std::make_unique_for_overwrite<std::uint32_t[]>(capacity_);
    }
    quoted_line_feeds_.clear();
    const CsvPlaces found = find_csv_places(block_, begin, end, places_.get(), row_ends_.get(),
                                            quoted_line_feeds_, best_vectors());
    places_[found.count] = kNoPlace;
    row_ends_[found.row_count] = kNoPlace;
    quoted_line_feeds_.push_back(kNoPlace);
    row_.doubled_quotes_ = found.doubled_quotes;
    next_place_ = 0;
    next_row_end_ = 0;
    next_quoted_ = 0;
}

/// The next row, when it is none that ends in a line feed and has as many fields as it should.
const CsvRow* RowScanner::next_irregular() {
    do {
        if (!parser_->parse(row_begin_, line_)) return nullptr;
        row_begin_ = parser_->next_begin();
        line_ = parser_->next_line();
    } while (parser_->row().bytes().empty() && width_ > 1);
    const CsvRow& row = parser_->row();
    if (row.size() != width_) {
        const std::size_t place = std::min(row.size(), width_);
        const Location at = row.size() > width_ ? row.location(place) : row.location();
        throw Refusal({Severity::error, at, many_fields(row.size(), width_),
                       compose("a field that holds a comma or a line break must be in quotes",
                               "含逗号或换行的字段须加引号")});
    }
    while (places_[next_place_] < row_begin_) ++next_place_;
    while (row_ends_[next_row_end_] <= next_place_) ++next_row_end_;
    while (quoted_line_feeds_[next_quoted_] < row_begin_) ++next_quoted_;
    row_.begin_ = row.begin_;
    return &row;
}

CsvReader::CsvReader(ByteSource source) : blocks_(std::move(source)), scanner_(blocks_) {}

CsvReader::CsvReader(ByteSource rows, const CsvHeader& header, std::uint64_t line)
    : blocks_(std::move(rows), header, line), scanner_(blocks_) {}

bool CsvReader::next_block() {
    const bool more = blocks_.next(block_);
    scanner_.start(block_);
    in_block_ = true;
    return more;
}

}  // namespace certrec
