/// \file
/// What does a condition demand, in words? Private: what was found of it is said elsewhere.
#pragma once

#include <string_view>

#include "certrec/base/decimal.hpp"
#include "certrec/base/language.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec {

/// Such as `certificate of level junior`; of a group that it is one, and of how many.
[[nodiscard]] Bilingual describe_demand(const Standard& standard, const Condition& condition);
[[nodiscard]] Bilingual describe_demand(const Standard& standard,
                                        const TrainingCondition& training);

/// What an English noun takes after that number.
[[nodiscard]] std::string_view plural(const Decimal& count);

}  // namespace certrec
