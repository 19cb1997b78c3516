#include "certrec/register/issuing.hpp"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/register/entry.hpp"
#include "register/award_digest.hpp"

namespace certrec {

namespace {

PrintedPart print(const Award& award, const Entry& entry, const RegisterConfig& config) {
    return {.number = entry.number,
            .name = award.name,
            .id_type = award.id_type,
            .id_number = award.id_number,
            .standard = award.standard->id,
            .title = award.standard->title,
            .level = award.level->id,
            .level_name = award.level->name,
            .awarded_on = entry.on,
            .valid_until = entry.valid_until,
            .reissued_on = std::nullopt,
            .replaces = entry.replaces,
            .remark = {},
            .issuer = config.issuer,
            .edition = award.standard->edition,
            .scores = award.scores};
}

AwardKey key_of(const Award& award) {
    return {award.id_type, award.id_number, award.standard->id, award.level->id};
}

/// Numbers the awards one after the other.
class Planner {
  public:
    Planner(const RegisterStore& store, const SaltSource& salts)
        : store_(store), salts_(salts), numbers_(store.numbers()) {}

    void plan(const Award& award) {
        Holder holder{"", {}, award.id_type, award.id_number, award.name, award.candidate_id};
        if (auto fault = find_fault(award, holder)) {
            plan_.issuances.push_back({IssuanceStatus::invalid, "", 0, std::move(*fault)});
            return;
        }
        const std::vector<CertificateRecord> earlier = find_earlier(award);
        for (const CertificateRecord& record : earlier) {
            const Entry entry = entry_of(record.index);
            if (entry.event == Event::issue && entry.on == award.on) return keep(record, entry);
        }
        for (auto record = earlier.rbegin(); record != earlier.rend(); ++record) {
            const Entry entry = entry_of(record->index);
            if (may_renew(record->history, award)) return add(award, holder, entry.number);
            if (is_over(record->history, award.on)) continue;
            if (is_same_result(award, entry)) return keep(*record, entry);
            if (stands_in_the_way(record->history, award.on)) return refuse(*record, entry);
        }
        add(award, std::move(holder), "");
    }

    [[nodiscard]] IssuePlan take() { return std::move(plan_); }

  private:
    static std::optional<Bilingual> find_fault(const Award& award, const Holder& holder) {
        if (!is_entry_id(award.standard->id) || !is_entry_id(award.level->id)) {
            return compose("the id of the standard or level is not plain ASCII text",
                           "标准或等级的 id 不是普通 ASCII 文本");
        }
        return find_holder_fault(holder);
    }

    /// From the register, then from the batch.
    [[nodiscard]] std::vector<CertificateRecord> find_earlier(const Award& award) const {
        const AwardKey key = key_of(award);
        std::vector<CertificateRecord> records = store_.find_awards(key);
        const auto found = in_batch_.find(digest_award(key));
        if (found == in_batch_.end()) return records;
        for (const std::size_t place : found->second) {
            const Entry& entry = plan_.entries[place].entry;
            for (CertificateRecord& record : records) {
                if (!entry.replaces.empty() && entry_of(record.index).number == entry.replaces) {
                    record.history.steps.push_back({Event::replace, entry.on});
                }
            }
            records.push_back({entry.index, {entry.on, entry.valid_until, {}}});
        }
        return records;
    }

    [[nodiscard]] Entry entry_of(std::uint64_t index) const {
        return index < store_.size() ? store_.entry(index)
                                     : plan_.entries[index - store_.size()].entry;
    }

    static bool holds(const CertificateHistory& history, Date day) {
        const CertificateState state = state_on(history, day);
        return state == CertificateState::in_force || state == CertificateState::suspended;
    }

    /// A certificate of a later day, too, where rows come out of order.
    static bool stands_in_the_way(const CertificateHistory& history, Date on) {
        return holds(history, std::max(on, history.issued_on));
    }

    static bool may_renew(const CertificateHistory& history, const Award& award) {
        const auto& validity = award.standard->validity;
        return validity && validity->renewal && history.valid_until &&
               award.on > history.issued_on && award.on <= *history.valid_until &&
               last_day_of(award.on, *validity->renewal) >= *history.valid_until &&
               !find_event_fault(history, Event::replace, award.on);
    }

    /// Whether another certificate may stand for the same result.
    static bool is_over(const CertificateHistory& history, Date day) {
        const CertificateState state = state_on(history, std::max(day, history.last_on()));
        return state == CertificateState::expired || state == CertificateState::replaced;
    }

    /// Whether the certificate, or the one whose document it replaces, prints what this award
    /// would, but for the day.
    [[nodiscard]] bool is_same_result(const Award& award, const Entry& entry) const {
        if (entry.event == Event::replace) {
            const auto replaced = store_.find_certificate(entry.replaces);
            return replaced && is_same_result(award, store_.entry(replaced->index));
        }
        return commit_document(salt_of(entry.index),
                               render_printed_part(print(award, entry, store_.config()))) ==
               entry.document;
    }

    [[nodiscard]] Salt salt_of(std::uint64_t index) const {
        if (index < store_.size()) return store_.holder(index).salt;
        return std::get<Holder>(plan_.entries[index - store_.size()].secret).salt;
    }

    void keep(const CertificateRecord& record, const Entry& entry) {
        Issuance issuance{IssuanceStatus::already_issued, entry.number, entry.index, {}};
        const CertificateHistory& history = record.history;
        const CertificateState state = state_on(history, history.last_on());
        if (state != CertificateState::in_force) {
            const Bilingual word = describe_certificate_state(state);
            issuance.reason =
                compose("certificate {0} was issued for this result, and is {1} since {3}",
                        "此结果已签发证书 {0}，该证书自 {3} 起{2}", entry.number, word.en, word.zh,
                        format_date(history.last_on()));
        }
        plan_.issuances.push_back(std::move(issuance));
    }

    void refuse(const CertificateRecord& record, const Entry& entry) {
        plan_.issuances.push_back(
            {IssuanceStatus::refused, entry.number, record.index,
             compose("the person holds this level already, by certificate {} of {}",
                     "此人已持有该等级的证书 {}（{} 签发）", entry.number,
                     format_date(record.history.issued_on))});
    }

    void add(const Award& award, Holder holder, std::string renewed) {
        Entry entry;
        entry.index = store_.size() + plan_.entries.size();
        entry.event = Event::issue;
        entry.on = award.on;
        entry.number = numbers_.give(award.on, award.level->code);
        entry.standard = award.standard->id;
        entry.edition = award.standard->edition;
        entry.level = award.level->id;
        if (award.standard->validity) {
            entry.valid_until = last_day_of(award.on, award.standard->validity->period);
        }
        entry.replaces = std::move(renewed);
        holder.number = entry.number;
        holder.salt = salts_();
        entry.holder = commit_holder(holder);
        entry.document =
            commit_document(holder.salt, render_printed_part(print(award, entry, store_.config())));

        in_batch_[digest_award(key_of(award))].push_back(plan_.entries.size());
        plan_.issuances.push_back({IssuanceStatus::issued, entry.number, entry.index, {}});
        plan_.entries.push_back({std::move(entry), std::move(holder)});
    }

    const RegisterStore& store_;
    const SaltSource& salts_;
    NumberLedger numbers_;
    std::unordered_map<ShortDigest, std::vector<std::size_t>, ShortDigestHash> in_batch_;
    IssuePlan plan_;
};

/// Why the award would print something else than the register committed to.
Bilingual describe_difference(const Award& award, const Entry& entry, const Holder& holder) {
    if (entry.edition != award.standard->edition) {
        return compose("certificate {} was issued under another edition of the standard",
                       "证书 {} 签发时所用标准的版本不同", entry.number);
    }
    if (holder.name != award.name) {
        return compose("certificate {} was issued under another spelling of the name",
                       "证书 {} 签发时姓名写法不同", entry.number);
    }
    return compose(
        "certificate {} was issued with other contents: a score, a title or the issuer's "
        "name has changed since",
        "证书 {} 签发时内容不同：成绩、名称或发证机构名称此后有变化", entry.number);
}

}  // namespace

IssuePlan plan_issue(const RegisterStore& store, std::span<const Award> awards,
                     const SaltSource& salts) {
    Planner planner(store, salts);
    for (const Award& award : awards) planner.plan(award);
    return planner.take();
}

std::optional<Bilingual> find_document_fault(const Award& award, const Entry& entry,
                                             const Holder& holder, const RegisterConfig& config) {
    const std::string printed = render_printed_part(print(award, entry, config));
    if (commit_document(holder.salt, printed) == entry.document) return std::nullopt;
    return describe_difference(award, entry, holder);
}

std::variant<std::string, Bilingual> make_certificate(const RegisterStore& store,
                                                      const Award& award,
                                                      const Issuance& issuance) {
    const Entry entry = store.entry(issuance.index);
    const Holder holder = store.holder(issuance.index);
    const std::string printed = render_printed_part(print(award, entry, store.config()));
    if (commit_document(holder.salt, printed) != entry.document) {
        return describe_difference(award, entry, holder);
    }
    return render_certificate(printed, holder.salt, format_entry(entry),
                              store.prove(issuance.index));
}

}  // namespace certrec
