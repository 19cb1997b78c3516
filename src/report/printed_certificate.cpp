#include "certrec/report/printed_certificate.hpp"

#include <array>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/base/error.hpp"
#include "certrec/records/application.hpp"
#include "certrec/register/certificate_code.hpp"
#include "certrec/register/checkpoint.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/proof.hpp"
#include "report/qr_svg.hpp"
#include "report/template.hpp"

namespace certrec {

struct CertificateLayout::Parsed {
    Template page;
};

namespace {

void put(TemplateValues& values, const std::string& name, const Bilingual& text) {
    values.texts[name + "_zh"] = text.zh;
    values.texts[name + "_en"] = text.en;
}

Bilingual in_words(Date day) {
    constexpr std::array<std::string_view, 12> kMonths = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    const auto [year, month, date] = day.civil();
    return compose("{2} {3} {0}", "{0}年{1}月{2}日", year, month, date, kMonths[month - 1]);
}

/// Three values, all empty if there is no such day.
void put_day(TemplateValues& values, const std::string& name, const std::optional<Date>& day) {
    values.texts[name] = day ? format_date(*day) : "";
    put(values, name, day ? in_words(*day) : Bilingual{});
}

/// What the standards call the components that most of them have; others go by their ids, since a
/// certificate tells no more of them.
Bilingual name_component(const std::string& id) {
    if (id == "theory") return compose("Theory", "理论知识");
    if (id == "practical") return compose("Practical skills", "操作技能");
    return same_in_both(id);
}

TemplateValues score_values(const PrintedScore& score) {
    TemplateValues values;
    values.texts["component"] = score.component;
    values.texts["points"] = score.points;
    put(values, "component", name_component(score.component));
    return values;
}

void put_printed(TemplateValues& values, const PrintedPart& printed) {
    values.texts["number"] = printed.number;
    values.texts["name"] = printed.name;
    values.texts["id_type"] = printed.id_type;
    put(values, "id_type", describe_id_type(printed.id_type));
    values.texts["id_number"] = printed.id_number;
    values.texts["standard"] = printed.standard;
    put(values, "title", printed.title);
    values.texts["level"] = printed.level;
    put(values, "level", printed.level_name);
    put_day(values, "awarded_on", printed.awarded_on);
    put_day(values, "valid_until", printed.valid_until);
    put_day(values, "reissued_on", printed.reissued_on);
    values.texts["replaces"] = printed.replaces;
    values.texts["remark"] = printed.remark;
    put(values, "issuer", printed.issuer);
    values.texts["edition"] = format_hex(printed.edition);
    auto& scores = values.lists["scores"];
    for (const PrintedScore& score : printed.scores) scores.push_back(score_values(score));
}

/// Where the register is and has it.
struct Place {
    std::string origin;
    std::string entry;
};

TemplateValues values_of(const PrintedPart& printed, const Place& place, const std::string& code) {
    TemplateValues values;
    put_printed(values, printed);
    values.texts["register"] = place.origin;
    values.texts["entry"] = place.entry;
    values.texts["qr_text"] = code;
    values.markup["qr"] = code.empty() ? "" : draw_qr_code(code);
    return values;
}

/// All names that a template may use.
TemplateValues known_values() {
    PrintedPart printed;
    printed.scores = {{"", ""}};
    return values_of(printed, {}, "");
}

/// Requires: the certificate has a code, so that its parts can be read.
Place place_of(const Certificate& certificate) {
    const auto entry = std::get<Entry>(parse_entry(certificate.entry));
    const auto proof = std::get<TlogProof>(parse_tlog_proof(certificate.tlog_proof));
    const auto checkpoint = std::get<SignedCheckpoint>(parse_signed_checkpoint(proof.checkpoint));
    return {checkpoint.checkpoint.origin, fmt::format("{}", entry.index)};
}

/// The last line of a page. The commitment in it is that of one certificate and of no other, and is
/// public. Empty if the certificate has no entry.
std::string last_line(const Certificate& certificate) {
    const auto entry = parse_entry(certificate.entry);
    if (!std::holds_alternative<Entry>(entry)) return {};
    return fmt::format("<!-- certrec page of document {} -->\n",
                       format_hex(std::get<Entry>(entry).document));
}

std::optional<Template> parse_page(std::string_view html, const std::string& file,
                                   const DiagnosticSink& sink) {
    return Template::parse(html, file, known_values(), sink);
}

}  // namespace

CertificateLayout::CertificateLayout()
    : CertificateLayout(*parse(builtin_certificate_template(), "certificate.html",
                               [](const Diagnostic& diagnostic) { throw Error(diagnostic); })) {}

CertificateLayout::CertificateLayout(std::shared_ptr<const Parsed> parsed)
    : parsed_(std::move(parsed)) {}

std::optional<CertificateLayout> CertificateLayout::parse(std::string_view html,
                                                          const std::string& file,
                                                          const DiagnosticSink& sink) {
    auto page = parse_page(html, file, sink);
    if (!page) return std::nullopt;
    if (!page->names_values()) {
        sink({Severity::error,
              {file, 0, 0},
              compose("the template prints nothing of a certificate", "模板未印出证书的任何内容"),
              compose("values such as {{{{name}}}} and {{{{qr}}}} belong into it",
                      "模板中应有 {{{{name}}}}、{{{{qr}}}} 等值")});
        return std::nullopt;
    }
    return CertificateLayout(std::make_shared<const Parsed>(Parsed{*std::move(page)}));
}

std::optional<std::string> CertificateLayout::print(const Certificate& certificate) const {
    const auto code = format_certificate_code(certificate);
    if (!code) return std::nullopt;
    auto page = parsed_->page.fill(values_of(certificate.printed, place_of(certificate), *code),
                                   kMaxPageBytes);
    if (!page) return std::nullopt;
    if (!page->ends_with('\n')) *page += '\n';
    return *std::move(page) + last_line(certificate);
}

bool is_page_of(std::string_view page, const Certificate& certificate) {
    const std::string last = last_line(certificate);
    return !last.empty() && page.ends_with("\n" + last) &&
           page.find('\0') == std::string_view::npos;
}

bool is_torn_page(std::string_view page, std::string_view made) {
    return page.find('\0') != std::string_view::npos || made.starts_with(page);
}

}  // namespace certrec
