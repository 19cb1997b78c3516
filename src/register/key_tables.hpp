/// \file
/// How does TOML list a register's keys? Private: for key lists and for register.toml.
#pragma once

#include <vector>

#include "certrec/register/key_ring.hpp"
#include "records/toml.hpp"

namespace certrec {

/// The `[[key]]` tables of `table`, as parse_key_list reads them. Faults are reported to the
/// table's sink, and the keys that are nevertheless understood returned.
[[nodiscard]] std::vector<ListedKey> read_key_tables(TomlTable& table);

}  // namespace certrec
