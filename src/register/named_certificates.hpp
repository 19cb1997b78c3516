/// \file
/// What became of the certificates that a later entry of the log names? Private: the others are
/// nearly all, and need not be kept.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "certrec/register/certificate_state.hpp"
#include "certrec/register/entry.hpp"

namespace certrec {

struct NamedCertificate {
    bool is_issued = false;
    CertificateHistory history;
    std::string standard;
    std::string level;
};

/// The certificates that something happened to after their issue, by number.
class NamedCertificates {
  public:
    /// Notes which certificate the entry names.
    void note(const Entry& entry);
    /// The same of a row; one that is no entry names none.
    void note(std::string_view row);

    /// The certificate of that number, if a later entry names it.
    [[nodiscard]] NamedCertificate* find(const std::string& number);

    [[nodiscard]] std::unordered_map<std::string, NamedCertificate>& all() { return named_; }
    [[nodiscard]] const std::unordered_map<std::string, NamedCertificate>& all() const {
        return named_;
    }

  private:
    std::unordered_map<std::string, NamedCertificate> named_;
};

/// The certificate that the entry makes, before anything happened to it.
[[nodiscard]] NamedCertificate made_by(const Entry& entry);

/// What the entry is to the certificate that it names: one that makes another certificate replaces
/// it.
[[nodiscard]] CertificateHistory::Step step_of(const Entry& entry);

}  // namespace certrec
