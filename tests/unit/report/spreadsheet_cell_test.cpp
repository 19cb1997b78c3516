#include "certrec/report/spreadsheet_cell.hpp"

#include <string>

#include "../catch.hpp"

namespace certrec {
namespace {

TEST_CASE("a plain number without a sign stays a number for a spreadsheet") {
    for (const char* const value : {"0", "5", "60.50", "0.5", "12345678901", "1234567.8901"}) {
        INFO(value);
        CHECK(spreadsheet_cell(value) == value);
    }
}

TEST_CASE("a text that no spreadsheet takes for anything else stays as it is") {
    for (const char* const value :
         {"", "张伟", "pass", "E1234567", "440981X", "C-1", "a=1", "(a)", "3级", "truth", "March",
          "junior-college", "x@y", "、", "an 'apostrophe' inside", "1.5.2 (a)", "10 ％x"}) {
        INFO(value);
        CHECK(spreadsheet_cell(value) == value);
    }
}

TEST_CASE("what begins like a formula becomes the text of a formula, quotes doubled") {
    CHECK(spreadsheet_cell("=1+1") == "=\"=1+1\"");
    CHECK(spreadsheet_cell("+A1") == "=\"+A1\"");
    CHECK(spreadsheet_cell("-A1") == "=\"-A1\"");
    CHECK(spreadsheet_cell("@SUM(A1)") == "=\"@SUM(A1)\"");
    CHECK(spreadsheet_cell("＝1") == "=\"＝1\"");
    CHECK(spreadsheet_cell("＋1") == "=\"＋1\"");
    CHECK(spreadsheet_cell("－1") == "=\"－1\"");
    CHECK(spreadsheet_cell("＠1") == "=\"＠1\"");
    CHECK(spreadsheet_cell(" =1") == "=\" =1\"");
    CHECK(spreadsheet_cell("\u3000=1") == "=\"\u3000=1\"");
    CHECK(spreadsheet_cell("=HYPERLINK(\"x\")") == "=\"=HYPERLINK(\"\"x\"\")\"");
    CHECK(spreadsheet_cell("=\"0\"") == "=\"=\"\"0\"\"\"");
    CHECK(spreadsheet_cell("-") == "=\"-\"");
    CHECK(spreadsheet_cell("-5") == "=\"-5\"");
    CHECK(spreadsheet_cell("-0.25") == "=\"-0.25\"");
    CHECK(spreadsheet_cell("+3.5") == "=\"+3.5\"");
    CHECK(spreadsheet_cell("+85291234567") == "=\"+85291234567\"");
    CHECK(spreadsheet_cell("-5-3") == "=\"-5-3\"");
    CHECK(spreadsheet_cell("'5") == "=\"'5\"");
}

TEST_CASE("what a spreadsheet would take for another number, a date or a truth value is a text") {
    for (const std::string value : {"123456789012", "440981199003070016",
                                    "007",          "-05",
                                    "060.00",       "1234567890.12",
                                    "1E5",          "1e-3",
                                    "2.5E+10",      "2-3",
                                    "2026-03-01",   "2026/3/1",
                                    "2026-03",      "10:30",
                                    "1.4.10",       "1,234",
                                    "12 345",       "50%",
                                    "(5)",          ".5",
                                    "5.",           "3/4",
                                    "MAR1",         "1-Sept",
                                    "12 May 2026",  "2026年3月1日",
                                    "TRUE",         "false",
                                    "￥5",          "12:30 PM",
                                    "1:05am",       "下午3:20",
                                    "5 €",          "£5"}) {
        INFO(value);
        CHECK(spreadsheet_cell(value) == "=\"" + value + "\"");
    }
}

TEST_CASE("a text that no formula can hold gets an apostrophe in front") {
    CHECK(spreadsheet_cell("\t=1") == "'\t=1");
    CHECK(spreadsheet_cell("\r=1") == "'\r=1");
    CHECK(spreadsheet_cell("\n=1") == "'\n=1");
    CHECK(spreadsheet_cell("=1\n+1") == "'=1\n+1");
    const std::string fits = "=" + std::string(254, 'x');
    CHECK(spreadsheet_cell(fits) == "=\"" + fits + "\"");
    CHECK(spreadsheet_cell(fits + "x") == "'" + fits + "x");
    // A character outside the basic plane takes two units.
    std::string rare = "=";
    for (int i = 0; i < 127; ++i) rare += "𠮷";
    CHECK(spreadsheet_cell(rare) == "=\"" + rare + "\"");
    CHECK(spreadsheet_cell(rare + "𠮷") == "'" + rare + "𠮷");
}

}  // namespace
}  // namespace certrec
