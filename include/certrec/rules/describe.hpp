/// \file
/// How is grading said in words? The reasons that stand in output rows, in either language.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/language.hpp"
#include "certrec/base/text_buffer.hpp"
#include "certrec/rules/grading.hpp"

namespace certrec {

/// Says why a grading is not a pass, in one language: each component that decided it, with value,
/// mark, by how much and clause; a total that is too low likewise; who is demoted, or why nobody
/// is. Empty for a pass and for what is invalid.
///
/// What a standard has to say is put together once, so that a million rows are cheap. Appends to
/// `text`; safe to share between threads.
class ReasonWords {
  public:
    /// `standard` outlives this.
    ReasonWords(const Standard& standard, Language language);

    /// Requires: `components` are those that were judged.
    void append(std::string& text, const Grading& grading,
                std::span<const ComponentScore> components, const RowLevels& levels) const;

    /// Requires: `scores` are those that were judged.
    void append(TextBuffer& text, const PlainGrading& grading, std::span<const Score> scores) const;

    /// Whether what is appended for a PlainGrading can hold one of the characters, none of which is
    /// a digit, a point or a minus.
    [[nodiscard]] bool plain_holds_any_of(std::string_view characters) const;

  private:
    enum class Mark : std::uint8_t { pass_mark, minimum };
    /// What stands around the two values of `theory 59.99 is below 60 by 0.01 (1.9.2)`.
    struct Shortfall {
        PaddedText before_value;
        PaddedText before_missing;
        PaddedText end;
        Decimal mark;
    };
    struct ComponentWords {
        std::array<PaddedText, kScoreKinds> words;  // by ScoreKind, with their clause
        Shortfall shortfall;
    };

    [[nodiscard]] Shortfall shortfall_words(std::string_view what, Mark kind, Decimal mark,
                                            std::string_view clause) const;
    static void append_shortfall(std::string& text, const Shortfall& words, const Fraction& value);
    static void append_shortfall(TextBuffer& text, const Shortfall& words, Decimal value);
    void append_how_it_counts(std::string& text, const ComponentScore& word) const;
    void append_demotion(std::string& text, const Grading& grading, const RowLevels& levels) const;

    const Standard& standard_;
    bool zh_;
    PaddedText separator_;
    std::vector<ComponentWords> components_;
    std::optional<Shortfall> total_;  // of the weighted scheme
};

/// What ReasonWords appends, for one grading.
void append_reasons(std::string& text, const Standard& standard, const Grading& grading,
                    std::span<const ComponentScore> components, const RowLevels& levels,
                    Language language);

[[nodiscard]] Bilingual describe_outcome(Outcome outcome);

/// Why scores cannot be graded.
[[nodiscard]] Bilingual describe_grading_fault(const Standard& standard,
                                               std::span<const ScoreColumn> columns,
                                               const GradingFault& fault);

/// The word in either language; empty for points.
[[nodiscard]] Bilingual describe_score_kind(ScoreKind kind);

/// The value that counts, or the word: `60`, `200/3`, `absent`; empty for what is pending.
void append_counted(std::string& text, const ComponentScore& score);

}  // namespace certrec
