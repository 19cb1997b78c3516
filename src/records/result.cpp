#include "certrec/records/result.hpp"

#include <algorithm>
#include <array>

namespace certrec {

namespace {

constexpr std::array<std::string_view, kOutcomes> kWords = {
    "pass", "fail", "absent", "disqualified", "pending", "ineligible", "irregular", "invalid",
};

}  // namespace

std::string_view format_outcome(Outcome outcome) {
    return kWords[static_cast<std::size_t>(outcome)];
}

std::optional<Outcome> parse_outcome(std::string_view word) {
    const auto found = std::find(kWords.begin(), kWords.end(), word);
    if (found == kWords.end()) return std::nullopt;
    return static_cast<Outcome>(found - kWords.begin());
}

}  // namespace certrec
