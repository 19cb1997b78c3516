/// \file
/// How does a report stand in a browser? One HTML file with charts.
#pragma once

#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"
#include "certrec/report/report.hpp"

namespace certrec {

/// Writes the whole report as one HTML5 page in UTF-8 that has no script and loads nothing: each
/// section with its charts as inline SVG, its table and its notes. It fits screens from 320 pixels
/// on, light and dark, and A4 paper. Linear in the size of the report. The same report gives the
/// same bytes: whatever is drawn is computed in integers.
void write_page(const ByteSink& sink, const Report& report, Language language);

}  // namespace certrec
