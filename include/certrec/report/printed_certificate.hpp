/// \file
/// What does a certificate look like on paper?
///
/// One self-contained HTML page of A4: nothing in it is loaded from anywhere. It is the holder's
/// own document, so it prints the number of the identity document whole. Its QR code says what
/// certificate_code.hpp packs. The layout is a template, ours or an agency's own; what it may hold
/// is in certrec-report(1).
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/diagnostic.hpp"
#include "certrec/register/certificate.hpp"

namespace certrec {

/// With pictures in it, an agency's own template may be this large.
inline constexpr std::size_t kMaxTemplateBytes = 4U * 1024U * 1024U;
/// A template may name values more than once, but no page is larger, its last line apart.
inline constexpr std::size_t kMaxPageBytes = 16U * 1024U * 1024U;

/// The template that is built in, as an agency may begin from it.
[[nodiscard]] std::string_view builtin_certificate_template();

/// How pages of certificates are laid out. Copies share what does not change.
class CertificateLayout {
  public:
    /// The one that is built in.
    CertificateLayout();

    /// That of the template `html`. What is wrong in it is reported to `sink` with its place;
    /// nullopt if anything was.
    [[nodiscard]] static std::optional<CertificateLayout> parse(std::string_view html,
                                                                const std::string& file,
                                                                const DiagnosticSink& sink);

    /// The page; nullopt if the certificate has no code (format_certificate_code) or the page would
    /// be larger than kMaxPageBytes. The same bytes for the same certificate. Says nothing about
    /// whether the certificate is right. May be called from several threads at the same time.
    [[nodiscard]] std::optional<std::string> print(const Certificate& certificate) const;

  private:
    struct Parsed;
    explicit CertificateLayout(std::shared_ptr<const Parsed> parsed);

    std::shared_ptr<const Parsed> parsed_;
};

/// Whether `page` is a whole page of the certificate, in whatever layout. Its last line tells.
[[nodiscard]] bool is_page_of(std::string_view page, const Certificate& certificate);

/// Whether the page may be what a power cut left of `made`: nothing, a part of it, or one with
/// holes.
[[nodiscard]] bool is_torn_page(std::string_view page, std::string_view made);

}  // namespace certrec
