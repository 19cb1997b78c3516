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

namespace certrec {

/// A stream of bytes to read once, from the beginning to the end.
struct ByteSource {
    /// For messages: the path as the user wrote it, or `-`.
    std::string name;
    /// Fills the front of the span and returns how many bytes it wrote; 0 only at the end. Throws
    /// SystemFailure if reading fails.
    std::function<std::size_t(std::span<char>)> read;
    /// How many bytes there are, if a file says so: a hint, since files change. 0: not known.
    std::uint64_t likely_size = 0;
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
[[nodiscard]] ByteSink write_descriptor(int descriptor, std::string name);

/// Appends to `text`, which must outlive the sink.
[[nodiscard]] ByteSink write_memory(std::string& text);

enum class Replace { never, allowed };

/// A file that appears complete or not at all: bytes go to a temporary file in the same folder,
/// which `commit` renames to `path`. Without `commit` the destructor removes it. Anything at `path`
/// that is not a regular file (a device, a pipe) is written to directly.
class OutputFile {
  public:
    /// Throws Refusal if `path` exists and `replace` is never, or is a folder; SystemFailure if the
    /// temporary file cannot be created.
    OutputFile(std::filesystem::path path, Replace replace);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    [[nodiscard]] ByteSink sink();

    /// Syncs and renames. With Replace::never a file that appeared at `path` meanwhile is kept, and
    /// Refusal is thrown.
    void commit();

  private:
    std::filesystem::path path_;
    std::filesystem::path temporary_;
    Replace replace_;
    int descriptor_ = -1;
};

/// Writes `bytes` as an OutputFile and commits it.
void write_file(const std::filesystem::path& path, std::string_view bytes, Replace replace);

}  // namespace certrec
