/// \file
/// Are the certificates of issued results, or their pages, in their folder, and whole? They are
/// written after the register was, so a run that ends in between leaves some for the next one to
/// complete.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/register/certificate.hpp"
#include "cli.hpp"

namespace certrec::cli {

/// A folder of files, one for each certificate.
class IssuedFolder {
  public:
    explicit IssuedFolder(std::filesystem::path path);
    /// Removes the folders that `make` made, if they stayed empty.
    ~IssuedFolder();
    IssuedFolder(const IssuedFolder&) = delete;
    IssuedFolder& operator=(const IssuedFolder&) = delete;

    /// Makes the folder if there is none. Throws SystemFailure if it cannot be.
    void make();

    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

    /// Makes everything in the folder durable, also what an earlier run wrote.
    void sync() const;

  private:
    std::filesystem::path path_;
    std::vector<std::filesystem::path> made_;  // the innermost first
};

/// The folder that `--certificates` names.
class CertificateFolder : public IssuedFolder {
  public:
    using IssuedFolder::IssuedFolder;

    /// The file of the certificate of that number.
    [[nodiscard]] std::filesystem::path file_of(const std::string& number) const;

    /// Whether there is no file of that number, or one that a power cut tore.
    [[nodiscard]] bool lacks(const std::string& number) const;

    /// Writes the certificate if it is lacking. One that is there is left as it is: its proof may
    /// be of an earlier checkpoint, and is as good. So is a file that is not this certificate, and
    /// then the answer is false. Not durable before `sync`.
    [[nodiscard]] bool complete(const std::string& number, std::string_view bytes) const;
};

/// The folder that `--print` names.
class PageFolder : public IssuedFolder {
  public:
    using IssuedFolder::IssuedFolder;

    /// The file of the page of the certificate of that number.
    [[nodiscard]] std::filesystem::path file_of(const std::string& number) const;

    /// Whether a file is there, torn or not.
    [[nodiscard]] bool has(const std::string& number) const;

    /// Whether the page of that certificate is there, whole, in whatever layout.
    [[nodiscard]] bool has_page(const Certificate& certificate) const;

    /// Writes the page if there is none, or one that a power cut tore. Anything else is left as it
    /// is, and then the answer is false. Not durable before `sync`.
    [[nodiscard]] bool complete(const std::string& number, std::string_view page) const;
};

/// For a file that stands where the certificate of the row at `location`, or its page, should.
[[nodiscard]] Diagnostic not_this_certificate(Location location, const std::filesystem::path& file);

}  // namespace certrec::cli
