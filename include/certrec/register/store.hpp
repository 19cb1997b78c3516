/// \file
/// How do entries get into the register, so that a crash at any moment loses or repeats none?
///
/// The checkpoint is the commit point: what it covers is issued, rows beyond it are an unfinished
/// batch of which nothing was handed out. Only this file and store.cpp write to a register.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "certrec/base/diagnostic.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/key.hpp"
#include "certrec/register/merkle.hpp"
#include "certrec/register/number_pattern.hpp"
#include "certrec/register/register_config.hpp"

namespace certrec {

using SaltSource = std::function<Salt()>;

/// 32 bytes from the system's source of randomness, by way of libcrypto.
[[nodiscard]] Salt draw_salt();

enum class OpenMode {
    write,
    dry_run,  ///< every check, no change: not even a first checkpoint or a recovery
};

/// One award that a person holds or is to hold.
struct AwardKey {
    std::string_view id_type;
    std::string_view id_number;
    std::string_view standard;
    std::string_view level;
};

/// A row of entries.csv with its row of holders.csv.
struct NewEntry {
    Entry entry;
    Holder holder;
};

/// A register, open for issuing. Holds the lock of the folder as long as it lives.
///
/// Memory grows with the register by about 150 bytes an entry; rows stay on disk.
class RegisterStore {
  public:
    /// Takes the lock, waiting for another writer to finish; reads and checks everything that the
    /// checkpoint covers; then recovers. A register without any file but register.toml gets a
    /// signed checkpoint of size 0. Rows beyond the checkpoint are moved into
    /// unfinished-N-entries.csv and unfinished-N-holders.csv (N = size of the checkpoint; -2, -3
    /// ... if taken), which a warning to `sink` names.
    ///
    /// Throws Refusal, with nothing changed, if register.toml is wrong, the checkpoint is missing,
    /// broken or not signed by `key` for register.toml's origin, or a row that it covers is missing
    /// or changed in either file. `key` must outlive the store.
    RegisterStore(const std::filesystem::path& folder, const SigningKey& key, OpenMode mode,
                  const DiagnosticSink& sink);
    ~RegisterStore();
    RegisterStore(const RegisterStore&) = delete;
    RegisterStore& operator=(const RegisterStore&) = delete;

    [[nodiscard]] const RegisterConfig& config() const;
    /// Number of entries that the checkpoint covers.
    [[nodiscard]] std::uint64_t size() const;
    /// The numbers of all certificates that the checkpoint covers.
    [[nodiscard]] const NumberLedger& numbers() const;

    /// The index of the entry that issued this award.
    [[nodiscard]] std::optional<std::uint64_t> find_award(const AwardKey& key) const;

    /// Reads one entry, and its holder, back from disk. Requires: index < size().
    [[nodiscard]] Entry entry(std::uint64_t index) const;
    [[nodiscard]] Holder holder(std::uint64_t index) const;

    /// The text of a tlog-proof of the entry under the present checkpoint. Requires: index <
    /// size().
    [[nodiscard]] std::string prove(std::uint64_t index) const;

    /// Commits the batch, all or nothing; nothing if it is empty. On return it is on disk and
    /// signed. If it throws, no entry of it counts, and what was written is taken back now or,
    /// after a crash, set aside by the next run. After a throw the store must not be used any more.
    ///
    /// Requires: OpenMode::write; indexes continue from size(); entry and holder belong together.
    void append(std::span<const NewEntry> batch);

  private:
    class Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace certrec
