/// \file
/// Whose layout do the pages of certificates have? Private to the tool: for report and issue.
#pragma once

#include <string>

#include "certrec/report/printed_certificate.hpp"
#include "cli.hpp"

namespace certrec::cli {

/// Declares `--template`; returns it.
CLI::Option* add_template_option(CLI::App& command, std::string& file, const Say& say);

/// The layout of the template in `file`, or the built-in one if that is empty. Throws Refusal for a
/// template that is wrong, after a report of what is.
[[nodiscard]] CertificateLayout load_layout(const Context& context, const std::string& file);

/// For a certificate that cannot be printed.
[[nodiscard]] Diagnostic no_page(Location location, const std::string& number);

}  // namespace certrec::cli
