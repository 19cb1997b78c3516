#include "certrec/register/proof.hpp"

#include "catch.hpp"

#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

std::string name_of(TlogProofFault fault) {
    switch (fault) {
        case TlogProofFault::wrong_first_line: return "wrong_first_line";
        case TlogProofFault::wrong_extra: return "wrong_extra";
        case TlogProofFault::wrong_index: return "wrong_index";
        case TlogProofFault::wrong_hash: return "wrong_hash";
        case TlogProofFault::too_many_hashes: return "too_many_hashes";
        case TlogProofFault::no_checkpoint: return "no_checkpoint";
    }
    return "?";
}

TEST_CASE("each tlog-proof with one fault is refused for that fault (c2sp.org/tlog-proof)") {
    for (const auto& [name, expected] : testing::cases_of("tlog-proof")) {
        INFO(name);
        const std::string text = read_vector("tlog-proof/" + name);
        const auto parsed = parse_tlog_proof(text);
        const auto* const fault = std::get_if<TlogProofFault>(&parsed);
        CHECK((fault == nullptr ? "ok" : name_of(*fault)) == expected);
        if (fault == nullptr) CHECK(format_tlog_proof(std::get<TlogProof>(parsed)) == text);
    }
}

}  // namespace
}  // namespace certrec
