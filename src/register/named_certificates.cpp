#include "register/named_certificates.hpp"

#include <variant>

namespace certrec {

namespace {

/// Whether the row is the plain issue of a certificate, which names no other one.
bool is_plain_issue(std::string_view row) {
    const std::size_t event = row.find(',');
    return event != std::string_view::npos && row.substr(event).starts_with(",issue,") &&
           row.ends_with(',');
}

}  // namespace

void NamedCertificates::note(std::string_view row) {
    if (is_plain_issue(row)) return;
    const auto parsed = parse_entry(row);
    if (const auto* const entry = std::get_if<Entry>(&parsed)) note(*entry);
}

void NamedCertificates::note(const Entry& entry) {
    if (!makes_certificate(entry.event)) named_.try_emplace(entry.number);
    if (!entry.replaces.empty()) named_.try_emplace(entry.replaces);
}

NamedCertificate* NamedCertificates::find(const std::string& number) {
    if (named_.empty()) return nullptr;
    const auto found = named_.find(number);
    return found == named_.end() ? nullptr : &found->second;
}

NamedCertificate made_by(const Entry& entry) {
    return {true, {entry.on, entry.valid_until, {}}, entry.standard, entry.level};
}

CertificateHistory::Step step_of(const Entry& entry) {
    return {makes_certificate(entry.event) ? Event::replace : entry.event, entry.on};
}

}  // namespace certrec
