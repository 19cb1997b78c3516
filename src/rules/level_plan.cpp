#include "rules/level_plan.hpp"

#include <algorithm>

namespace certrec {

namespace {

/// Where the value stands, at the end if it was not there.
template <typename Value>
std::size_t add_once(std::vector<Value>& values, const Value& value) {
    const auto known = std::find(values.begin(), values.end(), value);
    const auto place = static_cast<std::size_t>(known - values.begin());
    if (known == values.end()) values.push_back(value);
    return place;
}

}  // namespace

LevelPlan::LevelPlan(const Level& of) : level(&of) {
    for (const Route& route : of.routes) {
        routes.push_back({&route, Truth::no, findings.size()});
        add(route.condition);
    }
}

void LevelPlan::add(const Condition& condition) {
    const std::size_t at = findings.size();
    findings.emplace_back().condition = &condition;
    asks_for.push_back(0);
    if (const auto* const wanted = std::get_if<CertificateCondition>(&condition.demand)) {
        asks_for[at] = add_certificate(*wanted);
    } else if (const auto* const service = std::get_if<EmploymentCondition>(&condition.demand)) {
        asks_for[at] = add_service(*service);
        add_once(goals, {asks_for[at], service->months});
    }
    for (const Condition& part : parts_of(condition)) add(part);
    findings[at].size = static_cast<std::uint32_t>(findings.size() - at);
}

std::size_t LevelPlan::add_certificate(const CertificateCondition& wanted) {
    const auto known =
        std::find_if(certificates.begin(), certificates.end(),
                     [&wanted](const CertificateCondition* other) { return *other == wanted; });
    if (known != certificates.end()) {
        return static_cast<std::size_t>(known - certificates.begin());
    }
    certificates.push_back(&wanted);
    return certificates.size() - 1;
}

std::size_t LevelPlan::add_service(const EmploymentCondition& wanted) {
    ServiceWanted service{wanted.occupations, wanted.count, {}};
    if (wanted.after) service.after = add_certificate(*wanted.after);
    return add_once(services, service);
}

}  // namespace certrec
