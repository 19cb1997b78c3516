#include "certrec/report/item_quality.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

#include "base/compose.hpp"
#include "base/integer.hpp"
#include "certrec/base/error.hpp"
#include "certrec/rules/grading.hpp"

namespace certrec {

namespace {

/// Of each of the two groups, in a hundred (Kelley 1939).
constexpr std::uint64_t kGroupPercent = 27;

constexpr std::array<std::int64_t, 10> kPowersOfTen = {
    1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000};

/// Points in units of 10^-kMostPlaces.
std::int64_t units_of(Decimal points) {
    return points.units() * kPowersOfTen[ItemTally::kMostPlaces - points.scale()];
}

/// The decimal in units of 10^-18.
Integer fine_units(Decimal value) {
    return Integer(value.units()) * power_of_ten(Decimal::kMaxDigits - value.scale());
}

/// Those who have the same score: how many, and their points in each item.
struct SameScore {
    std::uint64_t candidates = 0;
    std::vector<Int128> points;
};

/// A sum in which some candidates count in part: numerator / denominator.
struct PartialSum {
    Integer numerator;
    Integer denominator;
};

/// Variances and covariances, times n^2.
struct Spread {
    Integer total;               ///< of the score
    std::vector<Integer> items;  ///< of each item
    std::vector<Integer> with_total;
    Integer sum_of_items;
};

}  // namespace

std::vector<PlannedComponent> plan_items(const Standard& standard) {
    std::vector<PlannedComponent> plans;
    for (const Component& component : standard.components) {
        if (component.items.empty()) continue;
        PlannedComponent plan{component.id, component.name, component.full_mark, {}, {}};
        for (const Item& item : component.items) {
            const Decimal weight = component.best ? Decimal(1, 0) : item.weight.value();
            plan.items.push_back({item.id, item.name, item.full_mark, weight});
        }
        if (!component.best) plan.mark = mark_of(standard, component);
        plans.push_back(std::move(plan));
    }
    return plans;
}

/// In units: an item's points count 10^-kMostPlaces, the score 10^-kMostPlaces / `divisor_`, so
/// that both are whole.
class ItemTally::Sums {
  public:
    explicit Sums(const PlannedComponent& plan) : plan_(plan), squares_(plan.items.size()) {
        plan_shares();
    }

    void add(std::span<const Decimal> points) {
        Int128 score = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            score += Int128{shares_[i]} * units_of(points[i]);
        }
        SameScore& same = scores_[score];
        same.points.resize(points.size());
        ++same.candidates;
        ++candidates_;
        for (std::size_t i = 0; i < points.size(); ++i) {
            const Int128 units = units_of(points[i]);
            same.points[i] += units;
            squares_[i] += units * units;
        }
    }

    void leave_out() { ++left_out_; }

    [[nodiscard]] ComponentQuality quality() const {
        ComponentQuality quality;
        quality.candidates = candidates_;
        quality.left_out = left_out_;
        quality.items.resize(squares_.size());
        if (candidates_ == 0) return quality;
        quality.mean =
            rounded_quotient(total(), Integer(candidates_) * score_units(), kPointPlaces);
        describe_means(quality);
        if (candidates_ == 1) return quality;
        const Spread spread = spread_of_scores();
        quality.deviation = rounded_root(
            spread.total, Integer(candidates_) * (candidates_ - 1) * score_units() * score_units(),
            kPointPlaces);
        if (spread.total.is_zero()) return quality;
        describe_discrimination(quality);
        describe_correlations(spread, quality);
        if (squares_.size() > 1) describe_alpha(spread, quality);
        return quality;
    }

  private:
    /// What one unit of an item's points is worth in units of the score: weight / weights *
    /// full mark / full mark of the item, times the divisor that makes all of them whole.
    void plan_shares() {
        Integer weights = 0;
        Integer common = 1;
        for (const PlannedItem& item : plan_.items) {
            const Integer full = fine_units(item.full_mark);
            weights = weights + fine_units(item.weight);
            common = common / greatest_divisor(common, full) * full;
        }
        std::vector<Integer> shares;
        Integer divisor = weights * common;
        Integer factor = divisor;
        for (const PlannedItem& item : plan_.items) {
            shares.push_back(fine_units(item.weight) * fine_units(plan_.full_mark) *
                             (common / fine_units(item.full_mark)));
            factor = greatest_divisor(factor, shares.back());
        }
        divisor_ = divisor / factor;
        const Integer most = power_of_ten(Decimal::kMaxDigits);
        for (const Integer& share : shares) {
            if (share / factor >= most) throw Refusal(too_fine());
            shares_.push_back((share / factor).to_int64());
        }
    }

    [[nodiscard]] Bilingual too_fine() const {
        return compose("the weights and full marks of the items of {} have too many digits",
                       "{} 各分项的权重和满分位数过多", plan_.id);
    }

    /// How many units of the score are one point.
    [[nodiscard]] Integer score_units() const { return divisor_ * power_of_ten(kMostPlaces); }

    [[nodiscard]] Integer total() const {
        Integer sum;
        for (const auto& [score, same] : scores_) sum = sum + Integer(score) * same.candidates;
        return sum;
    }

    [[nodiscard]] Integer total_of(std::size_t item) const {
        Integer sum;
        for (const auto& [score, same] : scores_) sum = sum + Integer(same.points[item]);
        return sum;
    }

    void describe_means(ComponentQuality& quality) const {
        for (std::size_t i = 0; i < quality.items.size(); ++i) {
            const Integer count = Integer(candidates_) * power_of_ten(kMostPlaces);
            quality.items[i].mean = rounded_quotient(total_of(i), count, kPointPlaces);
            quality.items[i].difficulty = quotient_by_full_mark({total_of(i), count}, i);
        }
    }

    /// The sum in points, by the full mark of the item.
    [[nodiscard]] Decimal quotient_by_full_mark(const PartialSum& sum, std::size_t item) const {
        return rounded_quotient(sum.numerator * power_of_ten(Decimal::kMaxDigits),
                                sum.denominator * fine_units(plan_.items[item].full_mark),
                                kCoefficientPlaces);
    }

    [[nodiscard]] Spread spread_of_scores() const {
        const Integer n = candidates_;
        const Integer sum = total();
        Integer squares;
        std::vector<Integer> products(squares_.size());
        for (const auto& [score, same] : scores_) {
            squares = squares + Integer(score) * Integer(score) * same.candidates;
            for (std::size_t i = 0; i < products.size(); ++i) {
                products[i] = products[i] + Integer(score) * Integer(same.points[i]);
            }
        }
        Spread spread;
        spread.total = n * squares - sum * sum;
        for (std::size_t i = 0; i < products.size(); ++i) {
            const Integer share = shares_[i];
            const Integer points = total_of(i);
            spread.items.push_back(share * share * (n * Integer(squares_[i]) - points * points));
            spread.with_total.push_back(share * (n * products[i] - points * sum));
            spread.sum_of_items = spread.sum_of_items + spread.items.back();
        }
        return spread;
    }

    void describe_discrimination(ComponentQuality& quality) const {
        const std::uint64_t size = (candidates_ * kGroupPercent + 50) / 100;
        if (size == 0) return;
        for (std::size_t i = 0; i < quality.items.size(); ++i) {
            const PartialSum upper = sum_of_group(scores_.rbegin(), size, i);
            const PartialSum lower = sum_of_group(scores_.begin(), size, i);
            const PartialSum difference{
                upper.numerator * lower.denominator - lower.numerator * upper.denominator,
                upper.denominator * lower.denominator * size * power_of_ten(kMostPlaces)};
            quality.items[i].discrimination = quotient_by_full_mark(difference, i);
        }
    }

    /// The points of the first `size` candidates from `score` on.
    template <typename Iterator>
    [[nodiscard]] static PartialSum sum_of_group(Iterator score, std::uint64_t size,
                                                 std::size_t item) {
        Integer sum;
        for (; score->second.candidates <= size; ++score) {
            sum = sum + Integer(score->second.points[item]);
            size -= score->second.candidates;
            if (size == 0) return {sum, 1};
        }
        const Integer tied = score->second.candidates;
        return {sum * tied + Integer(score->second.points[item]) * size, tied};
    }

    void describe_correlations(const Spread& spread, ComponentQuality& quality) const {
        for (std::size_t i = 0; i < quality.items.size(); ++i) {
            const Integer rest = rest_variance(spread, i);
            const Integer together = spread.with_total[i] - spread.items[i];
            if (rest.is_zero() || spread.items[i].is_zero()) continue;
            const Decimal size =
                rounded_root(together * together, rest * spread.items[i], kCoefficientPlaces);
            quality.items[i].rest_correlation =
                together.is_negative() ? Decimal(-size.units(), size.scale()) : size;
        }
    }

    [[nodiscard]] static Integer rest_variance(const Spread& spread, std::size_t item) {
        return spread.total - spread.with_total[item] * 2 + spread.items[item];
    }

    /// k / (k - 1) * (1 - items / total).
    [[nodiscard]] static Decimal alpha_of(std::size_t count, const Integer& items,
                                          const Integer& total) {
        const Integer k = std::uint64_t{count};
        return rounded_quotient(k * (total - items), (k - 1) * total, kCoefficientPlaces);
    }

    void describe_alpha(const Spread& spread, ComponentQuality& quality) const {
        const std::size_t count = squares_.size();
        quality.alpha = alpha_of(count, spread.sum_of_items, spread.total);
        for (std::size_t i = 0; i < count && count > 2; ++i) {
            const Integer rest = rest_variance(spread, i);
            if (rest.is_zero()) continue;
            quality.items[i].alpha_without =
                alpha_of(count - 1, spread.sum_of_items - spread.items[i], rest);
        }
        // error^2 = total / (n (n - 1)) * (1 - alpha) = numerator / denominator, in units.
        const Integer k = std::uint64_t{count};
        const Integer numerator = k * spread.sum_of_items - spread.total;
        const Integer denominator = (k - 1) * candidates_ * (candidates_ - 1);
        quality.error =
            rounded_root(numerator, denominator * score_units() * score_units(), kPointPlaces);
        if (plan_.mark) quality.near_mark = count_near(*plan_.mark, numerator, denominator);
    }

    [[nodiscard]] std::uint64_t count_near(Decimal mark, const Integer& numerator,
                                           const Integer& denominator) const {
        // The mark may stand between two units.
        const Integer fine = power_of_ten(Decimal::kMaxDigits);
        const Integer at = fine_units(mark) * score_units();
        const Integer most = numerator * fine * fine;
        std::uint64_t count = 0;
        for (const auto& [score, same] : scores_) {
            const Integer distance = Integer(score) * fine - at;
            if (distance * distance * denominator <= most) count += same.candidates;
        }
        return count;
    }

    const PlannedComponent& plan_;
    std::vector<std::int64_t> shares_;
    Integer divisor_;
    std::map<Int128, SameScore> scores_;
    std::vector<Int128> squares_;
    std::uint64_t candidates_ = 0;
    std::uint64_t left_out_ = 0;
};

bool ItemTally::can_count(Decimal points) {
    return points.scale() <= kMostPlaces && points >= Decimal{} &&
           points <= Decimal(kMostPoints, 0);
}

ItemTally::ItemTally(const PlannedComponent& plan) : sums_(std::make_unique<Sums>(plan)) {}
ItemTally::~ItemTally() = default;
ItemTally::ItemTally(ItemTally&&) noexcept = default;

void ItemTally::add(std::span<const Decimal> points) { sums_->add(points); }
void ItemTally::leave_out() { sums_->leave_out(); }
ComponentQuality ItemTally::quality() const { return sums_->quality(); }

}  // namespace certrec
