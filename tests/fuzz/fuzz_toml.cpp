// parse_standard: no file breaks it, it answers either with a standard or with what is wrong, and a
// standard can be shown.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/text.hpp"
#include "certrec/report/show_standard.hpp"
#include "certrec/standards/catalogue.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes(reinterpret_cast<const char*>(data), size);
    std::size_t reports = 0;
    const auto standard =
        certrec::parse_standard(bytes, "fuzz.toml", [&reports](const certrec::Diagnostic& found) {
            ++reports;
            const std::string text = format_diagnostic(found, certrec::Language::zh);
            if (certrec::check_utf8(text).valid != text.size()) std::abort();
        });
    if (standard.has_value() != (reports == 0)) std::abort();
    if (standard) {
        (void)show_standard(*standard, certrec::Language::en);
        (void)show_standard(*standard, certrec::Language::zh);
    }
    return 0;
}
