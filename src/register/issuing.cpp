#include "certrec/register/issuing.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "base/make_in_chunks.hpp"
#include "certrec/register/entry.hpp"
#include "register/award_digest.hpp"
#include "register/digest_table.hpp"

namespace certrec {

namespace {

/// What the certificate does not print like all others of its level.
PrintedPart print_own(const Award& award, const Entry& entry) {
    PrintedPart printed;
    printed.number = entry.number;
    printed.name = award.name;
    printed.id_type = award.id_type;
    printed.id_number = award.id_number;
    printed.awarded_on = entry.on;
    printed.valid_until = entry.valid_until;
    printed.replaces = entry.replaces;
    printed.scores = award.scores;
    return printed;
}

PrintedPart print(const Award& award, const Entry& entry, const RegisterConfig& config) {
    PrintedPart printed = print_own(award, entry);
    printed.standard = award.standard->id;
    printed.title = award.standard->title;
    printed.level = award.level->id;
    printed.level_name = award.level->name;
    printed.issuer = config.issuer;
    printed.edition = award.standard->edition.digest();
    return printed;
}

AwardKey key_of(const Award& award) {
    return {award.id_type, award.id_number, award.standard->id, award.level->id};
}

std::optional<Date> last_day_of(const Award& award) {
    const auto& validity = award.standard->validity;
    return validity ? std::optional(last_day_of(award.on, validity->period)) : std::nullopt;
}

/// The entry of an award, without its commitments.
Entry plain_entry(const Award& award, const Issuance& issuance, std::string renewed) {
    Entry entry;
    entry.index = issuance.index;
    entry.event = Event::issue;
    entry.on = award.on;
    entry.number = issuance.number;
    entry.standard = award.standard->id;
    entry.edition = award.standard->edition.digest();
    entry.level = award.level->id;
    entry.valid_until = last_day_of(award);
    entry.replaces = std::move(renewed);
    return entry;
}

NewEntry committed(Entry entry, Award award, const Salt& salt, const PrintedAlike& alike) {
    const HmacSha256 key(salt);
    entry.document = commit_document(key, render_printed_part(print_own(award, entry), alike));
    Holder holder{entry.number,
                  salt,
                  std::move(award.id_type),
                  std::move(award.id_number),
                  std::move(award.name),
                  std::move(award.candidate_id)};
    entry.holder = commit_holder(key, holder);
    return {std::move(entry), std::move(holder)};
}

std::string renewed_by(const IssuePlan& plan, std::size_t place) {
    const auto found = plan.renewed.find(place);
    return found == plan.renewed.end() ? std::string() : found->second;
}

/// An award with what does not depend on those before it.
struct PreparedAward {
    Award award;
    std::optional<Bilingual> fault;
    ShortDigest digest{};
};

std::optional<Bilingual> find_fault(const Award& award) {
    if (!is_entry_id(award.standard->id) || !is_entry_id(award.level->id)) {
        return compose("the id of the standard or level is not plain ASCII text",
                       "标准或等级的 id 不是普通 ASCII 文本");
    }
    return find_holder_fault(
        {"", {}, award.id_type, award.id_number, award.name, award.candidate_id});
}

void prepare(const Award& award, PreparedAward& prepared) {
    prepared.award = award;
    prepared.fault = find_fault(award);
    prepared.digest = prepared.fault ? ShortDigest{} : digest_award(key_of(award));
}

/// Numbers the awards one after the other.
class Planner {
  public:
    Planner(const RegisterStore& store, const Awards& awards, const SaltSource& salts)
        : store_(store), awards_(awards), salts_(salts), numbers_(store.numbers()) {
        plan_.issuances.reserve(awards.count);
        plan_.entries.reserve(awards.count);
        in_batch_.reserve(awards.count);
    }

    void plan(std::span<PreparedAward> awards) {
        for (const PreparedAward& award : awards) in_batch_.prefetch(award.digest);
        for (PreparedAward& award : awards) plan(award);
    }

    [[nodiscard]] IssuePlan take() { return std::move(plan_); }

  private:
    void plan(PreparedAward& prepared) {
        auto& [award, fault, digest] = prepared;
        if (fault) {
            plan_.issuances.push_back(
                {IssuanceStatus::invalid, "", 0, std::make_shared<Bilingual>(*std::move(fault))});
            return;
        }
        const std::vector<CertificateRecord> earlier = find_earlier(key_of(award), digest);
        for (const CertificateRecord& record : earlier) {
            const Entry entry = entry_of(record.index);
            if (entry.event == Event::issue && entry.on == award.on) return keep(record, entry);
        }
        for (auto record = earlier.rbegin(); record != earlier.rend(); ++record) {
            const Entry entry = entry_of(record->index);
            if (may_renew(record->history, award)) return add(award, digest, entry.number);
            if (is_over(record->history, award.on)) continue;
            if (is_same_result(award, entry)) return keep(*record, entry);
            if (stands_in_the_way(record->history, award.on)) return refuse(*record, entry);
        }
        add(award, digest, "");
    }

    /// From the register, then from the batch.
    [[nodiscard]] std::vector<CertificateRecord> find_earlier(const AwardKey& key,
                                                              const ShortDigest& digest) const {
        std::vector<CertificateRecord> records = store_.find_awards(key);
        for (const std::size_t place : in_batch_.find(digest)) {
            const Entry entry = planned(place);
            for (CertificateRecord& record : records) {
                if (!entry.replaces.empty() && entry_of(record.index).number == entry.replaces) {
                    record.history.steps.push_back({Event::replace, entry.on});
                }
            }
            records.push_back({entry.index, {entry.on, entry.valid_until, {}}});
        }
        return records;
    }

    /// The entry at that place of the batch, without its commitments.
    [[nodiscard]] Entry planned(std::size_t place) const {
        const std::size_t award = plan_.entries[place].award;
        return plain_entry(awards_.make(award), plan_.issuances[award], renewed_by(plan_, place));
    }

    [[nodiscard]] Entry entry_of(std::uint64_t index) const {
        return index < store_.size() ? store_.entry(index) : planned(index - store_.size());
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
        const std::string printed = render_printed_part(print(award, entry, store_.config()));
        if (entry.index < store_.size()) {
            return commit_document(store_.holder(entry.index).salt, printed) == entry.document;
        }
        const std::size_t place = plan_.entries[entry.index - store_.size()].award;
        return printed == render_printed_part(print(awards_.make(place), entry, store_.config()));
    }

    void keep(const CertificateRecord& record, const Entry& entry) {
        Issuance issuance{IssuanceStatus::already_issued, entry.number, entry.index, {}};
        const CertificateHistory& history = record.history;
        const CertificateState state = state_on(history, history.last_on());
        if (state != CertificateState::in_force) {
            const Bilingual word = describe_certificate_state(state);
            issuance.reason = std::make_shared<Bilingual>(
                compose("certificate {0} was issued for this result, and is {1} since {3}",
                        "此结果已签发证书 {0}，该证书自 {3} 起{2}", entry.number, word.en, word.zh,
                        format_date(history.last_on())));
        }
        plan_.issuances.push_back(std::move(issuance));
    }

    void refuse(const CertificateRecord& record, const Entry& entry) {
        plan_.issuances.push_back(
            {IssuanceStatus::refused, entry.number, record.index,
             std::make_shared<Bilingual>(
                 compose("the person holds this level already, by certificate {} of {}",
                         "此人已持有该等级的证书 {}（{} 签发）", entry.number,
                         format_date(record.history.issued_on)))});
    }

    void add(const Award& award, const ShortDigest& digest, std::string renewed) {
        const std::size_t place = plan_.entries.size();
        require_printable(award);
        Issuance issuance{IssuanceStatus::issued,
                          numbers_.give(award.on, award.level->code),
                          store_.size() + place,
                          {}};
        plan_.entries.push_back({plan_.issuances.size(), salts_()});
        plan_.issuances.push_back(std::move(issuance));
        if (!renewed.empty()) plan_.renewed.emplace(place, std::move(renewed));
        in_batch_.add(digest, place);
    }

    /// Throws Refusal if the standard, the level or the issuer cannot be printed, before anything
    /// is committed. What a person or a score brings in was looked at before.
    void require_printable(const Award& award) {
        if (plan_.alike.contains({award.standard, award.level})) return;
        const PrintedPart first = print(
            award, plain_entry(award, {IssuanceStatus::issued, "1", 0, {}}, ""), store_.config());
        static_cast<void>(render_printed_part(first));
        plan_.alike.emplace(std::pair(award.standard, award.level), render_alike(first));
    }

    const RegisterStore& store_;
    const Awards& awards_;
    const SaltSource& salts_;
    NumberLedger numbers_;
    DigestTable<std::size_t> in_batch_;  // places of entries
    IssuePlan plan_;
};

/// Why the award would print something else than the register committed to.
Bilingual describe_difference(const Award& award, const Entry& entry, const Holder& holder) {
    if (entry.edition != award.standard->edition.digest()) {
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

/// The printed part of a certificate in the register, as far as the award gives it.
std::variant<std::string, Bilingual> print_again(const Award& award, const Entry& entry,
                                                 const Holder& holder,
                                                 const RegisterConfig& config) {
    std::string printed = render_printed_part(print(award, entry, config));
    if (commit_document(holder.salt, printed) == entry.document) return printed;
    return describe_difference(award, entry, holder);
}

Awards awards_in(std::span<const Award> awards) {
    return {awards.size(), [awards](std::size_t i) { return awards[i]; }};
}

}  // namespace

IssuePlan plan_issue(const RegisterStore& store, const Awards& awards, const SaltSource& salts) {
    Planner planner(store, awards, salts);
    make_in_chunks<PreparedAward>(
        awards.count,
        [&awards](std::size_t i, PreparedAward& prepared) { prepare(awards.make(i), prepared); },
        [&planner](std::span<PreparedAward> prepared) { planner.plan(prepared); });
    return planner.take();
}

IssuePlan plan_issue(const RegisterStore& store, std::span<const Award> awards,
                     const SaltSource& salts) {
    return plan_issue(store, awards_in(awards), salts);
}

NewEntries entries_of(const IssuePlan& plan, const Awards& awards) {
    return {plan.entries.size(), [&plan, &awards](std::size_t place) {
                const auto& [at, salt] = plan.entries[place];
                Award award = awards.make(at);
                Entry entry = plain_entry(award, plan.issuances[at], renewed_by(plan, place));
                const PrintedAlike& alike = plan.alike.at({award.standard, award.level});
                return committed(std::move(entry), std::move(award), salt, alike);
            }};
}

std::optional<Bilingual> find_difference(const RegisterStore& store, const Award& award,
                                         const Issuance& issuance) {
    return find_document_fault(award, store.entry(issuance.index), store.holder(issuance.index),
                               store.config());
}

std::optional<Bilingual> find_document_fault(const Award& award, const Entry& entry,
                                             const Holder& holder, const RegisterConfig& config) {
    auto printed = print_again(award, entry, holder, config);
    auto* const difference = std::get_if<Bilingual>(&printed);
    return difference == nullptr ? std::nullopt : std::optional(std::move(*difference));
}

std::variant<std::string, Bilingual> make_certificate(const RegisterStore& store,
                                                      const Award& award,
                                                      const Issuance& issuance) {
    const Entry entry = store.entry(issuance.index);
    const Holder holder = store.holder(issuance.index);
    auto printed = print_again(award, entry, holder, store.config());
    if (std::holds_alternative<Bilingual>(printed)) return printed;
    return render_certificate(std::get<std::string>(printed), holder.salt, format_entry(entry),
                              store.prove(issuance.index));
}

}  // namespace certrec
