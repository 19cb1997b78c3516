#include "certificate_folder.hpp"

#include <utility>

#include "base/compose.hpp"
#include "base/file_failures.hpp"
#include "base/temporary_names.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/certificate.hpp"
#include "certrec/register/number_pattern.hpp"
#include "certrec/report/printed_certificate.hpp"

namespace certrec::cli {

namespace {

namespace fs = std::filesystem;

bool is_there(const fs::path& path) {
    std::error_code error;
    const fs::file_type type = fs::symlink_status(path, error).type();
    if (type == fs::file_type::none) {
        throw cannot_read(path, error.value());
    }
    return type != fs::file_type::not_found;
}

/// No certificate, or page, is larger than `limit`, and no folder or device is one.
bool is_file_up_to(std::size_t limit, const fs::path& path) {
    std::error_code ignored;
    return fs::is_regular_file(path, ignored) && fs::file_size(path, ignored) <= limit;
}

bool can_be_certificate(const fs::path& path) { return is_file_up_to(kMaxCertificateBytes, path); }

bool can_be_page(const fs::path& path) { return is_file_up_to(2 * kMaxPageBytes, path); }

/// Not by renaming something over it: a kill might leave that under its temporary name.
void remove_torn(const fs::path& path) {
    std::error_code error;
    fs::remove(path, error);
    if (error) throw cannot_write(path, error.value());
}

}  // namespace

IssuedFolder::IssuedFolder(fs::path path) : path_(std::move(path)) {}

IssuedFolder::~IssuedFolder() {
    std::error_code ignored;
    for (const fs::path& folder : made_) {
        fs::remove(folder, ignored);
        forget_temporary(folder);
    }
}

void IssuedFolder::make() {
    std::error_code error;
    for (fs::path folder = path_; folder.has_relative_path() && !fs::exists(folder, error);
         folder = folder.parent_path()) {
        made_.push_back(folder);
        remember_temporary(folder);
    }
    fs::create_directories(path_, error);
    if (!error && !fs::is_directory(path_, error) && !error) {
        error = std::make_error_code(std::errc::not_a_directory);
    }
    if (error) {
        throw SystemFailure(
            compose("cannot write to the folder {}", "无法写入文件夹 {}", shown_path(path_)),
            error.value());
    }
}

void IssuedFolder::sync() const { sync_file_system(path_); }

fs::path CertificateFolder::file_of(const std::string& number) const {
    return file(certificate_file_name(number));
}

bool CertificateFolder::lacks(const std::string& number) const {
    const fs::path path = file_of(number);
    if (!is_there(path)) return true;
    return can_be_certificate(path) && is_torn_certificate(read_file(path, kMaxCertificateBytes));
}

bool CertificateFolder::complete(const std::string& number, std::string_view bytes) const {
    const fs::path path = file_of(number);
    if (is_there(path)) {
        if (!can_be_certificate(path)) return false;
        const std::string there = read_file(path, kMaxCertificateBytes);
        if (!is_same_certificate(there, bytes)) return false;
        if (!is_torn_certificate(there)) return true;
        remove_torn(path);
    }
    write_file(path, bytes, Replace::never, Durability::by_caller);
    return true;
}

fs::path PageFolder::file_of(const std::string& number) const { return file(number + ".html"); }

bool PageFolder::has(const std::string& number) const { return is_there(file_of(number)); }

bool PageFolder::has_page(const Certificate& certificate) const {
    const fs::path path = file_of(certificate.printed.number);
    return is_there(path) && can_be_page(path) &&
           is_page_of(read_file(path, 2 * kMaxPageBytes), certificate);
}

bool PageFolder::complete(const std::string& number, std::string_view page) const {
    const fs::path path = file_of(number);
    if (is_there(path)) {
        if (!can_be_page(path) || !is_torn_page(read_file(path, 2 * kMaxPageBytes), page)) {
            return false;
        }
        remove_torn(path);
    }
    write_file(path, page, Replace::never, Durability::by_caller);
    return true;
}

Diagnostic not_this_certificate(Location location, const fs::path& file) {
    return {Severity::error, std::move(location),
            compose("{} is there, and is not this certificate", "{} 已存在，但不是这份证书",
                    shown_path(file)),
            compose("move it away and run the command again", "请移走该文件，再次运行此命令")};
}

}  // namespace certrec::cli
