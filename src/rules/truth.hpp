/// \file
/// How is it told in three values whether something holds? Private: what conditions are made of.
#pragma once

#include <algorithm>
#include <initializer_list>

#include "certrec/base/date.hpp"
#include "certrec/rules/eligibility.hpp"

namespace certrec {

constexpr Truth truth_of(bool value) { return value ? Truth::yes : Truth::no; }

/// Unknown if the value is missing, else whether `holds` holds of it.
template <typename Value, typename Predicate>
Truth test(const Value& value, Predicate holds) {
    return value ? truth_of(holds(*value)) : Truth::unknown;
}

constexpr Truth all_of(std::initializer_list<Truth> parts) { return std::min(parts); }

template <typename Values, typename Value>
bool contains(const Values& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

/// The values of a condition's word list, if it has one: an empty list takes anything.
template <typename Values, typename Value>
Truth among(const Values& accepted, const Value& value) {
    if (accepted.empty()) return Truth::yes;
    return test(value, [&accepted](const auto& v) { return contains(accepted, v); });
}

/// Whether something dated `day` has happened by `as_of`.
inline Truth happened(OptionalDate day, Date as_of) {
    return test(day, [as_of](Date d) { return d <= as_of; });
}

}  // namespace certrec
