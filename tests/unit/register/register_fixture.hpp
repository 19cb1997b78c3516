/// \file
/// A register in a temporary folder, and the awards that the vectors hold.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "certrec/register/issuing.hpp"
#include "certrec/register/store.hpp"

namespace certrec::testing {

/// A folder that is gone when the test ends.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return path_ / name;
    }
    /// The bytes of a file in it; empty if there is none.
    [[nodiscard]] std::string read(const std::string& name) const;
    void write(const std::string& name, const std::string& bytes) const;
    [[nodiscard]] bool has(const std::string& name) const;
    /// The names of all files in it, in order.
    [[nodiscard]] std::vector<std::string> names() const;

  private:
    std::filesystem::path path_;
};

/// The standard of the vectors.
[[nodiscard]] const Standard& example_standard();

/// The awards of the vectors, in the order of their entries.
[[nodiscard]] std::vector<Award> example_awards();

/// The salts of the vectors, which a real register must never have: 01 01 ..., 02 02 ...
[[nodiscard]] SaltSource counting_salts();

/// Takes diagnostics that nobody wants to see.
void ignore(const Diagnostic& diagnostic);

/// Writes register.toml of the vectors into the folder.
void write_config(const TemporaryFolder& folder);

/// Issues the awards as one batch, with `salts`. Returns the plan.
IssuePlan issue(RegisterStore& store, const std::vector<Award>& awards, const SaltSource& salts);

/// Opens the folder's register with the issuer's key and issues the awards.
IssuePlan issue_in(const TemporaryFolder& folder, const std::vector<Award>& awards,
                   const SaltSource& salts = counting_salts());

}  // namespace certrec::testing
