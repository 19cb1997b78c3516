#include "certrec/register/proof.hpp"

#include <utility>

#include "base/compose.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
// The height of a tree of 2^63 leaves.
constexpr std::size_t kMaxHashes = 63;

}  // namespace

std::variant<TlogProof, TlogProofFault> parse_tlog_proof(std::string_view text) {
    if (take_line(text) != kFirstLine) return TlogProofFault::wrong_first_line;
    TlogProof proof;
    auto line = take_line(text);
    if (line && line->starts_with(kExtra)) {
        proof.extra = parse_base64(line->substr(kExtra.size()));
        if (!proof.extra || proof.extra->empty()) return TlogProofFault::wrong_extra;
        line = take_line(text);
    }
    if (!line || !line->starts_with(kIndex)) return TlogProofFault::wrong_index;
    const auto index = parse_count(line->substr(kIndex.size()));
    if (!index) return TlogProofFault::wrong_index;
    proof.index = *index;

    for (line = take_line(text); line && !line->empty(); line = take_line(text)) {
        const auto hash = parse_base64_digest(*line);
        if (!hash) return TlogProofFault::wrong_hash;
        if (proof.hashes.size() == kMaxHashes) return TlogProofFault::too_many_hashes;
        proof.hashes.push_back(*hash);
    }
    if (!line || text.empty()) return TlogProofFault::no_checkpoint;
    proof.checkpoint = text;
    return proof;
}

std::string format_tlog_proof(const TlogProof& proof) {
    std::string text = fmt::format("{}\n", kFirstLine);
    if (proof.extra) text += fmt::format("{}{}\n", kExtra, format_base64(*proof.extra));
    text += fmt::format("{}{}\n", kIndex, proof.index);
    for (const Sha256& hash : proof.hashes) text += format_base64(hash) + '\n';
    return text + '\n' + proof.checkpoint;
}

Bilingual describe_tlog_proof_fault(TlogProofFault fault) {
    switch (fault) {
        case TlogProofFault::wrong_first_line:
            return compose("the proof does not begin with the line {}", "证明的首行不是 {}",
                           kFirstLine);
        case TlogProofFault::wrong_extra:
            return compose("the proof's extra data is not base64", "证明的附加数据不是 base64");
        case TlogProofFault::wrong_index:
            return compose("the proof has no line 'index' with a plain number",
                           "证明中没有写明数字的“index”行");
        case TlogProofFault::wrong_hash:
            return compose("a line of the proof is not 32 bytes in base64",
                           "证明中有一行不是 32 字节的 base64");
        case TlogProofFault::too_many_hashes:
            return compose("the proof has more than {} hashes", "证明的哈希超过 {} 个", kMaxHashes);
        case TlogProofFault::no_checkpoint: break;
    }
    return compose("the proof ends without an empty line and a checkpoint",
                   "证明末尾没有空行和检查点");
}

}  // namespace certrec
