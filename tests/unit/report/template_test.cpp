#include "report/template.hpp"

#include "catch.hpp"

namespace certrec {
namespace {

TemplateValues values() {
    TemplateValues known;
    known.texts = {{"name", "<O'Neill> & \"𠮷\""}, {"until", ""}, {"level", "Junior"}};
    known.markup = {{"qr", "<svg></svg>"}};
    TemplateValues theory;
    theory.texts = {{"component", "theory"}, {"points", "60"}};
    TemplateValues practical;
    practical.texts = {{"component", "practical"}, {"points", "<61>"}};
    known.lists = {{"scores", {theory, practical}}};
    return known;
}

std::string filled(std::string_view text) {
    const auto parsed = Template::parse(text, "t.html", values(), [](const Diagnostic& d) {
        FAIL(format_diagnostic(d, Language::en));
    });
    REQUIRE(parsed);
    return parsed->fill(values(), 1000).value();
}

/// All diagnostics of a template that is refused.
std::string faults_of(std::string_view text) {
    std::string all;
    const auto parsed = Template::parse(text, "t.html", values(), [&](const Diagnostic& d) {
        all += format_diagnostic(d, Language::en);
    });
    CHECK(parsed.has_value() == all.empty());
    return all;
}

TEST_CASE("a text is escaped, markup of our own is not, and all else stays as it is") {
    CHECK(filled("").empty());
    CHECK(filled("a {b} }} { { c\r\n") == "a {b} }} { { c\r\n");
    CHECK(filled("<p title=\"{{name}}\">{{ name }}</p>") ==
          "<p title=\"&lt;O&#39;Neill&gt; &amp; &quot;𠮷&quot;\">&lt;O&#39;Neill&gt; &amp; "
          "&quot;𠮷&quot;</p>");
    CHECK(filled("{{qr}}{{until}}") == "<svg></svg>");
    CHECK(filled("a{{! a remark with < and { }}b{{!}}c") == "abc");
}

TEST_CASE("a byte order mark before a template is no part of the page") {
    CHECK(filled("\uFEFF<p>{{until}}") == "<p>");
    CHECK(filled("<p>\uFEFF") == "<p>\uFEFF");
    CHECK(faults_of("\uFEFF{{nothing}}").starts_with("t.html:1:1:"));
}

TEST_CASE("a section is there if its value is not empty, an inverted one if it is") {
    CHECK(filled("{{#level}}[{{level}}]{{/level}}{{^level}}none{{/level}}") == "[Junior]");
    CHECK(filled("{{#until}}[{{until}}]{{/until}}{{^until}}none{{/until}}") == "none");
    CHECK(filled("{{#qr}}code{{/qr}}") == "code");
    CHECK(filled("{{#level}}a{{#until}}b{{/until}}{{^until}}c{{/until}}d{{/level}}") == "acd");
}

TEST_CASE("a section of a list is there once for each element, with its values before others") {
    CHECK(filled("{{#scores}}{{component}} {{points}} {{level}};{{/scores}}") ==
          "theory 60 Junior;practical &lt;61&gt; Junior;");
    CHECK(filled("{{^scores}}no scores{{/scores}}").empty());
    TemplateValues without = values();
    const auto parsed = Template::parse("{{#scores}}{{points}}{{/scores}}{{^scores}}no{{/scores}}",
                                        "t.html", without, [](const Diagnostic&) {});
    without.lists["scores"].clear();
    REQUIRE(parsed);
    CHECK(parsed->fill(without, 1000) == "no");
}

TEST_CASE("a page ends where it grows beyond its limit") {
    for (const char* text : {"1234567", "{{level}}1", "{{#scores}}{{level}}{{/scores}}"}) {
        INFO(text);
        const auto parsed = Template::parse(text, "t.html", values(), [](const Diagnostic&) {});
        REQUIRE(parsed);
        CHECK_FALSE(parsed->fill(values(), 6));
        CHECK(parsed->fill(values(), 12));
    }
}

TEST_CASE("what a value says is no template again") {
    TemplateValues tricky = values();
    tricky.texts["name"] = "{{level}}{{#scores}}";
    const auto parsed = Template::parse("{{name}}", "t.html", tricky, [](const Diagnostic&) {});
    REQUIRE(parsed);
    CHECK(parsed->fill(tricky, 1000) == "{{level}}{{#scores}}");
}

TEST_CASE("an unknown name is refused where it stands, with the one that could be meant") {
    CHECK(faults_of("<p>\n  𠮷{{levl}}</p>") ==
          "t.html:2:4: error: there is no value 'levl'\nhint: did you mean 'level'?\n");
    CHECK(faults_of("{{birthday}}") ==
          "t.html:1:1: error: there is no value 'birthday'\n"
          "hint: the values are: level, name, qr, scores, until\n");
    CHECK(faults_of("{{points}}{{#scores}}{{points}}{{/scores}}") ==
          "t.html:1:1: error: there is no value 'points'\n"
          "hint: the values are: level, name, qr, scores, until\n");
    CHECK(faults_of("{{#levl}}{{nam}}{{/levl}}") ==
          "t.html:1:1: error: there is no value 'levl'\nhint: did you mean 'level'?\n"
          "t.html:1:10: error: there is no value 'nam'\nhint: did you mean 'name'?\n");
}

TEST_CASE("a list is no value, and what is not of the subset of mustache is refused") {
    CHECK(faults_of("{{scores}}") ==
          "t.html:1:1: error: 'scores' is a list\n"
          "hint: put what each element prints between {{#scores}} and {{/scores}}\n");
    for (const char* tag : {"{{{name}}}", "{{&name}}", "{{>name}}", "{{=<% %>=}}", "{{}}", "{{ }}",
                            "{{a b}}", "{{Name}}", "{{name.first}}", "{{#}}x{{/}}", "{{姓名}}"}) {
        INFO(tag);
        CHECK(faults_of(tag).starts_with("t.html:1:1: error: '{{"));
    }
}

TEST_CASE("tags and sections are closed, in their order") {
    CHECK(faults_of("a\n{{name") ==
          "t.html:2:1: error: '{{' is never closed\nhint: a placeholder is {{name}}\n");
    CHECK(faults_of("{{#level}}a") ==
          "t.html:1:1: error: the section 'level' is never closed\n"
          "hint: its end is {{/level}}\n");
    CHECK(faults_of("a{{/level}}") == "t.html:1:2: error: {{/level}} ends no section\n");
    CHECK(faults_of("{{#level}}{{#name}}{{/level}}{{/name}}") ==
          "t.html:1:20: error: {{/level}} where {{/name}} is wanted\n");
}

TEST_CASE("sections are nested no deeper than 16, and a template is UTF-8") {
    const auto nested = [](std::size_t depth) {
        std::string text;
        for (std::size_t i = 0; i < depth; ++i) text += "{{#level}}";
        for (std::size_t i = 0; i < depth; ++i) text += "{{/level}}";
        return text;
    };
    CHECK(faults_of(nested(16)).empty());
    CHECK(faults_of(nested(17)) == "t.html:1:161: error: sections are nested deeper than 16\n");
    CHECK(faults_of("{{#level}}{{/level}}" + nested(16)).empty());
    CHECK(faults_of("好\nab\xB0\xA1") ==
          "t.html:2:3: error: the template is not UTF-8\nhint: save it as UTF-8\n");
}

}  // namespace
}  // namespace certrec
