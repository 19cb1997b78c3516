#include "register/states_audit.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "base/compose.hpp"

namespace certrec {

void StatesAudit::note_named(LineReader& lines) {
    while (const Line* const line = lines.next_whole()) {
        ++rows_;
        named_.note(line->bytes);
    }
}

void StatesAudit::enter(const Entry& entry, Findings& findings) {
    last_on_ = last_on_ ? std::max(*last_on_, entry.on) : entry.on;
    if (!makes_certificate(entry.event)) return step(entry, entry.number, findings);
    if (!entry.replaces.empty()) step(entry, entry.replaces, findings);
    make(entry);
}

void StatesAudit::make(const Entry& entry) {
    ++made_;
    NamedCertificate* const named = named_.find(entry.number);
    if (named == nullptr) {
        if (entry.valid_until) ++last_days_[*entry.valid_until];
        return;
    }
    // Of a number that was given twice, which `numbers` tells, the later certificate counts.
    *named = made_by(entry);
}

void StatesAudit::step(const Entry& entry, const std::string& number, Findings& findings) {
    NamedCertificate* const named = named_.find(number);
    if (named == nullptr || !named->is_issued) {
        return findings.fail(number,
                             compose("entry {0} names it, and it was not issued before",
                                     "第 {0} 号条目提到此证书，而此前并未签发", entry.index));
    }
    if (makes_certificate(entry.event) &&
        (named->standard != entry.standard || named->level != entry.level)) {
        findings.fail(number,
                      compose("entry {0} replaces it by one of another standard or level",
                              "第 {0} 号条目以另一标准或等级的证书替换此证书", entry.index));
    }
    const CertificateHistory::Step step = step_of(entry);
    if (const auto fault = find_event_fault(named->history, step.event, step.on)) {
        const Bilingual why = describe_event_fault(*fault);
        findings.fail(number, compose("entry {0} cannot be: {1}", "第 {0} 号条目不能成立：{2}",
                                      entry.index, why.en, why.zh));
    }
    named->history.steps.push_back(step);
}

CertificateHistory StatesAudit::history_of(const Held& held) {
    if (held.named != nullptr) return held.named->history;
    return {held.issued_on, held.valid_until, {}};
}

std::uint32_t StatesAudit::number_of_level(const Entry& entry) {
    const auto [level, is_new] = levels_[entry.standard].try_emplace(entry.level, level_count_);
    if (is_new) ++level_count_;
    return level->second;
}

bool StatesAudit::enter_award(const ShortDigest& person, const Entry& entry) {
    awards_.reserve(rows_);
    const std::uint32_t level = number_of_level(entry);
    const std::vector<Held> earlier = awards_.find(person);
    const bool is_held = std::any_of(earlier.begin(), earlier.end(), [&](const Held& held) {
        if (held.level != level) return false;
        const CertificateHistory history = history_of(held);
        const CertificateState state = state_on(history, std::max(entry.on, history.issued_on));
        return state == CertificateState::in_force || state == CertificateState::suspended;
    });
    awards_.add(person, {entry.on, entry.valid_until, level, named_.find(entry.number)});
    return is_held;
}

Bilingual StatesAudit::describe() const {
    if (!last_on_) return compose("no certificate", "无证书");
    constexpr std::array kStates = {CertificateState::in_force, CertificateState::suspended,
                                    CertificateState::expired,  CertificateState::replaced,
                                    CertificateState::revoked,  CertificateState::not_yet};
    std::map<CertificateState, std::uint64_t> counts;
    std::uint64_t in_force = made_;
    for (const auto& [last_day, count] : last_days_) {
        if (last_day >= *last_on_) break;
        counts[CertificateState::expired] += count;
        in_force -= count;
    }
    for (const auto& [number, named] : named_.all()) {
        if (!named.is_issued) continue;
        ++counts[state_on(named.history, *last_on_)];
        --in_force;
    }
    counts[CertificateState::in_force] += in_force;
    Bilingual text =
        compose("on {}, the last entry's day:", "截至最后条目之日 {}：", format_date(*last_on_));
    for (const CertificateState state : kStates) {
        if (counts[state] == 0) continue;
        const Bilingual word = describe_certificate_state(state);
        text.en += fmt::format(" {} {},", counts[state], word.en);
        text.zh += fmt::format("{} {} 份，", word.zh, counts[state]);
    }
    text.en.pop_back();
    text.zh.resize(text.zh.size() - std::string_view("，").size());
    return text;
}

std::unordered_map<std::string, CertificateHistory> StatesAudit::take_histories() {
    std::unordered_map<std::string, CertificateHistory> histories;
    for (auto& [number, named] : named_.all()) {
        if (named.is_issued) histories.emplace(number, std::move(named.history));
    }
    return histories;
}

}  // namespace certrec
