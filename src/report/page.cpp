#include "certrec/report/page.hpp"

#include <string>

#include "certrec/base/text.hpp"
#include "report/chart.hpp"
#include "report/html.hpp"
#include "report/page_style.hpp"
#include "report/page_table.hpp"

namespace certrec {

namespace {

/// Tables that are no wider stand beside their chart.
constexpr std::size_t kNarrowTable = 50;

void append_shown(std::string& page, const std::string& text) {
    append_html(page, shown(text, text.size()));
}

void append_texts(std::string& page, std::string_view name, const std::vector<Bilingual>& texts,
                  Language language) {
    if (texts.empty()) return;
    page += "<div class=\"" + std::string(name) + "\">\n";
    for (const Bilingual& text : texts) {
        page += "<p>";
        append_shown(page, text.in(language));
        page += "</p>\n";
    }
    page += "</div>\n";
}

std::string head(const Report& report, Language language) {
    std::string page = "<!DOCTYPE html>\n<html lang=\"";
    page += language == Language::zh ? "zh-Hans" : "en";
    page +=
        "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        // Whatever a cell may hold: a browser runs and loads nothing.
        "<meta http-equiv=\"Content-Security-Policy\" "
        "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<title>";
    append_shown(page, report.title.in(language));
    page += "</title>\n<style>\n" + page_style() + "</style>\n</head>\n<body>\n<main>\n<h1>";
    append_shown(page, report.title.in(language));
    page += "</h1>\n";
    append_texts(page, "facts", report.facts, language);
    return page;
}

std::string section_of(const Section& section, std::size_t number, Language language) {
    const bool beside =
        section.charts.size() == 1 && table_width(section.table, language) <= kNarrowTable;
    std::string page = beside ? "<section class=\"beside\">\n<h2>" : "<section>\n<h2>";
    append_shown(page, section.title.in(language));
    page += "</h2>\n";
    if (!section.charts.empty()) page += "<div class=\"charts\">\n";
    for (std::size_t i = 0; i < section.charts.size(); ++i) {
        const std::string id = "chart-" + std::to_string(number) + "-" + std::to_string(i + 1);
        append_chart(page, section.table, section.charts[i], id, language);
    }
    if (!section.charts.empty()) page += "</div>\n";
    append_page_table(page, section.table, shown(section.title.in(language), 1'000), language);
    append_texts(page, "notes", section.notes, language);
    return page + "</section>\n";
}

}  // namespace

void write_page(const ByteSink& sink, const Report& report, Language language) {
    sink(head(report, language));
    for (std::size_t i = 0; i < report.sections.size(); ++i) {
        sink(section_of(report.sections[i], i + 1, language));
    }
    sink("</main>\n</body>\n</html>\n");
}

}  // namespace certrec
