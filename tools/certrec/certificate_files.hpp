/// \file
/// Checks certificates, file by file. Private to the tool: a part of verify.
#pragma once

#include <optional>
#include <string>

#include "certrec/base/date.hpp"
#include "certrec/register/audit.hpp"
#include "check_report.hpp"
#include "cli.hpp"

namespace certrec::cli {

/// What certificates are checked with.
struct CertificateChecks {
    const KeyRing& keys;
    const RegisterAudit* against = nullptr;
    std::optional<Date> day;
};

/// Checks one certificate; `-` is standard input. One that cannot be read is one more answer: it
/// hides none of the others.
void check_certificate_file(Context& context, const CertificateChecks& checks,
                            const std::string& path, CheckReport& report);

/// Checks every file of the folder whose name ends in .toml, by name, on as many threads as there
/// are; the answers do not tell how many. Takes about 100 bytes for each file.
void check_certificate_folder(Context& context, const CertificateChecks& checks,
                              const std::string& folder, CheckReport& report);

/// The code that `--qr` gives: its text, or `-` for one line of standard input, whose end may be a
/// line feed, a carriage return or both. A scanner types it, so a terminal is waited for.
[[nodiscard]] std::string read_certificate_code(const Context& context, const std::string& option);

/// Checks the certificate in a code.
void check_certificate_code(const CertificateChecks& checks, std::string_view code,
                            CheckReport& report);

}  // namespace certrec::cli
