#include "certrec/records/score.hpp"

namespace certrec {

std::optional<Score> parse_score(std::string_view cell) noexcept {
    if (cell.empty()) return Score{};
    if (const auto points = parse_decimal(cell)) return Score{ScoreKind::points, *points};
    if (cell == "absent" || cell == "缺考") return Score{ScoreKind::absent, {}};
    if (cell == "disqualified" || cell == "违纪") return Score{ScoreKind::disqualified, {}};
    return std::nullopt;
}

}  // namespace certrec
