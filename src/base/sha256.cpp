#include "certrec/base/sha256.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <memory>
#include <stdexcept>

namespace certrec {

namespace {

struct FreeContext {
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Looking the algorithm up and allocating a context cost more than hashing a short row.
EVP_MD_CTX* fresh_context() {
    thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    if (context == nullptr || algorithm == nullptr ||
        EVP_DigestInit_ex2(context.get(), algorithm, nullptr) != 1) {
        throw std::runtime_error("libcrypto offers no SHA-256");
    }
    return context.get();
}

}  // namespace

Sha256 sha256(std::initializer_list<std::string_view> parts) {
    EVP_MD_CTX* const context = fresh_context();
    for (const std::string_view part : parts) EVP_DigestUpdate(context, part.data(), part.size());
    Sha256 digest{};
    EVP_DigestFinal_ex(context, digest.data(), nullptr);
    return digest;
}

Sha256 sha256(std::string_view bytes) { return sha256({bytes}); }

Sha256 hmac_sha256(std::span<const std::uint8_t> key, std::string_view message) {
    Sha256 code{};
    const auto* const bytes = reinterpret_cast<const unsigned char*>(message.data());
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, message.size(),
             code.data(), nullptr) == nullptr) {
        throw std::runtime_error("libcrypto offers no HMAC-SHA256");
    }
    return code;
}

}  // namespace certrec
