/// \file
/// Whose outcome changes when scores are graded again, and why? Private to the tool.
#pragma once

#include "certrec/records/csv_reader.hpp"
#include "certrec/report/table.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::cli {

/// Compares the results of one grading with those of another, row by row: rows of one candidate,
/// level and attempt belong together. One row for each whose outcome or level awarded differs, or
/// who is in one of the files only. `level` is that of all rows of a file without such a column.
/// Throws Refusal if either is no file of results, or they tell attempts apart by other columns.
[[nodiscard]] Table diff_results(CsvReader& before, CsvReader& after, const Standard& standard,
                                 const Level* level, Language language);

}  // namespace certrec::cli
