#include "certrec/register/merkle.hpp"

#include <algorithm>
#include <sstream>
#include "catch.hpp"

#include "certrec/base/encoding.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

std::string row(std::uint64_t index) { return "leaf-" + std::to_string(index); }

MerkleTree tree_of(std::uint64_t size) {
    MerkleTree tree;
    for (std::uint64_t i = 0; i < size; ++i) tree.append(hash_leaf(row(i)));
    return tree;
}

std::vector<Sha256> read_hashes(std::istringstream& words) {
    std::vector<Sha256> hashes;
    for (std::string word; words >> word;) {
        const Bytes bytes = parse_hex(word).value();
        hashes.emplace_back();
        std::copy(bytes.begin(), bytes.end(), hashes.back().begin());
    }
    return hashes;
}

Sha256 with_first_bit_flipped(Sha256 hash) {
    hash[0] ^= 1U;
    return hash;
}

TEST_CASE("the roots of the certificate-transparency test tree are the published ones (RFC 6962)") {
    const std::vector<std::string> leaves{"",
                                          "00",
                                          "10",
                                          "2021",
                                          "3031",
                                          "40414243",
                                          "5051525354555657",
                                          "606162636465666768696a6b6c6d6e6f"};
    const std::vector<std::string> roots{
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};
    MerkleTree tree;
    RootHasher hasher;
    CHECK(format_hex(tree.root()) == roots[0]);
    CHECK(format_hex(hasher.root()) == roots[0]);
    for (std::size_t i = 0; i < leaves.size(); ++i) {
        const Bytes bytes = parse_hex(leaves[i]).value();
        const Sha256 hash = hash_leaf({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        tree.append(hash);
        hasher.append(hash);
        CHECK(format_hex(tree.root()) == roots[i + 1]);
        CHECK(format_hex(hasher.root()) == roots[i + 1]);
    }
}

TEST_CASE("roots and proofs are those of an independent implementation") {
    const MerkleTree tree = tree_of(20);
    std::istringstream lines(testing::read_vector("merkle/vectors.txt"));
    std::size_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        INFO(line);
        std::istringstream words(line);
        std::string kind;
        std::uint64_t first = 0;
        std::uint64_t size = 0;
        words >> kind >> first;
        if (kind == "root") {
            CHECK(std::vector{tree.root_at(first)} == read_hashes(words));
            continue;
        }
        words >> size;
        const auto expected = read_hashes(words);
        if (kind == "inclusion") CHECK(tree.inclusion_proof(first, size) == expected);
        if (kind == "consistency") CHECK(tree.consistency_proof(first, size) == expected);
    }
    CHECK(count > 100);
}

TEST_CASE("every leaf of every tree up to 70 proves itself, and nothing else") {
    const MerkleTree tree = tree_of(70);
    for (std::uint64_t size = 1; size <= tree.size(); ++size) {
        const Sha256 root = tree.root_at(size);
        for (std::uint64_t index = 0; index < size; ++index) {
            const Sha256 leaf = tree.leaf(index);
            auto proof = tree.inclusion_proof(index, size);
            const auto verify = [&](std::uint64_t i, std::uint64_t n) {
                return verify_inclusion(i, n, leaf, proof, root);
            };
            REQUIRE(verify(index, size) == ProofVerdict::proven);
            for (std::uint64_t other = 0; other < size; ++other) {
                if (other != index) REQUIRE(verify(other, size) != ProofVerdict::proven);
            }
            REQUIRE(verify(size, size) == ProofVerdict::index_out_of_range);
            REQUIRE(verify_inclusion(index, size, with_first_bit_flipped(leaf), proof, root) ==
                    ProofVerdict::wrong_root);
            REQUIRE(verify_inclusion(index, size, leaf, proof, with_first_bit_flipped(root)) ==
                    ProofVerdict::wrong_root);
            for (Sha256& hash : proof) {
                hash = with_first_bit_flipped(hash);
                REQUIRE(verify(index, size) == ProofVerdict::wrong_root);
                hash = with_first_bit_flipped(hash);
            }
            proof.push_back(leaf);
            REQUIRE(verify(index, size) == ProofVerdict::wrong_length);
            proof.pop_back();
            if (proof.empty()) continue;
            proof.pop_back();
            REQUIRE(verify(index, size) == ProofVerdict::wrong_length);
        }
    }
}

TEST_CASE("every state of every tree up to 70 is proven to be its beginning, and nothing else") {
    const MerkleTree tree = tree_of(70);
    for (std::uint64_t size = 0; size <= tree.size(); ++size) {
        const Sha256 root = tree.root_at(size);
        for (std::uint64_t old_size = 0; old_size <= size; ++old_size) {
            const Sha256 old_root = tree.root_at(old_size);
            auto proof = tree.consistency_proof(old_size, size);
            const auto verify = [&](const Sha256& from, const Sha256& to) {
                return verify_consistency(old_size, size, from, to, proof);
            };
            REQUIRE(verify(old_root, root) == ProofVerdict::proven);
            REQUIRE(verify(with_first_bit_flipped(old_root), root) == ProofVerdict::wrong_root);
            if (old_size > 0) {
                REQUIRE(verify(old_root, with_first_bit_flipped(root)) == ProofVerdict::wrong_root);
            }
            for (Sha256& hash : proof) {
                hash = with_first_bit_flipped(hash);
                REQUIRE(verify(old_root, root) == ProofVerdict::wrong_root);
                hash = with_first_bit_flipped(hash);
            }
            proof.push_back(root);
            REQUIRE(verify(old_root, root) == ProofVerdict::wrong_length);
            proof.pop_back();
            if (proof.empty()) continue;
            proof.pop_back();
            REQUIRE(verify(old_root, root) == ProofVerdict::wrong_length);
        }
    }
    CHECK(verify_consistency(2, 1, {}, {}, {}) == ProofVerdict::index_out_of_range);
}

TEST_CASE("a proof for a tree of 2^64 - 1 leaves is judged without overflow") {
    const std::uint64_t size = ~std::uint64_t{0};
    const std::vector<Sha256> proof(64);
    CHECK(verify_inclusion(size - 1, size, {}, proof, {}) != ProofVerdict::proven);
    CHECK(verify_inclusion(0, size, {}, proof, {}) == ProofVerdict::wrong_root);
    CHECK(verify_consistency(size - 1, size, {}, {}, proof) != ProofVerdict::proven);
}

}  // namespace
}  // namespace certrec
