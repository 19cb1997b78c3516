#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/checkpoint.hpp"
#include "register/findings.hpp"

namespace certrec {

Check audit_growth(std::string_view bytes, const std::string& file, const RegisterAudit& audit) {
    const auto answer = [&](CheckStatus status, Bilingual detail) {
        return Check{"since", file, status, std::move(detail)};
    };
    const auto parsed = parse_signed_checkpoint(bytes);
    if (const auto* const fault = std::get_if<SignedCheckpointFault>(&parsed)) {
        return answer(CheckStatus::unchecked, describe_signed_checkpoint_fault(*fault));
    }
    const auto& kept = std::get<SignedCheckpoint>(parsed);
    if (!audit.tree) {
        return answer(CheckStatus::unchecked,
                      compose("the register itself did not pass its checks", "名册本身未通过检查"));
    }
    if (kept.checkpoint.origin != audit.origin) {
        return answer(CheckStatus::failed,
                      compose("it is of the register '{}', not '{}'", "属于名册“{}”，不是“{}”",
                              shown(kept.checkpoint.origin), shown(audit.origin)));
    }
    Answer signature = judge_signature(kept, audit.keys, audit.untrusted);
    if (signature.status != CheckStatus::ok) {
        return answer(signature.status, std::move(signature.detail));
    }
    const std::uint64_t size = audit.tree->size();
    if (kept.checkpoint.size > size) {
        return answer(
            CheckStatus::failed,
            compose("the register has {} entries, and had {}: an older copy, or entries were "
                    "removed",
                    "名册有 {} 个条目，此前有 {} 个：名册是旧副本，或条目被删除", size,
                    kept.checkpoint.size));
    }
    if (audit.tree->root_at(kept.checkpoint.size) != kept.checkpoint.root) {
        return answer(CheckStatus::failed,
                      compose("the first {} entries are not those of that checkpoint",
                              "前 {} 个条目与该检查点所签的不同", kept.checkpoint.size));
    }
    return answer(CheckStatus::ok,
                  compose("the register only grew, from {} to {} entries",
                          "名册只有增加：由 {} 个条目到 {} 个", kept.checkpoint.size, size));
}

}  // namespace certrec
