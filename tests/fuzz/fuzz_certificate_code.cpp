// The code of a printed certificate: no bytes break it, and what is accepted has no other spelling.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "certrec/base/encoding.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/certificate_code.hpp"

namespace {

void check(bool holds) {
    if (!holds) std::abort();
}

void check_code(const std::string& text) {
    const auto file = certrec::parse_certificate_code(text);
    const auto answers = certrec::audit_certificate_code(text, "qr", {}, nullptr);
    check(answers.size() == 7);
    if (const auto* fault = std::get_if<certrec::CertificateCodeFault>(&file)) {
        check(!describe_certificate_code_fault(*fault).empty());
        check(answers.front().status == certrec::CheckStatus::failed);
        return;
    }
    const auto certificate = certrec::parse_certificate(std::get<std::string>(file), "fuzz.toml",
                                                        [](const certrec::Diagnostic&) {});
    check(certificate.has_value());
    check(certrec::format_certificate_code(*certificate) == text);
}

}  // namespace

/// The input is what the characters of a code stand for, so that the fuzzer need not learn base45.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    check_code("CERTREC1:" + certrec::format_base45({data, size}));
    check_code({reinterpret_cast<const char*>(data), size});
    return 0;
}
