#include "certrec/register/certificate_code.hpp"

#include "catch.hpp"

#include "certrec/register/audit.hpp"
#include "register_fixture.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

using testing::read_vector;

const std::vector<std::string> kIssued{"GD01202410001", "GD01202410002", "GD01202410003",
                                       "GD01202430001", "GD01202510001"};
const std::vector<std::string> kLater{"GD01202510002", "GD01202510003", "GD01202510004",
                                      "GD01202510005", "GD01202510006"};

Certificate certificate_of(const std::string& bytes) {
    const auto certificate =
        parse_certificate(bytes, "c.toml", [](const Diagnostic& d) { FAIL(d.message.en); });
    REQUIRE(certificate);
    return *certificate;
}

void check_code(const std::string& folder, const std::string& number) {
    INFO(folder << " " << number);
    const std::string bytes = read_vector(folder + "/certificates/" + number + ".toml");
    const std::string code = read_vector(folder + "/codes/" + number + ".txt");
    REQUIRE_FALSE(code.empty());
    CHECK(format_certificate_code(certificate_of(bytes)) == code);
    const auto restored = parse_certificate_code(code);
    REQUIRE(std::holds_alternative<std::string>(restored));
    CHECK(std::get<std::string>(restored) == bytes);
}

TEST_CASE("the code of a certificate is that of an independent program, and restores the file") {
    for (const std::string& number : kIssued) check_code("register", number);
    for (const std::string& number : kIssued) check_code("register-events", number);
    for (const std::string& number : kLater) check_code("register-events", number);
}

std::vector<Check> audit(const std::string& code, const RegisterAudit* against = nullptr) {
    return audit_certificate_code(code, "qr", testing::issuer_public_key(), against);
}

TEST_CASE("each code with one fault fails the checks that the fault concerns, and no other") {
    const RegisterAudit whole = audit_register(
        snapshot_of("register", read_vector("register/register.toml"),
                    read_vector("register/checkpoint"), read_vector("register/entries.csv"),
                    read_vector("register/holders.csv"), std::nullopt),
        testing::issuer_public_key(), HolderScope::included, TreeScope::whole);
    for (const auto& [name, expected] : testing::cases_of("certificate-code")) {
        INFO(name);
        std::string verdict;
        for (const Check& check : audit(read_vector("certificate-code/" + name), &whole)) {
            CHECK(check.subject == "qr");
            if (check.status == CheckStatus::ok) continue;
            verdict += verdict.empty() ? "" : " ";
            verdict += check.name + ":" + std::string(format_check_status(check.status));
        }
        CHECK(verdict == expected);
    }
}

TEST_CASE("no code with one other character passes, whatever stands in its place") {
    const std::string code = read_vector("register/codes/GD01202410003.txt");
    for (std::size_t at = 0; at < code.size(); ++at) {
        std::string changed = code;
        changed[at] = changed[at] == '0' ? '1' : '0';
        bool all_ok = true;
        for (const Check& check : audit(changed)) all_ok &= check.status == CheckStatus::ok;
        if (all_ok) FAIL_CHECK("character " << at);
    }
}

TEST_CASE("what a code proves is told, so that it can be compared with the paper") {
    const auto checks = audit(read_vector("register-events/codes/GD01202510002.txt"));
    REQUIRE(checks.size() == 7);
    CHECK(checks[1].name == "document");
    CHECK(checks[1].detail.en ==
          "the paper must say: GD01202510002, Example \"standard\", Junior, 2024-12-31 "
          "(2025-03-02), theory 99, practical 61, Example Agency");
    CHECK(checks[2].detail.zh == "持证人应为：𠮷田，其他证件 ***");
    const auto expiring = audit(read_vector("register-events/codes/GD01202510003.txt"));
    CHECK(expiring[1].detail.zh ==
          "纸质证书应为：GD01202510003，示例标准，初级，2025-01-02 至 2025-07-02，theory 85，"
          "practical 60.5，示例机构");
}

TEST_CASE("a certificate that its code could not restore has none") {
    const Certificate right =
        certificate_of(read_vector("register/certificates/GD01202410001.toml"));
    REQUIRE(format_certificate_code(right));
    const auto code_of = [&](auto change) {
        Certificate changed = right;
        change(changed);
        return format_certificate_code(changed);
    };
    CHECK_FALSE(code_of([](Certificate& c) { c.printed_bytes = "# \n" + c.printed_bytes; }));
    CHECK_FALSE(code_of([](Certificate& c) {
        c.printed.number = "GD01202410009";
        c.printed_bytes = render_printed_part(c.printed);
    }));
    CHECK_FALSE(code_of([](Certificate& c) { c.printed.name = "a\nb"; }));
    CHECK_FALSE(code_of([](Certificate& c) { c.entry = "entry"; }));
    CHECK_FALSE(code_of([](Certificate& c) { c.tlog_proof = "proof"; }));
    CHECK_FALSE(code_of([](Certificate& c) {
        c.tlog_proof.replace(0, 23, "c2sp.org/tlog-proof@v1\nextra AAEC\n");
    }));
    CHECK_FALSE(code_of([](Certificate& c) {
        c.printed.remark = std::string(2500, 'x');
        c.printed_bytes = render_printed_part(c.printed);
    }));
}

}  // namespace
}  // namespace certrec
