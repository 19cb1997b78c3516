#include "certrec/register/reason.hpp"

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/records/csv_writer.hpp"
#include "register/canonical.hpp"
#include "register/private_row.hpp"

namespace certrec {

namespace {

std::optional<Bilingual> find_text_fault(std::string_view text) {
    if (text.empty()) return compose("the reason is empty", "事由为空");
    if (!is_recordable(text)) {
        return compose("the reason holds a control character", "事由含控制字符");
    }
    return std::nullopt;
}

}  // namespace

std::optional<Bilingual> find_reason_fault(std::string_view text) {
    if (auto fault = find_text_fault(text)) return fault;
    const Reason longest{UINT64_MAX, {}, std::string(text)};
    if (format_reason(longest).size() > kMaxRegisterRowBytes) {
        return compose("the reason is too long: a row has at most {} bytes",
                       "事由过长：一行至多 {} 字节", kMaxRegisterRowBytes);
    }
    return std::nullopt;
}

Sha256 commit_reason(const Reason& reason) {
    return HmacSha256(reason.salt).code({"certrec-reason-v1\n", reason.text, "\n"});
}

bool is_reason_of(const Reason& reason, const Entry& entry) {
    return !makes_certificate(entry.event) && reason.index == entry.index &&
           commit_reason(reason) == entry.document;
}

std::optional<Reason> parse_reason(std::string_view row) {
    if (row.size() > kMaxRegisterRowBytes) return std::nullopt;
    std::string_view rest = row;
    const auto index = parse_count(take_plain_field(rest));
    const auto salt = parse_digest(take_plain_field(rest));
    if (!index || !salt) return std::nullopt;
    Reason reason{*index, *salt, take_csv_field(rest)};
    if (find_text_fault(reason.text) || format_reason(reason) != row) return std::nullopt;
    return reason;
}

std::string format_reason(const Reason& reason) {
    std::string row = fmt::format("{},{},", reason.index, format_hex(reason.salt));
    append_csv_field(row, reason.text);
    return row;
}

}  // namespace certrec
