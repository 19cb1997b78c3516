#include "register/award_digest.hpp"

#include <algorithm>

#include "certrec/base/sha256.hpp"

namespace certrec {

/// Newlines keep the fields apart; none of them can hold one.
ShortDigest digest_award(const AwardKey& key) {
    const Sha256 digest =
        sha256({key.id_type, "\n", key.id_number, "\n", key.standard, "\n", key.level});
    ShortDigest half{};
    std::copy_n(digest.begin(), half.size(), half.begin());
    return half;
}

}  // namespace certrec
