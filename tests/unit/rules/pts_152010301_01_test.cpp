// Random dossiers under PTS152010301-01 against a plain reading of its clauses 1.8.1 and 1.9.1.
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "../base/random.hpp"
#include "../catch.hpp"
#include "../standards/builtin.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "certrec/rules/eligibility.hpp"

namespace certrec {
namespace {

using testing::Dice;

const Date kDay(2026, 9, 15);
constexpr int kSpan = 25;  // all days of the dossiers are this near

/// 1, 2, 3 or, for no level, 0.
int level_number(std::string_view word) {
    static const std::map<std::string_view, int> kLevels = {
        {"junior", 1},       {"初级", 1}, {"Junior", 1},       {"初级技能", 1},
        {"intermediate", 2}, {"中级", 2}, {"Intermediate", 2}, {"中级技能", 2},
        {"senior", 3},       {"高级", 3}, {"Senior", 3},       {"高级技能", 3},
    };
    const auto found = kLevels.find(word);
    return found == kLevels.end() ? 0 : found->second;
}

bool is_pts(std::string_view word) {
    return word == "pts-152010301-01" || word == "PTS152010301-01" || word == "pts152010301-01";
}

/// What one record says of each thing that is asked of it.
class Answers {
  public:
    void add(std::optional<bool> answer) {
        no_ = no_ || answer == false;
        unknown_ = unknown_ || !answer.has_value();
    }
    [[nodiscard]] Truth truth() const {
        return no_ ? Truth::no : unknown_ ? Truth::unknown : Truth::yes;
    }

  private:
    bool no_ = false;
    bool unknown_ = false;
};

template <typename Value, typename Test>
std::optional<bool> ask(const Value& value, Test test) {
    if (!value) return std::nullopt;
    return test(*value);
}

/// The clauses, spelled out level by level.
class PlainReading {
  public:
    PlainReading(const Dossier& dossier, int level, Date on)
        : dossier_(dossier), level_(level), on_(on) {}

    [[nodiscard]] Truth verdict() const {
        return std::min(training(), std::max(route1(), route2()));
    }

    /// The number of the clause of the first route that holds; empty if the verdict is no.
    [[nodiscard]] std::string route() const {
        if (verdict() != Truth::yes) return "";
        return route1() == Truth::yes ? "1.9.1(1)" : "1.9.1(2)";
    }

    /// 1.8.1, in hundredths of an hour.
    [[nodiscard]] Truth training() const {
        const std::int64_t needed = level_ == 1 ? 4800 : level_ == 2 ? 7200 : 10800;
        std::int64_t sure = 0;
        std::int64_t possible = 0;
        bool open = false;
        for (const TrainingEvidence& course : dossier_.trainings) {
            Answers answers;
            answers.add(ask(course.standard, is_pts));
            answers.add(ask(course.level, [&](auto l) { return level_number(l) == level_; }));
            answers.add(ask(course.completed_on, [&](Date d) { return !(on_ < d); }));
            answers.add(ask(course.mode, [&](TrainingMode mode) {
                return mode == TrainingMode::online || level_ == 3;
            }));
            if (answers.truth() == Truth::no) continue;
            if (!course.hours) {
                open = true;
            } else {
                const std::int64_t hours = hundredths(*course.hours);
                possible += hours;
                if (answers.truth() == Truth::yes) sure += hours;
            }
        }
        if (sure >= needed) return Truth::yes;
        return open || possible >= needed ? Truth::unknown : Truth::no;
    }

  private:
    static std::int64_t hundredths(Decimal hours) {
        std::int64_t units = hours.units();
        for (unsigned s = hours.scale(); s < 2; ++s) units *= 10;
        return units;
    }

    [[nodiscard]] Truth declared(const std::set<std::string>& kinds) const {
        Truth best = Truth::no;
        for (const DeclarationEvidence& declaration : dossier_.declarations) {
            Answers answers;
            answers.add(
                ask(declaration.kind, [&](auto k) { return kinds.contains(std::string(k)); }));
            answers.add(ask(declaration.signed_on, [&](Date d) { return !(on_ < d); }));
            best = std::max(best, answers.truth());
        }
        return best;
    }

    [[nodiscard]] Truth schooled() const {
        Truth best = Truth::no;
        for (const EducationEvidence& education : dossier_.educations) {
            Answers answers;
            answers.add(ask(education.attainment, [](Attainment a) {
                return a != Attainment::primary && a != Attainment::lower_secondary;
            }));
            // Whether still a student or already a graduate makes no difference here.
            answers.add(ask(education.status,
                            [](EducationStatus s) { return s != EducationStatus::incomplete; }));
            best = std::max(best, answers.truth());
        }
        return best;
    }

    [[nodiscard]] Truth certified(int level) const {
        Truth best = Truth::no;
        for (const CertificateEvidence& held : dossier_.certificates) {
            Answers answers;
            answers.add(ask(held.standard, is_pts));
            answers.add(ask(held.level, [&](auto l) { return level_number(l) == level; }));
            answers.add(ask(held.issued_on, [&](Date d) { return !(on_ < d); }));
            if (held.valid_until && *held.valid_until < on_) answers.add(false);
            best = std::max(best, answers.truth());
        }
        return best;
    }

    [[nodiscard]] Truth recommended() const {
        Truth best = Truth::no;
        for (const RecommendationEvidence& letter : dossier_.recommendations) {
            Answers answers;
            answers.add(employed_by(letter.employer));
            answers.add(ask(letter.level, [&](auto l) { return level_number(l) == level_; }));
            answers.add(ask(letter.signed_on, [&](Date d) { return !(on_ < d); }));
            best = std::max(best, answers.truth());
        }
        return best;
    }

    /// Whether the employer is the present one; no record of employment denies it.
    [[nodiscard]] std::optional<bool> employed_by(Text employer) const {
        if (!employer) return std::nullopt;
        for (const EmploymentEvidence& job : dossier_.employments) {
            const bool now = job.from && !(on_ < *job.from) && !(job.to && *job.to < on_);
            if (now && job.employer && *job.employer == *employer) return true;
        }
        return std::nullopt;
    }

    /// 1.9.1 (1) of each level.
    [[nodiscard]] Truth route1() const {
        if (level_ == 1) return declared({"works-in-occupation", "intends-occupation"});
        if (level_ == 2) return certified(1);
        return std::min(certified(2), recommended());
    }
    /// 1.9.1 (2), for junior only.
    [[nodiscard]] Truth route2() const {
        if (level_ != 1) return Truth::no;
        return std::min(schooled(), declared({"learning-for-occupation"}));
    }

    const Dossier& dossier_;
    int level_;
    Date on_;
};

/// Dossiers near every border, with cells missing here and there.
class DossierDice {
  public:
    explicit DossierDice(std::uint64_t seed) : dice(seed) {}

    Dossier dossier() {
        Dossier dossier;
        missing_ = dice.chance(2) ? 0 : 6;
        target_ = dice.between(1, 3);
        for (std::size_t n = dice.below(3); n > 0; --n)
            dossier.certificates.push_back(certificate());
        for (std::size_t n = dice.below(3); n > 0; --n)
            dossier.declarations.push_back(declaration());
        for (std::size_t n = dice.below(3); n > 0; --n) dossier.educations.push_back(education());
        for (std::size_t n = dice.below(3); n > 0; --n) dossier.employments.push_back(job());
        for (std::size_t n = dice.below(3); n > 0; --n) dossier.recommendations.push_back(letter());
        for (std::size_t n = dice.below(5); n > 0; --n) dossier.trainings.push_back(course());
        return dossier;
    }

    /// One more record of some kind.
    void grow(Dossier& dossier) {
        switch (dice.below(6)) {
            case 0: dossier.certificates.push_back(certificate()); break;
            case 1: dossier.declarations.push_back(declaration()); break;
            case 2: dossier.educations.push_back(education()); break;
            case 3: dossier.employments.push_back(job()); break;
            case 4: dossier.recommendations.push_back(letter()); break;
            default: dossier.trainings.push_back(course());
        }
    }

    void shuffle(Dossier& dossier) {
        dice.shuffle(dossier.certificates);
        dice.shuffle(dossier.declarations);
        dice.shuffle(dossier.educations);
        dice.shuffle(dossier.employments);
        dice.shuffle(dossier.recommendations);
        dice.shuffle(dossier.trainings);
    }

    /// Fills every cell whose emptiness means "not known".
    void complete(Dossier& dossier) {
        for (auto& held : dossier.certificates) {
            fill(held.standard, [this] { return standard(); });
            fill(held.level, [this] { return level(); });
            fill(held.issued_on, [this] { return day(); });
        }
        for (auto& made : dossier.declarations) {
            fill(made.kind, [this] { return kind(); });
            fill(made.signed_on, [this] { return day(); });
        }
        for (auto& education : dossier.educations) {
            fill(education.attainment, [this] { return attainment(); });
            fill(education.status, [this] { return status(); });
            fill(education.graduated_on, [this] { return day(); });
        }
        for (auto& job : dossier.employments) {
            fill(job.from, [&] { return job.to ? *job.to : day(); });
            fill(job.employer, [this] { return employer(); });
        }
        for (auto& letter : dossier.recommendations) {
            fill(letter.employer, [this] { return employer(); });
            fill(letter.level, [this] { return level(); });
            fill(letter.signed_on, [this] { return day(); });
        }
        for (auto& course : dossier.trainings) {
            fill(course.standard, [this] { return standard(); });
            fill(course.level, [this] { return level(); });
            fill(course.mode, [this] { return mode(); });
            fill(course.hours, [this] { return hours(); });
            fill(course.completed_on, [this] { return day(); });
        }
    }

    Dice dice;

  private:
    template <typename Cell, typename Draw>
    static void fill(Cell& cell, Draw draw) {
        if (!cell) cell = draw();
    }
    /// What `draw` draws as a cell, which may be missing.
    template <typename Draw>
    auto maybe(Draw draw) {
        using Drawn = decltype(draw());
        std::conditional_t<
            std::is_same_v<Drawn, Text>, Text,
            std::conditional_t<std::is_same_v<Drawn, Date>, OptionalDate, std::optional<Drawn>>>
            cell;
        if (missing_ == 0 || !dice.chance(missing_)) cell = draw();
        return cell;
    }

    Text standard() {
        static const std::vector<const char*> kNames = {"pts-152010301-01", "pts-152010301-01",
                                                        "PTS152010301-01", "pts152010301-01",
                                                        "pts-152010301-02"};
        return dice.pick(kNames);
    }
    /// Mostly a name of level `number`.
    Text level(std::size_t number) {
        static const std::vector<std::vector<const char*>> kNames = {
            {"高级工", "none"},
            {"junior", "初级", "初级技能", "Junior"},
            {"intermediate", "中级", "中级技能", "Intermediate"},
            {"senior", "高级", "高级技能", "Senior"}};
        return dice.pick(dice.chance(4) ? dice.pick(kNames) : kNames[number]);
    }
    Text level() { return level(target_); }
    Text kind() {
        static const std::vector<const char*> kKinds = {"works-in-occupation", "intends-occupation",
                                                        "learning-for-occupation", "other"};
        return dice.pick(kKinds);
    }
    Text employer() { return dice.chance(3) ? "f" : "e"; }
    Date day() { return kDay.plus_days(static_cast<int>(dice.below(2 * kSpan + 1)) - kSpan); }
    Attainment attainment() { return static_cast<Attainment>(dice.below(12)); }
    EducationStatus status() { return static_cast<EducationStatus>(dice.below(4)); }
    TrainingMode mode() { return dice.chance(4) ? TrainingMode::offline : TrainingMode::online; }
    Decimal hours() {
        static const std::vector<Decimal> kHours = {
            Decimal(48, 0), Decimal(72, 0),   Decimal(108, 0),  Decimal(24, 0),
            Decimal(36, 0), Decimal(4799, 2), Decimal(7199, 2), Decimal(10799, 2),
            Decimal(1, 2),  Decimal(0, 0),    Decimal(540, 1),  Decimal(120, 0)};
        return dice.pick(kHours);
    }

    CertificateEvidence certificate() {
        CertificateEvidence held;
        if (dice.chance(2)) held.valid_until = day();
        held.standard = maybe([this] { return standard(); });
        held.level = maybe([this] { return level(target_ - 1); });
        held.issued_on = maybe([this] { return day(); });
        return held;
    }
    DeclarationEvidence declaration() {
        return {maybe([this] { return kind(); }), maybe([this] { return day(); })};
    }
    EducationEvidence education() {
        return {maybe([this] { return attainment(); }), maybe([this] { return status(); }),
                maybe([this] { return day(); })};
    }
    EmploymentEvidence job() {
        const Date from = day();
        EmploymentEvidence one;
        one.from = maybe([&] { return from; });
        if (dice.chance(2)) one.to = from.plus_days(static_cast<int>(dice.below(kSpan)));
        one.employer = maybe([this] { return employer(); });
        return one;
    }
    RecommendationEvidence letter() {
        return {maybe([this] { return employer(); }), maybe([this] { return level(); }),
                maybe([this] { return day(); })};
    }
    TrainingEvidence course() {
        return {maybe([this] { return standard(); }), maybe([this] { return level(); }),
                maybe([this] { return mode(); }), maybe([this] { return hours(); }),
                maybe([this] { return day(); })};
    }

    std::size_t missing_ = 0;  // one cell in this many, or none
    std::size_t target_ = 1;   // the level that the records are mostly about
};

Eligibility eligibility_of(Truth truth) {
    return truth == Truth::yes       ? Eligibility::eligible
           : truth == Truth::unknown ? Eligibility::undetermined
                                     : Eligibility::ineligible;
}

std::string number_of(const Route* route) { return route == nullptr ? "" : route->clause.number; }

TEST_CASE("random dossiers get the verdict and route of a plain reading of 1.8.1 and 1.9.1",
          "[once]") {
    const Standard standard = testing::builtin_standard();
    EligibilityChecker checker(standard);
    DossierDice cases(20260901);
    std::map<Eligibility, int> seen;
    std::set<std::string> routes;
    for (int i = 0; i < 60'000; ++i) {
        const Dossier dossier = cases.dossier();
        for (int level = 1; level <= 3; ++level) {
            const PlainReading expected(dossier, level, kDay);
            const auto found =
                checker.check(dossier, standard.levels[static_cast<std::size_t>(level) - 1], kDay);
            ++seen[found.eligibility];
            routes.insert(std::to_string(level) + " " + number_of(found.route));
            if (found.eligibility != eligibility_of(expected.verdict()) ||
                number_of(found.route) != expected.route() ||
                found.training->truth != expected.training()) {
                FAIL_CHECK("case " << i << ", level " << level << ": "
                                   << format_eligibility(found.eligibility) << ", should be "
                                   << format_eligibility(eligibility_of(expected.verdict())));
            }
        }
    }
    CHECK(seen[Eligibility::eligible] > 1'000);
    CHECK(seen[Eligibility::ineligible] > 1'000);
    CHECK(seen[Eligibility::undetermined] > 1'000);
    CHECK(routes == std::set<std::string>{"1 ", "1 1.9.1(1)", "1 1.9.1(2)", "2 ", "2 1.9.1(1)",
                                          "3 ", "3 1.9.1(1)"});
}

TEST_CASE("earliest_on is the first later day that is eligible under 1.8.1 and 1.9.1", "[once]") {
    const Standard standard = testing::builtin_standard();
    EligibilityChecker checker(standard);
    DossierDice cases(7);
    int waits = 0;
    int hopeless = 0;
    for (int i = 0; i < 15'000; ++i) {
        const Dossier dossier = cases.dossier();
        for (int level = 1; level <= 3; ++level) {
            const auto found =
                checker.check(dossier, standard.levels[static_cast<std::size_t>(level) - 1], kDay);
            std::optional<Date> expected;
            if (found.eligibility != Eligibility::eligible) {
                for (int wait = 1; wait <= 2 * kSpan && !expected; ++wait) {
                    const Date later = kDay.plus_days(wait);
                    if (PlainReading(dossier, level, later).verdict() == Truth::yes) {
                        expected = later;
                    }
                }
                ++(expected ? waits : hopeless);
            }
            if (found.earliest_on != expected) {
                FAIL_CHECK("case " << i << ", level " << level << ": "
                                   << (found.earliest_on ? format_date(*found.earliest_on) : "none")
                                   << ", should be "
                                   << (expected ? format_date(*expected) : "none"));
            }
        }
    }
    CHECK(waits > 500);
    CHECK(hopeless > 500);
}

TEST_CASE("the order of evidence rows changes no verdict under 1.8.1 and 1.9.1") {
    const Standard standard = testing::builtin_standard();
    EligibilityChecker checker(standard);
    const EligibilityWords words(standard, Language::zh);
    const auto reasons = [&words](const EligibilityVerdict& verdict) {
        std::string text;
        words.append_reasons(text, verdict);
        return text;
    };
    DossierDice cases(8);
    for (int i = 0; i < 10'000; ++i) {
        Dossier dossier = cases.dossier();
        for (const Level& level : standard.levels) {
            const auto before = checker.check(dossier, level, kDay);
            Dossier shuffled = dossier;
            cases.shuffle(shuffled);
            const auto after = checker.check(shuffled, level, kDay);
            if (before.eligibility != after.eligibility || before.route != after.route ||
                before.earliest_on != after.earliest_on ||
                before.training->hours != after.training->hours ||
                reasons(before) != reasons(after)) {
                FAIL_CHECK("case " << i << ", level " << level.id);
            }
        }
    }
}

TEST_CASE("more evidence never costs eligibility under 1.8.1 and 1.9.1, nor brings it later",
          "[once]") {
    const Standard standard = testing::builtin_standard();
    EligibilityChecker checker(standard);
    DossierDice cases(9);
    int eligible = 0;
    for (int i = 0; i < 20'000; ++i) {
        const Dossier dossier = cases.dossier();
        for (const Level& level : standard.levels) {
            const auto before = checker.check(dossier, level, kDay);
            Dossier grown = dossier;
            cases.grow(grown);
            const auto after = checker.check(grown, level, kDay);
            const bool was = before.eligibility == Eligibility::eligible;
            const bool is = after.eligibility == Eligibility::eligible;
            eligible += was ? 1 : 0;
            if (was && !is) FAIL_CHECK("case " << i << ", level " << level.id);
            const bool later = before.earliest_on && !is &&
                               (!after.earliest_on || *after.earliest_on > *before.earliest_on);
            if (later) FAIL_CHECK("case " << i << " is eligible later, level " << level.id);
        }
    }
    CHECK(eligible > 500);
}

TEST_CASE("whatever the missing cells would say, a verdict under 1.8.1 and 1.9.1 stands",
          "[once]") {
    const Standard standard = testing::builtin_standard();
    EligibilityChecker checker(standard);
    DossierDice cases(10);
    for (int i = 0; i < 20'000; ++i) {
        const Dossier dossier = cases.dossier();
        for (const Level& level : standard.levels) {
            const auto before = checker.check(dossier, level, kDay);
            if (before.eligibility == Eligibility::undetermined) continue;
            for (int fillings = 0; fillings < 3; ++fillings) {
                Dossier whole = dossier;
                cases.complete(whole);
                const auto after = checker.check(whole, level, kDay);
                if (after.eligibility != before.eligibility) {
                    FAIL_CHECK("case " << i << ", level " << level.id);
                }
            }
        }
    }
}

TEST_CASE("reasons name the clause of whatever is lacking, and an eligible verdict has none") {
    const Standard standard = testing::builtin_standard();
    EligibilityChecker checker(standard);
    const Level& senior = standard.levels[2];
    Dossier dossier;
    const auto reasons = [&](Language language) {
        std::string text;
        EligibilityWords(standard, language)
            .append_reasons(text, checker.check(dossier, senior, kDay));
        return text;
    };
    const auto contains = [](const std::string& text, std::string_view part) {
        return text.find(part) != std::string::npos;
    };
    CHECK(contains(reasons(Language::en), "1.8.1: 0 of 108 training hours online or offline"));
    CHECK(
        contains(reasons(Language::en), "1.9.1(1): no certificate of level intermediate in force"));
    CHECK(contains(reasons(Language::en), "no recommendation by the present employer"));
    CHECK(contains(reasons(Language::zh), "1.8.1"));
    CHECK(contains(reasons(Language::zh), "线上或线下"));
    CHECK(contains(reasons(Language::zh), "无现任职单位推荐"));

    dossier.trainings = {
        {"pts-152010301-01", "senior", TrainingMode::offline, parse_decimal("107.9"), kDay}};
    CHECK(contains(reasons(Language::en), "107.9 of 108"));
    dossier.trainings[0].hours = Decimal(108, 0);
    CHECK_FALSE(contains(reasons(Language::en), "1.8.1"));
    dossier.certificates = {{"pts-152010301-01", "中级", kDay, kDay}};
    CHECK_FALSE(contains(reasons(Language::en), "certificate"));
    dossier.recommendations = {{std::nullopt, "senior", kDay}};
    CHECK(contains(reasons(Language::en), "1.9.1(1): a letter of recommendation lacks a value"));
    dossier.recommendations[0].employer = "e";
    CHECK_FALSE(reasons(Language::en).empty());
    dossier.employments = {{"cook", kDay, kDay, "e"}};
    CHECK(reasons(Language::en).empty());
    CHECK(reasons(Language::zh).empty());
}

}  // namespace
}  // namespace certrec
