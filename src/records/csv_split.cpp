#include "records/csv_split.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include "certrec/base/parallel.hpp"
#include "records/csv_scan.hpp"

namespace certrec {

namespace {

constexpr std::size_t kBlockBytes = 256U * 1024U;

/// Reads [begin, end) block by block until `visit` returns false.
template <typename Visit>
void visit_blocks(const ByteStore& store, std::uint64_t begin, std::uint64_t end,
                  const Visit& visit) {
    const auto block = std::make_unique<char[]>(kBlockBytes);
    while (begin < end) {
        const auto wanted = std::min<std::uint64_t>(kBlockBytes, end - begin);
        const std::size_t count = store.read_at(begin, {block.get(), wanted});
        if (count == 0 || !visit(std::string_view(block.get(), count))) return;
        begin += count;
    }
}

ByteCounts count(const ByteStore& store, std::uint64_t begin, std::uint64_t end) {
    ByteCounts counts;
    visit_blocks(store, begin, end, [&counts](std::string_view block) {
        counts += count_bytes(block);
        return true;
    });
    return counts;
}

/// The first beginning of a row after `from`, which stands on `line`, inside quotes or not.
std::optional<CsvPart> next_row(const ByteStore& store, std::uint64_t from, std::uint64_t end,
                                std::uint64_t line, bool in_quotes) {
    std::optional<CsvPart> row;
    std::uint64_t offset = from;
    visit_blocks(store, from, end, [&](std::string_view block) {
        for (const char c : block) {
            ++offset;
            if (c == '"') in_quotes = !in_quotes;
            if (c != '\n') continue;
            ++line;
            if (in_quotes) continue;
            row = CsvPart{offset, end, line};
            return false;
        }
        return true;
    });
    return row;
}

}  // namespace

std::vector<CsvPart> split_csv(const ByteStore& store, const CsvPart& rows,
                               std::uint64_t part_bytes, unsigned threads) {
    const std::uint64_t size = rows.end - rows.begin;
    const auto slices = static_cast<std::size_t>(std::max<std::uint64_t>(1, size / part_bytes));
    if (slices == 1) return {rows};
    const auto slice_begin = [&](std::size_t i) { return rows.begin + size * i / slices; };
    std::vector<ByteCounts> counts(slices);
    for_each_index(slices, threads, [&](std::size_t i) {
        counts[i] = count(store, slice_begin(i), slice_begin(i + 1));
    });
    std::vector<CsvPart> parts = {rows};
    ByteCounts before;
    for (std::size_t i = 1; i < slices; ++i) {
        before += counts[i - 1];
        const auto row = next_row(store, slice_begin(i), rows.end, rows.line + before.line_feeds,
                                  before.quotes % 2 == 1);
        if (!row || row->begin >= rows.end) break;
        if (row->begin == parts.back().begin) continue;  // one row fills a whole slice
        parts.back().end = row->begin;
        parts.push_back(*row);
    }
    return parts;
}

}  // namespace certrec
