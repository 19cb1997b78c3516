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
    [[nodiscard]] bool has(const char* file) const { return open_to_read(file) != nullptr; }
    /// Opened to be read and written. Throws SystemFailure if there is a file of that name already.
    [[nodiscard]] std::shared_ptr<RegisterFile> create_new(const char* file, unsigned mode) const;

    void rename(const char* from, const char* to);
    /// Does nothing if there is none.
    void remove(const char* file);
    /// Makes the names of files made or renamed in it durable.
    void sync();

  private:
    [[nodiscard]] std::shared_ptr<RegisterFile> open(const char* file, int flags, unsigned mode,
                                                     int expected_error) const;

    int descriptor_ = -1;
    std::string path_;
};

/// A file that is written under a name of its own before it takes its place. Unless it does, the
/// destructor removes it; what a kill leaves of it, the next one of that name removes.
class NewFile {
  public:
    /// `folder` and `name` must outlive this.
    NewFile(Folder& folder, const char* name, unsigned mode);
    ~NewFile();
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    [[nodiscard]] RegisterFile& file() { return *file_; }
    /// Replaces what is called `place`; durable with the next Folder::sync.
    void take(const char* place);

  private:
    Folder& folder_;
    const char* name_;
    std::shared_ptr<RegisterFile> file_;
};

}  // namespace certrec
