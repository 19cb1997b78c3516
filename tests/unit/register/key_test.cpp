#include "certrec/register/key.hpp"

#include <algorithm>
#include "catch.hpp"

#include "certrec/base/encoding.hpp"
#include "certrec/base/error.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

std::string pem(const std::string& label, const std::string& der_hex) {
    return "-----BEGIN " + label + "-----\n" + format_base64(parse_hex(der_hex).value()) +
           "\n-----END " + label + "-----\n";
}

std::string refusal_of_private(const std::string& text) {
    try {
        static_cast<void>(parse_signing_key(text, "key.pem"));
    } catch (const Refusal& refusal) {
        CHECK(refusal.diagnostic().location.file == "key.pem");
        return refusal.diagnostic().message.en;
    }
    return "accepted";
}

std::string refusal_of_public(const std::string& text) {
    try {
        static_cast<void>(parse_public_key(text, "key.pem"));
    } catch (const Refusal& refusal) {
        CHECK(refusal.diagnostic().location.file == "key.pem");
        return refusal.diagnostic().message.en;
    }
    return "accepted";
}

const std::string kRfc8032Seed = "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb";
const std::string kPkcs8Ed25519 = "302e020100300506032b657004220420";
// From `openssl genpkey -algorithm x25519`, with its key material replaced by zeros and ones.
const std::string kPkcs8X25519 = "302e020100300506032b656e04220420";
const std::string kSpkiX25519 = "302a300506032b656e032100";

TEST_CASE("keys and signatures are those of RFC 8032, section 7.1, test 2") {
    const SigningKey key =
        parse_signing_key(pem("PRIVATE KEY", kPkcs8Ed25519 + kRfc8032Seed), "key.pem");
    CHECK(format_hex(key.public_key().bytes) ==
          "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    const Signature signature = key.sign("\x72");
    CHECK(format_hex(signature) ==
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
    CHECK(verify_signature(key.public_key(), "\x72", signature));
    CHECK(!verify_signature(key.public_key(), "\x73", signature));
    CHECK(!verify_signature({}, "\x72", signature));
}

TEST_CASE("every bit of a signature matters") {
    const SigningKey key = testing::issuer_key();
    Signature signature = key.sign("text");
    for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
        const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
        signature[bit / 8] ^= mask;
        CHECK(!verify_signature(key.public_key(), "text", signature));
        signature[bit / 8] ^= mask;
    }
    CHECK(verify_signature(key.public_key(), "text", signature));
}

TEST_CASE("a private key and its public key read the same key") {
    CHECK(testing::issuer_key().public_key() == testing::issuer_public_key());
    CHECK(!(testing::stranger_key().public_key() == testing::issuer_public_key()));
}

TEST_CASE("what is not the wanted key is refused with what it is") {
    const std::string private_key = read_vector("keys/issuer.pem");
    const std::string public_key = read_vector("keys/issuer.pub.pem");
    CHECK(refusal_of_private(public_key) == "a public key, where the private key is wanted");
    CHECK(refusal_of_public(private_key) == "a private key, where the public key is wanted");
    for (const std::string& text : {std::string(), std::string("key"), private_key.substr(0, 60)}) {
        CHECK(refusal_of_private(text) == "not a key in PEM");
        CHECK(refusal_of_public(text) == "not a key in PEM");
    }
    CHECK(refusal_of_private(pem("PRIVATE KEY", kPkcs8X25519 + kRfc8032Seed)) ==
          "a key of kind X25519, where Ed25519 is wanted");
    CHECK(refusal_of_public(pem("PUBLIC KEY", kSpkiX25519 + kRfc8032Seed)) ==
          "a key of kind X25519, where Ed25519 is wanted");
    CHECK(refusal_of_private(pem("CERTIFICATE", "00")) ==
          "a 'CERTIFICATE' in PEM, where a 'PRIVATE KEY' is wanted");
    CHECK(refusal_of_public(pem("CERTIFICATE", "00")) ==
          "a 'CERTIFICATE' in PEM, where a 'PUBLIC KEY' is wanted");
    CHECK(refusal_of_private(pem("PRIVATE KEY", "00")) ==
          "the key in the PEM block cannot be read");
    CHECK(refusal_of_public(pem("PUBLIC KEY", "00")) == "the key in the PEM block cannot be read");
}

TEST_CASE("a key under a passphrase is refused without asking for it") {
    CHECK(refusal_of_private(pem("ENCRYPTED PRIVATE KEY", "00")) ==
          "the private key is under a passphrase");
    CHECK(refusal_of_private("-----BEGIN PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n"
                             "DEK-Info: AES-256-CBC,00000000000000000000000000000000\n\n"
                             "AAAA\n-----END PRIVATE KEY-----\n") ==
          "the private key is under a passphrase");
    CHECK(refusal_of_public(pem("ENCRYPTED PRIVATE KEY", "00")) ==
          "a private key, where the public key is wanted");
}

TEST_CASE("a key under a passphrase opens with that passphrase and no other (PKCS #8)") {
    const std::string sealed = read_vector("keys/issuer-sealed.pem");
    CHECK(is_under_passphrase(sealed, "key.pem"));
    CHECK(!is_under_passphrase(read_vector("keys/issuer.pem"), "key.pem"));
    CHECK(decrypt_signing_key(sealed, "口令 1234", "key.pem").public_key() ==
          testing::issuer_public_key());
    const auto refusal_of = [](const std::string& text,
                               std::string_view passphrase) -> std::string {
        try {
            static_cast<void>(decrypt_signing_key(text, passphrase, "key.pem"));
        } catch (const Refusal& refusal) {
            return refusal.diagnostic().message.en;
        }
        return "accepted";
    };
    for (int i = 0; i < 300; ++i) {
        CHECK(refusal_of(sealed, "wrong " + std::to_string(i)) ==
              "the passphrase is not that of this private key");
    }
    CHECK(refusal_of(sealed, "") == "the passphrase is not that of this private key");
    CHECK(refusal_of(pem("ENCRYPTED PRIVATE KEY", "00"), "x") ==
          "the key in the PEM block cannot be read");
    CHECK(refusal_of(read_vector("keys/issuer.pem"), "x") ==
          "a 'PRIVATE KEY' in PEM, where a 'ENCRYPTED PRIVATE KEY' is wanted");
    CHECK(refusal_of(read_vector("keys/issuer.pub.pem"), "x") ==
          "a public key, where the private key is wanted");
}

}  // namespace
}  // namespace certrec
