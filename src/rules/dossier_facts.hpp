/// \file
/// What do the texts in a dossier say? Private: found out once, for all conditions and days.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text_key.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/standards/standard.hpp"
#include "rules/truth.hpp"

namespace certrec {

/// What was found out about texts: the same few come again and again.
template <typename Value>
class KnownTexts {
  public:
    /// Valid until the next call.
    template <typename FindOut>
    const Value& value(std::string_view text, const FindOut& find_out) {
        if (text.empty()) return of_empty_ = find_out(text);
        Known& known = known_[text_key(text) % known_.size()];
        if (known.text != text) known = {std::string(text), find_out(text)};
        return known.value;
    }

  private:
    struct Known {
        std::string text;
        Value value{};
    };
    std::array<Known, 256> known_;
    Value of_empty_{};
};

/// nullopt: the record does not say.
using Relation = std::optional<OccupationRelation>;

[[nodiscard]] inline Truth in_scope(const OccupationScope& scope, Relation relation) {
    if (!relation) return Truth::unknown;
    switch (*relation) {
        case OccupationRelation::own: return truth_of(scope.own);
        case OccupationRelation::related: return truth_of(scope.related);
        case OccupationRelation::other: break;
    }
    return Truth::no;
}

struct CertificateFacts {
    Relation occupation;
    const Level* level = nullptr;  ///< of this standard; nullptr: none, or not said
    bool is_ours = false;          ///< whether this standard accepts the one it names
};

/// One fact for each record of a kind, in the order of the dossier.
class DossierFacts {
  public:
    /// `standard` outlives this.
    explicit DossierFacts(const Standard& standard) : standard_(standard) {}

    void learn(const Dossier& dossier) {
        jobs.clear();
        for (const auto& job : dossier.employments) jobs.push_back(relation(job.occupation));
        apprenticeships.clear();
        for (const auto& done : dossier.apprenticeships) {
            apprenticeships.push_back(relation(done.occupation));
        }
        certificates.clear();
        for (const auto& held : dossier.certificates) {
            certificates.push_back({relation(held.occupation),
                                    held.level ? level_called(*held.level) : nullptr,
                                    held.standard && accepts(*held.standard)});
        }
    }

    [[nodiscard]] const Level* level_called(std::string_view name) {
        return levels_.value(name, [this](std::string_view n) { return standard_.find_level(n); });
    }

    /// Whether certificates and training of that standard count as those of this one.
    [[nodiscard]] bool accepts(std::string_view standard) {
        return standards_.value(
            standard, [this](std::string_view s) { return standard_.accepts_standard(s); });
    }

    /// Whether the kind of a declaration is one that conditions want, with a slip.
    [[nodiscard]] bool is_misspelt_declaration(std::string_view kind) {
        return misspelt_.value(kind, [this](std::string_view k) {
            return declaration_meant(standard_, k).has_value();
        });
    }

    std::vector<Relation> jobs;
    std::vector<Relation> apprenticeships;
    std::vector<CertificateFacts> certificates;

  private:
    /// By reference: two small values in one are slow to hand back from a call.
    [[nodiscard]] const Relation& relation(Text occupation) {
        static constexpr Relation kNotSaid;
        if (!occupation) return kNotSaid;
        return occupations_.value(*occupation,
                                  [this](std::string_view o) { return standard_.relation_to(o); });
    }

    const Standard& standard_;
    KnownTexts<Relation> occupations_;
    KnownTexts<const Level*> levels_;
    KnownTexts<bool> standards_;
    KnownTexts<bool> misspelt_;
};

}  // namespace certrec
