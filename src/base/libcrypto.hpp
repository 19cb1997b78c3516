/// \file
/// Where do the functions of OpenSSL's libcrypto come from? Private.
///
/// Loaded with the program, the library would make a run on a hundred rows half as long again, and
/// what decides, grades and reports seldom needs it. So it is loaded when the first of its
/// functions is called.
#pragma once

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509.h>

namespace certrec {

/// All that certrec calls, each with the name and the type that it has in OpenSSL's headers.
#define CERTREC_LIBCRYPTO_FUNCTIONS(FUNCTION) \
    FUNCTION(BIO_free)                        \
    FUNCTION(BIO_new_mem_buf)                 \
    FUNCTION(BN_CTX_free)                     \
    FUNCTION(BN_CTX_new)                      \
    FUNCTION(BN_add)                          \
    FUNCTION(BN_cmp)                          \
    FUNCTION(BN_div)                          \
    FUNCTION(BN_dup)                          \
    FUNCTION(BN_free)                         \
    FUNCTION(BN_get_word)                     \
    FUNCTION(BN_is_negative)                  \
    FUNCTION(BN_is_zero)                      \
    FUNCTION(BN_lshift)                       \
    FUNCTION(BN_mul)                          \
    FUNCTION(BN_new)                          \
    FUNCTION(BN_set_negative)                 \
    FUNCTION(BN_set_word)                     \
    FUNCTION(BN_sub)                          \
    FUNCTION(BN_ucmp)                         \
    FUNCTION(CRYPTO_clear_free)               \
    FUNCTION(CRYPTO_free)                     \
    FUNCTION(ERR_clear_error)                 \
    FUNCTION(ERR_get_error)                   \
    FUNCTION(EVP_DigestSign)                  \
    FUNCTION(EVP_DigestSignInit)              \
    FUNCTION(EVP_DigestVerify)                \
    FUNCTION(EVP_DigestVerifyInit)            \
    FUNCTION(EVP_MD_CTX_free)                 \
    FUNCTION(EVP_MD_CTX_new)                  \
    FUNCTION(EVP_PKCS82PKEY)                  \
    FUNCTION(EVP_PKEY_free)                   \
    FUNCTION(EVP_PKEY_get_base_id)            \
    FUNCTION(EVP_PKEY_get_raw_public_key)     \
    FUNCTION(EVP_PKEY_new_raw_public_key)     \
    FUNCTION(OBJ_nid2sn)                      \
    FUNCTION(PEM_read_bio)                    \
    FUNCTION(PKCS8_PRIV_KEY_INFO_free)        \
    FUNCTION(PKCS8_decrypt)                   \
    FUNCTION(RAND_bytes)                      \
    FUNCTION(SHA256_Update)                   \
    FUNCTION(X509_SIG_free)                   \
    FUNCTION(d2i_PKCS8_PRIV_KEY_INFO)         \
    FUNCTION(d2i_PUBKEY)                      \
    FUNCTION(d2i_X509_SIG)

// SHA256_Update is deprecated; sha256.cpp says why it is called all the same.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
struct Libcrypto {
// NOLINTNEXTLINE(bugprone-macro-parentheses): it is the name of a member
#define CERTREC_MEMBER(name) decltype(&::name) name;
    CERTREC_LIBCRYPTO_FUNCTIONS(CERTREC_MEMBER)
#undef CERTREC_MEMBER
};
#pragma GCC diagnostic pop

/// The library, loaded at the first call, which takes a millisecond or more, and kept until the
/// program ends. Throws SystemFailure if it is not there or lacks one of the functions; never again
/// after a call that did not, so that what holds something of the library may call it anywhere.
[[nodiscard]] const Libcrypto& libcrypto();

}  // namespace certrec
