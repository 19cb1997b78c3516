#include "rules/describe_demand.hpp"

#include <string>
#include <vector>

#include "base/compose.hpp"
#include "certrec/records/evidence.hpp"
#include "records/words.hpp"

namespace certrec {

namespace {

/// The words one after the other, in both languages.
template <typename Words, typename Describe>
Bilingual list(const Words& words, Describe describe, std::string_view between_en,
               std::string_view between_zh) {
    Bilingual text;
    for (const auto& word : words) {
        const Bilingual next = describe(word);
        if (!text.en.empty()) {
            text.en += between_en;
            text.zh += between_zh;
        }
        text.en += next.en;
        text.zh += next.zh;
    }
    return text;
}

/// Those that are of the language; all where none is. An audience has names in both.
Bilingual describe_audiences(const std::vector<std::string>& audiences) {
    std::vector<std::string> english;
    std::vector<std::string> chinese;
    for (const std::string& audience : audiences) {
        (is_chinese(audience) ? chinese : english).push_back(audience);
    }
    const auto names = [](const auto& own, const auto& other) {
        return list(own.empty() ? other : own, same_in_both, " or ", "或");
    };
    return {names(english, chinese).en, names(chinese, english).zh};
}

/// What each condition demands, in both languages.
struct Demand {
    const Standard& standard;

    [[nodiscard]] Bilingual level_name(const std::string& id) const {
        const Level* const level = standard.find_level(id);
        return level == nullptr ? same_in_both(id) : describe_level(*level);
    }

    static Bilingual scope(const OccupationScope& occupations) {
        if (!occupations.related) return {"this occupation", "本职业"};
        if (!occupations.own) return {"a related occupation", "相关职业"};
        return {"this or a related occupation", "本职业或相关职业"};
    }

    static Bilingual modes(const std::vector<TrainingMode>& modes) {
        return list(modes, describe_training_mode, " or ", "或");
    }

    /// Without what it is for: "certificate of level 5".
    [[nodiscard]] Bilingual certificate(const CertificateCondition& wanted) const {
        const Bilingual level = level_name(wanted.level);
        const Bilingual what = certificate_kind(wanted);
        if (!wanted.standard.empty()) {
            return compose("{2} of level {1} of {0}", " {0} {1} {3}", wanted.standard, wanted.level,
                           what.en, what.zh);
        }
        if (!wanted.occupations.related) {
            return compose("{2} of level {0}", "{1}{3}", level.en, level.zh, what.en, what.zh);
        }
        const Bilingual occupations = scope(wanted.occupations);
        return compose("{4} of level {0} of {2}", "{3}{1}{5}", level.en, level.zh, occupations.en,
                       occupations.zh, what.en, what.zh);
    }

    Bilingual operator()(const AllOf&) const { return compose("all of", "以下各项"); }
    Bilingual operator()(const AnyOf&) const { return compose("any of", "以下任一项"); }
    Bilingual operator()(const AtLeast& some) const {
        return compose("at least {} of", "以下至少 {} 项", some.count);
    }
    Bilingual operator()(const OpenCondition& open) const {
        return compose("open: the published text breaks off ({})", "待定：所据文本不全（{}）",
                       open.id);
    }
    Bilingual operator()(const ApprenticeshipCondition& wanted) const {
        const Bilingual occupations = scope(wanted.occupations);
        return compose("completed apprenticeship in {0}", "{1}学徒期满的记录", occupations.en,
                       occupations.zh);
    }
    Bilingual operator()(const CertificateCondition& wanted) const {
        const Bilingual what = certificate(wanted);
        return compose("{0} in force", "有效的{1}", what.en, what.zh);
    }
    Bilingual operator()(const DeclarationCondition& wanted) const {
        const Bilingual kinds = list(wanted.kinds, describe_declaration_kind, " or ", "或");
        return compose("declaration {0}", "声明（{0}）", kinds);
    }
    Bilingual operator()(const EducationCondition& wanted) const {
        const Bilingual qualities = education_qualities(wanted);
        if (wanted.at_least) {
            const Bilingual least = describe_attainment(*wanted.at_least);
            return compose("education of {0} or above ({2})", "{1}及以上学历（{3}）", least.en,
                           least.zh, qualities.en, qualities.zh);
        }
        const Bilingual any = list(wanted.attainments, describe_attainment, " or ", "或");
        return compose("education of {0} ({2})", "{1}学历（{3}）", any.en, any.zh, qualities.en,
                       qualities.zh);
    }
    Bilingual operator()(const EmploymentCondition& wanted) const {
        const Bilingual occupations = scope(wanted.occupations);
        const bool continuous = wanted.count == ServiceCount::continuous;
        const Bilingual after = wanted.after ? certificate(*wanted.after) : Bilingual{};
        return compose("{0} month{7} of {1} service in {2}{3}", "{6}{4}从事{5}满 {0} 个月",
                       wanted.months, continuous ? "continuous" : "cumulative", occupations.en,
                       wanted.after ? " after the " + after.en : "", continuous ? "连续" : "累计",
                       occupations.zh, wanted.after ? "取得" + after.zh + "后" : "",
                       wanted.months == 1 ? "" : "s");
    }
    Bilingual operator()(const PublicationCondition& wanted) const {
        const Bilingual kinds = list(wanted.kinds, describe_publication_kind, " or ", "或");
        const Bilingual which = which_publications(wanted.wanted);
        Bilingual text =
            compose("{0} publication{1}{2} ({3})", "{5} {0} 篇（部）{4}", wanted.wanted.count,
                    wanted.wanted.count == 1 ? "" : "s", which.en, kinds.en, which.zh, kinds.zh);
        for (const PublicationCount& part : wanted.of_which) {
            const Bilingual of_them = which_publications(part);
            text.en += fmt::format(", {} of them{}", part.count, of_them.en);
            text.zh += fmt::format("，其中 {} 篇（部）{}", part.count, of_them.zh);
        }
        return text;
    }
    Bilingual operator()(const RecommendationCondition& wanted) const {
        return wanted.by_present_employer
                   ? compose("recommendation by the present employer", "现任职单位推荐")
                   : compose("recommendation by an employer", "任职单位推荐");
    }
    Bilingual operator()(const TeachingCondition& wanted) const {
        const bool a_year = wanted.period == TeachingPeriod::calendar_year;
        const Bilingual audiences = describe_audiences(wanted.audiences);
        const Bilingual level = level_name(wanted.level);
        return compose("{0} hour{1} of teaching{2}{3}{4}", "{5}{6}授课 {0} 课时{7}",
                       format_decimal(wanted.hours), plural(wanted.hours),
                       wanted.level.empty() ? "" : " at level " + level.en,
                       a_year ? " in a calendar year" : "",
                       audiences.en.empty() ? "" : " (" + audiences.en + ")",
                       a_year ? "自然年内" : "", level.zh,
                       audiences.zh.empty() ? "" : "（" + audiences.zh + "）");
    }
    Bilingual operator()(const TrainingCondition& wanted) const {
        const Bilingual how = modes(wanted.modes);
        return compose("{0} training hour{4}{1}{2}", "培训学时{3}{0}", format_decimal(wanted.hours),
                       how.en.empty() ? "" : " ", how.en,
                       how.zh.empty() ? " " : "（" + how.zh + "）", plural(wanted.hours));
    }

  private:
    /// Names the kind if only one counts.
    [[nodiscard]] Bilingual certificate_kind(const CertificateCondition& wanted) const {
        const bool lenient = !standard.strict_certificate_kind;
        if (wanted.kinds.size() == 1) {
            if (wanted.kinds.front() == CertificateKind::skill_level) {
                return {"skill level certificate", "技能等级证书"};
            }
            if (!lenient) return {"vocational qualification certificate", "职业资格证书"};
        }
        return {"certificate", "证书"};
    }

    static Bilingual education_qualities(const EducationCondition& wanted) {
        Bilingual text = list(wanted.statuses, describe_education_status, ", ", "、");
        if (!wanted.fields.empty()) {
            const Bilingual fields = list(wanted.fields, describe_study_field, " or ", "或");
            text.en += fmt::format("; field: {}", fields.en);
            text.zh += "；" + fields.zh;
        }
        if (wanted.programme) {
            const Bilingual programme = describe_programme(*wanted.programme);
            text.en += fmt::format("; programme: {}", programme.en);
            text.zh += "；以" + programme.zh + "为培养目标";
        }
        return text;
    }

    static Bilingual which_publications(const PublicationCount& wanted) {
        Bilingual text;
        std::string_view between;
        if (wanted.class_at_least) {
            const std::string_view word = format_publication_class(*wanted.class_at_least);
            text = compose(" of class {} or above", "{}类及以上", word);
            between = "、";
        }
        if (wanted.first_author) {
            text.en += " as first author";
            text.zh += between;
            text.zh += "第一作者";
        }
        if (!text.zh.empty()) text.zh = "（" + text.zh + "）";
        return text;
    }
};

}  // namespace

std::string_view plural(const Decimal& count) { return count == Decimal(1, 0) ? "" : "s"; }

Bilingual describe_demand(const Standard& standard, const Condition& condition) {
    return std::visit(Demand{standard}, condition.demand);
}

Bilingual describe_demand(const Standard& standard, const TrainingCondition& training) {
    return Demand{standard}(training);
}

}  // namespace certrec
