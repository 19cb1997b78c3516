#include "certrec/report/show_standard.hpp"

#include <sstream>
#include <string>

#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "certrec/base/text.hpp"

namespace certrec {
namespace {

/// Without spaces and line breaks, which the layout may put anywhere.
std::string squeezed(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c != ' ' && c != '\n') result += c;
    }
    return result;
}

TEST_CASE("a standard is shown with every clause, its number and its words, in either language") {
    const Standard standard = testing::builtin_standard();
    for (const Language language : {Language::en, Language::zh}) {
        const std::string shown_text = squeezed(show_standard(standard, language));
        const auto has = [&](const Clause& clause) {
            INFO(clause.number << " " << clause.text.in(language));
            CHECK(shown_text.find(squeezed(clause.number + clause.text.in(language))) !=
                  std::string::npos);
        };
        for (const Level& level : standard.levels) {
            has(level.training->clause);
            has(level.routes_clause);
            for (const Route& route : level.routes) has(route.clause);
        }
        has(standard.scoring_clause);
        for (const Component& component : standard.components) {
            has(component.clause);
            has(component.time_clause);
        }
        for (const Staffing& staffing : standard.staffing) has(staffing.clause);
        for (const Equipment& equipment : standard.equipment) has(equipment.clause);
        has(standard.venue->lease.clause);
        has(standard.venue->room.clause);
        has(standard.venue->fire_safety.clause);
        has(standard.venue->furnishing.clause);
        for (const OpenValue& value : standard.open_values) has(value.clause);
        for (const Reading& reading : standard.readings) {
            CHECK(shown_text.find(squeezed(reading.text.in(language))) != std::string::npos);
        }
        CHECK(shown_text.find(format_edition(standard)) != std::string::npos);
    }
}

TEST_CASE("a standard is shown on lines of at most 100 columns") {
    const Standard standard = testing::builtin_standard();
    for (const Language language : {Language::en, Language::zh}) {
        std::istringstream lines(show_standard(standard, language));
        for (std::string line; std::getline(lines, line);) {
            INFO(line);
            CHECK(display_width(line) <= 100);
            CHECK_FALSE(line.ends_with(' '));
        }
    }
}

}  // namespace
}  // namespace certrec
