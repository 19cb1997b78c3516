/// \file
/// The built-in standard, as text and as read.
#pragma once

#include <stdexcept>
#include <string>

#include "certrec/standards/catalogue.hpp"

namespace certrec::testing {

inline constexpr std::string_view kPts = "pts-152010301-01";

[[nodiscard]] inline std::string builtin_text(std::string_view id = kPts) {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        if (builtin.id == id) return std::string(builtin.toml);
    }
    throw std::runtime_error("no such built-in standard");
}

[[nodiscard]] inline Standard builtin_standard(std::string_view id = kPts) {
    return parse_standard(builtin_text(id), std::string(id), [](const Diagnostic&) {}).value();
}

}  // namespace certrec::testing
