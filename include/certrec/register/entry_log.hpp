/// \file
/// Which entries does a register hold? Reads the log for a report; proves nothing, see audit.hpp.
#pragma once

#include <functional>

#include "certrec/register/entry.hpp"
#include "certrec/register/snapshot.hpp"

namespace certrec {

/// Calls `visit` with each entry that the checkpoint covers, in order, in constant memory. A
/// register that never issued anything has none. Throws Refusal if the checkpoint is broken, a row
/// that it covers is missing, or one is no entry: a report on half a register would mislead.
void for_each_entry(const RegisterSnapshot& snapshot,
                    const std::function<void(const Entry& entry)>& visit);

}  // namespace certrec
