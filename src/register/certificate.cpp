#include "certrec/register/certificate.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <utility>

#include "base/compose.hpp"
#include "base/watched_sink.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "records/toml.hpp"
#include "register/canonical.hpp"

namespace certrec {

namespace {

constexpr std::size_t kUsualPrintedBytes = 1024;
constexpr std::string_view kProofLine = "\n[proof]\n";
constexpr std::string_view kProofBegin = "\ntlog_proof = '''\n";
constexpr std::string_view kProofEnd = "\n'''\n";
constexpr std::string_view kIntroduction =
    "# 本文件是一份证书。任何人都可以用发证机构的公钥离线核验：\n"
    "# This file is a certificate. Anyone can check it offline with the issuer's public key:\n"
    "#     certrec verify --public-key ISSUER.pub.pem FILE\n";

bool is_bare_key(std::string_view key) {
    return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '-' || c == '_';
    });
}

bool is_escaped(char c) { return c == '"' || c == '\\'; }

/// ASCII that a basic string of TOML holds as it is.
bool is_plain(char c) { return c >= ' ' && c <= '~' && !is_escaped(c); }

/// As a basic string of TOML. Throws Refusal if a control character would need an escape.
void append_quoted(std::string& toml, std::string_view text) {
    toml += '"';
    if (std::all_of(text.begin(), text.end(), is_plain)) {
        toml += text;
    } else if (check_utf8(text).valid != text.size() || has_unseen_characters(text)) {
        throw Refusal(compose("'{}' holds a control character, which no certificate can print",
                              "“{}”含控制字符，不能印在证书上", shown(text)));
    } else {
        for (const char c : text) {
            if (is_escaped(c)) toml += '\\';
            toml += c;
        }
    }
    toml += '"';
}

/// Requires: the key is bare.
void append_value(std::string& toml, std::string_view key, std::string_view value) {
    toml += key;
    toml += " = ";
    append_quoted(toml, value);
    toml += '\n';
}

void append_score(std::string& toml, const PrintedScore& score) {
    if (is_bare_key(score.component)) return append_value(toml, score.component, score.points);
    append_quoted(toml, score.component);
    append_value(toml, "", score.points);
}

/// Reads the parts of the document; whatever is wrong goes to the sink.
class CertificateReader {
  public:
    CertificateReader(const toml::table& document, const std::string& file,
                      const DiagnosticSink& sink)
        : document_(document), root_(document, file, sink) {}

    [[nodiscard]] Certificate read() {
        Certificate certificate;
        static_cast<void>(root_.integer("format", 1, 1));
        if (auto table = require_table(root_, "certificate")) {
            certificate.printed = read_printed(*table);
        }
        if (auto table = require_table(root_, "proof")) read_proof(*table, certificate);
        root_.finish();
        return certificate;
    }

  private:
    static std::optional<TomlTable> require_table(TomlTable& parent, std::string_view key) {
        if (!parent.has(key)) {
            parent.report(parent.location(),
                          compose("the table '{}' is missing", "缺少表“{}”", key));
        }
        return parent.optional_table(key);
    }

    [[nodiscard]] PrintedPart read_printed(TomlTable& table) const {
        PrintedPart printed;
        printed.number = table.text("number");
        printed.name = table.text("name");
        printed.id_type = table.text("id_type");
        printed.id_number = table.text("id_number");
        printed.standard = table.text("standard");
        printed.title = {table.text("title_en"), table.text("title_zh")};
        printed.level = table.text("level");
        printed.level_name = {table.text("level_en"), table.text("level_zh")};
        printed.awarded_on = read_date(table, "awarded_on");
        if (table.has("valid_until")) printed.valid_until = read_date(table, "valid_until");
        if (table.has("reissued_on")) printed.reissued_on = read_date(table, "reissued_on");
        printed.replaces = table.optional_text("replaces").value_or("");
        printed.remark = table.optional_text("remark").value_or("");
        printed.issuer = {table.text("issuer_en"), table.text("issuer_zh")};
        printed.edition = read_digest(table, "edition");
        if (auto scores = require_table(table, "scores")) printed.scores = read_scores(*scores);
        table.finish();
        return printed;
    }

    /// TOML does not keep the order of keys, so it comes from where they stand.
    [[nodiscard]] std::vector<PrintedScore> read_scores(TomlTable& table) const {
        std::map<std::pair<std::uint32_t, std::uint32_t>, PrintedScore> by_place;
        for (const auto& [component, points] : *document_["certificate"]["scores"].as_table()) {
            const toml::source_position& at = points.source().begin;
            by_place[{at.line, at.column}] = {std::string(component.str()),
                                              table.text(component.str())};
        }
        std::vector<PrintedScore> scores;
        for (auto& [place, score] : by_place) scores.push_back(std::move(score));
        return scores;
    }

    static void read_proof(TomlTable& table, Certificate& certificate) {
        certificate.salt = read_digest(table, "salt");
        certificate.entry = table.text("entry");
        certificate.tlog_proof = table.text("tlog_proof");
        table.finish();
    }

    static Date read_date(TomlTable& table, std::string_view key) {
        const std::string text = table.text(key);
        const auto date = parse_date(text);
        if (!date && !text.empty()) table.report(table.location(key), describe_date_fault(text));
        return date.value_or(Date{});
    }

    static Sha256 read_digest(TomlTable& table, std::string_view key) {
        const std::string text = table.text(key);
        const auto digest = parse_digest(text);
        if (!digest && !text.empty()) {
            table.report(table.location(key),
                         compose("'{}' is not 64 lower-case hexadecimal digits",
                                 "“{}”不是 64 位小写十六进制数字", key));
        }
        return digest.value_or(Sha256{});
    }

    const toml::table& document_;
    TomlTable root_;
};

/// The line, from 1, on which the byte at `offset` stands.
std::uint64_t line_of(std::string_view bytes, std::size_t offset) {
    const std::string_view before = bytes.substr(0, offset);
    return static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n')) + 1;
}

}  // namespace

std::string render_printed_part(const PrintedPart& printed) {
    return render_printed_part(printed, render_alike(printed));
}

PrintedAlike render_alike(const PrintedPart& printed) {
    PrintedAlike alike;
    append_value(alike.award, "standard", printed.standard);
    append_value(alike.award, "title_zh", printed.title.zh);
    append_value(alike.award, "title_en", printed.title.en);
    append_value(alike.award, "level", printed.level);
    append_value(alike.award, "level_zh", printed.level_name.zh);
    append_value(alike.award, "level_en", printed.level_name.en);
    append_value(alike.issuer, "issuer_zh", printed.issuer.zh);
    append_value(alike.issuer, "issuer_en", printed.issuer.en);
    append_value(alike.issuer, "edition", format_hex(printed.edition));
    return alike;
}

std::string render_printed_part(const PrintedPart& printed, const PrintedAlike& alike) {
    std::string toml;
    toml.reserve(kUsualPrintedBytes);
    toml += kIntroduction;
    toml += "format = 1\n\n[certificate]\n";
    append_value(toml, "number", printed.number);
    append_value(toml, "name", printed.name);
    append_value(toml, "id_type", printed.id_type);
    append_value(toml, "id_number", printed.id_number);
    toml += alike.award;
    append_value(toml, "awarded_on", format_date(printed.awarded_on));
    if (printed.valid_until) append_value(toml, "valid_until", format_date(*printed.valid_until));
    if (printed.reissued_on) append_value(toml, "reissued_on", format_date(*printed.reissued_on));
    if (!printed.replaces.empty()) append_value(toml, "replaces", printed.replaces);
    if (!printed.remark.empty()) append_value(toml, "remark", printed.remark);
    toml += alike.issuer;
    toml += "\n[certificate.scores]\n";
    for (const PrintedScore& score : printed.scores) append_score(toml, score);
    toml += '\n';
    return toml;
}

std::string render_certificate(std::string_view printed_bytes, const Salt& salt,
                               std::string_view entry, std::string_view tlog_proof) {
    if (tlog_proof.find("'''") != std::string_view::npos) {
        throw Refusal(
            compose("the proof holds three apostrophes in a row, which a certificate's "
                    "file cannot",
                    "证明中有三个连续的撇号，无法写入证书文件"));
    }
    std::string toml(printed_bytes);
    toml += "[proof]\n";
    append_value(toml, "salt", format_hex(salt));
    append_value(toml, "entry", entry);
    return toml + fmt::format("{}{}{}", kProofBegin.substr(1), tlog_proof, kProofEnd.substr(1));
}

bool is_torn_certificate(std::string_view bytes) {
    return bytes.find('\0') != std::string_view::npos ||
           bytes.find(kProofEnd) == std::string_view::npos;
}

bool is_same_certificate(std::string_view bytes, std::string_view made) {
    const std::string_view constant = made.substr(0, made.find(kProofBegin) + kProofBegin.size());
    const std::string_view begun = bytes.substr(0, bytes.find('\0')).substr(0, constant.size());
    return constant.starts_with(begun);
}

std::optional<Certificate> parse_certificate(std::string_view bytes, const std::string& file,
                                             const DiagnosticSink& sink) {
    const WatchedSink watched(sink);
    const auto refuse = [&](std::uint64_t line, Bilingual message) {
        sink({Severity::error, {file, line, 0}, std::move(message), {}});
        return std::nullopt;
    };
    if (bytes.size() > kMaxCertificateBytes) {
        return refuse(0, compose("the file is larger than {} bytes", "文件超过 {} 字节",
                                 kMaxCertificateBytes));
    }
    const std::size_t printed_end = bytes.find(kProofLine);
    if (printed_end == std::string_view::npos) {
        return refuse(0, compose("not a certificate: there is no line [proof]",
                                 "不是证书文件：没有 [proof] 行"));
    }
    const auto document = parse_toml(bytes, file, watched.sink());
    if (!document) return std::nullopt;
    Certificate certificate = CertificateReader(*document, file, watched.sink()).read();
    if (!watched.is_silent()) return std::nullopt;

    certificate.printed_bytes = bytes.substr(0, printed_end + 1);
    const std::string& proof = certificate.tlog_proof;
    const bool can_render =
        proof.find("'''") == std::string::npos && !has_unseen_characters(certificate.entry);
    if (!can_render || render_certificate(certificate.printed_bytes, certificate.salt,
                                          certificate.entry, proof) != bytes) {
        return refuse(line_of(bytes, printed_end + 1),
                      compose("the part from [proof] on is not written as certrec writes it",
                              "[proof] 之后的内容与 certrec 写出的形式不同"));
    }
    return certificate;
}

}  // namespace certrec
