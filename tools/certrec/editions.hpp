/// \file
/// Under which rules was that decided? Standards by the digest of their edition. Private to the
/// tool.
#pragma once

#include <map>
#include <string>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::cli {

class Editions {
  public:
    /// Reads the standard of that name, and each TOML file in `folder`; both may be empty. Throws
    /// Refusal or SystemFailure if one cannot be read.
    Editions(const std::string& name, const std::string& folder, const DiagnosticSink& sink);

    /// That edition of the standard with that id, of those that were read and the built-in ones;
    /// nullptr if it is none of them.
    [[nodiscard]] const Standard* find(const std::string& id, const Sha256& edition);

    /// The id of the standard of that name; empty if none was named.
    [[nodiscard]] const std::string& named() const { return named_; }

  private:
    void add(Standard standard);

    std::map<Sha256, Standard> by_edition_;
    std::string named_;
};

}  // namespace certrec::cli
