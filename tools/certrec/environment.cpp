#include "environment.hpp"

#include <cstdlib>

namespace certrec::cli {

std::string_view environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

Language environment_language() {
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string_view value = environment(name);
        if (!value.empty()) return value.starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

}  // namespace certrec::cli
