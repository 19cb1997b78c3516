#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/application.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/certificate.hpp"
#include "certrec/register/certificate_code.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/proof.hpp"
#include "register/findings.hpp"

namespace certrec {

/// Judges signatures, and remembers the last answer.
class RememberedSignatures {
  public:
    RememberedSignatures(const KeyRing& keys, const RegisterAudit* against)
        : keys_(keys), against_(against) {}

    /// `note` is the text that `checkpoint` was read from.
    [[nodiscard]] const Answer& judge(std::string_view note, const SignedCheckpoint& checkpoint) {
        if (note_ == note) return answer_;
        // A certificate of the register at hand is judged by that register's ranges as well.
        const bool is_of_register =
            against_ != nullptr && against_->origin == checkpoint.checkpoint.origin;
        answer_ = is_of_register ? judge_signature(checkpoint, against_->keys, against_->untrusted)
                                 : judge_signature(checkpoint, keys_, {});
        note_ = note;
        return answer_;
    }

  private:
    const KeyRing& keys_;
    const RegisterAudit* against_;
    std::optional<std::string> note_;
    Answer answer_;
};

namespace {

/// What a paper with this code must say.
Bilingual wanted_print(const PrintedPart& printed) {
    const std::string days =
        format_date(printed.awarded_on) +
        (printed.reissued_on ? fmt::format(" ({})", format_date(*printed.reissued_on)) : "");
    const auto text = [&](Language language, std::string_view until, std::string_view comma) {
        std::vector<std::string> parts = {
            printed.number, shown(printed.title.in(language)),
            shown(printed.level_name.in(language)),
            days + (printed.valid_until
                        ? fmt::format(" {} {}", until, format_date(*printed.valid_until))
                        : "")};
        for (const PrintedScore& score : printed.scores) {
            parts.push_back(fmt::format("{} {}", shown(score.component), shown(score.points)));
        }
        parts.push_back(shown(printed.issuer.in(language)));
        return fmt::format("{}", fmt::join(parts, comma));
    };
    return compose("the paper must say: {}", "纸质证书应为：{1}", text(Language::en, "to", ", "),
                   text(Language::zh, "至", "，"));
}

Bilingual wanted_person(const PrintedPart& printed) {
    return compose("the paper must name: {0}, {1} {3}", "持证人应为：{0}，{2} {3}",
                   shown(printed.name), shown(printed.id_type),
                   shown(describe_id_type(printed.id_type).zh), masked(printed.id_number));
}

/// Where the certificate that is audited was read.
enum class Medium { file, code };

class CertificateAuditor {
  public:
    CertificateAuditor(Medium medium, std::string_view text, const std::string& file,
                       const KeyRing& keys, const RegisterAudit* against, std::optional<Date> day,
                       RememberedSignatures& signatures)
        : medium_(medium),
          text_(text),
          file_(file),
          keys_(keys),
          against_(against),
          day_(day),
          signatures_(signatures) {}

    [[nodiscard]] std::vector<Check> run() {
        check_form();
        check_document();
        check_holder();
        check_entry();
        check_checkpoint();
        check_inclusion();
        check_signature();
        if (against_ != nullptr) {
            check_register();
            check_state();
        } else {
            check_witnesses(checks_, file_, signed_checkpoint_ ? &*signed_checkpoint_ : nullptr,
                            keys_);
        }
        return std::move(checks_);
    }

  private:
    void add(std::string name, CheckStatus status, Bilingual detail) {
        checks_.push_back({std::move(name), file_, status, std::move(detail)});
    }
    void ok(std::string name, Bilingual detail) {
        add(std::move(name), CheckStatus::ok, std::move(detail));
    }
    void fail(std::string name, Bilingual detail) {
        add(std::move(name), CheckStatus::failed, std::move(detail));
    }
    /// Requires: what the check needs could not be read, and the check of its form has failed.
    void cannot_check(std::string name) {
        add(std::move(name), CheckStatus::unchecked,
            compose("what this check needs is broken", "此项检查所需的内容已损坏"));
    }

    void check_form() {
        Findings findings("form", file_);
        if (medium_ == Medium::file) {
            read_certificate(text_, findings);
        } else {
            read_code(findings);
        }
        if (certificate_) read_entry(findings);
        if (certificate_) read_proof(findings);
        findings.finish(checks_, compose("well formed", "格式正确"));
    }

    void read_certificate(std::string_view bytes, Findings& findings) {
        certificate_ = parse_certificate(bytes, file_, [&](const Diagnostic& diagnostic) {
            findings.fail(subject_of(diagnostic.location), diagnostic.message);
        });
    }

    void read_code(Findings& findings) {
        const auto bytes = parse_certificate_code(text_);
        if (const auto* const fault = std::get_if<CertificateCodeFault>(&bytes)) {
            return findings.fail(describe_certificate_code_fault(*fault));
        }
        read_certificate(std::get<std::string>(bytes), findings);
    }

    void read_entry(Findings& findings) {
        const auto parsed = parse_entry(certificate_->entry);
        if (const auto* const fault = std::get_if<EntryFault>(&parsed)) {
            return findings.fail(describe_entry_fault(*fault));
        }
        if (!makes_certificate(std::get<Entry>(parsed).event)) {
            return findings.fail(compose("the entry makes no certificate", "该条目不产生证书"));
        }
        entry_ = std::get<Entry>(parsed);
    }

    void read_proof(Findings& findings) {
        auto parsed = parse_tlog_proof(certificate_->tlog_proof);
        if (const auto* const fault = std::get_if<TlogProofFault>(&parsed)) {
            return findings.fail(describe_tlog_proof_fault(*fault));
        }
        proof_ = std::get<TlogProof>(std::move(parsed));
        if (proof_->extra) {
            findings.fail(compose("the proof carries extra data, which nothing vouches for",
                                  "证明中带有无法核实的附加数据"));
        }
    }

    void check_document() {
        if (!entry_) return cannot_check("document");
        if (commit_document(certificate_->salt, certificate_->printed_bytes) == entry_->document) {
            ok("document", medium_ == Medium::file ? compose("the printed part is what was issued",
                                                             "印刷内容与签发时一致")
                                                   : wanted_print(certificate_->printed));
        } else {
            fail("document",
                 compose("the printed part is not what was issued", "印刷内容与签发时不一致"));
        }
    }

    void check_holder() {
        if (!entry_) return cannot_check("holder");
        const PrintedPart& printed = certificate_->printed;
        if (commit_holder(certificate_->salt, printed.id_type, printed.id_number, printed.name) ==
            entry_->holder) {
            ok("holder", medium_ == Medium::file ? compose("the person is the one it was issued to",
                                                           "持证人与签发时一致")
                                                 : wanted_person(printed));
        } else {
            fail("holder",
                 compose("the person is not the one it was issued to", "持证人与签发时不一致"));
        }
    }

    void check_entry() {
        if (!entry_ || !proof_) return cannot_check("entry");
        const PrintedPart& printed = certificate_->printed;
        const auto differing = [&]() -> std::string_view {
            if (printed.number != entry_->number) return "number";
            if (printed.standard != entry_->standard) return "standard";
            if (printed.edition != entry_->edition) return "edition";
            if (printed.level != entry_->level) return "level";
            if (entry_->event == Event::issue && printed.awarded_on != entry_->on) {
                return "awarded_on";
            }
            if (entry_->event == Event::replace && printed.reissued_on != entry_->on) {
                return "reissued_on";
            }
            if (printed.valid_until != entry_->valid_until) return "valid_until";
            if (printed.replaces != entry_->replaces) return "replaces";
            if (proof_->index != entry_->index) return "index";
            return {};
        }();
        if (differing.empty()) {
            ok("entry", compose("entry {}", "第 {} 号条目", entry_->index));
        } else {
            fail("entry", compose("'{}' is not what the entry says", "“{}”与条目不符", differing));
        }
    }

    void check_checkpoint() {
        if (!proof_) return cannot_check("checkpoint");
        auto parsed = parse_signed_checkpoint(proof_->checkpoint);
        if (const auto* const fault = std::get_if<SignedCheckpointFault>(&parsed)) {
            return fail("checkpoint", describe_signed_checkpoint_fault(*fault));
        }
        signed_checkpoint_ = std::get<SignedCheckpoint>(std::move(parsed));
        const Checkpoint& checkpoint = signed_checkpoint_->checkpoint;
        ok("checkpoint",
           compose("{}, {} entries", "{}，{} 个条目", shown(checkpoint.origin), checkpoint.size));
    }

    void check_inclusion() {
        if (!signed_checkpoint_) return cannot_check("inclusion");
        const Checkpoint& checkpoint = signed_checkpoint_->checkpoint;
        const ProofVerdict verdict =
            verify_inclusion(proof_->index, checkpoint.size, hash_leaf(certificate_->entry),
                             proof_->hashes, checkpoint.root);
        if (verdict == ProofVerdict::proven) {
            ok("inclusion", compose("the entry stands in the register", "条目在名册之中"));
        } else {
            fail("inclusion", describe_proof_verdict(verdict));
        }
    }

    void check_signature() {
        if (!signed_checkpoint_) return cannot_check("signature");
        const Answer& answer = signatures_.judge(proof_->checkpoint, *signed_checkpoint_);
        add("signature", answer.status, answer.detail);
    }

    void check_register() {
        if (!against_->tree) {
            return add(
                "register", CheckStatus::unchecked,
                compose("the register itself did not pass its checks", "名册本身未通过检查"));
        }
        if (!signed_checkpoint_) return cannot_check("register");
        const Checkpoint& checkpoint = signed_checkpoint_->checkpoint;
        const MerkleTree& tree = *against_->tree;
        if (checkpoint.origin != against_->origin) {
            return fail("register", compose("it comes from the register '{}', not '{}'",
                                            "来自名册“{}”，不是“{}”", shown(checkpoint.origin),
                                            shown(against_->origin)));
        }
        if (checkpoint.size > tree.size()) {
            return fail(
                "register",
                compose("the register ends at {} entries, and had {} when this was issued: "
                        "an older copy, or entries were removed",
                        "名册只有 {} 个条目，此证书签发时有 {} 个：名册是旧副本，或条目被删除",
                        tree.size(), checkpoint.size));
        }
        if (proof_->index >= tree.size() ||
            tree.leaf(proof_->index) != hash_leaf(certificate_->entry)) {
            return fail("register", compose("the register has another entry in this place",
                                            "名册中此位置是另一条目"));
        }
        if (tree.root_at(checkpoint.size) != checkpoint.root) {
            return fail("register", compose("the register's history is not the one that this "
                                            "certificate's checkpoint signs",
                                            "名册的历史与此证书检查点所签的不同"));
        }
        stands_in_register_ = true;
        ok("register", compose("the register has this entry", "名册中有此条目"));
    }

    void check_state() {
        if (!stands_in_register_ || !entry_ || !against_->last_on) {
            return add(
                "state", CheckStatus::unchecked,
                compose("the register does not vouch for this certificate", "名册不能证明此证书"));
        }
        CertificateHistory history{entry_->on, entry_->valid_until, {}};
        const auto found = against_->histories.find(entry_->number);
        if (found != against_->histories.end()) history.steps = found->second.steps;
        const Date day = day_.value_or(*against_->last_on);
        const CertificateState state = state_on(history, day);
        const Bilingual word = describe_certificate_state(state);
        Bilingual detail = compose("{0} on {2}; the register's last entry is of {3}",
                                   "{2} 时{1}；名册最后条目的日期为 {3}", word.en, word.zh,
                                   format_date(day), format_date(*against_->last_on));
        if (state == CertificateState::in_force) {
            ok("state", std::move(detail));
        } else {
            fail("state", std::move(detail));
        }
    }

    Medium medium_;
    std::string_view text_;
    const std::string& file_;
    const KeyRing& keys_;
    const RegisterAudit* against_;
    std::optional<Date> day_;
    RememberedSignatures& signatures_;
    std::vector<Check> checks_;
    std::optional<Certificate> certificate_;
    std::optional<Entry> entry_;
    std::optional<TlogProof> proof_;
    std::optional<SignedCheckpoint> signed_checkpoint_;
    bool stands_in_register_ = false;
};

}  // namespace

CertificatesAudit::CertificatesAudit(const KeyRing& keys, const RegisterAudit* against,
                                     std::optional<Date> day)
    : keys_(keys),
      against_(against),
      day_(day),
      signatures_(std::make_unique<RememberedSignatures>(keys, against)) {}

CertificatesAudit::~CertificatesAudit() = default;

std::vector<Check> CertificatesAudit::audit(std::string_view bytes, const std::string& file) {
    return CertificateAuditor(Medium::file, bytes, file, keys_, against_, day_, *signatures_).run();
}

std::vector<Check> audit_certificate(std::string_view bytes, const std::string& file,
                                     const KeyRing& keys, const RegisterAudit* against,
                                     std::optional<Date> day) {
    return CertificatesAudit(keys, against, day).audit(bytes, file);
}

std::vector<Check> audit_certificate_code(std::string_view text, const std::string& subject,
                                          const KeyRing& keys, const RegisterAudit* against,
                                          std::optional<Date> day) {
    RememberedSignatures signatures(keys, against);
    return CertificateAuditor(Medium::code, text, subject, keys, against, day, signatures).run();
}

}  // namespace certrec
