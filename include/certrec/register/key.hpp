/// \file
/// Who signs? Ed25519 keys (RFC 8032) in PEM, as the stock openssl writes them.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace certrec {

/// An Ed25519 public key in the encoding of RFC 8032, section 5.1.2.
struct PublicKey {
    std::array<std::uint8_t, 32> bytes{};

    friend bool operator==(const PublicKey&, const PublicKey&) = default;
};

using Signature = std::array<std::uint8_t, 64>;

/// An Ed25519 private key. Never printed, never written.
class SigningKey {
  public:
    ~SigningKey();
    SigningKey(SigningKey&&) noexcept;
    SigningKey& operator=(SigningKey&&) noexcept;

    [[nodiscard]] const PublicKey& public_key() const { return public_key_; }

    /// The same signature for the same message (RFC 8032, section 5.1.6).
    [[nodiscard]] Signature sign(std::string_view message) const;

  private:
    friend SigningKey parse_signing_key(std::string_view pem, const std::string& file);
    friend SigningKey decrypt_signing_key(std::string_view pem, std::string_view passphrase,
                                          const std::string& file);
    struct Native;
    SigningKey(std::unique_ptr<Native> native, const PublicKey& public_key);

    std::unique_ptr<Native> native_;
    PublicKey public_key_;
};

/// The key in the first PEM block, `-----BEGIN PRIVATE KEY-----` (PKCS #8). Throws Refusal, located
/// in `file`, for anything else: no PEM, a public key, a key under a passphrase, a key of another
/// kind. Never asks anybody for a passphrase.
[[nodiscard]] SigningKey parse_signing_key(std::string_view pem, const std::string& file);

/// Whether the first PEM block is a private key under a passphrase. Throws Refusal, located in
/// `file`, if there is no PEM.
[[nodiscard]] bool is_under_passphrase(std::string_view pem, const std::string& file);

/// The key in the first PEM block, `-----BEGIN ENCRYPTED PRIVATE KEY-----` (PKCS #8, RFC 5958).
/// Throws Refusal, located in `file`, if the passphrase does not open it, or as parse_signing_key
/// does. Costs what the key's own derivation function asks for.
[[nodiscard]] SigningKey decrypt_signing_key(std::string_view pem, std::string_view passphrase,
                                             const std::string& file);

/// The key in the first PEM block, `-----BEGIN PUBLIC KEY-----`. Throws Refusal, located in `file`,
/// for anything else; a private key is refused because whoever only verifies should not hold it.
[[nodiscard]] PublicKey parse_public_key(std::string_view pem, const std::string& file);

/// Whether `signature` over `message` is the key's; strict, so that no second signature passes.
[[nodiscard]] bool verify_signature(const PublicKey& key, std::string_view message,
                                    const Signature& signature);

}  // namespace certrec
