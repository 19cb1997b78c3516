// What golang.org/x/mod/sumdb wrote is accepted, and what it refuses is refused: see tests/interop.
#include <sstream>

#include "catch.hpp"

#include "certrec/register/checkpoint.hpp"
#include "certrec/register/key_ring.hpp"
#include "certrec/register/merkle.hpp"
#include "certrec/register/proof.hpp"
#include "register/canonical.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

bool proves(const std::string& text, std::string_view row, const PublicKey& key) {
    const auto parsed = parse_tlog_proof(text);
    if (!std::holds_alternative<TlogProof>(parsed)) return false;
    const auto& proof = std::get<TlogProof>(parsed);
    const auto state = parse_signed_checkpoint(proof.checkpoint);
    if (!std::holds_alternative<SignedCheckpoint>(state)) return false;
    const auto& checkpoint = std::get<SignedCheckpoint>(state);
    return !verify_checkpoint(checkpoint, key) &&
           verify_inclusion(proof.index, checkpoint.checkpoint.size, hash_leaf(row), proof.hashes,
                            checkpoint.checkpoint.root) == ProofVerdict::proven;
}

/// `text` is size and root of a tree, of a later tree, and the hashes of the proof, a line each.
ProofVerdict judge_consistency(const std::string& text, const std::string& changed_root) {
    std::istringstream lines(text);
    std::uint64_t old_size = 0;
    std::uint64_t size = 0;
    std::string old_root;
    std::string root;
    lines >> old_size >> old_root >> size >> root;
    std::vector<Sha256> hashes;
    for (std::string line; lines >> line;) hashes.push_back(parse_base64_digest(line).value());
    return verify_consistency(
        old_size, size, parse_base64_digest(changed_root.empty() ? old_root : changed_root).value(),
        parse_base64_digest(root).value(), hashes);
}

TEST_CASE("a proof by Go is accepted just when Go accepts it") {
    const auto key = parse_public_key(read_vector("go/issuer.pub.pem"), "issuer.pub.pem");
    const auto vkey = read_vector("go/issuer.vkey");
    CHECK(format_verifier_key(make_verifier_key("go.example/log", key)) + "\n" == vkey);
    int accepted = 0;
    for (const auto& [name, expected] : testing::cases_of("go")) {
        INFO(name);
        std::istringstream words(expected);
        std::string kind;
        std::string verdict;
        std::string row;
        words >> kind >> verdict;
        words.get();
        std::getline(words, row);
        const std::string text = read_vector("go/" + name);
        REQUIRE(!text.empty());
        if (kind == "proof") {
            CHECK(proves(text, row, key) == (verdict == "right"));
        } else {
            CHECK(judge_consistency(text, "") == ProofVerdict::proven);
            CHECK(judge_consistency(text, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=") ==
                  ProofVerdict::wrong_root);
        }
        accepted += verdict == "right" ? 1 : 0;
    }
    CHECK(accepted == 17);
}

}  // namespace
}  // namespace certrec
