#include "certificate_files.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/certificate.hpp"
#include "certrec/register/certificate_code.hpp"
#include "toml_files.hpp"

namespace certrec::cli {

namespace {

/// More than a certificate may have, so that the check itself says that one is too long.
constexpr std::size_t kMaxInputBytes = 16 * kMaxCertificateBytes;
/// Certificates that one thread checks before it hands over the answers.
constexpr std::size_t kFilesOfPiece = 64;
/// How the answers call a code, which has no file.
constexpr std::string_view kCodeSubject = "qr";

std::vector<Check> check_file(Context& context, CertificatesAudit& audit, const std::string& path) {
    const auto unreadable = [&path](const Diagnostic& why) {
        return std::vector<Check>{{"form", path, CheckStatus::unchecked, why.message}};
    };
    try {
        ByteSource source = open_input(context, path);
        return audit.audit(read_all(source, kMaxInputBytes), path);
    } catch (const Refusal& refusal) {
        return unreadable(refusal.diagnostic());
    } catch (const SystemFailure& failure) {
        return unreadable(failure.diagnostic());
    }
}

}  // namespace

void check_certificate_file(Context& context, const CertificateChecks& checks,
                            const std::string& path, CheckReport& report) {
    CertificatesAudit audit(checks.keys, checks.against, checks.day);
    report.add(check_file(context, audit, path));
}

void check_certificate_folder(Context& context, const CertificateChecks& checks,
                              const std::string& folder, CheckReport& report) {
    const std::vector<std::string> files = toml_files_in(folder);
    report.begin_folder(folder);
    if (files.empty()) {
        report.add(Check{"form", folder, CheckStatus::unchecked,
                         compose("the folder has no file *.toml", "文件夹中没有 *.toml 文件")});
    }
    const unsigned threads = usable_threads();
    struct Slot {
        std::unique_ptr<CertificatesAudit> audit;
        std::vector<Check> checks;
    };
    std::vector<Slot> slots(slots_for(threads));
    for (Slot& slot : slots) {
        slot.audit = std::make_unique<CertificatesAudit>(checks.keys, checks.against, checks.day);
    }
    make_and_take((files.size() + kFilesOfPiece - 1) / kFilesOfPiece, threads,
                  [&](std::size_t piece, std::size_t slot) {
                      slots[slot].checks.clear();
                      const std::size_t end = std::min(files.size(), (piece + 1) * kFilesOfPiece);
                      for (std::size_t i = piece * kFilesOfPiece; i < end; ++i) {
                          for (Check& check : check_file(context, *slots[slot].audit, files[i])) {
                              slots[slot].checks.push_back(std::move(check));
                          }
                      }
                  },
                  [&](std::size_t, std::size_t slot) { report.add(slots[slot].checks); });
    report.end_folder();
}

std::string read_certificate_code(const Context& context, const std::string& option) {
    if (option != "-") return option;
    // More than a code may have, so that the check itself says that one is too long.
    std::string text(2 * kMaxCertificateCodeCharacters, '\0');
    std::size_t size = 0;
    while (size < text.size()) {
        const std::size_t count = context.input.read(std::span(text).subspan(size));
        size += count;
        if (count == 0 || (context.input_is_terminal && text[size - 1] == '\n')) break;
    }
    text.resize(size);
    if (text.ends_with('\n')) text.pop_back();
    if (text.ends_with('\r')) text.pop_back();
    return text;
}

void check_certificate_code(const CertificateChecks& checks, std::string_view code,
                            CheckReport& report) {
    report.add(audit_certificate_code(code, std::string(kCodeSubject), checks.keys, checks.against,
                                      checks.day));
}

}  // namespace certrec::cli
