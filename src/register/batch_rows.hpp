/// \file
/// How is a batch spelt as rows, without being in memory as a whole? Private to the store.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>

#include "certrec/base/sha256.hpp"
#include "certrec/register/store.hpp"
#include "register/award_digest.hpp"

namespace certrec {

/// An entry with its rows, which have no line endings.
struct BatchRow {
    Entry entry;
    std::string entry_row;
    std::string secret_row;  ///< of holders.csv if it makes a certificate, else of reasons.csv
    Sha256 leaf{};
    ShortDigest award{};  ///< if it makes a certificate
};

/// Makes and spells the entries on all processors and hands them to `take`, some at a time, in
/// their order. Throws SystemFailure if rows are not what the next run could load: the index of the
/// first one must be `first_index`, and each entry and its secret belong together.
void spell_batch(const NewEntries& batch, std::uint64_t first_index,
                 const std::function<void(std::span<const BatchRow>)>& take);

}  // namespace certrec
