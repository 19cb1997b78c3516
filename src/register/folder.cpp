#include "register/folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/compose.hpp"
#include "base/file_failures.hpp"
#include "base/read_meter.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

constexpr int kNoError = 0;

/// kNoError, or the errno value.
int wait_for_lock(int descriptor, int operation) noexcept {
    while (::flock(descriptor, operation) != 0) {
        if (errno != EINTR) return errno;
    }
    return kNoError;
}

}  // namespace

RegisterFile::RegisterFile(int descriptor, std::string name)
    : descriptor_(descriptor), name_(std::move(name)) {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) return;
    read_meter().opened += static_cast<std::uint64_t>(status.st_size);
}

RegisterFile::~RegisterFile() { ::close(descriptor_); }

std::uint64_t RegisterFile::size() const {
    struct stat status {};
    if (::fstat(descriptor_, &status) != 0) throw cannot_read(name_, errno);
    return static_cast<std::uint64_t>(status.st_size);
}

std::size_t RegisterFile::read_at(std::uint64_t offset, std::span<char> into) const {
    std::size_t filled = 0;
    while (filled < into.size()) {
        const ssize_t count = ::pread(descriptor_, into.data() + filled, into.size() - filled,
                                      static_cast<off_t>(offset + filled));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) throw cannot_read(name_, errno);
        if (count == 0) break;
        filled += static_cast<std::size_t>(count);
    }
    read_meter().read += filled;
    return filled;
}

void RegisterFile::append(std::string_view bytes) {
    write_descriptor(descriptor_, same_in_both(name_))(bytes);
}

void RegisterFile::truncate(std::uint64_t size) {
    if (::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) throw cannot_write(name_, errno);
}

void RegisterFile::sync() {
    if (::fsync(descriptor_) != 0) throw cannot_write(name_, errno);
}

ByteSource read_from(std::shared_ptr<const RegisterFile> file, std::uint64_t offset) {
    const std::string name = file->name();
    return {name, [file = std::move(file), offset](std::span<char> into) mutable {
                const std::size_t count = file->read_at(offset, into);
                offset += count;
                return count;
            }};
}

Folder::Folder(const std::filesystem::path& path, Lock lock)
    : descriptor_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), path_(path.string()) {
    if (descriptor_ < 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            std::error_code ignored;
            throw Refusal({Severity::error,
                           {path_, 0, 0},
                           std::filesystem::exists(path, ignored)
                               ? compose("this is a file, not a folder", "这是文件，不是文件夹")
                               : compose("there is no such folder", "文件夹不存在"),
                           compose("a register is a folder with a file register.toml",
                                   "名册是含有 register.toml 的文件夹")});
        }
        throw SystemFailure(compose("cannot open {}", "无法打开 {}", shown_path(path_)), errno);
    }
    const int error = wait_for_lock(descriptor_, lock == Lock::exclusive ? LOCK_EX : LOCK_SH);
    if (error != kNoError && lock == Lock::exclusive) {
        ::close(descriptor_);
        throw SystemFailure(compose("cannot lock {}", "无法锁定 {}", shown_path(path_)), error);
    }
}

Folder::~Folder() { ::close(descriptor_); }

std::string Folder::path_of(std::string_view file) const {
    return (std::filesystem::path(path_) / file).string();
}

std::shared_ptr<RegisterFile> Folder::open(const char* file, int flags, unsigned mode,
                                           int expected_error) const {
    const int descriptor = ::openat(descriptor_, file, flags | O_CLOEXEC, mode);
    if (descriptor >= 0) return std::make_shared<RegisterFile>(descriptor, path_of(file));
    if (errno == expected_error) return nullptr;
    if ((flags & O_CREAT) != 0) throw cannot_write(path_of(file), errno);
    throw SystemFailure(compose("cannot open {}", "无法打开 {}", shown_path(path_of(file))), errno);
}

std::shared_ptr<RegisterFile> Folder::open_to_read(const char* file) const {
    return open(file, O_RDONLY, 0, ENOENT);
}

std::shared_ptr<RegisterFile> Folder::open_to_append(const char* file, unsigned mode) const {
    return open(file, O_RDWR | O_APPEND | O_CREAT, mode, kNoError);
}

std::shared_ptr<RegisterFile> Folder::create_new(const char* file, unsigned mode) const {
    return open(file, O_RDWR | O_CREAT | O_EXCL, mode, kNoError);
}

void Folder::rename(const char* from, const char* to) {
    if (::renameat(descriptor_, from, descriptor_, to) != 0) throw cannot_write(path_of(to), errno);
}

void Folder::remove(const char* file) {
    if (::unlinkat(descriptor_, file, 0) != 0 && errno != ENOENT) {
        throw cannot_write(path_of(file), errno);
    }
}

void Folder::sync() {
    if (::fsync(descriptor_) != 0) throw cannot_write(path_, errno);
}

NewFile::NewFile(Folder& folder, const char* name, unsigned mode) : folder_(folder), name_(name) {
    folder_.remove(name_);
    file_ = folder_.create_new(name_, mode);
}

NewFile::~NewFile() {
    if (file_ == nullptr) return;
    try {
        folder_.remove(name_);
    } catch (const SystemFailure&) {
        // The next one of that name removes it.
    }
}

void NewFile::take(const char* place) {
    folder_.rename(name_, place);
    file_ = nullptr;
}

}  // namespace certrec
