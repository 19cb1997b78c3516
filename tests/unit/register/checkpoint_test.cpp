#include "certrec/register/checkpoint.hpp"

#include "catch.hpp"

#include "certrec/register/key_ring.hpp"
#include "certrec/register/merkle.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

const std::string kOrigin = "register.example.org/skills";

std::string name_of(CheckpointFault fault) {
    switch (fault) {
        case CheckpointFault::missing_line: return "missing_line";
        case CheckpointFault::empty_line: return "empty_line";
        case CheckpointFault::wrong_size: return "wrong_size";
        case CheckpointFault::wrong_root: return "wrong_root";
    }
    return "?";
}

TEST_CASE("each checkpoint with one fault is refused for that fault (c2sp.org/tlog-checkpoint)") {
    for (const auto& [name, expected] : testing::cases_of("checkpoint")) {
        INFO(name);
        const std::string text = read_vector("checkpoint/" + name);
        const auto parsed = parse_checkpoint(text);
        const auto* const fault = std::get_if<CheckpointFault>(&parsed);
        CHECK((fault == nullptr ? "ok" : name_of(*fault)) == expected);
        if (fault == nullptr) CHECK(format_checkpoint(std::get<Checkpoint>(parsed)) == text);
    }
}

TEST_CASE("a checkpoint is verified under the name of its own origin only") {
    const SigningKey key = testing::issuer_key();
    const Checkpoint checkpoint{kOrigin, 7, hash_leaf("x"), {"extension"}};
    const auto parsed = parse_signed_checkpoint(sign_checkpoint(checkpoint, key));
    REQUIRE(std::holds_alternative<SignedCheckpoint>(parsed));
    CHECK(std::get<SignedCheckpoint>(parsed).checkpoint == checkpoint);
    CHECK(!verify_checkpoint(std::get<SignedCheckpoint>(parsed), key.public_key()));
    CHECK(verify_checkpoint(std::get<SignedCheckpoint>(parsed),
                            testing::stranger_key().public_key()) == NoteFault::unknown_signer);

    const auto renamed =
        parse_signed_checkpoint(sign_note(format_checkpoint(checkpoint), "other.example", key));
    CHECK(verify_checkpoint(std::get<SignedCheckpoint>(renamed), key.public_key()) ==
          NoteFault::unknown_signer);
    CHECK(std::get<SignedCheckpointFault>(parse_signed_checkpoint("x\n")) ==
          SignedCheckpointFault(NoteFault::no_separator));
    CHECK(std::get<SignedCheckpointFault>(parse_signed_checkpoint(sign_note(
              "x\n", kOrigin, key))) == SignedCheckpointFault(CheckpointFault::missing_line));
}

TEST_CASE("any origin may stand in a checkpoint, but no key is called all of them") {
    const SigningKey key = testing::issuer_key();
    for (const char* origin : {"go.sum database tree", "a+b"}) {
        const Checkpoint checkpoint{origin, 7, hash_leaf("x"), {}};
        const auto parsed =
            parse_signed_checkpoint(sign_note(format_checkpoint(checkpoint), kOrigin, key));
        REQUIRE(std::holds_alternative<SignedCheckpoint>(parsed));
        CHECK(std::get<SignedCheckpoint>(parsed).checkpoint == checkpoint);
        CHECK(verify_checkpoint(std::get<SignedCheckpoint>(parsed), key.public_key()) ==
              NoteFault::unknown_signer);
    }
}

}  // namespace
}  // namespace certrec
