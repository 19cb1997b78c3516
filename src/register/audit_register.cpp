#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/audit.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/register_config.hpp"
#include "register/award_digest.hpp"
#include "register/findings.hpp"
#include "register/folder.hpp"
#include "register/line_reader.hpp"

namespace certrec {

namespace {

Bilingual no_such_file() { return compose("there is no such file", "文件不存在"); }

/// A row of holders.csv, as far as the entries are compared with it.
struct HolderRow {
    Sha256 commitment{};
    ShortDigest person{};
    std::uint64_t line = 0;
    bool has_entry = false;
};

class RegisterAuditor {
  public:
    RegisterAuditor(const RegisterSnapshot& snapshot, const PublicKey& key, HolderScope scope,
                    TreeScope tree)
        : snapshot_(snapshot), key_(key), scope_(scope) {
        if (tree == TreeScope::whole) tree_.emplace<MerkleTree>();
    }

    [[nodiscard]] RegisterAudit run() {
        check_config();
        check_checkpoint();
        check_signature();
        if (scope_ == HolderScope::included) read_holders();
        check_rows();
        check_root();
        if (scope_ == HolderScope::included) check_rest_of_holders();
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
        if (config_) numbers_.emplace(config_->number);
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
        if (const auto fault = verify_checkpoint(*signed_checkpoint_, key_)) {
            signature_findings_.fail(describe_note_fault(*fault));
        }
    }

    void read_holders() {
        auto source = snapshot_.holders();
        if (!source && checkpoint() != nullptr && checkpoint()->size == 0) return;
        if (!source) {
            holders_findings_.cannot_check(no_such_file());
            persons_findings_.cannot_check(
                compose("there is no file holders.csv", "没有 holders.csv 文件"));
            return;
        }
        have_holders_ = true;
        LineReader lines(std::move(*source), kMaxRegisterRowBytes);
        const Line* line = lines.next();
        if (line == nullptr) return;  // nothing was ever issued, or rows will be missing
        require_header(*line, kHoldersHeader, holders_findings_);
        while ((line = lines.next()) != nullptr) read_holder(*line);
    }

    void read_holder(const Line& line) {
        const auto holder =
            line.state == Line::State::whole ? parse_holder(line.bytes) : std::nullopt;
        if (!holder) {
            return holders_findings_.fail(subject_of({path(kHoldersFile), line.number, 0}),
                                          compose("the row is not written as certrec writes it",
                                                  "该行与 certrec 写出的形式不同"));
        }
        const HolderRow row{commit_holder(*holder),
                            digest_person(holder->id_type, holder->id_number), line.number, false};
        if (!holders_.emplace(holder->number, row).second) {
            holders_findings_.fail(holder->number,
                                   compose("holders.csv has two rows of this certificate",
                                           "holders.csv 中此证书有两行"));
        }
    }

    static void require_header(const Line& line, std::string_view header, Findings& findings) {
        if (line.state == Line::State::whole && line.bytes == header) return;
        findings.fail(compose("the first line is not '{}'", "首行不是“{}”", header));
    }

    void check_rows() {
        auto source = snapshot_.entries();
        if (!source) return check_missing_rows();
        LineReader lines(std::move(*source), kMaxRegisterRowBytes);
        const Line* line = lines.next();
        if (line != nullptr) require_header(*line, kEntriesHeader, entries_findings_);
        std::uint64_t beyond = 0;
        while (line != nullptr && (line = lines.next()) != nullptr) {
            if (is_covered(rows_)) {
                check_row(*line);
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

    void check_row(const Line& line) {
        const auto fail = [&](Bilingual detail) {
            entries_findings_.fail(subject_of({path(kEntriesFile), line.number, 0}),
                                   std::move(detail));
        };
        if (line.state != Line::State::whole) {
            return fail(line.state == Line::State::torn
                            ? compose("the last row has no line ending", "最后一行没有换行符")
                            : describe_entry_fault(EntryFault::too_long));
        }
        const std::uint64_t index = rows_++;
        std::visit([&](auto& tree) { tree.append(hash_leaf(line.bytes)); }, tree_);
        const auto parsed = parse_entry(line.bytes);
        if (const auto* const fault = std::get_if<EntryFault>(&parsed)) {
            return fail(describe_entry_fault(*fault));
        }
        const auto& entry = std::get<Entry>(parsed);
        ++entries_read_;
        if (entry.index != index) {
            fail(compose("the row has index {}, and stands at {}", "该行序号为 {}，实际位置为 {}",
                         entry.index, index));
        }
        check_number(entry);
        if (have_holders_) check_holder(entry);
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
        const auto found = holders_.find(entry.number);
        if (found == holders_.end()) {
            return holders_findings_.fail(entry.number,
                                          compose("holders.csv has no row of this certificate",
                                                  "holders.csv 中没有此证书的行"));
        }
        HolderRow& row = found->second;
        row.has_entry = true;
        if (row.commitment != entry.holder) {
            return holders_findings_.fail(
                entry.number, compose("the row in holders.csv is not what the entry commits to",
                                      "holders.csv 中的行与名册所承诺的不符"));
        }
        if (row.line < last_holder_line_) {
            holders_findings_.fail(entry.number, compose("the row in holders.csv is out of order",
                                                         "holders.csv 中的行次序有误"));
        }
        last_holder_line_ = row.line;
        if (!awards_.insert(digest_award(row.person, entry.standard, entry.level)).second) {
            persons_findings_.fail(
                entry.number, compose("its holder was issued this level of this standard before",
                                      "持证人此前已获此标准的此等级证书"));
        }
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

    void check_rest_of_holders() {
        std::vector<std::pair<std::uint64_t, std::string>> extra;
        for (const auto& [number, row] : holders_) {
            if (!row.has_entry) extra.emplace_back(row.line, number);
        }
        std::sort(extra.begin(), extra.end());
        for (auto& [line, number] : extra) {
            holders_findings_.fail(
                std::move(number),
                compose("a row in holders.csv without an entry: an unfinished "
                        "batch, or added by hand",
                        "holders.csv 中的行没有对应的名册条目：未完成的批次，或人为添加"));
        }
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
            persons_findings_.cannot_check(why);
        }
        config_findings_.finish(audit.checks, compose("well formed", "格式正确"));
        checkpoint_findings_.finish(audit.checks, compose("{} entries", "{} 个条目", size));
        signature_findings_.finish(audit.checks, compose("signed by the key", "由此密钥签名"));
        entries_findings_.finish(audit.checks, compose("{} rows", "{} 行", rows_));
        tree_findings_.finish(audit.checks, compose("root {}", "根哈希 {}", format_base64(root())));
        numbers_findings_.finish(audit.checks,
                                 compose("no gap and no repetition", "无漏号，无重号"));
        if (scope_ == HolderScope::included) {
            holders_findings_.finish(audit.checks, compose("{} rows", "{} 行", holders_.size()));
            persons_findings_.finish(audit.checks,
                                     compose("nobody holds a level twice", "无人重复持有同一等级"));
        }
        if (checkpoint() != nullptr) audit.origin = checkpoint()->origin;
        auto* const tree = std::get_if<MerkleTree>(&tree_);
        if (tree != nullptr && is_proven) audit.tree = std::move(*tree);
        return audit;
    }

    const RegisterSnapshot& snapshot_;
    const PublicKey& key_;
    HolderScope scope_;

    Findings config_findings_{"config", path(kConfigFile)};
    Findings checkpoint_findings_{"checkpoint", path(kCheckpointFile)};
    Findings signature_findings_{"signature", path(kCheckpointFile)};
    Findings entries_findings_{"entries", path(kEntriesFile)};
    Findings tree_findings_{"tree", path(kEntriesFile)};
    Findings numbers_findings_{"numbers", path(kEntriesFile)};
    Findings holders_findings_{"holders", path(kHoldersFile)};
    Findings persons_findings_{"persons", path(kHoldersFile)};

    std::optional<RegisterConfig> config_;
    std::optional<SignedCheckpoint> signed_checkpoint_;
    std::optional<NumberLedger> numbers_;
    std::variant<RootHasher, MerkleTree> tree_;
    std::uint64_t entries_read_ = 0;
    std::uint64_t rows_ = 0;  // whole ones that the checkpoint covers
    bool have_holders_ = false;
    std::unordered_map<std::string, HolderRow> holders_;  // by certificate number
    std::uint64_t last_holder_line_ = 0;
    std::unordered_set<ShortDigest, ShortDigestHash> awards_;
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

RegisterAudit audit_register(const RegisterSnapshot& snapshot, const PublicKey& key,
                             HolderScope holders, TreeScope tree) {
    return RegisterAuditor(snapshot, key, holders, tree).run();
}

}  // namespace certrec
