#include "certrec/register/events.hpp"

#include <algorithm>
#include <map>
#include <unordered_set>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/register/certificate_state.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/reason.hpp"
#include "register/award_digest.hpp"

namespace certrec {

namespace {

/// Enters the requests one after the other; each sees what those before it did.
class EventPlanner {
  public:
    EventPlanner(const RegisterStore& store, const SaltSource& salts)
        : store_(store), salts_(salts), numbers_(store.numbers()) {}

    void plan(const EventRequest& request) {
        CertificateRecord* const record = find(request.number);
        if (record == nullptr) {
            return refuse(compose("the register has no certificate {}", "名册中没有证书 {}",
                                  shown(request.number)));
        }
        if (auto fault = find_reason_fault(request.reason)) return refuse(std::move(*fault));
        if (is_entered(request, record->history)) return keep(request);
        if (const auto fault = find_event_fault(record->history, request.event, request.on)) {
            return refuse(describe(request.number, *fault, record->history));
        }
        if (request.event == Event::replace) {
            if (auto fault = replace(request, *record)) return refuse(std::move(*fault));
        } else {
            enter(request);
        }
        record->history.steps.push_back({request.event, request.on});
    }

    [[nodiscard]] EventPlan take() { return std::move(plan_); }

  private:
    [[nodiscard]] CertificateRecord* find(const std::string& number) {
        const auto known = records_.find(number);
        if (known != records_.end()) return &known->second;
        const auto record = store_.find_certificate(number);
        return record ? &records_.emplace(number, *record).first->second : nullptr;
    }

    /// A renewal, which replaces a certificate too, is no replacement of its document.
    [[nodiscard]] bool is_entered(const EventRequest& request,
                                  const CertificateHistory& history) const {
        if (history.steps.empty()) return false;
        const CertificateHistory::Step& last = history.steps.back();
        if (last.event != request.event || last.on != request.on) return false;
        return request.event != Event::replace ||
               replacement_of(request.number).entry.event == Event::replace;
    }

    void keep(const EventRequest& request) {
        EventOutcome outcome{EventStatus::already_entered, "", 0, "", {}};
        if (request.event == Event::replace) {
            const NewEntry made = replacement_of(request.number);
            const auto& holder = std::get<Holder>(made.secret);
            outcome.replacement = made.entry.number;
            outcome.index = made.entry.index;
            outcome.printed = render_printed_part(
                print(request.document->printed, made.entry, holder, request.reason));
            if (commit_document(holder.salt, outcome.printed) != made.entry.document) {
                outcome.printed.clear();
            }
        }
        plan_.outcomes.push_back(std::move(outcome));
    }

    /// What replaced the certificate, in the batch or in the register.
    [[nodiscard]] NewEntry replacement_of(const std::string& number) const {
        for (const NewEntry& planned : plan_.entries) {
            if (planned.entry.replaces == number) return planned;
        }
        const auto record = store_.find_certificate(store_.find_replacement(number).value());
        return {store_.entry(record->index), store_.holder(record->index)};
    }

    static Bilingual describe(const std::string& number, EventFault fault,
                              const CertificateHistory& history) {
        const Bilingual why = describe_event_fault(fault);
        return compose("{0}: {1}; its last event was on {3}", "{0}：{2}；上一个事件的日期为 {3}",
                       number, why.en, why.zh, format_date(history.last_on()));
    }

    void refuse(Bilingual why) {
        plan_.outcomes.push_back({EventStatus::invalid, "", 0, "", std::move(why)});
    }

    [[nodiscard]] Entry next_entry(const EventRequest& request) const {
        Entry entry;
        entry.index = store_.size() + plan_.entries.size();
        entry.event = request.event;
        entry.on = request.on;
        entry.number = request.number;
        return entry;
    }

    void add(Entry entry, std::variant<Holder, Reason> secret, std::string printed) {
        const bool is_replacement = entry.event == Event::replace;
        plan_.outcomes.push_back({EventStatus::entered,
                                  is_replacement ? entry.number : "",
                                  entry.index,
                                  std::move(printed),
                                  {}});
        plan_.entries.push_back({std::move(entry), std::move(secret)});
    }

    void enter(const EventRequest& request) {
        Entry entry = next_entry(request);
        Reason reason{entry.index, salts_(), request.reason};
        entry.document = commit_reason(reason);
        add(std::move(entry), std::move(reason), "");
    }

    [[nodiscard]] std::optional<Bilingual> replace(const EventRequest& request,
                                                   const CertificateRecord& record) {
        const Entry old = store_.entry(record.index);
        const Certificate& document = *request.document;
        if (document.salt != store_.holder(record.index).salt ||
            commit_document(document.salt, document.printed_bytes) != old.document) {
            return compose("the file of certificate {} is not what was issued",
                           "证书 {} 的文件与签发时不一致", request.number);
        }
        if (old.valid_until && request.on > *old.valid_until) {
            return compose("certificate {} expired on {}", "证书 {} 已于 {} 到期", request.number,
                           format_date(*old.valid_until));
        }
        Holder holder = corrected(store_.holder(record.index), request.correction);
        if (auto fault = find_holder_fault(holder)) return fault;
        const AwardKey key{holder.id_type, holder.id_number, old.standard, old.level};
        if (auto fault = find_second_holding(key, request)) return fault;
        const auto reading = store_.config().number.read(request.number);

        Entry entry = next_entry(request);
        entry.number = numbers_.give(request.on, reading ? reading->level_code : "");
        entry.standard = old.standard;
        entry.edition = old.edition;
        entry.level = old.level;
        entry.valid_until = old.valid_until;
        entry.replaces = request.number;
        holder.number = entry.number;
        holder.salt = salts_();
        entry.holder = commit_holder(holder);
        std::string printed =
            render_printed_part(print(document.printed, entry, holder, request.reason));
        entry.document = commit_document(holder.salt, printed);
        add(std::move(entry), std::move(holder), std::move(printed));
        return std::nullopt;
    }

    /// Whether the person has another certificate for the level.
    [[nodiscard]] std::optional<Bilingual> find_second_holding(const AwardKey& key,
                                                               const EventRequest& request) {
        for (const CertificateRecord& other : store_.find_awards(key)) {
            const std::string number = store_.entry(other.index).number;
            if (number == request.number) continue;
            const CertificateHistory& history = find(number)->history;
            const CertificateState state =
                state_on(history, std::max(request.on, history.issued_on));
            if (state == CertificateState::in_force || state == CertificateState::suspended) {
                return compose("the person holds this level already, by certificate {} of {}",
                               "此人已持有该等级的证书 {}（{} 签发）", number,
                               format_date(history.issued_on));
            }
        }
        if (replaced_awards_.insert(digest_award(key)).second) return std::nullopt;
        return compose("the person gets this level by an earlier row",
                       "此人已由前面一行取得该等级");
    }

    static Holder corrected(Holder holder, const Correction& correction) {
        holder.name = correction.name.value_or(holder.name);
        holder.id_type = correction.id_type.value_or(holder.id_type);
        holder.id_number = correction.id_number.value_or(holder.id_number);
        return holder;
    }

    static PrintedPart print(PrintedPart printed, const Entry& entry, const Holder& holder,
                             const std::string& remark) {
        printed.number = entry.number;
        printed.name = holder.name;
        printed.id_type = holder.id_type;
        printed.id_number = holder.id_number;
        printed.reissued_on = entry.on;
        printed.replaces = entry.replaces;
        printed.remark = remark;
        return printed;
    }

    const RegisterStore& store_;
    const SaltSource& salts_;
    NumberLedger numbers_;
    std::map<std::string, CertificateRecord> records_;
    std::unordered_set<ShortDigest, ShortDigestHash> replaced_awards_;  // of this batch
    EventPlan plan_;
};

}  // namespace

EventPlan plan_events(const RegisterStore& store, std::span<const EventRequest> requests,
                      const SaltSource& salts) {
    EventPlanner planner(store, salts);
    for (const EventRequest& request : requests) planner.plan(request);
    return planner.take();
}

std::string make_replacement(const RegisterStore& store, const EventOutcome& outcome) {
    return render_certificate(outcome.printed, store.holder(outcome.index).salt,
                              format_entry(store.entry(outcome.index)), store.prove(outcome.index));
}

}  // namespace certrec
