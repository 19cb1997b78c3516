#include "certrec/register/certificate.hpp"

#include "catch.hpp"

#include "certrec/base/error.hpp"
#include "vectors.hpp"

namespace certrec {
namespace {

const std::string kExample = "register/certificates/GD01202410003.toml";

std::string fault_of(const std::string& bytes) {
    std::string first;
    const auto certificate = parse_certificate(bytes, "c.toml", [&](const Diagnostic& d) {
        CHECK(d.location.file == "c.toml");
        if (first.empty()) first = std::to_string(d.location.line) + ": " + d.message.en;
    });
    CHECK(certificate.has_value() == first.empty());
    return first;
}

PrintedPart printed_example() {
    const auto certificate = parse_certificate(testing::read_vector(kExample), "c.toml",
                                               [](const Diagnostic& d) { FAIL(d.message.en); });
    REQUIRE(certificate);
    PrintedPart printed = certificate->printed;
    printed.scores = {{"theory", "99"}, {"practical", "61"}};
    return printed;
}

TEST_CASE("a certificate reads back what it prints, and renders to the same bytes") {
    const std::string bytes = testing::read_vector(kExample);
    const auto certificate =
        parse_certificate(bytes, "c.toml", [](const Diagnostic& d) { FAIL(d.message.en); });
    REQUIRE(certificate);
    const PrintedPart& printed = certificate->printed;
    CHECK(printed.number == "GD01202410003");
    CHECK(printed.name == "𠮷田");
    CHECK(printed.id_number == "A\\1");
    CHECK(printed.title == Bilingual{"Example \"standard\"", "示例标准"});
    CHECK(printed.awarded_on == Date(2024, 12, 31));
    CHECK(printed.scores == std::vector<PrintedScore>{{"theory", "99"}, {"practical", "61"}});
    CHECK(render_printed_part(printed_example()) == certificate->printed_bytes);
    CHECK(render_certificate(certificate->printed_bytes, certificate->salt, certificate->entry,
                             certificate->tlog_proof) == bytes);
}

TEST_CASE("whatever a certificate prints is quoted so that TOML reads it back") {
    PrintedPart printed = printed_example();
    printed.name = "\"[proof]\\'''#";
    printed.scores = {{"a.b", "1"}, {"x\"y", "2"}, {"实操", "3"}};
    const auto certificate =
        parse_certificate(render_certificate(render_printed_part(printed), {}, "e", "p\n"),
                          "c.toml", [](const Diagnostic& d) { FAIL(d.message.en); });
    REQUIRE(certificate);
    CHECK(certificate->printed == printed);
    CHECK(certificate->entry == "e");
    CHECK(certificate->tlog_proof == "p\n");
}

TEST_CASE("a certificate prints no control character, and no proof that would end its string") {
    PrintedPart printed = printed_example();
    for (const char* name : {"a\nb", "a\tb", "a\x7f", "a\u202Eb", "\xFF"}) {
        printed.name = name;
        CHECK_THROWS_AS(render_printed_part(printed), Refusal);
    }
    CHECK_THROWS_AS(render_certificate("", {}, "entry", "a'''b\n"), Refusal);
}

TEST_CASE("what a power cut leaves of a certificate is torn, and is that certificate") {
    const std::string whole = testing::read_vector(kExample);
    CHECK_FALSE(is_torn_certificate(whole));
    CHECK(is_same_certificate(whole, whole));
    for (std::size_t size = 0; size < whole.size(); ++size) {
        const std::string cut = whole.substr(0, size);
        CHECK(is_torn_certificate(cut));
        CHECK(is_same_certificate(cut, whole));
        std::string hole = whole;
        hole[size] = '\0';
        CHECK(is_torn_certificate(hole));
        CHECK(is_same_certificate(hole, whole));
    }
}

TEST_CASE("a certificate is the same under a later checkpoint, and another with another print") {
    const std::string made = testing::read_vector(kExample);
    const auto certificate =
        parse_certificate(made, "c.toml", [](const Diagnostic& d) { FAIL(d.message.en); });
    REQUIRE(certificate);
    const auto render = [&](const std::string& printed, const Salt& salt, const std::string& entry,
                            const std::string& proof) {
        return render_certificate(printed, salt, entry, proof);
    };
    const auto& [printed, printed_bytes, salt, entry, proof] = *certificate;
    CHECK(is_same_certificate(render(printed_bytes, salt, entry, "later\n"), made));
    CHECK_FALSE(is_same_certificate(render(printed_bytes, salt, entry + "x", proof), made));
    CHECK_FALSE(is_same_certificate(render(printed_bytes, Salt{}, entry, proof), made));
    std::string other = printed_bytes;
    other[other.find("GD01")] = 'X';
    CHECK_FALSE(is_same_certificate(render(other, salt, entry, proof), made));
    CHECK_FALSE(is_same_certificate("mine\n", made));
}

TEST_CASE("what is no certificate is refused with its place") {
    const std::string bytes = testing::read_vector(kExample);
    CHECK(fault_of("") == "0: not a certificate: there is no line [proof]");
    CHECK(fault_of(std::string(262145, 'a')) == "0: the file is larger than 262144 bytes");
    std::string changed = bytes;
    CHECK(fault_of(changed.replace(changed.find("2024-12-31\""), 10, "2024-12-32")) ==
          "17: '2024-12-32' is not a day of the calendar: 2024-12 has 31 days");
    changed = bytes;
    CHECK(fault_of(changed.replace(changed.find("salt = \"04"), 10, "salt = \"0x")) ==
          "27: 'salt' is not 64 lower-case hexadecimal digits");
    changed = bytes;
    CHECK(fault_of(changed.replace(changed.find("[certificate.scores]"), 20, "[certificate.items]"))
              .find("'scores' is missing") != std::string::npos);
    CHECK(fault_of(bytes + "\n") ==
          "26: the part from [proof] on is not written as certrec writes it");
}

}  // namespace
}  // namespace certrec
