/// \file
/// How do the answers of one check come together? Private to the audits.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/register/audit.hpp"

namespace certrec {

/// What one check has found so far.
class Findings {
  public:
    Findings(std::string name, std::string subject);

    void fail(std::string subject, Bilingual detail);
    void fail(Bilingual detail) { fail(subject_, std::move(detail)); }

    /// Keeps the first reason only.
    void cannot_check(Bilingual why);

    [[nodiscard]] bool is_ok() const { return checks_.empty(); }

    /// Hands the answers over to `checks`; if there is nothing to say against it, that it is ok.
    void finish(std::vector<Check>& checks, Bilingual detail_if_ok);

  private:
    std::string name_;
    std::string subject_;
    std::vector<Check> checks_;
    std::size_t failures_ = 0;
    bool unchecked_ = false;
};

/// `file` or `file:line`.
[[nodiscard]] std::string subject_of(const Location& at);

}  // namespace certrec
