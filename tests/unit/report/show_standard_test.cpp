#include "certrec/report/show_standard.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <string>

#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "../standards/clauses.hpp"
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

bool has(const std::string& text, const std::string& part) {
    return text.find(squeezed(part)) != std::string::npos;
}

TEST_CASE(
    "every built-in standard is shown with every clause, its number and words, but level heads") {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const Standard standard = testing::builtin_standard(builtin.id);
        for (const Language language : {Language::en, Language::zh}) {
            const std::string text = squeezed(show_standard(standard, language));
            std::set<std::string> heads;
            for (const Level& level : standard.levels) heads.insert(level.clause.text.zh);
            for (const Clause& clause : testing::clauses_of(standard)) {
                if (heads.contains(clause.text.zh)) continue;
                INFO(builtin.id << " " << clause.number << " " << clause.text.in(language));
                // After the number of an open value's clause stands no more than a space.
                CHECK(has(text, clause.number + clause.text.in(language)));
            }
            for (const Reading& reading : standard.readings) {
                CHECK(has(text, reading.clause + reading.text.in(language)));
            }
            for (const OpenValue& value : standard.open_values) CHECK(has(text, value.id));
            for (const Occupation& related : standard.related_occupations) {
                CHECK(has(text, related.name.in(language)));
            }
            CHECK(has(text, format_edition(standard)));
            CHECK(has(text, standard.title.in(language)));
            CHECK(has(text, standard.source.in(language)));
        }
    }
}

TEST_CASE("each condition is shown as certrec reads it, with its parts below it") {
    const std::string text =
        show_standard(testing::builtin_standard("nos-4-04-05-03-draft"), Language::en);
    CHECK(text.find("\n      - all of\n"
                    "        - certificate of level 5 of this or a related occupation in force\n"
                    "        - 48 months of cumulative service in this or a related occupation "
                    "after the certificate\n"
                    "          of level 5 of this or a related occupation\n") != std::string::npos);
    const std::string chinese =
        show_standard(testing::builtin_standard("nos-4-04-05-03-draft"), Language::zh);
    CHECK(has(squeezed(chinese), "有效的本职业或相关职业五级/初级工证书"));
}

TEST_CASE("an overlay is shown with what it extends, a weighted standard with its weights") {
    const std::string overlay =
        show_standard(testing::builtin_standard("nos-4-04-05-03"), Language::en);
    CHECK(overlay.find("\n  extends: nos-4-04-05-03-2021\n") != std::string::npos);
    const std::string ranks =
        show_standard(testing::builtin_standard("service-rank-2015"), Language::en);
    CHECK(ranks.find("Operational ability, weight 30 %") != std::string::npos);
    CHECK(ranks.find("pass mark") == std::string::npos);
    CHECK(ranks.find("\n  month 9: obligatory\n") != std::string::npos);
    CHECK(ranks.find("\n  month 3: optional\n") != std::string::npos);
    // A mark that is open is not shown as 0.
    CHECK(ranks.find("full mark 0") == std::string::npos);
}

TEST_CASE("a standard is shown on lines of at most 100 columns, without stray spaces") {
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const Standard standard = testing::builtin_standard(builtin.id);
        for (const Language language : {Language::en, Language::zh}) {
            std::istringstream lines(show_standard(standard, language));
            for (std::string line; std::getline(lines, line);) {
                INFO(builtin.id << ": " << line);
                CHECK(display_width(line) <= 100);
                CHECK_FALSE(line.ends_with(' '));
                // Every indent is even; a space that was between two words is not part of it.
                const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
                CHECK(indent % 2 == 0);
            }
        }
    }
}

}  // namespace
}  // namespace certrec
