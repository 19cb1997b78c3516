#include "report/palette.hpp"

#include <utility>

namespace certrec {

namespace {

/// Columns that mean what an outcome means.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kLikeOutcomes = {{
    {"eligible", "pass"},
    {"eligible_rate", "pass"},
    {"in_force", "pass"},
    {"issued", "pass"},
    {"pass_rate", "pass"},
    {"revoked", "fail"},
    {"suspended", "pending"},
    {"undetermined", "pending"},
    {"expiring", "irregular"},
    {"replaced", "disqualified"},
    {"expired", "absent"},
    {"not_yet", "absent"},
}};

}  // namespace

std::string_view colour_of(std::string_view column, std::size_t place, std::size_t columns) {
    for (const MarkColour& colour : kMarkColours) {
        if (colour.name == column) return colour.name;
    }
    for (const auto& [like, outcome] : kLikeOutcomes) {
        if (like == column) return outcome;
    }
    return columns == 1 ? kPlainColour.name : kMarkColours[place % kMarkColours.size()].name;
}

}  // namespace certrec
