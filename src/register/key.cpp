#include "certrec/register/key.hpp"

#include <stdexcept>
#include <utility>

#include "base/compose.hpp"
#include "base/libcrypto.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

struct Free {
    void operator()(BIO* bio) const { libcrypto().BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { libcrypto().EVP_PKEY_free(key); }
    void operator()(EVP_MD_CTX* context) const { libcrypto().EVP_MD_CTX_free(context); }
    void operator()(PKCS8_PRIV_KEY_INFO* info) const { libcrypto().PKCS8_PRIV_KEY_INFO_free(info); }
    void operator()(X509_SIG* sealed) const { libcrypto().X509_SIG_free(sealed); }
};
template <typename T>
using Owned = std::unique_ptr<T, Free>;

Refusal refuse(const std::string& file, Bilingual message, Bilingual hint = {}) {
    return Refusal({Severity::error, {file, 0, 0}, std::move(message), std::move(hint)});
}

/// One block between BEGIN and END, decoded but not decrypted.
class PemBlock {
  public:
    /// Throws Refusal if there is none.
    PemBlock(std::string_view pem, const std::string& file) {
        const Owned<BIO> bio(libcrypto().BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
        const bool found = bio != nullptr && libcrypto().PEM_read_bio(bio.get(), &label_, &header_,
                                                                      &der_, &size_) == 1;
        libcrypto().ERR_clear_error();
        if (!found) {
            throw refuse(file, compose("not a key in PEM", "不是 PEM 格式的密钥"),
                         compose("a key begins with a line such as -----BEGIN PUBLIC KEY-----",
                                 "密钥文件的首行应如 -----BEGIN PUBLIC KEY-----"));
        }
    }
    ~PemBlock() {
        libcrypto().CRYPTO_free(label_, __FILE__, __LINE__);
        libcrypto().CRYPTO_free(header_, __FILE__, __LINE__);
        libcrypto().CRYPTO_clear_free(der_, static_cast<std::size_t>(size_), __FILE__, __LINE__);
    }
    PemBlock(const PemBlock&) = delete;
    PemBlock& operator=(const PemBlock&) = delete;

    [[nodiscard]] std::string_view label() const { return label_; }
    [[nodiscard]] bool is_private() const { return label().ends_with("PRIVATE KEY"); }
    [[nodiscard]] bool is_encrypted() const {
        return label() == "ENCRYPTED PRIVATE KEY" || has_encrypted_header();
    }
    /// As openssl wrote before PKCS #8 (RFC 1421).
    [[nodiscard]] bool has_encrypted_header() const {
        return std::string_view(header_).find("ENCRYPTED") != std::string_view::npos;
    }
    [[nodiscard]] const unsigned char* der() const { return der_; }
    [[nodiscard]] long size() const { return size_; }

  private:
    char* label_ = nullptr;
    char* header_ = nullptr;
    unsigned char* der_ = nullptr;
    long size_ = 0;
};

Refusal refuse_label(const PemBlock& block, const std::string& file, std::string_view wanted) {
    return refuse(file, compose("a '{0}' in PEM, where a '{1}' is wanted",
                                "PEM 内容为“{0}”，此处应为“{1}”", shown(block.label()), wanted));
}

void refuse_public_key(const PemBlock& block, const std::string& file) {
    if (block.label() != "PUBLIC KEY") return;
    throw refuse(
        file, compose("a public key, where the private key is wanted", "这是公钥，此处应为私钥"));
}

/// A wrong passphrase gives a wrong padding, or by chance a right one around what is no key. What
/// libcrypto cannot do is an error of another kind.
Refusal refuse_decryption(const std::string& file) {
    bool can_decrypt = true;
    while (const unsigned long error = libcrypto().ERR_get_error()) {
        const int reason = ERR_GET_REASON(error);
        const bool is_of_evp = ERR_GET_LIB(error) == ERR_LIB_EVP;
        if (reason == ERR_R_UNSUPPORTED ||
            (is_of_evp &&
             (reason == EVP_R_UNKNOWN_PBE_ALGORITHM || reason == EVP_R_UNKNOWN_CIPHER ||
              reason == EVP_R_UNSUPPORTED_CIPHER || reason == EVP_R_UNSUPPORTED_PRF ||
              reason == EVP_R_UNSUPPORTED_KEY_DERIVATION_FUNCTION))) {
            can_decrypt = false;
        }
    }
    if (can_decrypt) {
        return refuse(
            file, compose("the passphrase is not that of this private key", "口令与此私钥不符"));
    }
    return refuse(file,
                  compose("the private key is encrypted in a way that libcrypto does not offer",
                          "私钥的加密方式不受 libcrypto 支持"),
                  compose("openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW_KEY encrypts it "
                          "anew",
                          "用 openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW_KEY "
                          "重新加密"));
}

void require_ed25519(const EVP_PKEY* key, const std::string& file) {
    libcrypto().ERR_clear_error();
    if (key == nullptr) {
        throw refuse(file,
                     compose("the key in the PEM block cannot be read", "无法读取 PEM 中的密钥"));
    }
    if (libcrypto().EVP_PKEY_get_base_id(key) != EVP_PKEY_ED25519) {
        throw refuse(
            file,
            compose("a key of kind {}, where Ed25519 is wanted", "密钥类型为 {}，此处应为 Ed25519",
                    libcrypto().OBJ_nid2sn(libcrypto().EVP_PKEY_get_base_id(key))),
            compose("openssl genpkey -algorithm ed25519 makes one",
                    "可用 openssl genpkey -algorithm ed25519 生成"));
    }
}

Owned<EVP_PKEY> private_key_in(const PKCS8_PRIV_KEY_INFO* info, const std::string& file) {
    Owned<EVP_PKEY> key;
    if (info != nullptr) key.reset(libcrypto().EVP_PKCS82PKEY(info));
    require_ed25519(key.get(), file);
    return key;
}

PublicKey public_half(const EVP_PKEY* key) {
    PublicKey half;
    std::size_t size = half.bytes.size();
    if (libcrypto().EVP_PKEY_get_raw_public_key(key, half.bytes.data(), &size) != 1 ||
        size != half.bytes.size()) {
        throw std::runtime_error("libcrypto gives no Ed25519 public key");
    }
    return half;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

}  // namespace

struct SigningKey::Native {
    Owned<EVP_PKEY> key;
};

SigningKey::SigningKey(std::unique_ptr<Native> native, const PublicKey& public_key)
    : native_(std::move(native)), public_key_(public_key) {}
SigningKey::~SigningKey() = default;
SigningKey::SigningKey(SigningKey&&) noexcept = default;
SigningKey& SigningKey::operator=(SigningKey&&) noexcept = default;

Signature SigningKey::sign(std::string_view message) const {
    const Owned<EVP_MD_CTX> context(libcrypto().EVP_MD_CTX_new());
    Signature signature{};
    std::size_t size = signature.size();
    if (context == nullptr ||
        libcrypto().EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr,
                                       native_->key.get()) != 1 ||
        libcrypto().EVP_DigestSign(context.get(), signature.data(), &size, bytes_of(message),
                                   message.size()) != 1 ||
        size != signature.size()) {
        throw std::runtime_error("libcrypto gives no Ed25519 signature");
    }
    return signature;
}

SigningKey parse_signing_key(std::string_view pem, const std::string& file) {
    const PemBlock block(pem, file);
    refuse_public_key(block, file);
    if (block.is_encrypted()) {
        throw refuse(file, compose("the private key is under a passphrase", "私钥受口令保护"),
                     compose("--passphrase-file FILE, --passphrase-fd N or --ask-passphrase opens "
                             "it",
                             "请以 --passphrase-file 文件、--passphrase-fd 编号或 "
                             "--ask-passphrase 给出口令"));
    }
    if (block.label() != "PRIVATE KEY") throw refuse_label(block, file, "PRIVATE KEY");

    // PKCS #8 is decoded on its own, because libcrypto's general readers may ask for a passphrase.
    const unsigned char* der = block.der();
    const Owned<PKCS8_PRIV_KEY_INFO> info(
        libcrypto().d2i_PKCS8_PRIV_KEY_INFO(nullptr, &der, block.size()));
    auto native = std::make_unique<SigningKey::Native>();
    native->key = private_key_in(info.get(), file);
    const PublicKey public_key = public_half(native->key.get());
    return SigningKey(std::move(native), public_key);
}

bool is_under_passphrase(std::string_view pem, const std::string& file) {
    return PemBlock(pem, file).is_encrypted();
}

SigningKey decrypt_signing_key(std::string_view pem, std::string_view passphrase,
                               const std::string& file) {
    const PemBlock block(pem, file);
    refuse_public_key(block, file);
    if (block.has_encrypted_header()) {
        throw refuse(file,
                     compose("the private key is encrypted in the way of old PEM headers",
                             "私钥以旧式 PEM 头加密"),
                     compose("openssl pkcs8 -topk8 -in KEY -out NEW_KEY turns it into PKCS #8",
                             "用 openssl pkcs8 -topk8 -in KEY -out NEW_KEY 转换为 PKCS #8"));
    }
    if (!block.is_encrypted()) throw refuse_label(block, file, "ENCRYPTED PRIVATE KEY");

    const unsigned char* der = block.der();
    const Owned<X509_SIG> sealed(libcrypto().d2i_X509_SIG(nullptr, &der, block.size()));
    if (sealed == nullptr) require_ed25519(nullptr, file);
    const Owned<PKCS8_PRIV_KEY_INFO> info(libcrypto().PKCS8_decrypt(
        sealed.get(), passphrase.data(), static_cast<int>(passphrase.size())));
    if (info == nullptr) throw refuse_decryption(file);
    auto native = std::make_unique<SigningKey::Native>();
    native->key = private_key_in(info.get(), file);
    const PublicKey public_key = public_half(native->key.get());
    return SigningKey(std::move(native), public_key);
}

PublicKey parse_public_key(std::string_view pem, const std::string& file) {
    const PemBlock block(pem, file);
    if (block.is_private()) {
        throw refuse(
            file,
            compose("a private key, where the public key is wanted", "这是私钥，此处应为公钥"),
            compose("openssl pkey -in KEY -pubout writes the public key",
                    "用 openssl pkey -in KEY -pubout 导出公钥"));
    }
    if (block.label() != "PUBLIC KEY") throw refuse_label(block, file, "PUBLIC KEY");

    const unsigned char* der = block.der();
    const Owned<EVP_PKEY> key(libcrypto().d2i_PUBKEY(nullptr, &der, block.size()));
    require_ed25519(key.get(), file);
    return public_half(key.get());
}

bool verify_signature(const PublicKey& key, std::string_view message, const Signature& signature) {
    const Owned<EVP_PKEY> native(libcrypto().EVP_PKEY_new_raw_public_key(
        EVP_PKEY_ED25519, nullptr, key.bytes.data(), key.bytes.size()));
    const Owned<EVP_MD_CTX> context(libcrypto().EVP_MD_CTX_new());
    const bool right =
        native != nullptr && context != nullptr &&
        libcrypto().EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, native.get()) ==
            1 &&
        libcrypto().EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                                     bytes_of(message), message.size()) == 1;
    libcrypto().ERR_clear_error();
    return right;
}

}  // namespace certrec
