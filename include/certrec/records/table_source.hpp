/// \file
/// How does a table as a spreadsheet or another program wrote it become plain CSV?
///
/// Whatever its encoding, its separator and its names for the columns: what comes out is UTF-8 with
/// commas and the column names of certrec-files(5), so that the same records give the same bytes.
/// Messages keep speaking of the file as it is (TextOrigin).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/text_encoding.hpp"
#include "certrec/records/column_names.hpp"

namespace certrec {

/// The column that the file calls `found` is the one that certrec calls `name`.
struct ColumnMapping {
    std::string name;
    std::string found;
    /// The table may have a column `name` itself instead.
    bool may_be_there = false;
    Location at{};  ///< where a file says so
};

/// What is known beforehand of how a table is written; what is not, its head tells.
struct TableForm {
    std::optional<TextEncoding> encoding;
    std::optional<char> separator;  ///< `,` `;` `|` or a tab
    /// These come before all other names for columns.
    std::vector<ColumnMapping> mappings;
    bool has_header = true;
    /// Without a header: what the columns are; empty: those of certrec-files(5) in their order, as
    /// many as the first row has.
    std::vector<std::string> order;
};

/// The separator that `,` `;` `|`, `comma` `semicolon` `bar` `tab` or `\t` names.
[[nodiscard]] std::optional<char> parse_separator(std::string_view word);

/// `source` as CSV. Reads its head.
///
/// If the form does not say, a first line `sep=X` tells the separator, and else the header: of
/// comma, tab and semicolon the one that splits it into the most columns that `columns` knows.
/// Fields of a file with another separator than a comma are quoted where CSV needs it, and only
/// there; a file with commas keeps the bytes of its rows. A header without any other name in it
/// keeps its bytes, too.
///
/// Throws Refusal, with the place, if two columns come to the same name, or a mapping names a
/// column that is not there. Notes go to `sink`; see decode_text.
[[nodiscard]] ByteSource open_table(ByteSource source, TableColumns columns, const TableForm& form,
                                    const DiagnosticSink& sink);

}  // namespace certrec
