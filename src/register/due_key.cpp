#include "register/due_key.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/register/note.hpp"

namespace certrec {

DueKey::DueKey(const RegisterConfig& config, const PublicKey& key, std::string file)
    : config_(config), key_(key), file_(std::move(file)) {}

KeyRing DueKey::ring() const {
    if (config_.keys.empty()) return key_;
    KeyRing ring;
    for (const ListedKey& listed : config_.keys) {
        ring.add({listed.key.public_key, listed.key.name, listed.range});
    }
    return ring;
}

Bilingual DueKey::hint(std::uint64_t size) const {
    const ListedKey* const due = find_listed_key(config_.keys, size);
    if (due == nullptr) {
        return compose("is the key that of this register?", "所用密钥是否属于此名册？");
    }
    return compose("register.toml lists the key {} for {} entries",
                   "register.toml 规定 {1} 个条目时的密钥为 {0}", format_key_id(due->key.id), size);
}

void DueKey::require_listed() const {
    const auto& keys = config_.keys;
    if (keys.empty() ||
        std::any_of(keys.begin(), keys.end(), [this](const ListedKey& k) { return is(k); })) {
        return;
    }
    throw Refusal({Severity::error, at(),
                   compose("the key {} is none that this register lists",
                           "密钥 {} 不在名册所列密钥之中", own_id()),
                   compose("the last one listed is {}", "最后列出的是 {}",
                           format_key_id(keys.back().key.id))});
}

void DueKey::require_due(std::uint64_t size) const {
    const ListedKey* const due = find_listed_key(config_.keys, size);
    if (due == nullptr || is(*due)) return;
    throw Refusal(
        {Severity::error, at(),
         compose("the key {0} must not sign {1} entries; the key {2} is due",
                 "密钥 {0} 不得签署 {1} 个条目，应由密钥 {2} 签署", own_id(), size,
                 format_key_id(due->key.id)),
         compose("nothing was changed; sign with that key, or see ROTATION in certrec-issue(1)",
                 "未作任何改动；请改用该密钥，或参阅 certrec-issue(1) 的 ROTATION")});
}

std::string DueKey::own_id() const {
    return format_key_id(make_verifier_key(config_.origin, key_).id);
}

}  // namespace certrec
