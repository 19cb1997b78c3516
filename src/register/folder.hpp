/// \file
/// How are a register's files opened, locked, synced and replaced? POSIX, and private.
///
/// All files are found from the folder's descriptor, so that renaming the folder meanwhile does not
/// split a register in two.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "certrec/base/io.hpp"

namespace certrec {

inline constexpr const char* kConfigFile = "register.toml";
inline constexpr const char* kEntriesFile = "entries.csv";
inline constexpr const char* kCheckpointFile = "checkpoint";
inline constexpr const char* kHoldersFile = "holders.csv";
inline constexpr const char* kReasonsFile = "reasons.csv";

/// An open file. Every function throws SystemFailure if the system does not do it.
class RegisterFile {
  public:
    RegisterFile(int descriptor, std::string name);
    ~RegisterFile();
    RegisterFile(const RegisterFile&) = delete;
    RegisterFile& operator=(const RegisterFile&) = delete;

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::uint64_t size() const;
    /// Fills the front of `into` from `offset`; less than all of it only at the end of the file.
    [[nodiscard]] std::size_t read_at(std::uint64_t offset, std::span<char> into) const;
    void append(std::string_view bytes);
    void truncate(std::uint64_t size);
    void sync();

  private:
    int descriptor_;
    std::string name_;
};

/// Reads `file`, which it keeps open, from `offset` to the end.
[[nodiscard]] ByteSource read_from(std::shared_ptr<const RegisterFile> file, std::uint64_t offset);

/// An open folder, locked as long as it is open.
class Folder {
  public:
    enum class Lock {
        exclusive,  ///< waits until nobody else holds a lock
        shared,     ///< waits until nobody holds it exclusively; does without where none can be had
    };

    /// Throws Refusal if there is no such folder, SystemFailure if an exclusive lock cannot be had.
    Folder(const std::filesystem::path& path, Lock lock);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    /// The path of a file in it, for messages.
    [[nodiscard]] std::string path_of(std::string_view file) const;

    /// nullptr if there is no such file.
    [[nodiscard]] std::shared_ptr<RegisterFile> open_to_read(const char* file) const;
    /// Opened to be read and appended to; made with these permissions if there is none.
    [[nodiscard]] std::shared_ptr<RegisterFile> open_to_append(const char* file,
                                                               unsigned mode) const;
    /// Opened to be written from the beginning, emptied if there is one.
    [[nodiscard]] std::shared_ptr<RegisterFile> create_or_empty(const char* file) const;
    /// nullptr if there is a file of that name already.
    [[nodiscard]] std::shared_ptr<RegisterFile> create_new(const char* file, unsigned mode) const;

    void rename(const char* from, const char* to);
    /// Makes the names of files made or renamed in it durable.
    void sync();

  private:
    [[nodiscard]] std::shared_ptr<RegisterFile> open(const char* file, int flags, unsigned mode,
                                                     int expected_error) const;

    int descriptor_ = -1;
    std::string path_;
};

}  // namespace certrec
