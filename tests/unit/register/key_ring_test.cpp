#include "certrec/register/key_ring.hpp"

#include "catch.hpp"

#include "certrec/register/merkle.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

std::string name_of(const std::optional<NoteFault>& fault) {
    if (!fault) return "ok";
    switch (*fault) {
        case NoteFault::unknown_signer: return "unknown_signer";
        case NoteFault::wrong_signature: return "wrong_signature";
        case NoteFault::out_of_range: return "out_of_range";
        default: return "?";
    }
}

std::vector<ListedKey> listed_keys() {
    return parse_key_list(read_vector("rotation/keys.toml"), "keys.toml",
                          [](const Diagnostic& d) { FAIL(d.message.en); });
}

KeyRing ring_of(const std::vector<ListedKey>& listed) {
    KeyRing ring;
    for (const auto& [key, range] : listed) ring.add({key.public_key, key.name, range});
    return ring;
}

SignedCheckpoint checkpoint_in(const std::string& vector) {
    return std::get<SignedCheckpoint>(parse_signed_checkpoint(read_vector(vector)));
}

/// The English messages, `line: message` each; "ok" if there are none.
std::string judge(const std::string& bytes) {
    std::string messages;
    const auto keys = parse_key_list(bytes, "keys.toml", [&](const Diagnostic& d) {
        CHECK(d.location.file == "keys.toml");
        CHECK(!d.message.zh.empty());
        if (!messages.empty()) messages += "; ";
        messages += std::to_string(d.location.line) + ": " + d.message.en;
    });
    CHECK(keys.empty() == !messages.empty());
    return messages.empty() ? "ok" : messages;
}

std::string with(const std::string& part, const std::string& changed) {
    std::string bytes = read_vector("rotation/keys.toml");
    const std::size_t at = bytes.find(part);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at, part.size(), changed);
}

TEST_CASE("a checkpoint counts only by a key whose range holds its size") {
    const KeyRing ring = ring_of(listed_keys());
    for (const auto& [name, expected] : testing::cases_of("rotation")) {
        INFO(name);
        CHECK(name_of(verify_checkpoint(checkpoint_in("rotation/" + name), ring)) == expected);
    }
}

TEST_CASE("a trusted key without a range signs any size, one of another origin none") {
    const PublicKey issuer = testing::issuer_public_key();
    const SignedCheckpoint late = checkpoint_in("rotation/first-key-too-late");
    CHECK(!verify_checkpoint(late, issuer));
    KeyRing elsewhere;
    elsewhere.add({issuer, "other.example", std::nullopt});
    CHECK(verify_checkpoint(late, elsewhere) == NoteFault::unknown_signer);
    CHECK(verify_checkpoint(late, KeyRing()) == NoteFault::unknown_signer);
}

TEST_CASE("a key list gives its keys in order, each with its sizes") {
    const auto keys = listed_keys();
    REQUIRE(keys.size() == 2);
    CHECK(keys[0].key ==
          make_verifier_key("register.example.org/skills", testing::issuer_public_key()));
    CHECK(keys[0].range == SizeRange{0, 2});
    CHECK(keys[1].range == SizeRange{3, std::nullopt});
    CHECK(find_listed_key(keys, 2) == &keys[0]);
    CHECK(find_listed_key(keys, 3) == &keys[1]);
    CHECK(find_listed_key({}, 0) == nullptr);
    CHECK(describe_size_range(keys[0].range).en == "0 to 2");
    CHECK(describe_size_range(keys[1].range).en == "3 and more");
}

TEST_CASE("every fault of a key list is told with its line") {
    CHECK(judge("") == "1: there is no [[key]]");
    CHECK(judge(with("first = 3", "first = 4")) ==
          "8: 'first' is 4, and must be 3: one more than the 'last' before");
    CHECK(judge(with("first = 3", "first = 2")) ==
          "8: 'first' is 2, and must be 3: one more than the 'last' before");
    CHECK(judge(with("first = 0", "first = 1")) == "3: 'first' is 1; the first key begins at 0");
    CHECK(judge(with("last = 2\n", "")) == "5: the key before has no 'last', so none can follow");
    CHECK(judge(with("first = 3", "first = 3\nlast = 9")).find("must have no 'last'") !=
          std::string::npos);
    CHECK(judge(with("first = 3", "first = 3\nlast = 2")).find("9: 'last' is 2, before 'first'") ==
          0);
    CHECK(judge(with("first = 0", "first = -1")).find("3: 'first' is -1") == 0);
    CHECK(judge(with("first = 0\n", "")).find("the key 'first' is missing") != std::string::npos);
    CHECK(judge(with("first = 0", "first = 0\nfrist = 1")).find("unknown key 'frist'") !=
          std::string::npos);
    CHECK(judge(with("/skills+", "/skillz+")).find("is no verifier key") != std::string::npos);
    std::string witness = read_vector("keys/witness.vkey");
    witness.pop_back();
    CHECK(judge("[[key]]\nverifier = \"" + witness + "\"\nfirst = 0\n") ==
          "2: the verifier key of a witness, where a register's is wanted");
    const std::string twice = read_vector("rotation/keys.toml");
    const std::string first = twice.substr(0, twice.find("first"));
    CHECK(judge(first + "first = 0\nlast = 1\n" + first + "first = 2\n").find("listed twice") !=
          std::string::npos);
}

TEST_CASE("lists of several registers may stand in one file") {
    std::string other = format_verifier_key(
        make_verifier_key("other.example", testing::stranger_key().public_key()));
    CHECK(judge(read_vector("rotation/keys.toml") + "\n[[key]]\nverifier = \"" + other +
                "\"\nfirst = 0\n") == "ok");
}

TEST_CASE("bare keys take the ranges of the register's list, and what is not trusted is named") {
    const auto listed = listed_keys();
    const MatchedKeys matched = match_keys(testing::issuer_public_key(), listed);
    REQUIRE(matched.ring.keys().size() == 1);
    CHECK(matched.ring.keys()[0].range == SizeRange{0, 2});
    REQUIRE(matched.untrusted.keys().size() == 1);
    CHECK(matched.untrusted.keys()[0].public_key == listed[1].key.public_key);
    CHECK(matched.untrusted.keys()[0].range == listed[1].range);
    CHECK(matched.contradictions.empty());
    CHECK(match_keys(testing::stranger_key().public_key(), listed).ring.keys().empty());
}

TEST_CASE("a range that a rotation has ended is no contradiction, any other difference is") {
    const auto listed = listed_keys();
    const auto matched_with = [&](const SizeRange& range) {
        KeyRing ring;
        ring.add({listed[0].key.public_key, listed[0].key.name, range});
        return match_keys(ring, listed);
    };
    const MatchedKeys open = matched_with({0, std::nullopt});
    CHECK(open.contradictions.empty());
    CHECK(open.ring.keys()[0].range == SizeRange{0, 2});
    for (const SizeRange& range : {SizeRange{0, 1}, SizeRange{0, 3}, SizeRange{1, 2}}) {
        const MatchedKeys matched = matched_with(range);
        REQUIRE(matched.contradictions.size() == 1);
        CHECK(matched.contradictions[0].trusted == range);
        CHECK(matched.contradictions[0].listed == SizeRange{0, 2});
    }
    CHECK(matched_with({0, 1}).ring.keys()[0].range == SizeRange{0, 1});
}

}  // namespace
}  // namespace certrec
