#include "certrec/base/io.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

#include "base/compose.hpp"
#include "base/file_failures.hpp"
#include "base/read_meter.hpp"
#include "base/temporary_names.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

namespace fs = std::filesystem;

/// Owns a descriptor; shared, because a ByteSource is copyable.
class Descriptor {
  public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0) ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int value() const { return value_; }

  private:
    int value_;
};

std::size_t read_some(int descriptor, const std::string& name, std::span<char> into) {
    while (true) {
        const ssize_t count = ::read(descriptor, into.data(), into.size());
        if (count >= 0) {
            const auto size = static_cast<std::size_t>(count);
            read_meter().read += size;
            return size;
        }
        if (errno == EISDIR) {
            throw Refusal({Severity::error,
                           {name, 0, 0},
                           compose("is a folder, not a file", "是文件夹，不是文件"),
                           {}});
        }
        if (errno != EINTR) {
            throw cannot_read(same_in_both(name), errno);
        }
    }
}

std::shared_ptr<Descriptor> open_descriptor(const fs::path& path) {
    const std::string name = path.string();
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            throw Refusal({Severity::error,
                           {name, 0, 0},
                           compose("there is no such file", "文件不存在"),
                           {}});
        }
        throw SystemFailure(compose("cannot open {}", "无法打开 {}", shown_path(path)), errno);
    }
    auto owner = std::make_shared<Descriptor>(descriptor);
    struct stat status {};
    if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        throw Refusal({Severity::error,
                       {name, 0, 0},
                       compose("is a folder, not a file", "是文件夹，不是文件"),
                       {}});
    }
    return owner;
}

/// Of a file that is about to be read; 0 if it is no regular one.
std::uint64_t count_size(int descriptor) {
    struct stat status {};
    const bool known = ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
    const std::uint64_t size = known ? static_cast<std::uint64_t>(status.st_size) : 0;
    read_meter().opened += size;
    return size;
}

bool is_special_file(const fs::path& path) {
    struct stat status {};
    return ::stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode) &&
           !S_ISDIR(status.st_mode);
}

/// What the umask makes of this is what a new file gets.
constexpr mode_t kNewMode = 0666;

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

Descriptor open_folder(const fs::path& folder) {
    return Descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/// Makes its name durable, where the file system can sync a folder and it may be read.
void sync_name(const fs::path& file) {
    const Descriptor descriptor = open_folder(folder_of(file));
    const bool done = descriptor.value() >= 0 && ::fsync(descriptor.value()) == 0;
    if (!done && errno != EINVAL && errno != EACCES) throw cannot_write(file, errno);
}

/// Below 0 where the file system has no unnamed files, or there is no way to name one later.
int open_unnamed(const fs::path& folder, mode_t mode) {
    static const bool can_be_named = ::access("/proc/self/fd", X_OK) == 0;
    if (!can_be_named) return -1;
    return ::open(folder.c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, mode);
}

/// Whether the open file got `name`; else errno tells why not.
bool link_descriptor(int descriptor, const std::string& name) {
    const std::string open_file = fmt::format("/proc/self/fd/{}", descriptor);
    return ::linkat(AT_FDCWD, open_file.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) == 0;
}

/// Tries hidden names beside `path` until `make` succeeds or fails for another reason than that the
/// name is taken, which errno tells. Empty if it failed.
std::string make_hidden(const fs::path& path, const std::function<bool(const std::string&)>& make) {
    for (unsigned i = 0;; ++i) {
        const std::string name =
            folder_of(path) / fmt::format(".{}.{}-{}", path.filename().string(), ::getpid(), i);
        remember_temporary(name);
        if (make(name)) return name;
        const int error = errno;
        forget_temporary(name);
        errno = error;
        if (errno != EEXIST) return {};
    }
}

Refusal already_exists(const fs::path& path) {
    return Refusal({Severity::error,
                    {shown_path(path), 0, 0},
                    compose("the file exists", "文件已存在"),
                    compose("--force replaces it", "加 --force 可覆盖")});
}

}  // namespace

ReadMeter& read_meter() noexcept {
    static ReadMeter meter;
    return meter;
}

ByteSource open_file(const fs::path& path) {
    const std::string name = path.string();
    const auto owner = open_descriptor(path);
    return {name,
            [owner, name](std::span<char> into) { return read_some(owner->value(), name, into); },
            count_size(owner->value())};
}

ByteSource read_descriptor(int descriptor, std::string name) {
    return {name,
            [descriptor, name](std::span<char> into) { return read_some(descriptor, name, into); },
            count_size(descriptor)};
}

ByteSource read_memory(std::string name, std::string bytes) {
    return {std::move(name),
            [bytes = std::move(bytes), position = std::size_t{0}](std::span<char> into) mutable {
                const std::size_t count = std::min(into.size(), bytes.size() - position);
                std::memcpy(into.data(), bytes.data() + position, count);
                position += count;
                return count;
            }};
}

std::string read_all(ByteSource& source, std::size_t limit) {
    constexpr std::size_t kBlock = 65536;
    std::string bytes;
    while (true) {
        const std::size_t size = bytes.size();
        bytes.resize(size + kBlock);
        const std::size_t count = source.read({bytes.data() + size, kBlock});
        bytes.resize(size + count);
        if (count == 0) return bytes;
        if (bytes.size() > limit) {
            throw Refusal({Severity::error,
                           {source.name, 0, 0},
                           compose("the file is larger than {} bytes", "文件超过 {} 字节", limit),
                           {}});
        }
    }
}

std::string read_file(const fs::path& path, std::size_t limit) {
    ByteSource source = open_file(path);
    return read_all(source, limit);
}

ByteSink write_descriptor(int descriptor, Bilingual name) {
    return [descriptor, name = std::move(name)](std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
            if (count < 0) {
                if (errno == EINTR) continue;
                throw cannot_write(name, errno);
            }
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    };
}

ByteSink write_memory(std::string& text) {
    return [&text](std::string_view bytes) { text += bytes; };
}

OutputFile::OutputFile(fs::path path, Replace replace, Durability durability)
    : path_(std::move(path)), replace_(replace), durability_(durability) {
    std::error_code ignored;
    if (!fs::exists(fs::symlink_status(path_, ignored))) {
        open_temporary();
        return;
    }
    if (fs::is_directory(path_, ignored)) {
        throw Refusal({Severity::error,
                       {shown_path(path_), 0, 0},
                       compose("is a folder, not a file", "是文件夹，不是文件"),
                       {}});
    }
    if (is_special_file(path_)) {
        descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CLOEXEC);
        if (descriptor_ < 0) throw cannot_write(path_, errno);
        return;
    }
    if (replace_ == Replace::never) throw already_exists(path_);
    // A link is followed, so that the file it names is replaced and the link stays.
    if (fs::is_symlink(path_, ignored)) path_ = fs::weakly_canonical(path_);
    open_temporary();
}

OutputFile::~OutputFile() { remove_temporary(); }

/// A file that is replaced keeps who may read it.
void OutputFile::open_temporary() {
    struct stat status {};
    const bool is_new = ::stat(path_.c_str(), &status) != 0;
    const mode_t mode = is_new ? kNewMode : 0600;
    form_ = Form::unnamed;
    descriptor_ = open_unnamed(folder_of(path_), mode);
    if (descriptor_ < 0) {
        form_ = Form::hidden;
        temporary_ = make_hidden(path_, [&](const std::string& name) {
            const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC;
            descriptor_ = ::open(name.c_str(), flags, mode);
            return descriptor_ >= 0;
        });
        if (descriptor_ < 0) throw cannot_write(path_, errno);
    }
    // Where there are no permissions, there are none to keep.
    if (!is_new && ::fchmod(descriptor_, status.st_mode & 07777U) != 0 && errno != EPERM) {
        remove_temporary();
        throw cannot_write(path_, errno);
    }
}

/// Leaves errno as it is.
void OutputFile::remove_temporary() {
    const int error = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    if (!temporary_.empty()) {
        ::unlink(temporary_.c_str());
        forget_temporary(temporary_);
    }
    errno = error;
}

ByteSink OutputFile::sink() {
    return write_descriptor(descriptor_, same_in_both(shown_path(path_)));
}

void OutputFile::commit() {
    const bool is_synced = form_ != Form::special && durability_ == Durability::at_commit;
    if (is_synced && ::fsync(descriptor_) != 0) throw cannot_write(path_, errno);
    if (form_ == Form::unnamed) name_unnamed();
    const int closed = ::close(descriptor_);
    descriptor_ = -1;
    if (closed != 0) throw cannot_write(path_, errno);
    if (!temporary_.empty()) rename_temporary();
    if (is_synced) sync_name(path_);
}

void OutputFile::name_unnamed() {
    if (link_descriptor(descriptor_, path_.string())) return;
    if (errno != EEXIST) throw cannot_write(path_, errno);
    if (replace_ == Replace::never) throw already_exists(path_);
    link_beside();
}

/// A name can be given only where there is none; a file is replaced by renaming.
void OutputFile::link_beside() {
    temporary_ = make_hidden(
        path_, [&](const std::string& name) { return link_descriptor(descriptor_, name); });
    if (temporary_.empty()) throw cannot_write(path_, errno);
}

void OutputFile::rename_temporary() {
    int renamed = -1;
    if (replace_ == Replace::never) {
        renamed =
            ::renameat2(AT_FDCWD, temporary_.c_str(), AT_FDCWD, path_.c_str(), RENAME_NOREPLACE);
        if (renamed != 0 && errno == EEXIST) throw already_exists(path_);
        // Some file systems do not know the flag; there the check at the start has to do.
        if (renamed != 0 && errno == EINVAL) {
            renamed = ::rename(temporary_.c_str(), path_.c_str());
        }
    } else {
        renamed = ::rename(temporary_.c_str(), path_.c_str());
    }
    if (renamed != 0) throw cannot_write(path_, errno);
    forget_temporary(temporary_);
    temporary_.clear();
}

void write_file(const fs::path& path, std::string_view bytes, Replace replace,
                Durability durability) {
    OutputFile file(path, replace, durability);
    file.sink()(bytes);
    file.commit();
}

void sync_file_system(const fs::path& folder) {
    const Descriptor descriptor = open_folder(folder);
    if (descriptor.value() < 0 || ::syncfs(descriptor.value()) != 0) {
        throw cannot_write(folder, errno);
    }
}

}  // namespace certrec
