/// \file
/// How is a verdict explained? The whole tree of every route, for a person or for a program.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/report/table.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "certrec/rules/eligibility.hpp"

namespace certrec {

/// One application, its verdict and what goes beyond it.
struct ExplainedApplication {
    std::string_view candidate_id;
    const Level& level;
    Date as_of;
    const EligibilityVerdict& verdict;
    /// For each route: the first day from `as_of` on, on which it holds with the binding training.
    std::vector<std::optional<Date>> earliest_of_routes;
    /// Where a record stands.
    std::function<Location(const RecordPlace&)> location;
};

/// The route that is nearest to being met: the one that holds first if time alone does it, else one
/// that may hold before one that does not, else the one with the fewest conditions unmet; of equal
/// ones the first. Requires: there are routes.
[[nodiscard]] std::size_t find_nearest_route(const EligibilityVerdict& verdict,
                                             const std::vector<std::optional<Date>>& earliest);

/// Puts explanations together one by one, so that their number does not matter:
/// `begin`, then for each application `separator` (but before the first) and a text, then `end`.
class ExplanationFormat {
  public:
    /// `words` outlives this. `format` is table, toml or json.
    ExplanationFormat(const EligibilityWords& words, TableFormat format, Language language)
        : words_(words), format_(format), language_(language) {}

    [[nodiscard]] std::string_view begin() const;
    [[nodiscard]] std::string_view separator() const;
    [[nodiscard]] std::string_view end() const;

    [[nodiscard]] std::string text(const ExplainedApplication& application) const;

    /// An application that cannot be judged, and why.
    [[nodiscard]] std::string text_of_invalid(std::string_view candidate_id,
                                              std::string_view reason) const;

  private:
    const EligibilityWords& words_;
    TableFormat format_;
    Language language_;
};

}  // namespace certrec
