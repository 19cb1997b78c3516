#include "base/spreadsheet.hpp"

#include <string>

#include "../catch.hpp"
#include "diagnostics.hpp"

namespace certrec {
namespace {

using testing::contains;

std::string says_of_text(std::string_view cell) {
    const auto damage = describe_damaged_text(cell);
    return damage ? damage->en : "";
}

TEST_CASE("a long number that became a figure is told however the exponent is written") {
    for (const char* const figure :
         {"4.40981E+17", "4.40981E17", "4.4e17", "4.40981e+17", "4E+17", "1.2E+05", "-1.2E+17"}) {
        INFO(figure);
        CHECK(contains(says_of_text(figure), "turned into a figure"));
    }
    // Codes that somebody may well give out.
    for (const char* const code : {"12E3", "E1234567", "3E", "E+17", "1.2.3", "26E-001", "1E+", "+",
                                   "2026-11-001", "20261", "C1.0", "1.5E"}) {
        INFO(code);
        CHECK(says_of_text(code).empty());
    }
}

TEST_CASE("the values of failed formulas are told, those of LibreOffice too") {
    for (const char* const error : {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#NULL!", "#DIV/0!",
                                    "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA!", "Err:502"}) {
        INFO(error);
        CHECK(contains(says_of_text(error), "a formula that fails"));
    }
    for (const char* const text : {"#a!", "#", "!", "Err:", "Err:5a", "#1", "C#!", "=S2"}) {
        INFO(text);
        CHECK_FALSE(contains(says_of_text(text), "a formula that fails"));
    }
    CHECK(says_of_text("#a!").empty());
    CHECK(says_of_text("Err:5a").empty());
}

TEST_CASE("a number that was written as a quantity is told, and not quoted") {
    for (const char* const quantity :
         {"202601.0", "440981197001010000.00", "440,981,197,001,010,000", "12,345", "1,234.50"}) {
        INFO(quantity);
        CHECK(contains(says_of_text(quantity), "taken for a quantity"));
        CHECK_FALSE(contains(says_of_text(quantity), quantity));
    }
    for (const char* const text : {"1.0", "12.0", "2026.01", "1,23", "12,3456", "1,234,", ",123",
                                   "1234,567", "张三,李四", "3.", ".0"}) {
        INFO(text);
        CHECK(says_of_text(text).empty());
    }
}

TEST_CASE("a truth value is no text") {
    CHECK(contains(says_of_text("TRUE"), "truth value"));
    CHECK(contains(says_of_text("FALSE"), "truth value"));
    CHECK(says_of_text("True").empty());
}

TEST_CASE("an apostrophe before a number or a Chinese name is one that keeps a text") {
    CHECK(has_apostrophe("'202601"));
    CHECK(has_apostrophe("'张三"));
    CHECK(has_apostrophe("'-5"));
    CHECK_FALSE(has_apostrophe("'t Hooft"));
    CHECK_FALSE(has_apostrophe("O'Neill"));
    CHECK_FALSE(has_apostrophe("'"));
    CHECK_FALSE(has_apostrophe(""));
}

TEST_CASE("what stands around a number or a date is told as what it is") {
    for (const std::string value : {"60", "2026-09-01"}) {
        const bool is_date = value.size() > 2;
        const auto says = [is_date](const std::string& cell) {
            const auto damage =
                is_date ? describe_damaged_date(cell) : describe_damaged_number(cell);
            return damage ? damage->en : "";
        };
        for (const std::string blank : {" ", "\t", "\u00A0", "\u2003", "\u3000"}) {
            CHECK(contains(says(value + blank), "has spaces around it"));
            CHECK(contains(says(blank + value), "has spaces around it"));
        }
        CHECK(contains(says("'" + value), "an apostrophe before it"));
        CHECK(contains(says("“" + value + "”"), "quotation marks"));
        CHECK(says(value).empty());
        // One sees which blank it is.
        CHECK(contains(says(value + "\u00A0"), "\\u{00A0}"));
    }
}

}  // namespace
}  // namespace certrec
