/// \file
/// Which of the words that there are was meant? Private: the hint to an unknown one.
#pragma once

#include <optional>
#include <string>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

/// `all`, which names the words that there are, after the question whether the likeliest is meant,
/// if there is one.
[[nodiscard]] inline Bilingual likely_hint(const std::optional<std::string>& likely,
                                           Bilingual all) {
    if (!likely) return all;
    return compose("is '{0}' meant? {1}", "是否指“{0}”？{2}", shown_cell(*likely), all.en, all.zh);
}

}  // namespace certrec
