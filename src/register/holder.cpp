#include "certrec/register/holder.hpp"

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/number_pattern.hpp"
#include "register/canonical.hpp"
#include "register/private_row.hpp"

namespace certrec {

namespace {

constexpr std::size_t kUsualRowBytes = 192;

std::optional<Bilingual> find_field_fault(const Holder& holder) {
    if (holder.id_type.empty()) {
        return compose("the type of the identity document is empty", "证件类型为空");
    }
    if (holder.id_number.empty()) {
        return compose("the number of the identity document is empty", "证件号码为空");
    }
    if (holder.name.empty()) return compose("the name is empty", "姓名为空");
    for (const std::string* field :
         {&holder.id_type, &holder.id_number, &holder.name, &holder.candidate_id}) {
        if (!is_recordable(*field)) {
            return compose("the name or the identity document holds a control character",
                           "姓名或证件信息含控制字符");
        }
    }
    return std::nullopt;
}

/// Quoted, no field takes more than twice its bytes and two more.
bool may_be_too_long(const Holder& holder) {
    return 2 * (holder.id_type.size() + holder.id_number.size() + holder.name.size() +
                holder.candidate_id.size()) >
           kMaxRegisterRowBytes - kUsualRowBytes;
}

Sha256 commit(const HmacSha256& key, std::string_view id_type, std::string_view id_number,
              std::string_view name) {
    return key.code({"certrec-holder-v1\n", id_type, "\n", id_number, "\n", name, "\n"});
}

}  // namespace

std::optional<Bilingual> find_holder_fault(const Holder& holder) {
    if (auto fault = find_field_fault(holder)) return fault;
    if (may_be_too_long(holder) && format_holder(holder).size() > kMaxRegisterRowBytes) {
        return compose("the name and the identity document are longer than {} bytes together",
                       "姓名与证件信息合计超过 {} 字节", kMaxRegisterRowBytes);
    }
    return std::nullopt;
}

Sha256 commit_holder(const Salt& salt, std::string_view id_type, std::string_view id_number,
                     std::string_view name) {
    return commit(HmacSha256(salt), id_type, id_number, name);
}

Sha256 commit_holder(const Holder& holder) {
    return commit_holder(HmacSha256(holder.salt), holder);
}

Sha256 commit_holder(const HmacSha256& key, const Holder& holder) {
    return commit(key, holder.id_type, holder.id_number, holder.name);
}

Sha256 commit_document(const Salt& salt, std::string_view printed) {
    return commit_document(HmacSha256(salt), printed);
}

Sha256 commit_document(const HmacSha256& key, std::string_view printed) {
    return key.code({"certrec-document-v1\n", printed});
}

std::optional<Holder> parse_holder(std::string_view row) {
    if (row.size() > kMaxRegisterRowBytes) return std::nullopt;
    std::string_view rest = row;
    Holder holder;
    holder.number = take_plain_field(rest);
    const auto salt = parse_digest(take_plain_field(rest));
    if (!salt || !is_certificate_number(holder.number)) return std::nullopt;
    holder.salt = *salt;
    for (std::string* field :
         {&holder.id_type, &holder.id_number, &holder.name, &holder.candidate_id}) {
        *field = take_csv_field(rest);
    }
    if (find_field_fault(holder) || format_holder(holder) != row) return std::nullopt;
    return holder;
}

std::string format_holder(const Holder& holder) {
    std::string row;
    row.reserve(kUsualRowBytes);
    row += holder.number;
    row += ',';
    append_hex(row, holder.salt);
    for (const std::string* field :
         {&holder.id_type, &holder.id_number, &holder.name, &holder.candidate_id}) {
        row += ',';
        append_csv_field(row, *field);
    }
    return row;
}

}  // namespace certrec
