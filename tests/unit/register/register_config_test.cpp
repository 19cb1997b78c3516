#include "certrec/register/register_config.hpp"

#include "catch.hpp"

#include "vectors.hpp"

namespace certrec {
namespace {

/// The English messages, `line: message` each; "ok" if there are none.
std::string judge(const std::string& bytes) {
    std::string messages;
    const auto config = parse_register_config(bytes, "register.toml", [&](const Diagnostic& d) {
        CHECK(d.location.file == "register.toml");
        if (!messages.empty()) messages += "; ";
        messages += std::to_string(d.location.line) + ": " + d.message.en;
    });
    CHECK(config.has_value() == messages.empty());
    return messages.empty() ? "ok" : messages;
}

std::string with(const std::string& line, const std::string& changed) {
    std::string bytes = testing::read_vector("register/register.toml");
    const std::size_t at = bytes.find(line);
    REQUIRE(at != std::string::npos);
    return bytes.replace(at, line.size(), changed);
}

TEST_CASE("register.toml gives origin, issuer and pattern") {
    const auto config =
        parse_register_config(testing::read_vector("register/register.toml"), "register.toml",
                              [](const Diagnostic& d) { FAIL(d.message.en); });
    REQUIRE(config);
    CHECK(config->origin == "register.example.org/skills");
    CHECK(config->issuer == Bilingual{"Example Agency", "示例机构"});
    CHECK(config->number.number(Date(2024, 1, 1), "3", 7) == "GD01202430007");
}

TEST_CASE("every fault of register.toml is told with its line") {
    CHECK(judge(with("format = 1", "format = 2")) == "1: 'format' is 2; it must be from 1 to 1");
    CHECK(judge(with("format = 1\n", "")).find("the key 'format' is missing") != std::string::npos);
    CHECK(
        judge(with("register.example.org/skills", "my register")) ==
        "2: the origin 'my register' holds a space, a plus, an apostrophe or a control character");
    CHECK(judge(with("register.example.org/skills", "it's")) ==
          "2: the origin 'it's' holds a space, a plus, an apostrophe or a control character");
    CHECK(judge(with("register.example.org/skills", "")) == "2: 'origin' must not be empty");
    CHECK(judge(with("Example Agency", "a\\u0000b")) == "3: 'issuer' holds a control character");
    CHECK(judge(with(", zh = \"示例机构\"", "")).find("'zh' is missing") != std::string::npos);
    CHECK(judge(with("{serial:4}", "")) == "5: the pattern needs one {serial:N}, and has 0");
    CHECK(judge(with("agency = \"GD01\"", "agency = \"GD 1\"")) ==
          "5: 'GD 1' cannot stand in a number; letters, digits and - _ . ( ) can");
    CHECK(judge(with("agency", "agenzy")).find("unknown key 'agenzy'") != std::string::npos);
    CHECK(judge("origin").find("not valid TOML") != std::string::npos);
}

}  // namespace
}  // namespace certrec
