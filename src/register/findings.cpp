#include "register/findings.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/date.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

/// A day if it is midnight, as certrec's own cosignatures are; UTC.
std::string describe_time(std::uint64_t seconds) {
    constexpr std::uint64_t kDay = 86400;
    const Date epoch(1970, 1, 1);
    const std::uint64_t days = seconds / kDay;
    if (days > static_cast<std::uint64_t>(epoch.days_until(kLastDate))) {
        return std::to_string(seconds);
    }
    std::string date = format_date(epoch.plus_days(static_cast<int>(days)));
    const std::uint64_t rest = seconds % kDay;
    if (rest == 0) return date;
    return fmt::format("{}T{:02}:{:02}:{:02}Z", date, rest / 3600, rest / 60 % 60, rest % 60);
}

}  // namespace

Findings::Findings(std::string name, std::string subject)
    : name_(std::move(name)), subject_(std::move(subject)) {}

void Findings::fail(std::string subject, Bilingual detail) {
    ++failures_;
    if (failures_ > kMaxFindingsPerCheck) return;
    checks_.push_back({name_, std::move(subject), CheckStatus::failed, std::move(detail)});
}

void Findings::cannot_check(Bilingual why) {
    if (unchecked_) return;
    unchecked_ = true;
    checks_.push_back({name_, subject_, CheckStatus::unchecked, std::move(why)});
}

void Findings::finish(std::vector<Check>& checks, Bilingual detail_if_ok) {
    if (is_ok()) checks_.push_back({name_, subject_, CheckStatus::ok, std::move(detail_if_ok)});
    if (failures_ > kMaxFindingsPerCheck) {
        checks_.push_back({name_, subject_, CheckStatus::failed,
                           compose("and {} more", "另有 {} 处", failures_ - kMaxFindingsPerCheck)});
    }
    std::move(checks_.begin(), checks_.end(), std::back_inserter(checks));
}

std::string subject_of(const Location& at) {
    return at.line == 0 ? at.file : fmt::format("{}:{}", at.file, at.line);
}

void require_header(const Line& line, std::string_view header, Findings& findings) {
    if (line.state == Line::State::whole && line.bytes == header) return;
    findings.fail(compose("the first line is not '{}'", "首行不是“{}”", header));
}

Answer judge_signature(const SignedCheckpoint& checkpoint, const KeyRing& ring,
                       const KeyRing& untrusted) {
    const auto signer = find_signer(checkpoint, ring);
    if (const auto* const key = std::get_if<VerifierKey>(&signer)) {
        return {CheckStatus::ok,
                ring.keys().size() == 1
                    ? compose("signed by the key", "由此密钥签名")
                    : compose("signed by the key {}", "由密钥 {} 签名", format_key_id(key->id))};
    }
    const NoteFault fault = std::get<NoteFault>(signer);
    if (fault == NoteFault::unknown_signer) {
        const auto other = find_signer(checkpoint, untrusted);
        if (const auto* const key = std::get_if<VerifierKey>(&other)) {
            return {
                CheckStatus::unchecked,
                compose("signed by the key {}, which --public-key does not give",
                        "由密钥 {} 签名，但未以 --public-key 给出该密钥", format_key_id(key->id))};
        }
    }
    return {CheckStatus::failed, describe_note_fault(fault)};
}

void check_witnesses(std::vector<Check>& checks, const std::string& subject,
                     const SignedCheckpoint* checkpoint, const KeyRing& ring) {
    for (const VerifierKey& witness : ring.witnesses()) {
        const auto add = [&](CheckStatus status, Bilingual detail) {
            checks.push_back({"witness", subject, status, std::move(detail)});
        };
        if (checkpoint == nullptr) {
            add(CheckStatus::unchecked,
                compose("there is no readable checkpoint", "没有可读的检查点"));
            continue;
        }
        const std::string name = shown(witness.name);
        const auto verdict = verify_cosignature(checkpoint->note, witness);
        if (const auto* const fault = std::get_if<NoteFault>(&verdict)) {
            const Bilingual why = describe_note_fault(*fault);
            add(CheckStatus::failed, *fault == NoteFault::unknown_signer
                                         ? compose("not cosigned by {}", "未经 {} 联署", name)
                                         : compose("{0}: {1}", "{0}：{2}", name, why.en, why.zh));
        } else {
            add(CheckStatus::ok, compose("cosigned by {} on {}", "由 {} 于 {} 联署", name,
                                         describe_time(std::get<Cosignature>(verdict).seconds)));
        }
    }
}

}  // namespace certrec
