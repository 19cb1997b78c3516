/// \file
/// How do entries get into the register, so that a crash at any moment loses or repeats none?
///
/// The checkpoint is the commit point: what it covers is issued, rows beyond it are an unfinished
/// batch of which nothing was handed out. Only this file and store.cpp write to a register.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/register/certificate_state.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/key.hpp"
#include "certrec/register/merkle.hpp"
#include "certrec/register/number_pattern.hpp"
#include "certrec/register/reason.hpp"
#include "certrec/register/register_config.hpp"

namespace certrec {

enum class OpenMode {
    write,
    dry_run,  ///< every check, no change: not even a first checkpoint or a recovery
};

/// A row of entries.csv with what only the private files hold of it: the row of holders.csv if the
/// event makes a certificate, else that of reasons.csv.
struct NewEntry {
    Entry entry;
    std::variant<Holder, Reason> secret;
};

/// Entries to commit, each made when it is wanted, so that many of them take no memory.
struct NewEntries {
    std::size_t count = 0;
    /// The i-th of them, the same each time. Calls may run at the same time.
    std::function<NewEntry(std::size_t i)> make;
};

/// Those in memory, which must outlive them.
[[nodiscard]] NewEntries entries_in(std::span<const NewEntry> batch);

/// Called before anything in the register's folder is changed; what it returns lives until the
/// change is finished, or taken back. For a program that must not be interrupted in between.
using WritingGuard = std::function<std::shared_ptr<void>()>;

[[nodiscard]] std::shared_ptr<void> no_guard();

/// A certificate in the register.
struct CertificateRecord {
    std::uint64_t index = 0;  ///< of the entry that made it
    CertificateHistory history;
};

/// A register, open for writing. Holds the lock of the folder as long as it lives.
///
/// Memory grows with the register by about 150 bytes an entry; rows stay on disk.
class RegisterStore {
  public:
    /// Takes the lock, waiting for another writer to finish; reads and checks everything that the
    /// checkpoint covers; then recovers. A register without any file but register.toml gets a
    /// signed checkpoint of size 0. Files that a run was writing when it was cut short are removed.
    /// Rows beyond the checkpoint are moved into unfinished-N-entries.csv, unfinished-N-holders.csv
    /// and unfinished-N-reasons.csv (N = size of the checkpoint; -2, -3 ... if taken), which a
    /// warning to `sink` names.
    ///
    /// Throws Refusal, with nothing changed, if register.toml is wrong, the checkpoint is missing,
    /// broken or not signed by `key` for register.toml's origin, or a row that it covers is missing
    /// or changed in any file. If register.toml lists keys, the checkpoint must be signed by the
    /// one of its size, and `key` be one of them. `key` must outlive the store.
    /// `guard` is asked for each change: the recovery, and each batch.
    RegisterStore(const std::filesystem::path& folder, const SigningKey& key, OpenMode mode,
                  const DiagnosticSink& sink, WritingGuard guard = no_guard);
    ~RegisterStore();
    RegisterStore(const RegisterStore&) = delete;
    RegisterStore& operator=(const RegisterStore&) = delete;

    [[nodiscard]] const RegisterConfig& config() const;
    /// Number of entries that the checkpoint covers.
    [[nodiscard]] std::uint64_t size() const;
    /// The numbers of all certificates that the checkpoint covers.
    [[nodiscard]] const NumberLedger& numbers() const;

    /// The certificates of this award, in the order of the log.
    [[nodiscard]] std::vector<CertificateRecord> find_awards(const AwardKey& key) const;

    /// The certificate of that number. The first call reads the whole log once more.
    [[nodiscard]] std::optional<CertificateRecord> find_certificate(std::string_view number) const;

    /// The number of the document that replaced the certificate of that number.
    [[nodiscard]] std::optional<std::string> find_replacement(const std::string& number) const;

    /// Reads one entry back from disk. Requires: index < size().
    [[nodiscard]] Entry entry(std::uint64_t index) const;
    /// Its holder. Requires: the entry makes a certificate.
    [[nodiscard]] Holder holder(std::uint64_t index) const;

    /// Throws Refusal, which names the key that is due, if register.toml lists keys and the store's
    /// is not the one for a checkpoint of that size.
    void require_due_key(std::uint64_t size) const;

    /// The text of a tlog-proof of the entry under the present checkpoint. Requires: index <
    /// size().
    [[nodiscard]] std::string prove(std::uint64_t index) const;

    /// Commits the batch, all or nothing; nothing if it is empty. On return it is on disk and
    /// signed. Throws as require_due_key does, with nothing changed. If it throws SystemFailure,
    /// either no entry of it counts, and what was written is taken back now or set aside by the
    /// next run; or, if only the last renaming or sync failed, all may count, which the next run
    /// finds. After a throw the store must not be used any more.
    ///
    /// Requires: OpenMode::write; indexes continue from size(); each entry and its secret belong
    /// together.
    void append(const NewEntries& batch);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace certrec
