#include "certrec/register/store.hpp"

#include <openssl/rand.h>

#include <algorithm>
#include <cerrno>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/proof.hpp"
#include "register/award_digest.hpp"
#include "register/folder.hpp"
#include "register/line_reader.hpp"

namespace certrec {

namespace {

constexpr const char* kNewCheckpointFile = "checkpoint.new";
constexpr std::size_t kMaxSmallFileBytes = 1024U * 1024U;
constexpr std::size_t kBlockBytes = 256U * 1024U;
constexpr unsigned kPublicMode = 0644;
constexpr unsigned kPrivateMode = 0600;

Refusal refuse(Location at, Bilingual message) {
    return Refusal({Severity::error, std::move(at), std::move(message),
                    compose("nothing was changed; certrec verify tells all that is wrong, and a "
                            "copy from before the damage is what helps",
                            "未作任何改动;可用 certrec verify 查看全部问题,并以损坏之前的备份恢复")});
}

std::string row_of(const Entry& entry) { return format_entry(entry) + '\n'; }
std::string row_of(const Holder& holder) { return format_holder(holder) + '\n'; }

/// Collects rows and appends them in large pieces.
class RowAppender {
  public:
    explicit RowAppender(RegisterFile& file) : file_(file) {}

    void append(std::string_view row) {
        buffer_ += row;
        if (buffer_.size() >= kBlockBytes) finish();
    }
    void finish() {
        file_.append(buffer_);
        buffer_.clear();
    }

  private:
    RegisterFile& file_;
    std::string buffer_;
};

/// Takes back what was appended to a file, unless it is kept.
class Tail {
  public:
    Tail(std::shared_ptr<RegisterFile> file, std::uint64_t committed_end)
        : file_(std::move(file)), committed_end_(committed_end) {}
    ~Tail() {
        if (kept_) return;
        try {
            file_->truncate(committed_end_);
            file_->sync();
        } catch (const SystemFailure&) {
            // The next run finds the rows beyond the checkpoint, and sets them aside.
        }
    }
    Tail(const Tail&) = delete;
    Tail& operator=(const Tail&) = delete;

    [[nodiscard]] RegisterFile& file() { return *file_; }
    [[nodiscard]] ByteSource read_back() const { return read_from(file_, committed_end_); }
    void keep() { kept_ = true; }

  private:
    std::shared_ptr<RegisterFile> file_;
    std::uint64_t committed_end_;
    bool kept_ = false;
};

}  // namespace

Salt draw_salt() {
    Salt salt{};
    if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1) {
        throw SystemFailure(compose("cannot draw random bytes", "无法取得随机数"), EIO);
    }
    return salt;
}

class RegisterStore::Impl {
  public:
    Impl(const std::filesystem::path& path, const SigningKey& key, OpenMode mode,
         const DiagnosticSink& sink)
        : folder_(path), key_(key), mode_(mode) {
        if (mode_ == OpenMode::write) {
            folder_.lock_exclusively();
        } else {
            folder_.lock_shared_if_possible();
        }
        config_.emplace(read_config(sink));
        numbers_.emplace(config_->number);
        if (is_new()) {
            if (mode_ == OpenMode::write) commit(RootHasher());
            return;
        }
        load();
        if (mode_ == OpenMode::write) set_tails_aside(sink);
    }

    [[nodiscard]] const RegisterConfig& config() const { return *config_; }
    [[nodiscard]] std::uint64_t size() const { return tree_.size(); }
    [[nodiscard]] const NumberLedger& numbers() const { return *numbers_; }

    [[nodiscard]] std::optional<std::uint64_t> find_award(const AwardKey& key) const {
        const auto found = awards_.find(digest_award(key));
        if (found == awards_.end()) return std::nullopt;
        return found->second;
    }

    [[nodiscard]] Entry entry(std::uint64_t index) const {
        const std::string row = read_row(kEntriesFile, places_[index].entry);
        const auto entry = parse_entry(row);
        if (const auto* const value = std::get_if<Entry>(&entry)) return *value;
        throw refuse({folder_.path_of(kEntriesFile), 0, 0},
                     compose("the file changed while it was used", "文件在使用中被改动"));
    }

    [[nodiscard]] Holder holder(std::uint64_t index) const {
        const auto holder = parse_holder(read_row(kHoldersFile, places_[index].holder));
        if (holder) return *holder;
        throw refuse({folder_.path_of(kHoldersFile), 0, 0},
                     compose("the file changed while it was used", "文件在使用中被改动"));
    }

    [[nodiscard]] std::string prove(std::uint64_t index) const {
        return format_tlog_proof(
            {std::nullopt, index, tree_.inclusion_proof(index, tree_.size()), checkpoint_});
    }

    void append(std::span<const NewEntry> batch) {
        if (batch.empty()) return;
        Tail holders(folder_.open_to_append(kHoldersFile, kPrivateMode), holders_end_);
        Tail entries(folder_.open_to_append(kEntriesFile, kPublicMode), entries_end_);
        write_rows(batch, holders.file(), entries.file());
        holders.file().sync();
        entries.file().sync();
        folder_.sync();

        const std::vector<Sha256> leaves = read_rows_back(batch, holders, entries);
        RootHasher root = tree_.root_hasher();
        for (const Sha256& leaf : leaves) root.append(leaf);
        prepare_checkpoint(root);
        folder_.rename(kNewCheckpointFile, kCheckpointFile);
        holders.keep();
        entries.keep();
        folder_.sync();
        remember(batch, leaves);
    }

  private:
    /// Where the rows of one entry begin.
    struct Place {
        std::uint64_t entry = 0;
        std::uint64_t holder = 0;
    };

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
            throw Refusal({Severity::error,
                           {name, 0, 0},
                           compose("there is no such file", "文件不存在"),
                           compose("write it before the first certificate: format, origin, issuer, "
                                   "agency, number",
                                   "签发第一份证书之前须写好:format、origin、issuer、agency、number")});
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
        const auto is_empty = [this](const char* name) {
            const auto file = folder_.open_to_read(name);
            return file == nullptr || file->size() == 0;
        };
        return folder_.open_to_read(kCheckpointFile) == nullptr && is_empty(kEntriesFile) &&
               is_empty(kHoldersFile);
    }

    void load() {
        const Checkpoint checkpoint = load_checkpoint();
        LineReader entries(open_rows(kEntriesFile, checkpoint.size), kMaxRegisterRowBytes);
        LineReader holders(open_rows(kHoldersFile, checkpoint.size), kMaxRegisterRowBytes);
        entries_end_ = load_header(entries, kEntriesHeader, checkpoint.size);
        holders_end_ = load_header(holders, kHoldersHeader, checkpoint.size);
        while (size() < checkpoint.size) {
            const Line* const line = entries.next_whole();
            if (line == nullptr) {
                throw refuse({entries.file(), 0, 0},
                             compose("the checkpoint counts {} rows, and there are only {}",
                                     "检查点记有 {} 行,文件只有 {} 行", checkpoint.size, size()));
            }
            const Entry entry = load_entry(*line, entries.location());
            load_holder(entry, holders);
            entries_end_ = line->end;
        }
        if (tree_.root() != checkpoint.root) {
            throw refuse({folder_.path_of(kEntriesFile), 0, 0},
                         compose("the rows are not those that the checkpoint signs",
                                 "各行与检查点所签的内容不符"));
        }
    }

    [[nodiscard]] Checkpoint load_checkpoint() {
        const Location at{folder_.path_of(kCheckpointFile), 0, 0};
        const auto bytes = read_small_file(kCheckpointFile);
        if (!bytes) {
            throw refuse(at, compose("there is no checkpoint, but rows that one must have covered",
                                     "没有检查点,却有应由检查点覆盖的行"));
        }
        const auto parsed = parse_signed_checkpoint(*bytes);
        if (const auto* const fault = std::get_if<SignedCheckpointFault>(&parsed)) {
            throw refuse(at, describe_signed_checkpoint_fault(*fault));
        }
        const auto& signed_checkpoint = std::get<SignedCheckpoint>(parsed);
        const Checkpoint& checkpoint = signed_checkpoint.checkpoint;
        if (checkpoint.origin != config_->origin) {
            throw Refusal({Severity::error, at,
                           compose("the origin is '{}', and '{}' in register.toml",
                                   "来源为“{}”,而 register.toml 中为“{}”",
                                   shown(checkpoint.origin), shown(config_->origin)),
                           compose("a register keeps its origin for ever", "名册的来源不可更改")});
        }
        if (const auto fault = verify_checkpoint(signed_checkpoint, key_.public_key())) {
            throw Refusal({Severity::error, at, describe_note_fault(*fault),
                           compose("is the key that of this register?", "所用密钥是否属于此名册?")});
        }
        checkpoint_ = *bytes;
        return checkpoint;
    }

    [[nodiscard]] ByteSource open_rows(const char* name, std::uint64_t size) const {
        auto file = folder_.open_to_read(name);
        if (file != nullptr) return read_from(std::move(file), 0);
        if (size == 0) return read_memory(folder_.path_of(name), "");
        throw refuse({folder_.path_of(name), 0, 0},
                     compose("the file is missing, and the checkpoint counts {} rows",
                             "文件缺失,而检查点记有 {} 行", size));
    }

    /// Where the rows begin; 0 if there is no header yet, as after a crash in the very first batch.
    static std::uint64_t load_header(LineReader& lines, std::string_view header,
                                     std::uint64_t size) {
        const Line* const line = lines.next();
        const bool unfinished = line == nullptr || line->state == Line::State::torn;
        if (size == 0 && unfinished) return 0;
        if (unfinished || line->bytes != header) {
            throw refuse({lines.file(), 1, 0},
                         compose("the first line is not '{}'", "首行不是“{}”", header));
        }
        return line->end;
    }

    [[nodiscard]] Entry load_entry(const Line& line, const Location& at) {
        const auto parsed = parse_entry(line.bytes);
        if (const auto* const fault = std::get_if<EntryFault>(&parsed)) {
            throw refuse(at, describe_entry_fault(*fault));
        }
        const auto& entry = std::get<Entry>(parsed);
        if (entry.index != size()) {
            throw refuse(at, compose("the row has index {}, and stands at {}",
                                     "该行序号为 {},实际位置为 {}", entry.index, size()));
        }
        tree_.append(hash_leaf(line.bytes));
        numbers_->enter(entry.number, entry.on);
        return entry;
    }

    void load_holder(const Entry& entry, LineReader& holders) {
        const Line* const line = holders.next_whole();
        const auto holder = line == nullptr ? std::nullopt : parse_holder(line->bytes);
        if (!holder || holder->number != entry.number || commit_holder(*holder) != entry.holder) {
            throw refuse(holders.location(),
                         compose("the row of certificate {} is missing, changed or out of order",
                                 "证书 {} 的行缺失、被改动或次序有误", entry.number));
        }
        add_award(entry, *holder, {entries_end_, holders_end_});
        holders_end_ = line->end;
    }

    void add_award(const Entry& entry, const Holder& holder, const Place& place) {
        const AwardKey award{holder.id_type, holder.id_number, entry.standard, entry.level};
        awards_.emplace(digest_award(award), entry.index);
        places_.push_back(place);
    }

    [[nodiscard]] std::string read_row(const char* name, std::uint64_t offset) const {
        std::string bytes(kMaxRegisterRowBytes + 1, '\0');
        const auto file = folder_.open_to_read(name);
        bytes.resize(file == nullptr ? 0 : file->read_at(offset, bytes));
        bytes.resize(std::min(bytes.find('\n'), bytes.size()));
        return bytes;
    }

    // Recovery.

    void set_tails_aside(const DiagnosticSink& sink) {
        const auto entries = open_tail(kEntriesFile, entries_end_);
        const auto holders = open_tail(kHoldersFile, holders_end_);
        if (entries == nullptr && holders == nullptr) return;
        const std::string stem = unused_stem();
        if (holders != nullptr) save_tail(*holders, holders_end_, stem + kHoldersFile, kPrivateMode);
        if (entries != nullptr) save_tail(*entries, entries_end_, stem + kEntriesFile, kPublicMode);
        folder_.sync();
        if (holders != nullptr) cut_tail(*holders, holders_end_);
        if (entries != nullptr) cut_tail(*entries, entries_end_);
        sink({Severity::warning,
              {folder_.path_of(kEntriesFile), 0, 0},
              compose("an unfinished batch was set aside in {}*.csv; no certificate of it was "
                      "handed out",
                      "未完成的一批已移至 {}*.csv;其中的证书均未发出", stem),
              {}});
    }

    /// The file, if it goes on after the rows that the checkpoint covers.
    [[nodiscard]] std::shared_ptr<RegisterFile> open_tail(const char* name,
                                                          std::uint64_t committed_end) const {
        const auto file = folder_.open_to_read(name);
        if (file == nullptr || file->size() <= committed_end) return nullptr;
        return folder_.open_to_append(name, kPrivateMode);
    }

    [[nodiscard]] std::string unused_stem() const {
        for (int i = 1;; ++i) {
            const std::string stem = i == 1 ? fmt::format("unfinished-{}-", size())
                                            : fmt::format("unfinished-{}-{}-", size(), i);
            if (folder_.open_to_read((stem + kEntriesFile).c_str()) == nullptr &&
                folder_.open_to_read((stem + kHoldersFile).c_str()) == nullptr) {
                return stem;
            }
        }
    }

    void save_tail(const RegisterFile& file, std::uint64_t offset, const std::string& name,
                   unsigned mode) const {
        const auto saved = folder_.create_new(name.c_str(), mode);
        if (saved == nullptr) throw SystemFailure(compose("cannot write {}", "无法写入 {}", name), EEXIST);
        std::string block(kBlockBytes, '\0');
        while (const std::size_t count = file.read_at(offset, block)) {
            saved->append({block.data(), count});
            offset += count;
        }
        saved->sync();
    }

    static void cut_tail(RegisterFile& file, std::uint64_t committed_end) {
        file.truncate(committed_end);
        file.sync();
    }

    // Writing.

    void write_rows(std::span<const NewEntry> batch, RegisterFile& holders_file,
                    RegisterFile& entries_file) const {
        RowAppender holders(holders_file);
        RowAppender entries(entries_file);
        if (holders_end_ == 0) holders.append(fmt::format("{}\n", kHoldersHeader));
        if (entries_end_ == 0) entries.append(fmt::format("{}\n", kEntriesHeader));
        for (const NewEntry& row : batch) {
            holders.append(row_of(row.holder));
            entries.append(row_of(row.entry));
        }
        holders.finish();
        entries.finish();
    }

    /// The leaf hashes of the new rows, of what the disk holds. Throws if that is not the batch, or
    /// not what the next run could load.
    [[nodiscard]] std::vector<Sha256> read_rows_back(std::span<const NewEntry> batch,
                                                     const Tail& holders_tail,
                                                     const Tail& entries_tail) const {
        LineReader holders(holders_tail.read_back(), kMaxRegisterRowBytes);
        LineReader entries(entries_tail.read_back(), kMaxRegisterRowBytes);
        require(holders_end_ != 0 || next_bytes(holders) == kHoldersHeader, holders);
        require(entries_end_ != 0 || next_bytes(entries) == kEntriesHeader, entries);
        std::vector<Sha256> leaves;
        leaves.reserve(batch.size());
        for (const auto& [entry, holder] : batch) {
            require(parse_holder(next_bytes(holders)) == holder && holder.number == entry.number &&
                        commit_holder(holder) == entry.holder,
                    holders);
            const std::string_view row = next_bytes(entries);
            const auto parsed = parse_entry(row);
            const auto* const read_back = std::get_if<Entry>(&parsed);
            require(read_back != nullptr && *read_back == entry &&
                        entry.index == size() + leaves.size(),
                    entries);
            leaves.push_back(hash_leaf(row));
        }
        return leaves;
    }

    static std::string_view next_bytes(LineReader& lines) {
        const Line* const line = lines.next_whole();
        return line == nullptr ? std::string_view() : line->bytes;
    }

    static void require(bool reads_back, const LineReader& lines) {
        if (reads_back) return;
        throw SystemFailure(compose("{} does not read back as it was written",
                                    "{} 读回的内容与写入的不同", shown(lines.file(), 400)),
                            EIO);
    }

    /// Writes the signed checkpoint beside the present one.
    void prepare_checkpoint(const RootHasher& root) {
        const Checkpoint checkpoint{config_->origin, root.size(), root.root(), {}};
        const std::string note = sign_checkpoint(checkpoint, key_);
        const auto parsed = parse_signed_checkpoint(note);
        const auto* const read_back = std::get_if<SignedCheckpoint>(&parsed);
        if (read_back == nullptr || read_back->checkpoint != checkpoint ||
            verify_checkpoint(*read_back, key_.public_key())) {
            throw SystemFailure(compose("the new checkpoint's own signature does not verify",
                                        "新检查点自身的签名未通过核验"),
                                EIO);
        }
        const auto file = folder_.create_or_empty(kNewCheckpointFile);
        file->append(note);
        file->sync();
        checkpoint_ = note;
    }

    void commit(const RootHasher& root) {
        prepare_checkpoint(root);
        folder_.rename(kNewCheckpointFile, kCheckpointFile);
        folder_.sync();
    }

    void remember(std::span<const NewEntry> batch, std::span<const Sha256> leaves) {
        if (entries_end_ == 0) entries_end_ = kEntriesHeader.size() + 1;
        if (holders_end_ == 0) holders_end_ = kHoldersHeader.size() + 1;
        for (const Sha256& leaf : leaves) tree_.append(leaf);
        for (const auto& [entry, holder] : batch) {
            numbers_->enter(entry.number, entry.on);
            add_award(entry, holder, {entries_end_, holders_end_});
            entries_end_ += row_of(entry).size();
            holders_end_ += row_of(holder).size();
        }
    }

    Folder folder_;
    const SigningKey& key_;
    OpenMode mode_;
    std::optional<RegisterConfig> config_;
    std::string checkpoint_;  // the signed note; empty in a dry run on a new register
    MerkleTree tree_;
    std::optional<NumberLedger> numbers_;
    std::unordered_map<ShortDigest, std::uint64_t, ShortDigestHash> awards_;
    std::vector<Place> places_;      // by index
    std::uint64_t entries_end_ = 0;  // of what the checkpoint covers; 0: not even a header
    std::uint64_t holders_end_ = 0;
};

RegisterStore::RegisterStore(const std::filesystem::path& folder, const SigningKey& key,
                             OpenMode mode, const DiagnosticSink& sink)
    : impl_(std::make_unique<Impl>(folder, key, mode, sink)) {}
RegisterStore::~RegisterStore() = default;

const RegisterConfig& RegisterStore::config() const { return impl_->config(); }
std::uint64_t RegisterStore::size() const { return impl_->size(); }
const NumberLedger& RegisterStore::numbers() const { return impl_->numbers(); }

std::optional<std::uint64_t> RegisterStore::find_award(const AwardKey& key) const {
    return impl_->find_award(key);
}

Entry RegisterStore::entry(std::uint64_t index) const { return impl_->entry(index); }
Holder RegisterStore::holder(std::uint64_t index) const { return impl_->holder(index); }
std::string RegisterStore::prove(std::uint64_t index) const { return impl_->prove(index); }
void RegisterStore::append(std::span<const NewEntry> batch) { impl_->append(batch); }

}  // namespace certrec
