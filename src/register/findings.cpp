#include "register/findings.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/compose.hpp"

namespace certrec {

Findings::Findings(std::string name, std::string subject)
    : name_(std::move(name)), subject_(std::move(subject)) {}

void Findings::fail(std::string subject, Bilingual detail) {
    ++failures_;
    if (failures_ > kMaxFindingsPerCheck) return;
    checks_.push_back({name_, std::move(subject), CheckStatus::failed, std::move(detail)});
}

void Findings::cannot_check(Bilingual why) {
    if (unchecked_) return;
    unchecked_ = true;
    checks_.push_back({name_, subject_, CheckStatus::unchecked, std::move(why)});
}

void Findings::finish(std::vector<Check>& checks, Bilingual detail_if_ok) {
    if (is_ok()) checks_.push_back({name_, subject_, CheckStatus::ok, std::move(detail_if_ok)});
    if (failures_ > kMaxFindingsPerCheck) {
        checks_.push_back({name_, subject_, CheckStatus::failed,
                           compose("and {} more", "另有 {} 处", failures_ - kMaxFindingsPerCheck)});
    }
    std::move(checks_.begin(), checks_.end(), std::back_inserter(checks));
}

std::string subject_of(const Location& at) {
    return at.line == 0 ? at.file : fmt::format("{}:{}", at.file, at.line);
}

}  // namespace certrec
