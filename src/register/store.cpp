#include "certrec/register/store.hpp"

#include <cerrno>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/proof.hpp"
#include "register/award_digest.hpp"
#include "register/batch_rows.hpp"
#include "register/digest_table.hpp"
#include "register/due_key.hpp"
#include "register/folder.hpp"
#include "register/line_reader.hpp"
#include "register/row_file.hpp"
#include "register/row_streams.hpp"

namespace certrec {

namespace {

constexpr const char* kNewCheckpointFile = "checkpoint.new";
constexpr std::size_t kMaxSmallFileBytes = 1024U * 1024U;
constexpr unsigned kPublicMode = 0644;
constexpr unsigned kPrivateMode = 0600;

Refusal refuse_damage(Location at, Bilingual message) {
    return Refusal(
        {Severity::error, std::move(at), std::move(message),
         compose("nothing was changed; certrec verify tells all that is wrong, and a "
                 "copy from before the damage is what helps",
                 "未作任何改动；可用 certrec verify 查看全部问题，并以损坏之前的备份恢复")});
}

/// Where the rows of one entry begin.
struct Place {
    std::uint64_t entry = 0;
    std::uint64_t secret = 0;  ///< in holders.csv or reasons.csv
};

/// Whether the row of holders.csv belongs to the entry.
bool belongs_to(const HolderRow* row, const Entry& entry) {
    return row != nullptr && row->holder && row->holder->number == entry.number &&
           row->commitment == entry.holder;
}

/// Whether the row of reasons.csv belongs to the entry.
bool belongs_to(const Line* line, const Entry& entry) {
    if (line == nullptr || line->state != Line::State::whole) return false;
    const auto reason = parse_reason(line->bytes);
    return reason && is_reason_of(*reason, entry);
}

std::unique_ptr<LineReader> read_lines(ByteSource source) {
    return std::make_unique<LineReader>(std::move(source), kMaxRegisterRowBytes);
}

}  // namespace

NewEntries entries_in(std::span<const NewEntry> batch) {
    return {batch.size(), [batch](std::size_t i) { return batch[i]; }};
}

std::shared_ptr<void> no_guard() { return nullptr; }

class RegisterStore::Impl {
  public:
    Impl(const std::filesystem::path& path, const SigningKey& key, OpenMode mode,
         const DiagnosticSink& sink, WritingGuard guard)
        : guard_(std::move(guard)),
          folder_(path, mode == OpenMode::write ? Folder::Lock::exclusive : Folder::Lock::shared),
          key_(key),
          config_(read_config(sink)),
          due_key_(config_, key.public_key(), folder_.path_of(kConfigFile)),
          numbers_(config_.number),
          entries_(folder_, kEntriesFile, kEntriesHeader, kPublicMode),
          holders_(folder_, kHoldersFile, kHoldersHeader, kPrivateMode),
          reasons_(folder_, kReasonsFile, kReasonsHeader, kPrivateMode) {
        const bool may_write = mode == OpenMode::write;
        due_key_.require_listed();
        if (is_new()) {
            require_due_key(0);
            if (may_write) begin_register();
            return;
        }
        load();
        if (may_write) recover(sink);
    }

    [[nodiscard]] const RegisterConfig& config() const { return config_; }
    [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
    [[nodiscard]] const NumberLedger& numbers() const { return numbers_; }

    [[nodiscard]] std::vector<CertificateRecord> find_awards(const AwardKey& key) const {
        std::vector<CertificateRecord> records;
        if (size() == 0) return records;
        for (const std::uint64_t index : awards_.find(digest_award(key))) {
            records.push_back(record(entry(index)));
        }
        return records;
    }

    [[nodiscard]] std::optional<CertificateRecord> find_certificate(std::string_view number) const {
        if (!certificates_) index_certificates();
        const auto found = certificates_->find(std::string(number));
        if (found == certificates_->end()) return std::nullopt;
        return record(entry(found->second));
    }

    [[nodiscard]] std::optional<std::string> find_replacement(const std::string& number) const {
        const auto found = replacements_.find(number);
        if (found == replacements_.end()) return std::nullopt;
        return found->second;
    }

    [[nodiscard]] Entry entry(std::uint64_t index) const {
        const auto parsed = parse_entry(entries_.row_at(places_[index].entry));
        if (const auto* const entry = std::get_if<Entry>(&parsed)) return *entry;
        throw changed_meanwhile(entries_);
    }

    [[nodiscard]] Holder holder(std::uint64_t index) const {
        const auto holder = parse_holder(holders_.row_at(places_[index].secret));
        if (holder) return *holder;
        throw changed_meanwhile(holders_);
    }

    void require_due_key(std::uint64_t size) const { due_key_.require_due(size); }

    [[nodiscard]] std::string prove(std::uint64_t index) const {
        return format_tlog_proof(
            {std::nullopt, index, tree_.inclusion_proof(index, tree_.size()), checkpoint_});
    }

    void append(const NewEntries& batch) {
        if (batch.count == 0) return;
        require_due_key(size() + batch.count);
        const auto guarded = guard_();
        std::optional<NewRows> holders;
        std::optional<NewRows> reasons;
        std::optional<NewRows> entries;
        make_room(batch.count);
        const auto write = [&](const BatchRow& row) {
            const bool has_holder = makes_certificate(row.entry.event);
            std::optional<NewRows>& secrets = has_holder ? holders : reasons;
            if (!secrets) secrets.emplace(has_holder ? holders_ : reasons_);
            if (!entries) entries.emplace(entries_);
            places_.push_back({entries->append(row.entry_row), secrets->append(row.secret_row)});
            remember(row.entry, row.leaf, row.award);
        };
        spell_batch(batch, size(), [&](std::span<const BatchRow> rows) {
            for (const BatchRow& row : rows) awards_.prefetch(row.award);
            for (const BatchRow& row : rows) write(row);
        });
        if (holders) holders->sync();
        if (reasons) reasons->sync();
        entries->sync();
        folder_.sync();

        NewFile checkpoint(folder_, kNewCheckpointFile, kPublicMode);
        write_checkpoint(checkpoint.file());
        // A renaming that fails may have been done all the same, so the rows stay from here on.
        if (holders) holders->keep();
        if (reasons) reasons->keep();
        entries->keep();
        checkpoint.take(kCheckpointFile);
        folder_.sync();
    }

  private:
    // Reading.

    [[nodiscard]] std::optional<std::string> read_small_file(const char* name) const {
        auto file = folder_.open_to_read(name);
        if (file == nullptr) return std::nullopt;
        ByteSource source = read_from(std::move(file), 0);
        return read_all(source, kMaxSmallFileBytes);
    }

    [[nodiscard]] RegisterConfig read_config(const DiagnosticSink& sink) const {
        const std::string name = folder_.path_of(kConfigFile);
        const auto bytes = read_small_file(kConfigFile);
        if (!bytes) {
            throw Refusal(
                {Severity::error,
                 {name, 0, 0},
                 compose("there is no such file", "文件不存在"),
                 compose("write it before the first certificate: format, origin, issuer, "
                         "agency, number",
                         "签发第一份证书之前须写好：format、origin、issuer、agency、number")});
        }
        auto config = parse_register_config(*bytes, name, sink);
        if (config) return *std::move(config);
        throw Refusal({Severity::error,
                       {name, 0, 0},
                       compose("the register's configuration is wrong", "名册的配置有误"),
                       {}});
    }

    /// Whether nothing was ever issued: no file but register.toml, or only empty ones.
    [[nodiscard]] bool is_new() const {
        return !folder_.has(kCheckpointFile) && entries_.is_empty() && holders_.is_empty() &&
               reasons_.is_empty();
    }

    void load() {
        const Checkpoint checkpoint = load_checkpoint();
        auto entry_lines = read_lines(entries_.open(checkpoint.size));
        auto holder_lines = read_lines(holders_.open(checkpoint.size));
        const auto reasons = read_lines(reasons_.open(0));
        entries_.cover_header(*entry_lines, checkpoint.size);
        holders_.cover_header(*holder_lines, checkpoint.size);
        reasons_.cover_header(*reasons, 0);
        EntryRows entries(std::move(entry_lines));
        HolderRows holders(std::move(holder_lines));
        make_room(checkpoint.size);
        while (size() < checkpoint.size) load_row(entries, holders, *reasons, checkpoint.size);
        if (tree_.root() != checkpoint.root) {
            throw refuse_damage({entries_.path(), 0, 0},
                                compose("the rows are not those that the checkpoint signs",
                                        "各行与检查点所签的内容不符"));
        }
    }

    [[nodiscard]] Checkpoint load_checkpoint() {
        const Location at{folder_.path_of(kCheckpointFile), 0, 0};
        const auto bytes = read_small_file(kCheckpointFile);
        if (!bytes) {
            throw refuse_damage(
                at, compose("there is no checkpoint, but rows that one must have covered",
                            "没有检查点，却有应由检查点覆盖的行"));
        }
        const auto parsed = parse_signed_checkpoint(*bytes);
        if (const auto* const fault = std::get_if<SignedCheckpointFault>(&parsed)) {
            throw refuse_damage(at, describe_signed_checkpoint_fault(*fault));
        }
        const auto& signed_checkpoint = std::get<SignedCheckpoint>(parsed);
        const std::string& origin = signed_checkpoint.checkpoint.origin;
        if (origin != config_.origin) {
            throw Refusal({Severity::error, at,
                           compose("the origin is '{}', and '{}' in register.toml",
                                   "来源为“{}”，而 register.toml 中为“{}”", shown(origin),
                                   shown(config_.origin)),
                           compose("a register keeps its origin for ever", "名册的来源不可更改")});
        }
        if (const auto fault = verify_checkpoint(signed_checkpoint, due_key_.ring())) {
            throw Refusal({Severity::error, at, describe_note_fault(*fault),
                           due_key_.hint(signed_checkpoint.checkpoint.size)});
        }
        checkpoint_ = *bytes;
        return signed_checkpoint.checkpoint;
    }

    void load_row(EntryRows& entries, HolderRows& holders, LineReader& reasons,
                  std::uint64_t count) {
        const EntryRow* const row = entries.next();
        if (row == nullptr || row->state != Line::State::whole) {
            throw refuse_damage({entries.file(), 0, 0},
                                compose("the checkpoint counts {} rows, and there are only {}",
                                        "检查点记有 {} 行，文件只有 {} 行", count, size()));
        }
        const Entry& entry = load_entry(*row, entries.location());
        if (makes_certificate(entry.event)) {
            const HolderRow* const holder = holders.next();
            if (!belongs_to(holder, entry)) throw refuse_secret(holders.location(), entry);
            cover(row->end, holders_, holder->end);
            const Holder& person = *holder->holder;
            const ShortDigest award =
                digest_award({person.id_type, person.id_number, entry.standard, entry.level});
            remember(entry, row->leaf, award);
        } else {
            const Line* const reason = reasons.next();
            if (!belongs_to(reason, entry)) throw refuse_secret(reasons.location(), entry);
            cover(row->end, reasons_, reason->end);
            remember(entry, row->leaf, {});
        }
    }

    static Refusal refuse_secret(Location at, const Entry& entry) {
        return refuse_damage(
            std::move(at),
            makes_certificate(entry.event)
                ? compose("the row of certificate {} is missing, changed or out of order",
                          "证书 {} 的行缺失、被改动或次序有误", entry.number)
                : compose("the row of entry {} is missing, changed or out of order",
                          "第 {} 号条目的行缺失、被改动或次序有误", entry.index));
    }

    /// The next entry and its row of `secrets` are covered up to there.
    void cover(std::uint64_t entry_end, RowFile& secrets, std::uint64_t secret_end) {
        places_.push_back({entries_.covered_end(), secrets.covered_end()});
        entries_.cover(entry_end);
        secrets.cover(secret_end);
    }

    [[nodiscard]] const Entry& load_entry(const EntryRow& row, const Location& at) const {
        if (const auto* const fault = std::get_if<EntryFault>(&row.parsed)) {
            throw refuse_damage(at, describe_entry_fault(*fault));
        }
        const auto& entry = std::get<Entry>(row.parsed);
        if (entry.index != size()) {
            throw refuse_damage(at, compose("the row has index {}, and stands at {}",
                                            "该行序号为 {}，实际位置为 {}", entry.index, size()));
        }
        return entry;
    }

    void make_room(std::uint64_t more) {
        tree_.reserve(size() + more);
        places_.reserve(static_cast<std::size_t>(size() + more));
        awards_.reserve(static_cast<std::size_t>(size() + more));
    }

    /// `award` is its digest if the entry makes a certificate.
    void remember(const Entry& entry, const Sha256& leaf, const ShortDigest& award) {
        tree_.append(leaf);
        if (makes_certificate(entry.event)) {
            numbers_.enter(entry.number, entry.on);
            awards_.add(award, entry.index);
            if (certificates_) certificates_->emplace(entry.number, entry.index);
        } else {
            steps_[entry.number].push_back({entry.event, entry.on});
        }
        if (!entry.replaces.empty()) {
            steps_[entry.replaces].push_back({Event::replace, entry.on});
            replacements_[entry.replaces] = entry.number;
        }
    }

    [[nodiscard]] CertificateRecord record(const Entry& entry) const {
        CertificateRecord record{entry.index, {entry.on, entry.valid_until, {}}};
        const auto found = steps_.find(entry.number);
        if (found != steps_.end()) record.history.steps = found->second;
        return record;
    }

    void index_certificates() const {
        certificates_.emplace();
        for (std::uint64_t index = 0; index < size(); ++index) {
            const Entry made = entry(index);
            if (makes_certificate(made.event)) certificates_->emplace(made.number, index);
        }
    }

    static Refusal changed_meanwhile(const RowFile& rows) {
        return refuse_damage({rows.path(), 0, 0},
                             compose("the file changed while it was used", "文件在使用中被改动"));
    }

    // Recovery.

    void recover(const DiagnosticSink& sink) {
        const auto guarded = guard_();
        set_tails_aside(sink);
        for (const char* const left : {kNewCheckpointFile, kUnfinishedFile}) {
            if (folder_.has(left)) folder_.remove(left);
        }
        // The run that renamed the checkpoint may have ended before it synced the folder, and what
        // the checkpoint covers is about to be called issued.
        folder_.sync();
    }

    void set_tails_aside(const DiagnosticSink& sink) {
        std::vector<RowFile*> torn;
        for (RowFile* const rows : {&holders_, &reasons_, &entries_}) {
            if (rows->has_tail()) torn.push_back(rows);
        }
        if (torn.empty()) return;
        const std::string prefix = unused_prefix();
        for (const RowFile* const rows : torn) rows->save_tail(folder_, prefix);
        folder_.sync();
        for (RowFile* const rows : torn) rows->cut_tail();
        sink({Severity::warning,
              {entries_.path(), 0, 0},
              compose("an unfinished batch was set aside in {}*.csv; no certificate of it was "
                      "handed out",
                      "未完成的一批已移至 {}*.csv；其中的证书均未发出", prefix),
              {}});
    }

    [[nodiscard]] std::string unused_prefix() const {
        std::string prefix = fmt::format("unfinished-{}-", size());
        const auto is_taken = [&] {
            return entries_.is_taken(prefix) || holders_.is_taken(prefix) ||
                   reasons_.is_taken(prefix);
        };
        for (int i = 2; is_taken(); ++i) {
            prefix = fmt::format("unfinished-{}-{}-", size(), i);
        }
        return prefix;
    }

    // Writing.

    void begin_register() {
        const auto guarded = guard_();
        NewFile checkpoint(folder_, kNewCheckpointFile, kPublicMode);
        write_checkpoint(checkpoint.file());
        checkpoint.take(kCheckpointFile);
        folder_.sync();
    }

    /// Writes and syncs the signed checkpoint of all entries, and reads it back.
    void write_checkpoint(RegisterFile& file) {
        const Checkpoint checkpoint{config_.origin, size(), tree_.root(), {}};
        const std::string note = sign_checkpoint(checkpoint, key_);
        const auto parsed = parse_signed_checkpoint(note);
        const auto* const read_back = std::get_if<SignedCheckpoint>(&parsed);
        if (read_back == nullptr || read_back->checkpoint != checkpoint ||
            verify_checkpoint(*read_back, key_.public_key())) {
            throw SystemFailure(compose("the new checkpoint's own signature does not verify",
                                        "新检查点自身的签名未通过核验"),
                                EIO);
        }
        file.append(note);
        file.sync();
        std::string written(note.size() + 1, '\0');
        written.resize(file.read_at(0, written));
        if (written != note) {
            throw SystemFailure(compose("{} does not read back as it was written",
                                        "{} 读回的内容与写入的不同", shown(file.name(), 400)),
                                EIO);
        }
        checkpoint_ = note;
    }

    WritingGuard guard_;
    Folder folder_;
    const SigningKey& key_;
    RegisterConfig config_;
    DueKey due_key_;
    NumberLedger numbers_;
    RowFile entries_;
    RowFile holders_;
    RowFile reasons_;
    std::string checkpoint_;  // the signed note; empty in a dry run on a new register
    MerkleTree tree_;
    std::vector<Place> places_;  // by index
    DigestTable<std::uint64_t> awards_;
    /// By number; only of certificates that something happened to after their issue.
    std::unordered_map<std::string, std::vector<CertificateHistory::Step>> steps_;
    std::unordered_map<std::string, std::string> replacements_;  // old number to new
    /// By number; made when first asked for.
    mutable std::optional<std::unordered_map<std::string, std::uint64_t>> certificates_;
};

RegisterStore::RegisterStore(const std::filesystem::path& folder, const SigningKey& key,
                             OpenMode mode, const DiagnosticSink& sink, WritingGuard guard)
    : impl_(std::make_unique<Impl>(folder, key, mode, sink, std::move(guard))) {}
RegisterStore::~RegisterStore() = default;

const RegisterConfig& RegisterStore::config() const { return impl_->config(); }
std::uint64_t RegisterStore::size() const { return impl_->size(); }
const NumberLedger& RegisterStore::numbers() const { return impl_->numbers(); }

std::vector<CertificateRecord> RegisterStore::find_awards(const AwardKey& key) const {
    return impl_->find_awards(key);
}

std::optional<CertificateRecord> RegisterStore::find_certificate(std::string_view number) const {
    return impl_->find_certificate(number);
}

std::optional<std::string> RegisterStore::find_replacement(const std::string& number) const {
    return impl_->find_replacement(number);
}

Entry RegisterStore::entry(std::uint64_t index) const { return impl_->entry(index); }
Holder RegisterStore::holder(std::uint64_t index) const { return impl_->holder(index); }
void RegisterStore::require_due_key(std::uint64_t size) const { impl_->require_due_key(size); }
std::string RegisterStore::prove(std::uint64_t index) const { return impl_->prove(index); }
void RegisterStore::append(const NewEntries& batch) { impl_->append(batch); }

}  // namespace certrec
