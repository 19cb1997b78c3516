/// \file
/// Are the certificates of issued results in their folder, and whole? They are written after the
/// register was, so a run that ends in between leaves some for the next one to complete.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "cli.hpp"

namespace certrec::cli {

/// The folder that `--certificates` names.
class CertificateFolder {
  public:
    explicit CertificateFolder(std::filesystem::path path);
    /// Removes the folders that `make` made, if they stayed empty.
    ~CertificateFolder();
    CertificateFolder(const CertificateFolder&) = delete;
    CertificateFolder& operator=(const CertificateFolder&) = delete;

    /// Makes the folder if there is none. Throws SystemFailure if it cannot be.
    void make();

    /// The file of the certificate of that number.
    [[nodiscard]] std::filesystem::path file_of(const std::string& number) const;

    /// Whether there is no file of that number, or one that a power cut tore.
    [[nodiscard]] bool lacks(const std::string& number) const;

    /// Writes the certificate if it is lacking. One that is there is left as it is: its proof may
    /// be of an earlier checkpoint, and is as good. So is a file that is not this certificate, and
    /// then the answer is false. Not durable before `sync`.
    [[nodiscard]] bool complete(const std::string& number, std::string_view bytes) const;

    /// Makes everything in the folder durable, also what an earlier run wrote.
    void sync() const;

  private:
    std::filesystem::path path_;
    std::vector<std::filesystem::path> made_;  // the innermost first
};

/// For a file that stands where the certificate of the row at `location` should.
[[nodiscard]] Diagnostic not_this_certificate(Location location, const std::filesystem::path& file);

}  // namespace certrec::cli
