#include "certrec/register/certificate_state.hpp"

#include "base/compose.hpp"

namespace certrec {

namespace {

CertificateState state_after(Event event) {
    switch (event) {
        case Event::revoke: return CertificateState::revoked;
        case Event::suspend: return CertificateState::suspended;
        case Event::replace: return CertificateState::replaced;
        case Event::reinstate:
        case Event::issue: break;
    }
    return CertificateState::in_force;
}

}  // namespace

std::string_view format_certificate_state(CertificateState state) {
    switch (state) {
        case CertificateState::not_yet: return "not-yet";
        case CertificateState::in_force: return "in-force";
        case CertificateState::suspended: return "suspended";
        case CertificateState::expired: return "expired";
        case CertificateState::replaced: return "replaced";
        case CertificateState::revoked: break;
    }
    return "revoked";
}

Bilingual describe_certificate_state(CertificateState state) {
    switch (state) {
        case CertificateState::not_yet: return compose("not yet issued", "尚未签发");
        case CertificateState::in_force: return compose("in force", "有效");
        case CertificateState::suspended: return compose("suspended", "暂停使用");
        case CertificateState::expired: return compose("expired", "已过有效期");
        case CertificateState::replaced: return compose("replaced", "已被替换");
        case CertificateState::revoked: break;
    }
    return compose("revoked", "已撤销");
}

CertificateState state_on(const CertificateHistory& history, Date day) {
    if (day < history.issued_on) return CertificateState::not_yet;
    CertificateState state = CertificateState::in_force;
    for (const CertificateHistory::Step& step : history.steps) {
        if (step.on <= day) state = state_after(step.event);
    }
    const bool is_over = history.valid_until && day > *history.valid_until;
    if (is_over && state != CertificateState::revoked && state != CertificateState::replaced) {
        return CertificateState::expired;
    }
    return state;
}

std::optional<EventFault> find_event_fault(const CertificateHistory& history, Event event,
                                           Date on) {
    const auto last = history.steps.empty() ? CertificateState::in_force
                                            : state_after(history.steps.back().event);
    if (last == CertificateState::revoked) return EventFault::is_revoked;
    if (last == CertificateState::replaced) return EventFault::is_replaced;
    if (on < history.last_on()) return EventFault::before_last_event;
    const bool is_suspended = last == CertificateState::suspended;
    if (event == Event::reinstate && !is_suspended) return EventFault::not_suspended;
    if ((event == Event::suspend || event == Event::replace) && is_suspended) {
        return EventFault::is_suspended;
    }
    return std::nullopt;
}

Bilingual describe_event_fault(EventFault fault) {
    switch (fault) {
        case EventFault::before_last_event:
            return compose("the day is before that of the certificate's last event",
                           "日期早于该证书的上一个事件");
        case EventFault::is_revoked: return compose("the certificate is revoked", "该证书已被撤销");
        case EventFault::is_replaced:
            return compose("the certificate was replaced by another", "该证书已被另一份替换");
        case EventFault::is_suspended:
            return compose("the certificate is suspended", "该证书处于暂停状态");
        case EventFault::not_suspended: break;
    }
    return compose("the certificate is not suspended", "该证书未处于暂停状态");
}

}  // namespace certrec
