#include "certrec/records/csv_blocks.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "records/csv_places.hpp"
#include "records/csv_scan.hpp"
#include "records/row_parser.hpp"

namespace certrec {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

static_assert(kWindow >= CsvRow::kPadding);  // what can be read after the last row

/// A row of kMaxRowBytes may end in a carriage return and a line feed.
constexpr std::size_t kMaxBlockBytes = CsvBlocks::kMaxRowBytes + 2;

/// The place after the last line feed outside quotes; 0 if there is none. `inside` tells whether
/// the end of `bytes` is in quotes.
std::size_t end_of_last_row(std::string_view bytes, bool inside) {
    for (std::size_t at = bytes.size(); at > 0; --at) {
        const char c = bytes[at - 1];
        if (c == '"') inside = !inside;
        if (c == '\n' && !inside) return at;
    }
    return 0;
}

}  // namespace

/// Makes room for `capacity` bytes; the first `kept` stay.
void CsvBlock::reserve(std::size_t capacity, std::size_t kept) {
    if (capacity == capacity_) return;
    auto larger = std::make_unique_for_overwrite<char[]>(capacity + kWindow);
    if (kept > 0) std::memcpy(larger.get(), buffer_.get(), kept);
    buffer_ = std::move(larger);
    capacity_ = capacity;
}

CsvBlocks::CsvBlocks(ByteSource source)
    : source_(std::move(source)), filled_line_(source_.origin.first_line) {
    fill(first_);
    has_first_ = true;
    read_header();
}

CsvBlocks::CsvBlocks(ByteSource rows, const CsvHeader& header, std::uint64_t line)
    : source_(std::move(rows)), header_(header), filled_line_(line) {}

bool CsvBlocks::next(CsvBlock& block) {
    if (has_first_) {
        block = std::move(first_);
        has_first_ = false;
        if (!block.bytes().empty()) return true;
    }
    fill(block);
    return !block.bytes().empty();
}

void CsvBlocks::fill(CsvBlock& block) {
    std::size_t size = begun_row_.size();
    std::size_t capacity = CsvBlock::kBytes;
    while (capacity < size) capacity *= 2;
    block.reserve(std::min(capacity, kMaxBlockBytes), 0);
    char* text = block.buffer_.get();
    std::memcpy(text, begun_row_.data(), size);

    ByteCounts counts;
    std::size_t counted = 0;
    std::size_t end = 0;
    block.after_ = CsvBlock::After::next_row;
    while (end == 0) {
        size = read_on(block, size);
        counts += count_bytes({text + counted, size - counted}, best_vectors());
        counted = size;
        if (at_end_) {
            end = size;
            block.after_ = CsvBlock::After::end_of_file;
            break;
        }
        end = end_of_last_row({text, size}, counts.quotes % 2 == 1);
        if (end == 0 && failure_) std::rethrow_exception(failure_);
        if (end == 0 && size == kMaxBlockBytes) {
            end = size;
            block.after_ = CsvBlock::After::rest_of_long_row;
            at_end_ = true;  // whoever reads the row refuses it
        }
        if (end == 0) {
            block.reserve(std::min(2 * block.capacity_, kMaxBlockBytes), size);
            text = block.buffer_.get();
        }
    }
    begun_row_.assign(text + end, size - end);
    block.begin_ = 0;
    block.end_ = end;
    block.offset_ = filled_offset_;
    block.line_ = filled_line_;
    filled_offset_ += end;
    filled_line_ += counts.line_feeds - count_bytes(begun_row_, best_vectors()).line_feeds;
    std::memset(text + end, 0, kWindow);
}

/// Reads after the first `size` bytes until the block is full; how many there are then. If reading
/// fails, that comes out when the rows before it have been handed over.
std::size_t CsvBlocks::read_on(CsvBlock& block, std::size_t size) {
    while (size < block.capacity_ && !at_end_ && !failure_) {
        std::size_t count = 0;
        try {
            count = source_.read({block.buffer_.get() + size, block.capacity_ - size});
        } catch (...) {  // carried to where it belongs
            failure_ = std::current_exception();
            return size;
        }
        at_end_ = count == 0;
        size += count;
    }
    return size;
}

/// Takes the header off the front of the first block.
void CsvBlocks::read_header() {
    if (first_.bytes().starts_with(kByteOrderMark)) first_.begin_ += kByteOrderMark.size();
    header_offset_ = first_.begin_;
    RowParser parser(source_);
    parser.start(first_, check_utf8(first_.bytes()).valid);
    if (!parser.parse(first_.begin_, first_.line_)) {
        throw Refusal({Severity::error,
                       {source_.name, 0, 0},
                       compose("the file is empty; a first row with the names of the columns is "
                               "wanted",
                               "文件为空；第一行应为列名"),
                       {}});
    }
    const CsvRow& row = parser.row();
    header_.bytes_ = row.bytes();
    header_.found_names_ = source_.origin.columns;
    header_.locations_ = locations_in_row(source_, row);
    for (std::size_t i = 0; i < row.size(); ++i) header_.names_.emplace_back(row.field(i));
    first_.begin_ = parser.next_begin();
    first_.offset_ = first_.begin_;
    first_.line_ = parser.next_line();
}

}  // namespace certrec
