// decode_text and open_table: no file breaks them, the size of the reads changes nothing, what
// comes of GB18030 and UTF-16 is UTF-8, and a table that was made plain stays as it is.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/records/table_source.hpp"
#include "pieces.hpp"

namespace {

struct Read {
    std::string text;
    std::string refusal;

    friend bool operator==(const Read&, const Read&) = default;
};

template <typename Open>
Read read(const Open& open) {
    Read result;
    try {
        certrec::ByteSource source = open();
        char piece[61];
        while (const std::size_t count = source.read(piece)) result.text.append(piece, count);
    } catch (const certrec::Refusal& refusal) {
        result.refusal = refusal.what();
    }
    return result;
}

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    const auto ignore = [](const certrec::Diagnostic&) {};
    std::optional<certrec::TextEncoding> encoding;
    if (data[0] % 4 < 3) encoding = static_cast<certrec::TextEncoding>(data[0] % 4);
    const auto decode = [&](std::size_t piece) {
        return read([&] {
            return certrec::decode_text(certrec::fuzz::in_pieces(bytes, piece), encoding, ignore);
        });
    };
    const Read text = decode(1U << 20U);
    require(text == decode(1 + data[1] % 64));
    if (encoding && encoding != certrec::TextEncoding::utf8) {
        std::string plain = text.text;
        std::erase(plain, '\0');
        require(certrec::check_utf8(plain).valid == plain.size());
    }

    certrec::TableForm form;
    form.encoding = encoding;
    const certrec::TableColumns columns{certrec::TableKind::applications, {}};
    const auto table = [&](std::size_t piece) {
        return read([&] {
            return certrec::open_table(certrec::fuzz::in_pieces(bytes, piece), columns, form,
                                       ignore);
        });
    };
    const Read plain = table(1U << 20U);
    require(plain.text == table(1 + data[1] % 64).text);

    // Whoever reads it finds every place somewhere in the file.
    try {
        certrec::CsvReader reader(
            certrec::open_table(certrec::fuzz::in_pieces(bytes, 1U << 20U), columns, form, ignore));
        while (const certrec::CsvRow* const row = reader.next()) {
            for (std::size_t i = 0; i < row->size(); ++i) require(row->location(i).line > 0);
        }
    } catch (const certrec::Refusal&) {
    }
    return 0;
}
