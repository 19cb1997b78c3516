/// \file
/// Which totals award which level? Private; certrec-standard(5), [scoring].
#pragma once

#include <vector>

#include "certrec/standards/standard.hpp"
#include "records/toml.hpp"

namespace certrec {

/// The bands of `scoring`, by at_least upwards. Reports levels that there are not, gaps, overlaps,
/// and a higher total that awards no higher level.
[[nodiscard]] std::vector<Band> read_bands(TomlTable& scoring, const std::vector<Level>& levels);

}  // namespace certrec
