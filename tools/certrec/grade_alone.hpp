/// \file
/// How are rows graded that say nothing about one another? Private to the tool.
#pragma once

#include "certrec/records/csv_blocks.hpp"
#include "cli.hpp"
#include "grade_rows.hpp"

namespace certrec::cli {

/// Grades each row on its own, in constant memory, on as many threads as there are; the answer does
/// not tell how many. Throws Refusal where the file is not what it should be, after everything
/// before the block in which that is.
void grade_alone(Context& context, const GradeSetup& setup, const ResultFormat& results,
                 GradingExplanation* explanation, CsvBlocks& csv, AnswerSink& sink);

}  // namespace certrec::cli
