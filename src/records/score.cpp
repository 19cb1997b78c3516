#include "certrec/records/score.hpp"

#include <algorithm>
#include <array>

namespace certrec {

namespace {

struct Word {
    std::string_view text;
    ScoreKind kind;
};

/// The English word of each kind comes first.
constexpr std::array kWords = {
    Word{"absent", ScoreKind::absent},
    Word{"缺考", ScoreKind::absent},
    Word{"disqualified", ScoreKind::disqualified},
    Word{"违纪", ScoreKind::disqualified},
    Word{"exempt", ScoreKind::exempt},
    Word{"免考", ScoreKind::exempt},
    Word{"免试", ScoreKind::exempt},
    Word{"pending", ScoreKind::pending},
    Word{"待评", ScoreKind::pending},
};

}  // namespace

std::optional<ScoreKind> parse_score_word(std::string_view cell) noexcept {
    const auto word = std::find_if(kWords.begin(), kWords.end(),
                                   [cell](const Word& w) { return w.text == cell; });
    if (word == kWords.end()) return std::nullopt;
    return word->kind;
}

std::string_view format_score_kind(ScoreKind kind) {
    const auto word = std::find_if(kWords.begin(), kWords.end(),
                                   [kind](const Word& w) { return w.kind == kind; });
    return word == kWords.end() ? std::string_view() : word->text;
}

}  // namespace certrec
