#include <cstdint>
#include <filesystem>
#include <memory>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/reason.hpp"
#include "certrec/register/register_config.hpp"
#include "register/findings.hpp"
#include "register/folder.hpp"
#include "register/holder_matcher.hpp"
#include "register/line_reader.hpp"
#include "register/row_streams.hpp"
#include "register/states_audit.hpp"

namespace certrec {

namespace {

Bilingual no_such_file() { return compose("there is no such file", "文件不存在"); }

/// So many rows ahead it is told whose awards will be looked for.
constexpr std::size_t kExpected = 12;

class RegisterAuditor {
  public:
    RegisterAuditor(const RegisterSnapshot& snapshot, const KeyRing& keys, HolderScope scope,
                    TreeScope tree)
        : snapshot_(snapshot), keys_(keys), scope_(scope) {
        if (tree == TreeScope::whole) tree_.emplace<MerkleTree>();
    }

    [[nodiscard]] RegisterAudit run() {
        check_config();
        check_checkpoint();
        check_signature();
        if (scope_ == HolderScope::included) open_private_files();
        note_named_certificates();
        check_rows();
        check_root();
        if (holders_) holders_->report_rest();
        if (reasons_) check_rest_of_reasons();
        return report();
    }

  private:
    [[nodiscard]] std::string path(std::string_view file) const {
        return (std::filesystem::path(snapshot_.folder) / file).string();
    }

    [[nodiscard]] const Checkpoint* checkpoint() const {
        return signed_checkpoint_ ? &signed_checkpoint_->checkpoint : nullptr;
    }

    /// Whether the checkpoint covers a row; without a checkpoint every row is looked at.
    [[nodiscard]] bool is_covered(std::uint64_t index) const {
        return checkpoint() == nullptr || index < checkpoint()->size;
    }

    void check_config() {
        if (!snapshot_.config) return config_findings_.cannot_check(no_such_file());
        const DiagnosticSink sink = [this](const Diagnostic& diagnostic) {
            config_findings_.fail(subject_of(diagnostic.location), diagnostic.message);
        };
        config_ = parse_register_config(*snapshot_.config, path(kConfigFile), sink);
        if (!config_) return;
        numbers_.emplace(config_->number);
        if (!config_->keys.empty()) check_keys();
    }

    void check_keys() {
        MatchedKeys matched = match_keys(keys_, config_->keys);
        for (const auto& [key, listed, trusted] : matched.contradictions) {
            const Bilingual here = describe_size_range(listed);
            const Bilingual there = describe_size_range(trusted);
            keys_findings_.fail(
                compose("the key {0} signs sizes {1} here, and {2} by the trusted list",
                        "密钥 {0} 在此处的规模范围为 {3}，而可信列表中为 {4}",
                        format_key_id(key.id), here.en, there.en, here.zh, there.zh));
        }
        std::vector<std::string> untrusted;
        for (const TrustedKey& key : matched.untrusted.keys()) {
            untrusted.push_back(format_key_id(make_verifier_key(*key.origin, key.public_key).id));
        }
        if (!untrusted.empty()) {
            keys_findings_.cannot_check(compose("listed here, but not given by --public-key: {}",
                                                "此处列出、但未以 --public-key 给出：{}",
                                                joined(untrusted)));
        }
        keys_ = std::move(matched.ring);
        untrusted_ = std::move(matched.untrusted);
    }

    void check_checkpoint() {
        if (!snapshot_.checkpoint) return checkpoint_findings_.cannot_check(no_such_file());
        auto parsed = parse_signed_checkpoint(*snapshot_.checkpoint);
        if (const auto* const fault = std::get_if<SignedCheckpointFault>(&parsed)) {
            return checkpoint_findings_.fail(describe_signed_checkpoint_fault(*fault));
        }
        signed_checkpoint_ = std::get<SignedCheckpoint>(std::move(parsed));
        if (!config_) {
            return checkpoint_findings_.cannot_check(
                compose("register.toml does not tell the origin", "register.toml 未给出来源"));
        }
        if (checkpoint()->origin != config_->origin) {
            checkpoint_findings_.fail(compose("the origin is '{}', and '{}' in register.toml",
                                              "来源为“{}”，而 register.toml 中为“{}”",
                                              shown(checkpoint()->origin), shown(config_->origin)));
        }
    }

    void check_signature() {
        if (!signed_checkpoint_) {
            return signature_findings_.cannot_check(
                compose("there is no readable checkpoint", "没有可读的检查点"));
        }
        Answer answer = judge_signature(*signed_checkpoint_, keys_, untrusted_);
        switch (answer.status) {
            case CheckStatus::ok: signed_by_ = std::move(answer.detail); break;
            case CheckStatus::failed: signature_findings_.fail(std::move(answer.detail)); break;
            case CheckStatus::unchecked:
                signature_findings_.cannot_check(std::move(answer.detail));
                break;
        }
    }

    void open_private_files() {
        if (auto source = snapshot_.reasons()) {
            reasons_.emplace(std::move(*source), kMaxRegisterRowBytes);
            const Line* const line = reasons_->next();
            if (line != nullptr) require_header(*line, kReasonsHeader, reasons_findings_);
        }
        auto source = snapshot_.holders();
        if (source) {
            holders_.emplace(std::move(*source), holders_findings_);
        } else if (checkpoint() == nullptr || checkpoint()->size > 0) {
            holders_findings_.cannot_check(no_such_file());
            persons_findings_.cannot_check(
                compose("there is no file holders.csv", "没有 holders.csv 文件"));
        }
    }

    void note_named_certificates() {
        auto source = snapshot_.entries();
        if (!source) return;
        LineReader lines(std::move(*source), kMaxRegisterRowBytes);
        states_.note_named(lines);
    }

    void check_rows() {
        auto source = snapshot_.entries();
        if (!source) return check_missing_rows();
        auto lines = std::make_unique<LineReader>(std::move(*source), kMaxRegisterRowBytes);
        const Line* const header = lines->next();
        if (header != nullptr) require_header(*header, kEntriesHeader, entries_findings_);
        EntryRows rows(std::move(lines));
        std::uint64_t beyond = 0;
        while (const EntryRow* const row = rows.next()) {
            if (is_covered(rows_)) {
                check_row(*row);
            } else {
                ++beyond;
            }
        }
        if (checkpoint() != nullptr && rows_ < checkpoint()->size) {
            entries_findings_.fail(compose("{} rows, and the checkpoint counts {}",
                                           "共 {} 行，而检查点记有 {} 行", rows_,
                                           checkpoint()->size));
        }
        if (beyond > 0) {
            entries_findings_.fail(
                compose("{} rows beyond the checkpoint: an unfinished batch, or "
                        "added by hand",
                        "检查点之后另有 {} 行：未完成的批次，或人为添加", beyond));
        }
    }

    void check_missing_rows() {
        if (checkpoint() == nullptr) return entries_findings_.cannot_check(no_such_file());
        if (checkpoint()->size > 0) {
            entries_findings_.fail(compose("the file is missing, and the checkpoint counts {} rows",
                                           "文件缺失，而检查点记有 {} 行", checkpoint()->size));
        }
    }

    void check_row(const EntryRow& row) {
        const auto fail = [&](Bilingual detail) {
            entries_findings_.fail(subject_of({path(kEntriesFile), row.line, 0}),
                                   std::move(detail));
        };
        if (row.state != Line::State::whole) {
            return fail(row.state == Line::State::torn
                            ? compose("the last row has no line ending", "最后一行没有换行符")
                            : describe_entry_fault(EntryFault::too_long));
        }
        const std::uint64_t index = rows_++;
        std::visit([&](auto& tree) { tree.append(row.leaf); }, tree_);
        if (const auto* const fault = std::get_if<EntryFault>(&row.parsed)) {
            return fail(describe_entry_fault(*fault));
        }
        const auto& entry = std::get<Entry>(row.parsed);
        ++entries_read_;
        if (entry.index != index) {
            fail(compose("the row has index {}, and stands at {}", "该行序号为 {}，实际位置为 {}",
                         entry.index, index));
        }
        states_.enter(entry, states_findings_);
        if (!makes_certificate(entry.event)) return check_reason(entry);
        check_number(entry);
        if (holders_) check_holder(entry);
    }

    void check_number(const Entry& entry) {
        if (!numbers_) return;
        switch (numbers_->enter(entry.number, entry.on)) {
            case NumberVerdict::in_turn: break;
            case NumberVerdict::out_of_turn:
                numbers_findings_.fail(entry.number,
                                       compose("not the next number in turn: one was left out, or "
                                               "given before",
                                               "不是顺序中的下一个编号：有漏号或重号"));
                break;
            case NumberVerdict::repeated:
                numbers_findings_.fail(entry.number,
                                       compose("the number was given before", "编号重复"));
                break;
            case NumberVerdict::off_pattern:
                numbers_findings_.cannot_check(compose(
                    "{} and maybe others do not follow the pattern of register.toml, so gaps "
                    "among them would not show",
                    "{} 等编号不符合 register.toml 的规则，其中的漏号无法查出", entry.number));
                break;
        }
    }

    void check_holder(const Entry& entry) {
        if (const HolderRow* const later = holders_->ahead(kExpected)) {
            states_.expect_award(later->person);
        }
        const HolderRow* const row = holders_->take(entry.number);
        if (row == nullptr) {
            return holders_findings_.fail(entry.number,
                                          compose("holders.csv has no row of this certificate",
                                                  "holders.csv 中没有此证书的行"));
        }
        if (row->commitment != entry.holder) {
            return holders_findings_.fail(
                entry.number, compose("the row in holders.csv is not what the entry commits to",
                                      "holders.csv 中的行与名册所承诺的不符"));
        }
        if (row->line < last_holder_line_) {
            holders_findings_.fail(entry.number, compose("the row in holders.csv is out of order",
                                                         "holders.csv 中的行次序有误"));
        }
        last_holder_line_ = row->line;
        if (states_.enter_award(row->person, entry)) {
            persons_findings_.fail(
                entry.number,
                compose("its holder had a certificate in force for this level of this standard",
                        "持证人此前已持有此标准此等级的有效证书"));
        }
    }

    void check_reason(const Entry& entry) {
        if (scope_ == HolderScope::left_out) return;
        if (!reasons_) return reasons_findings_.cannot_check(no_such_file());
        const Line* const line = reasons_->next();
        if (line == nullptr) {
            return reasons_findings_.fail(
                compose("there is no row of entry {}", "缺少第 {} 号条目的行", entry.index));
        }
        ++reason_rows_;
        const auto reason =
            line->state == Line::State::whole ? parse_reason(line->bytes) : std::nullopt;
        if (reason && is_reason_of(*reason, entry)) return;
        reasons_findings_.fail(subject_of(reasons_->location()),
                               compose("the row is not what entry {} commits to",
                                       "该行与第 {} 号条目所承诺的不符", entry.index));
    }

    void check_rest_of_reasons() {
        std::uint64_t rest = 0;
        while (reasons_->next() != nullptr) ++rest;
        if (rest == 0) return;
        reasons_findings_.fail(
            compose("{} rows without an entry: an unfinished batch, or added by hand",
                    "另有 {} 行没有对应的名册条目：未完成的批次，或人为添加", rest));
    }

    void check_root() {
        if (checkpoint() == nullptr) {
            return tree_findings_.cannot_check(
                compose("there is no readable checkpoint", "没有可读的检查点"));
        }
        if (rows_ != checkpoint()->size) {
            return tree_findings_.fail(compose("there are only {} of {} rows",
                                               "{1} 行中只有 {0} 行", rows_, checkpoint()->size));
        }
        if (root() != checkpoint()->root) {
            tree_findings_.fail(compose("the rows hash to another root than the checkpoint signs",
                                        "各行得出的根哈希与检查点所签的不同"));
        }
    }

    [[nodiscard]] Sha256 root() const {
        return std::visit([](const auto& tree) { return tree.root(); }, tree_);
    }

    [[nodiscard]] RegisterAudit report() {
        RegisterAudit audit;
        const bool is_proven = signature_findings_.is_ok() && tree_findings_.is_ok();
        if (!numbers_) {
            numbers_findings_.cannot_check(
                compose("register.toml does not tell the pattern", "register.toml 未给出编号规则"));
        }
        const std::uint64_t size = checkpoint() == nullptr ? 0 : checkpoint()->size;
        if (entries_read_ < size) {
            const Bilingual why = compose("{} of {} entries can be read",
                                          "可读条目 {} 个，共 {} 个", entries_read_, size);
            numbers_findings_.cannot_check(why);
            states_findings_.cannot_check(why);
            persons_findings_.cannot_check(why);
        }
        config_findings_.finish(audit.checks, compose("well formed", "格式正确"));
        if (config_ && !config_->keys.empty()) {
            keys_findings_.finish(audit.checks,
                                  compose("{} keys", "{} 个密钥", config_->keys.size()));
        }
        checkpoint_findings_.finish(audit.checks, compose("{} entries", "{} 个条目", size));
        signature_findings_.finish(audit.checks, signed_by_);
        entries_findings_.finish(audit.checks, compose("{} rows", "{} 行", rows_));
        tree_findings_.finish(audit.checks, compose("root {}", "根哈希 {}", format_base64(root())));
        numbers_findings_.finish(audit.checks,
                                 compose("no gap and no repetition", "无漏号，无重号"));
        states_findings_.finish(audit.checks, states_.describe());
        if (scope_ == HolderScope::included) {
            holders_findings_.finish(
                audit.checks,
                compose("{} rows", "{} 行", holders_ ? holders_->count() : std::uint64_t{0}));
            reasons_findings_.finish(audit.checks, compose("{} rows", "{} 行", reason_rows_));
            persons_findings_.finish(audit.checks,
                                     compose("nobody holds a level twice", "无人重复持有同一等级"));
        }
        audit.histories = states_.take_histories();
        audit.last_on = states_.last_on();
        check_witnesses(audit.checks, path(kCheckpointFile),
                        signed_checkpoint_ ? &*signed_checkpoint_ : nullptr, keys_);
        audit.keys = keys_;
        audit.untrusted = untrusted_;
        if (checkpoint() != nullptr) audit.origin = checkpoint()->origin;
        auto* const tree = std::get_if<MerkleTree>(&tree_);
        if (tree != nullptr && is_proven) audit.tree = std::move(*tree);
        return audit;
    }

    const RegisterSnapshot& snapshot_;
    KeyRing keys_;  // with the ranges of register.toml, once that is read
    KeyRing untrusted_;
    HolderScope scope_;

    Findings config_findings_{"config", path(kConfigFile)};
    Findings keys_findings_{"keys", path(kConfigFile)};
    Findings checkpoint_findings_{"checkpoint", path(kCheckpointFile)};
    Findings signature_findings_{"signature", path(kCheckpointFile)};
    Findings entries_findings_{"entries", path(kEntriesFile)};
    Findings tree_findings_{"tree", path(kEntriesFile)};
    Findings numbers_findings_{"numbers", path(kEntriesFile)};
    Findings states_findings_{"states", path(kEntriesFile)};
    Findings holders_findings_{"holders", path(kHoldersFile)};
    Findings reasons_findings_{"reasons", path(kReasonsFile)};
    Findings persons_findings_{"persons", path(kHoldersFile)};

    std::optional<RegisterConfig> config_;
    std::optional<SignedCheckpoint> signed_checkpoint_;
    Bilingual signed_by_;
    std::optional<NumberLedger> numbers_;
    std::variant<RootHasher, MerkleTree> tree_;
    std::uint64_t entries_read_ = 0;
    std::uint64_t rows_ = 0;  // whole ones that the checkpoint covers
    StatesAudit states_;
    std::optional<HolderMatcher> holders_;
    std::uint64_t last_holder_line_ = 0;
    std::optional<LineReader> reasons_;
    std::uint64_t reason_rows_ = 0;
};

}  // namespace

std::string_view format_check_status(CheckStatus status) {
    switch (status) {
        case CheckStatus::ok: return "ok";
        case CheckStatus::failed: return "failed";
        case CheckStatus::unchecked: break;
    }
    return "unchecked";
}

RegisterAudit audit_register(const RegisterSnapshot& snapshot, const KeyRing& keys,
                             HolderScope holders, TreeScope tree) {
    return RegisterAuditor(snapshot, keys, holders, tree).run();
}

}  // namespace certrec
