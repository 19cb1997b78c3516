#include <array>
#include <cstdio>

#include "certrec/rules/grading.hpp"
#include "certrec/standards/catalogue.hpp"

int main() {
    const auto standard = certrec::load_standard("pts-152010301-01", [](const auto&) {});
    const std::array scores = {*certrec::parse_score("60"), *certrec::parse_score("59.99")};
    certrec::Grader grader(standard);
    const auto result = grader.grade(scores, {standard.find_level("junior"), nullptr});
    std::puts(std::string(certrec::format_outcome(result.outcome)).c_str());
    return result.outcome == certrec::Outcome::fail ? 0 : 1;
}
