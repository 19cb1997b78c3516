/// \file
/// Did the training help? The indicators that the texts name, from raw counts of each agent and
/// period, and how they changed.
///
/// Everything is computed from whole counts and rounded once, half away from zero. Nothing here
/// reads a file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/report/report.hpp"

namespace certrec {

/// What a number of an indicator means.
enum class IndicatorUnit {
    percent,  ///< a hundred times the quotient, two digits after the point
    seconds,  ///< the quotient, one digit
    count,    ///< the sum itself
};

/// Which way an indicator gets better.
enum class BetterWhen { higher, lower, neither };

/// The sum of some counts, by the sum of others.
struct Indicator {
    std::string id;
    Bilingual name;
    std::vector<std::string> over;   ///< columns that it needs
    std::vector<std::string> also;   ///< columns that count beside those, if they are there
    std::vector<std::string> under;  ///< columns that it needs; none: not divided
    IndicatorUnit unit = IndicatorUnit::percent;
    BetterWhen better = BetterWhen::higher;
    Bilingual source;  ///< where the text has it, and how it defines it
};

/// The indicators that can be counted, in the order of the text 呼叫中心人员培训的考核指标有哪些.
[[nodiscard]] std::span<const Indicator> training_indicators();

/// The columns of counts that indicators are computed from, each once.
[[nodiscard]] std::vector<std::string> training_columns();

/// Where one count is part of another: it must not be greater.
struct CountPart {
    std::vector<std::string> parts;  ///< together
    std::string whole;
};
[[nodiscard]] std::span<const CountPart> training_parts();

/// Two periods to compare.
struct TrainingComparison {
    std::string before;
    std::string after;
};

/// Collects counts. Memory grows with agents and periods.
class TrainingReport {
  public:
    static constexpr std::int64_t kMostCount = 1'000'000'000'000;

    /// `columns` are those of training_columns() that there are. An indicator is reported if all
    /// that it needs are there.
    explicit TrainingReport(std::vector<std::string> columns);

    /// Whether any indicator can be reported.
    [[nodiscard]] bool has_indicators() const { return !indicators_.empty(); }

    /// Enters what an agent did in a period: one count for each column, or nothing where it is not
    /// known. False if that agent and period were entered before.
    /// Requires: counts from 0 to kMostCount.
    bool add(const std::string& agent, const std::string& period,
             std::vector<std::optional<std::int64_t>> counts);

    [[nodiscard]] bool has_period(const std::string& period) const {
        return periods_.contains(period);
    }

    /// The tables `comparison`, if there is one, of the agents who are in both periods; `period`,
    /// of all agents together; and `agent`. `language` is that of names and words. Of fewer than
    /// `min_group` agents nothing is said, and with a `min_group` above 1 there is no table
    /// `agent`.
    [[nodiscard]] Report report(const std::optional<TrainingComparison>& comparison,
                                std::uint64_t min_group, Language language) const;

  private:
    using Counts = std::vector<std::optional<std::int64_t>>;
    struct Planned {
        const Indicator* indicator = nullptr;
        std::vector<std::size_t> over;  // places in the columns
        std::vector<std::size_t> under;
    };
    class Sums;

    [[nodiscard]] Section period_section(std::uint64_t min_group) const;
    [[nodiscard]] Section comparison_section(const TrainingComparison& comparison,
                                             std::uint64_t min_group, Language language,
                                             Report& report) const;
    [[nodiscard]] Section agent_section() const;
    void add_indicator_columns(Table& table) const;

    std::vector<std::string> columns_;
    std::vector<Planned> indicators_;
    std::map<std::string, std::map<std::string, Counts>> periods_;  // by agent in them
};

}  // namespace certrec
