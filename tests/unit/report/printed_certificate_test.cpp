#include "certrec/report/printed_certificate.hpp"

#include "catch.hpp"

#include "../register/vectors.hpp"
#include "certrec/register/certificate_code.hpp"

namespace certrec {
namespace {

using testing::read_vector;

Certificate certificate_of(const std::string& number) {
    const auto certificate =
        parse_certificate(read_vector("register-events/certificates/" + number + ".toml"), "c.toml",
                          [](const Diagnostic& d) { FAIL(d.message.en); });
    REQUIRE(certificate);
    return *certificate;
}

std::string printed(const std::string& html, const std::string& number) {
    const auto layout = CertificateLayout::parse(
        html, "t.html", [](const Diagnostic& d) { FAIL(format_diagnostic(d, Language::en)); });
    REQUIRE(layout);
    return layout->print(certificate_of(number)).value();
}

/// The page without the line that certrec adds.
std::string own_part(const std::string& page) {
    return page.substr(0, page.rfind('\n', page.size() - 2) + 1);
}

bool holds(const std::string& page, std::string_view text) {
    return page.find(text) != std::string::npos;
}

TEST_CASE("every value of a certificate has a name in templates") {
    CHECK(own_part(printed("{{number}}|{{name}}|{{id_type}}|{{id_type_zh}}|{{id_type_en}}|"
                           "{{id_number}}|{{standard}}|{{title_zh}}|{{title_en}}|{{level}}|"
                           "{{level_zh}}|{{level_en}}|{{awarded_on}}|{{awarded_on_zh}}|"
                           "{{awarded_on_en}}|{{valid_until}}|{{reissued_on}}|{{reissued_on_zh}}|"
                           "{{reissued_on_en}}|{{replaces}}|{{remark}}|{{issuer_zh}}|"
                           "{{issuer_en}}|{{register}}|{{entry}}",
                           "GD01202510002")) ==
          "GD01202510002|𠮷田|other|其他证件|other document|A\\1|pts-example|示例标准|"
          "Example &quot;standard&quot;|junior|初级|Junior|2024-12-31|2024年12月31日|"
          "31 December 2024||2025-03-02|2025年3月2日|2 March 2025|GD01202410003|lost|示例机构|"
          "Example Agency|register.example.org/skills|8\n");
    CHECK(own_part(printed("{{valid_until}} {{valid_until_zh}} {{valid_until_en}}\n",
                           "GD01202510003")) == "2025-07-02 2025年7月2日 2 July 2025\n");
    CHECK(own_part(printed("{{edition}}", "GD01202410001")) ==
          "2b75559b437cb6a0986aec3ab782aa56873e652a381df18b802f009ddd8aaec8\n");
}

TEST_CASE("scores are printed in their order, the usual components by name") {
    CHECK(own_part(printed("{{#scores}}{{component}} {{component_zh}} {{component_en}} "
                           "{{points}};{{/scores}}",
                           "GD01202410001")) ==
          "theory 理论知识 Theory 85;practical 操作技能 Practical skills 60.5;\n");
}

TEST_CASE("the code's text is that of the certificate's code") {
    const std::string code = read_vector("register-events/codes/GD01202410001.txt");
    CHECK(own_part(printed("{{qr_text}}", "GD01202410001")) == code + "\n");
    const std::string page = own_part(printed("{{qr}}", "GD01202410001"));
    CHECK(page.starts_with("<svg "));
    CHECK(page.ends_with("</svg>\n"));
}

TEST_CASE("the built-in page says all that a certificate prints, and loads nothing") {
    const std::string page = CertificateLayout().print(certificate_of("GD01202510002")).value();
    for (const char* text :
         {"GD01202510002", "𠮷田", "其他证件", "A\\1", "示例标准", "Example &quot;standard&quot;",
          "初级", "Junior", ">99<", ">61<", "2024年12月31日", "2025年3月2日", "GD01202410003",
          "lost", "示例机构", "Example Agency", "长期", "size: A4", "<svg "}) {
        INFO(text);
        CHECK(holds(page, text));
    }
    for (const char* text : {"<script", "src=", "href=", "url(", "@import", "{{", "}}"}) {
        INFO(text);
        CHECK_FALSE(holds(page, text));
    }
}

TEST_CASE("markup in a name is text on the page") {
    Certificate certificate = certificate_of("GD01202410002");
    certificate.printed.name = "<script>\"䶮\" & 'x'</script>";
    certificate.printed_bytes = render_printed_part(certificate.printed);
    const std::string page = CertificateLayout().print(certificate).value();
    CHECK_FALSE(holds(page, "<script"));
    CHECK(holds(page, "&lt;script&gt;&quot;䶮&quot; &amp; &#39;x&#39;&lt;/script&gt;"));
}

TEST_CASE("a page is that of its certificate if it is whole, in whatever layout") {
    const Certificate certificate = certificate_of("GD01202410001");
    const std::string page = CertificateLayout().print(certificate).value();
    CHECK(is_page_of(page, certificate));
    CHECK(is_page_of(printed("own {{number}}", "GD01202410001"), certificate));
    CHECK_FALSE(is_page_of(page, certificate_of("GD01202410003")));
    CHECK_FALSE(is_page_of(page + "\n", certificate));
    for (const std::size_t size : {std::size_t{0}, page.size() / 2, page.size() - 1}) {
        CHECK_FALSE(is_page_of(page.substr(0, size), certificate));
        CHECK(is_torn_page(page.substr(0, size), page));
    }
    std::string hole = page;
    hole[100] = '\0';
    CHECK_FALSE(is_page_of(hole, certificate));
    CHECK(is_torn_page(hole, page));
    CHECK_FALSE(is_torn_page("<!DOCTYPE html>\n<p>another page", page));
}

TEST_CASE("a certificate without a code has no page, nor has a template that grows too large") {
    Certificate certificate = certificate_of("GD01202410001");
    std::string tags;
    for (std::size_t bytes = 0; bytes <= kMaxPageBytes; bytes += 8000) tags += "{{qr}}";
    const auto layout = CertificateLayout::parse(tags, "t.html", [](const Diagnostic&) {});
    REQUIRE(layout);
    CHECK_FALSE(layout->print(certificate));
    certificate.printed.remark = std::string(3000, 'x');
    certificate.printed_bytes = render_printed_part(certificate.printed);
    CHECK_FALSE(CertificateLayout().print(certificate));
}

TEST_CASE("a template that names no value is none") {
    for (const char* const html : {"", "<p>Certificate</p>", "{{! number }}"}) {
        std::string told;
        const auto layout = CertificateLayout::parse(html, "t.html", [&told](const Diagnostic& d) {
            told = format_diagnostic(d, Language::en);
        });
        CHECK_FALSE(layout);
        CHECK(told.starts_with("t.html: error: the template prints nothing of a certificate"));
    }
}

}  // namespace
}  // namespace certrec
