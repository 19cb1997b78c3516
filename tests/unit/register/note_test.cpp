#include "certrec/register/note.hpp"

#include "catch.hpp"

#include "vectors.hpp"

namespace certrec {
namespace {

using testing::issuer_public_key;
using testing::read_vector;

const std::string kOrigin = "register.example.org/skills";

std::string name_of(NoteFault fault) {
    switch (fault) {
        case NoteFault::not_utf8: return "not_utf8";
        case NoteFault::control_character: return "control_character";
        case NoteFault::no_separator: return "no_separator";
        case NoteFault::no_signature: return "no_signature";
        case NoteFault::too_many_signatures: return "too_many_signatures";
        case NoteFault::bad_signature_line: return "bad_signature_line";
        case NoteFault::unknown_signer: return "unknown_signer";
        case NoteFault::wrong_signature: return "wrong_signature";
        case NoteFault::out_of_range: return "out_of_range";
    }
    return "?";
}

std::string judge(std::string_view bytes, const VerifierKey& key) {
    const auto parsed = parse_note(bytes);
    if (const auto* const fault = std::get_if<NoteFault>(&parsed)) return name_of(*fault);
    const auto fault = verify_note(std::get<Note>(parsed), {&key, 1});
    return fault ? name_of(*fault) : "ok";
}

TEST_CASE("the example of the signed-note specification verifies") {
    const auto key =
        parse_verifier_key("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    REQUIRE(key);
    CHECK(judge("This is an example message.\n"
                "\n"
                "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYj"
                "OBH3mFXmRKuwHjG1Yu72IneyaQM=\n",
                *key) == "ok");
    CHECK(format_verifier_key(*key) ==
          "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
}

TEST_CASE("each note with one fault is refused for that fault (c2sp.org/signed-note)") {
    const VerifierKey key = make_verifier_key(kOrigin, issuer_public_key());
    for (const auto& [name, expected] : testing::cases_of("note")) {
        INFO(name);
        CHECK(judge(read_vector("note/" + name), key) == expected);
    }
}

TEST_CASE("a signed note is byte for byte that of an independent implementation") {
    const std::string text = "first line\n\nthird line — after an empty one\n";
    CHECK(sign_note(text, kOrigin, testing::issuer_key()) == read_vector("note/right"));
}

TEST_CASE("a note that two known keys signed needs both signatures to be right") {
    const std::string note = read_vector("note/right-with-stranger");
    const std::vector known{
        make_verifier_key(kOrigin, issuer_public_key()),
        make_verifier_key("other.example", testing::stranger_key().public_key())};
    const auto parsed = parse_note(note);
    CHECK(!verify_note(std::get<Note>(parsed), known));
    Note changed = std::get<Note>(parsed);
    changed.signatures[1].bytes[5] ^= 1U;
    CHECK(verify_note(changed, known) == NoteFault::wrong_signature);
    CHECK(!verify_note(changed, {known.data(), 1}));
    CHECK(verify_note(changed, {}) == NoteFault::unknown_signer);
}

TEST_CASE("a vkey reads back, and any other spelling of it is refused") {
    const std::string vkey = format_verifier_key(make_verifier_key(kOrigin, issuer_public_key()));
    CHECK(vkey + "\n" == read_vector("keys/issuer.vkey"));
    CHECK(parse_verifier_key(vkey) == make_verifier_key(kOrigin, issuer_public_key()));
    for (std::size_t i = 0; i < vkey.size(); ++i) {
        std::string changed = vkey;
        changed[i] = changed[i] == 'x' ? 'y' : 'x';
        INFO(changed);
        CHECK(!parse_verifier_key(changed));
    }
    CHECK(!parse_verifier_key(""));
    CHECK(!parse_verifier_key("+" + vkey));
    CHECK(!parse_verifier_key(vkey + "="));
    CHECK(!parse_verifier_key("name+00000000"));
}

TEST_CASE("a key's name has no space of any script, plus or control character") {
    for (const char* name : {"a", "example.org/log", "名册", "it's"}) CHECK(is_key_name(name));
    for (const char* name :
         {"", "a b", "a+b", "a\nb", "a\tb", "a\u00A0b", "a\u2003b", "a\u2028b", "a\u3000b",
          "a\u0085"
          "b",
          "\xFF"}) {
        INFO(name);
        CHECK(!is_key_name(name));
    }
}

VerifierKey witness_key() {
    std::string vkey = read_vector("keys/witness.vkey");
    vkey.pop_back();
    return parse_verifier_key(vkey).value();
}

TEST_CASE("each cosignature with one fault is refused for that fault (c2sp.org/tlog-cosignature)") {
    const VerifierKey witness = witness_key();
    CHECK(witness.type == SignatureType::cosignature_v1);
    const VerifierKey issuer = make_verifier_key(kOrigin, issuer_public_key());
    for (const auto& [name, expected] : testing::cases_of("cosignature")) {
        INFO(name);
        const auto parsed = parse_note(read_vector("cosignature/" + name));
        REQUIRE(std::holds_alternative<Note>(parsed));
        const auto& note = std::get<Note>(parsed);
        // Whatever the witness's line is, the register's signature stays right.
        CHECK(!verify_note(note, {&issuer, 1}));
        const auto verdict = verify_cosignature(note, witness);
        const auto* const fault = std::get_if<NoteFault>(&verdict);
        CHECK((fault != nullptr
                   ? name_of(*fault)
                   : std::to_string(std::get<Cosignature>(verdict).seconds)) == expected);
    }
}

TEST_CASE("a cosigned note is byte for byte that of an independent implementation") {
    const SigningKey key = parse_signing_key(read_vector("keys/witness.pem"), "witness.pem");
    const VerifierKey witness = witness_key();
    CHECK(make_verifier_key(witness.name, key.public_key(), SignatureType::cosignature_v1) ==
          witness);
    constexpr std::uint64_t kDay = 20420ULL * 86400;
    const std::string plain = read_vector("cosignature/none");
    const std::string right = read_vector("cosignature/right");
    CHECK(cosign_note(plain, witness.name, key, kDay) == right);
    CHECK(cosign_note(plain, witness.name, key, (1ULL << 63U) - 1) ==
          read_vector("cosignature/right-latest-time"));
    // A later day takes the place of the earlier one.
    CHECK(cosign_note(right, witness.name, key, 0) == read_vector("cosignature/right-time-zero"));
}

TEST_CASE("the vkey of a witness is another one than that of a register's key") {
    const VerifierKey witness = witness_key();
    const VerifierKey plain = make_verifier_key(witness.name, witness.public_key);
    CHECK(plain.id != witness.id);
    CHECK(!(plain == witness));
    CHECK(format_verifier_key(witness) + "\n" == read_vector("keys/witness.vkey"));
    CHECK(!parse_verifier_key("w+00000000+BQ=="));
}

}  // namespace
}  // namespace certrec
