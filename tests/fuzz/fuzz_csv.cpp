// CsvReader: no file breaks it, the size of the reads changes nothing, and what CsvWriter makes of
// the rows reads back as the same rows.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "certrec/base/error.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/records/csv_writer.hpp"
#include "pieces.hpp"

namespace {

using Rows = std::vector<std::vector<std::string>>;

struct Read {
    Rows rows;  // the header is the first
    std::vector<certrec::Location> locations;
    std::string refusal;
};

Read read(certrec::ByteSource source) {
    Read result;
    try {
        certrec::CsvReader reader(std::move(source));
        result.rows.push_back(reader.header().names());
        while (const certrec::CsvRow* const row = reader.next()) {
            result.rows.emplace_back();
            for (std::size_t i = 0; i < row->size(); ++i) {
                result.rows.back().emplace_back(row->field(i));
                result.locations.push_back(row->location(i));
            }
        }
    } catch (const certrec::Refusal& refusal) {
        result.refusal = refusal.what();
    }
    return result;
}

std::string written(const Rows& rows) {
    std::string text;
    certrec::CsvWriter writer(certrec::write_memory(text));
    for (const auto& row : rows) {
        for (const std::string& value : row) writer.field(value);
        writer.end_row();
    }
    writer.finish();
    return text;
}

}  // namespace

/// The first byte chooses the size of the reads.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const Read whole = read(certrec::read_memory("fuzz.csv", bytes));
    const Read pieces = read(certrec::fuzz::in_pieces(bytes, std::size_t{1} + data[0] % 9));
    if (whole.rows != pieces.rows || whole.locations != pieces.locations ||
        whole.refusal != pieces.refusal) {
        std::abort();
    }
    // A mark at the front of the first name would be taken for the byte order mark.
    if (whole.rows.empty() || whole.rows.front().front().starts_with("\xEF\xBB\xBF")) return 0;
    const Read again = read(certrec::read_memory("fuzz.csv", written(whole.rows)));
    if (again.rows != whole.rows || !again.refusal.empty()) std::abort();
    return 0;
}
