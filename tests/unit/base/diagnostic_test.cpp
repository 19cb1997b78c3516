#include "certrec/base/diagnostic.hpp"

#include <cerrno>

#include "../catch.hpp"
#include "certrec/base/error.hpp"
#include "diagnostics.hpp"

namespace certrec {
namespace {

std::string formatted(const Diagnostic& diagnostic) {
    return format_diagnostic(diagnostic, Language::en);
}

TEST_CASE("a diagnostic reads file:line:column: error: message, then the hint on its own line") {
    const Diagnostic diagnostic{Severity::error,
                                {"scores.csv", 12, 7},
                                {"'6O' is not a number", "“6O”不是数字"},
                                {"use digits", "请用数字"}};
    CHECK(formatted(diagnostic) ==
          "scores.csv:12:7: error: '6O' is not a number\nhint: use digits\n");
    CHECK(format_diagnostic(diagnostic, Language::zh) ==
          "scores.csv:12:7: 错误：“6O”不是数字\n提示：请用数字\n");
}

TEST_CASE("what is not known of a place is left out of the diagnostic") {
    const Bilingual message{"m", "m"};
    CHECK(formatted({Severity::error, {"a.csv", 3, 0}, message, {}}) == "a.csv:3: error: m\n");
    CHECK(formatted({Severity::error, {"a.csv", 0, 0}, message, {}}) == "a.csv: error: m\n");
    CHECK(formatted({Severity::warning, {"-", 1, 2}, message, {}}) == "-:1:2: warning: m\n");
    CHECK(formatted({Severity::note, {}, message, {}}) == "certrec: note: m\n");
}

TEST_CASE("with colour only the word that names the severity is coloured") {
    const Diagnostic diagnostic{Severity::error, {"error: .csv", 1, 1}, {"m", "甲"}, {"h", "乙"}};
    CHECK(format_diagnostic(diagnostic, Language::en, Colour::on) ==
          "error: .csv:1:1: \x1b[1;31merror:\x1b[0m m\nhint: h\n");
    CHECK(format_diagnostic(diagnostic, Language::zh, Colour::on) ==
          "error: .csv:1:1: \x1b[1;31m错误：\x1b[0m甲\n提示：乙\n");
}

TEST_CASE("a file name cannot send control characters to the terminal") {
    const std::string text =
        formatted({Severity::error, {"a\x1b[31m\nb.csv", 1, 1}, {"m", "m"}, {}});
    CHECK_FALSE(testing::has_raw_control(text));
    CHECK(text == "a\\u{001B}[31m\\nb.csv:1:1: error: m\n");
}

TEST_CASE("an error carries its diagnostic and says it in English") {
    const Refusal refusal({Severity::error, {"a.csv", 2, 0}, {"broken", "坏"}, {}});
    CHECK(std::string(refusal.what()) == "a.csv:2: error: broken\n");
    CHECK(refusal.diagnostic().message.zh == "坏");
    const Refusal without_place({"broken", "坏"}, {"mend it", "请修复"});
    CHECK(without_place.diagnostic().location == Location{});
    CHECK(without_place.diagnostic().hint.en == "mend it");
}

TEST_CASE("a system failure says what could not be done and why") {
    const SystemFailure failure({"cannot write a.csv", "无法写入 a.csv"}, ENOSPC);
    CHECK(failure.error_number() == ENOSPC);
    CHECK(failure.diagnostic().message.en == "cannot write a.csv: No space left on device");
    CHECK(failure.diagnostic().message.zh == "无法写入 a.csv：磁盘空间不足");
}

}  // namespace
}  // namespace certrec
