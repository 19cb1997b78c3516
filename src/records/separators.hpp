/// \file
/// What may stand between the fields of a table, and what --delimiter calls it. Private.
#pragma once

#include <array>
#include <string_view>

namespace certrec {

struct Separator {
    char sign;
    std::string_view word;
};

inline constexpr std::array kSeparators = {
    Separator{',', "comma"},
    Separator{';', "semicolon"},
    Separator{'|', "bar"},
    Separator{'\t', "tab"},
};

}  // namespace certrec
