/// \file
/// Which key must sign which state of a register? Private to the store.
#pragma once

#include <cstdint>
#include <string>

#include "certrec/base/error.hpp"
#include "certrec/register/key_ring.hpp"
#include "certrec/register/register_config.hpp"

namespace certrec {

/// The key that signs, held against those that register.toml lists. Without a list any key may sign
/// for ever.
class DueKey {
  public:
    /// `config` must outlive this; `file` is the path of register.toml, for messages.
    DueKey(const RegisterConfig& config, const PublicKey& key, std::string file);

    /// Whose signatures on checkpoints count: those of register.toml, which the administrator
    /// wrote; without any, the one that signs.
    [[nodiscard]] KeyRing ring() const;

    /// What helps against a checkpoint of that size that none of them signed.
    [[nodiscard]] Bilingual hint(std::uint64_t size) const;

    /// Throws Refusal if the register lists keys, and not this one.
    void require_listed() const;

    /// Throws Refusal if the register lists another key for checkpoints of that size.
    void require_due(std::uint64_t size) const;

  private:
    [[nodiscard]] bool is(const ListedKey& listed) const { return listed.key.public_key == key_; }
    [[nodiscard]] std::string own_id() const;
    [[nodiscard]] Location at() const { return {file_, 0, 0}; }

    const RegisterConfig& config_;
    PublicKey key_;
    std::string file_;
};

}  // namespace certrec
