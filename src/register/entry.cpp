#include "certrec/register/entry.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/register/number_pattern.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

constexpr std::size_t kFields = 9;

std::optional<std::array<std::string_view, kFields>> split(std::string_view row) {
    std::array<std::string_view, kFields> fields;
    for (std::size_t i = 0; i + 1 < kFields; ++i) {
        const std::size_t comma = row.find(',');
        if (comma == std::string_view::npos) return std::nullopt;
        fields[i] = row.substr(0, comma);
        row.remove_prefix(comma + 1);
    }
    if (row.find(',') != std::string_view::npos) return std::nullopt;
    fields.back() = row;
    return fields;
}

}  // namespace

std::string_view format_event(Event event) {
    switch (event) {
        case Event::issue: break;
    }
    return "issue";
}

bool is_entry_id(std::string_view id) {
    return !id.empty() && std::all_of(id.begin(), id.end(), [](char c) {
        return c >= ' ' && c <= '~' && c != ',' && c != '"';
    });
}

std::variant<Entry, EntryFault> parse_entry(std::string_view row) {
    if (row.size() > kMaxRegisterRowBytes) return EntryFault::too_long;
    const auto fields = split(row);
    if (!fields) return EntryFault::wrong_field_count;
    const auto& [index_text, event, on, number, standard, edition, level, holder, document] =
        *fields;

    const auto index = parse_count(index_text);
    if (!index) return EntryFault::wrong_index;
    if (event != format_event(Event::issue)) return EntryFault::unknown_event;
    const auto date = parse_date(on);
    if (!date) return EntryFault::wrong_date;
    if (!is_certificate_number(number)) return EntryFault::wrong_number;
    if (!is_entry_id(standard) || !is_entry_id(level)) return EntryFault::wrong_id;
    const auto edition_digest = parse_digest(edition);
    const auto holder_digest = parse_digest(holder);
    const auto document_digest = parse_digest(document);
    if (!edition_digest || !holder_digest || !document_digest) return EntryFault::wrong_digest;

    return Entry{*index,
                 Event::issue,
                 *date,
                 std::string(number),
                 std::string(standard),
                 *edition_digest,
                 std::string(level),
                 *holder_digest,
                 *document_digest};
}

std::string format_entry(const Entry& entry) {
    return fmt::format("{},{},{},{},{},{},{},{},{}", entry.index, format_event(entry.event),
                       format_date(entry.on), entry.number, entry.standard,
                       format_hex(entry.edition), entry.level, format_hex(entry.holder),
                       format_hex(entry.document));
}

Bilingual describe_entry_fault(EntryFault fault) {
    switch (fault) {
        case EntryFault::wrong_field_count:
            return compose("the row does not have {} fields", "该行不是 {} 个字段", kFields);
        case EntryFault::wrong_index:
            return compose("the index is not a plain number", "序号不是数字");
        case EntryFault::unknown_event: return compose("the event is unknown", "未知的事件");
        case EntryFault::wrong_date:
            return compose("the day is not a date written as YYYY-MM-DD",
                           "日期不是 YYYY-MM-DD 形式");
        case EntryFault::wrong_number:
            return compose("the certificate number has characters that none can have",
                           "证书编号含不允许的字符");
        case EntryFault::wrong_id:
            return compose("the standard or the level is empty or not plain text",
                           "标准或等级为空，或不是普通文本");
        case EntryFault::wrong_digest:
            return compose("a digest is not 64 lower-case hexadecimal digits",
                           "摘要不是 64 位小写十六进制数字");
        case EntryFault::too_long: break;
    }
    return compose("the row is longer than {} bytes", "该行超过 {} 字节", kMaxRegisterRowBytes);
}

}  // namespace certrec
