/// \file
/// What is in the QR code of a printed certificate, so that the paper verifies alone?
///
/// The whole certificate, packed: what the code says comes out as the very bytes of the
/// certificate's file, and is checked as that file is. The characters are those of a QR code's
/// alphanumeric mode. The format is persistent: see certrec-files(5).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "certrec/base/language.hpp"
#include "certrec/register/certificate.hpp"

namespace certrec {

/// What the largest QR code holds (ISO/IEC 18004, version 40-L, alphanumeric mode).
inline constexpr std::size_t kMaxCertificateCodeCharacters = 4296;

enum class CertificateCodeFault {
    too_long,       ///< more than kMaxCertificateCodeCharacters
    wrong_prefix,   ///< does not begin with `CERTREC1:`
    other_version,  ///< begins with `CERTREC` and another number
    wrong_base45,   ///< a character is missing, added, or none of base45
    wrong_content,  ///< the bytes are no packed certificate, or packed in another way
};

[[nodiscard]] Bilingual describe_certificate_code_fault(CertificateCodeFault fault);

/// The text of the code; nullopt if no code could say the certificate as it is: it is not written
/// as certrec writes it, says otherwise than its own entry, or is too large.
[[nodiscard]] std::optional<std::string> format_certificate_code(const Certificate& certificate);

/// The bytes of the certificate's file. What is accepted formats to the same text. Says nothing yet
/// about whether the certificate is right: see audit_certificate_code.
[[nodiscard]] std::variant<std::string, CertificateCodeFault> parse_certificate_code(
    std::string_view text);

}  // namespace certrec
