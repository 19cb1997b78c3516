/// \file
/// How do the answers of one check come together? Private to the audits.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/register/audit.hpp"
#include "register/line_reader.hpp"

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

/// The answer of the check `signature`: failed, unless a key of `ring` signed, or unchecked, if one
/// of `untrusted` did.
[[nodiscard]] Answer judge_signature(const SignedCheckpoint& checkpoint, const KeyRing& ring,
                                     const KeyRing& untrusted);

/// One check `witness` for each witness that the ring demands. No checkpoint: it cannot be read.
void check_witnesses(std::vector<Check>& checks, const std::string& subject,
                     const SignedCheckpoint* checkpoint, const KeyRing& ring);

/// `file` or `file:line`.
[[nodiscard]] std::string subject_of(const Location& at);

/// Fails if the first line of a file of the register is not its header.
void require_header(const Line& line, std::string_view header, Findings& findings);

}  // namespace certrec
