/// \file
/// Where do bytes come from and go to? Files, descriptors and memory behind two small interfaces,
/// so that everything above runs in a test without a file.
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
#include <vector>

#include "certrec/base/diagnostic.hpp"

namespace certrec {

/// How a text that was made of another one stands to it: for messages, which speak of the file as
/// the user has it.
struct TextOrigin {
    /// The line on which the text begins; 0 if its first line was put before those of the file.
    std::uint64_t first_line = 1;
    /// The names of the columns as they are in the file; empty: as they are read.
    std::vector<std::string> columns;
    /// The place in the file of a place in the text; none: the same.
    std::function<Location(const Location&)> place;
};

/// A stream of bytes to read once, from the beginning to the end.
struct ByteSource {
    /// For messages: the path as the user wrote it, or `-`.
    std::string name;
    /// Fills the front of the span and returns how many bytes it wrote; 0 only at the end. Throws
    /// SystemFailure if reading fails.
    std::function<std::size_t(std::span<char>)> read;
    /// How many bytes there are, if a file says so: a hint, since files change. 0: not known.
    std::uint64_t likely_size = 0;
    TextOrigin origin{};
};

/// A stream of bytes to write. Throws SystemFailure if writing fails; on return all is written.
using ByteSink = std::function<void(std::string_view)>;

/// Throws Refusal if the file does not exist or is a folder, SystemFailure if it cannot be opened.
[[nodiscard]] ByteSource open_file(const std::filesystem::path& path);

/// Reads `descriptor`, which stays open and belongs to the caller.
[[nodiscard]] ByteSource read_descriptor(int descriptor, std::string name);

[[nodiscard]] ByteSource read_memory(std::string name, std::string bytes);

/// All bytes up to the end. Throws Refusal if there are more than `limit`.
[[nodiscard]] std::string read_all(ByteSource& source, std::size_t limit);

/// open_file and read_all.
[[nodiscard]] std::string read_file(const std::filesystem::path& path, std::size_t limit);

/// Writes to `descriptor`, which stays open and belongs to the caller; `name` is for messages.
[[nodiscard]] ByteSink write_descriptor(int descriptor, Bilingual name);

/// Appends to `text`, which must outlive the sink.
[[nodiscard]] ByteSink write_memory(std::string& text);

enum class Replace { never, allowed };

/// When what was written is safe from a power cut.
enum class Durability {
    at_commit,
    by_caller,  ///< with sync_file_system, once for many files
};

/// A file that appears complete or not at all: bytes go to a file without a name in the same folder
/// (open(2), O_TMPFILE), which `commit` names. However the program ends before that, nothing is
/// left. Where the file system has no such files, and for a moment where a file is replaced, the
/// file is hidden under a temporary name, which the destructor removes, or remove_temporary_files
/// at a signal; only a kill leaves it.
/// Anything at `path` that is not a regular file (a device, a pipe) is written to directly.
class OutputFile {
  public:
    /// Throws Refusal if `path` exists and `replace` is never, or is a folder; SystemFailure if the
    /// temporary file cannot be created.
    OutputFile(std::filesystem::path path, Replace replace,
               Durability durability = Durability::at_commit);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    [[nodiscard]] ByteSink sink();

    /// Names the file, and with Durability::at_commit makes bytes and name durable. With
    /// Replace::never a file that appeared at `path` meanwhile is kept, and Refusal is thrown.
    /// After a SystemFailure the file may be there, whole.
    void commit();

  private:
    enum class Form {
        unnamed,  ///< has no name yet
        hidden,   ///< is called `temporary_`
        special,  ///< is `path_` itself, no regular file
    };

    void open_temporary();
    void remove_temporary();
    void name_unnamed();
    void link_beside();
    void rename_temporary();

    std::filesystem::path path_;
    std::filesystem::path temporary_;  // empty: there is none
    Replace replace_;
    Durability durability_;
    Form form_ = Form::special;
    int descriptor_ = -1;
};

/// Writes `bytes` as an OutputFile and commits it.
void write_file(const std::filesystem::path& path, std::string_view bytes, Replace replace,
                Durability durability = Durability::at_commit);

/// Makes all files and names on the file system of `folder` durable (syncfs(2)): one wait for many
/// small files. Throws SystemFailure if any of them could not be written.
void sync_file_system(const std::filesystem::path& folder);

}  // namespace certrec
