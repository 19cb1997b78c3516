#include "certrec/register/register_config.hpp"

#include <utility>

#include "base/compose.hpp"
#include "base/watched_sink.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/note.hpp"
#include "records/toml.hpp"
#include "register/key_tables.hpp"

namespace certrec {

namespace {

/// A certificate keeps the origin in a TOML literal string, which an apostrophe could end.
bool is_origin(std::string_view text) {
    return is_key_name(text) && !has_unseen_characters(text) &&
           text.find('\'') == std::string_view::npos;
}

void check_issuer(const TomlTable& table, const Bilingual& issuer) {
    if (has_unseen_characters(issuer.en) || has_unseen_characters(issuer.zh)) {
        table.report(table.location("issuer"),
                     compose("'issuer' holds a control character", "“issuer”含控制字符"));
    }
}

void check_origin(const TomlTable& table, const std::string& origin) {
    if (origin.empty() || is_origin(origin)) return;
    table.report(
        table.location("origin"),
        compose("the origin '{}' holds a space, a plus, an apostrophe or a control character",
                "来源“{}”含空格、加号、撇号或控制字符", shown(origin)),
        compose("write it like an address without https://, such as example.org/register",
                "请写成不带 https:// 的地址，如 example.org/register"));
}

void check_keys(const TomlTable& table, const std::string& origin,
                const std::vector<ListedKey>& keys) {
    for (const ListedKey& listed : keys) {
        if (listed.key.name == origin) continue;
        table.report(table.location("key"),
                     compose("the key {} is named '{}', not as the origin",
                             "密钥 {} 的名称为“{}”，与来源不同", format_key_id(listed.key.id),
                             shown(listed.key.name)));
    }
}

}  // namespace

std::optional<RegisterConfig> parse_register_config(std::string_view bytes, const std::string& file,
                                                    const DiagnosticSink& sink) {
    const WatchedSink watched(sink);
    const auto document = parse_toml(bytes, file, watched.sink());
    if (!document) return std::nullopt;

    TomlTable table(*document, file, watched.sink());
    static_cast<void>(table.integer("format", 1, 1));
    std::string origin = table.text("origin");
    check_origin(table, origin);
    Bilingual issuer = table.bilingual("issuer");
    check_issuer(table, issuer);
    const std::string agency = table.text("agency");
    const std::string pattern_text = table.text("number");
    std::vector<ListedKey> keys = read_key_tables(table);
    check_keys(table, origin, keys);
    table.finish();
    if (agency.empty() || pattern_text.empty()) return std::nullopt;

    auto pattern = parse_number_pattern(pattern_text, agency);
    if (const auto* const fault = std::get_if<NumberPatternFault>(&pattern)) {
        table.report(table.location("number"), fault->message, fault->hint);
    }
    if (!watched.is_silent()) return std::nullopt;
    return RegisterConfig{std::move(origin), std::move(issuer),
                          std::get<NumberPattern>(std::move(pattern)), std::move(keys)};
}

}  // namespace certrec
