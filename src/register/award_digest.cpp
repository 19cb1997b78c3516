#include "register/award_digest.hpp"

#include <algorithm>

#include "certrec/base/sha256.hpp"

namespace certrec {

namespace {

ShortDigest half_of(const Sha256& digest) {
    ShortDigest half{};
    std::copy_n(digest.begin(), half.size(), half.begin());
    return half;
}

}  // namespace

// Newlines keep the fields apart; none of them can hold one.

ShortDigest digest_person(std::string_view id_type, std::string_view id_number) {
    return half_of(sha256({id_type, "\n", id_number}));
}

ShortDigest digest_award(const AwardKey& key) {
    return half_of(sha256({key.id_type, "\n", key.id_number, "\n", key.standard, "\n", key.level}));
}

}  // namespace certrec
