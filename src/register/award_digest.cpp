#include "register/award_digest.hpp"

#include <algorithm>

#include "certrec/base/sha256.hpp"
#include "certrec/register/store.hpp"

namespace certrec {

namespace {

ShortDigest first_half(const Sha256& digest) {
    ShortDigest half{};
    std::copy_n(digest.begin(), half.size(), half.begin());
    return half;
}

}  // namespace

// Newlines keep the fields apart; none of them can hold one.

ShortDigest digest_person(std::string_view id_type, std::string_view id_number) {
    return first_half(sha256({id_type, "\n", id_number}));
}

ShortDigest digest_award(const ShortDigest& person, std::string_view standard,
                         std::string_view level) {
    const std::string_view bytes(reinterpret_cast<const char*>(person.data()), person.size());
    return first_half(sha256({bytes, standard, "\n", level}));
}

ShortDigest digest_award(const AwardKey& key) {
    return digest_award(digest_person(key.id_type, key.id_number), key.standard, key.level);
}

}  // namespace certrec
