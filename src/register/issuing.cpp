#include "certrec/register/issuing.hpp"

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
        } else if (auto earlier = find_earlier(award)) {
            plan_.issuances.push_back(std::move(*earlier));
        } else {
            add(award, std::move(holder));
        }
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

    [[nodiscard]] std::optional<Issuance> find_earlier(const Award& award) const {
        const AwardKey key = key_of(award);
        if (const auto index = store_.find_award(key)) {
            return Issuance{
                IssuanceStatus::already_issued, store_.entry(*index).number, *index, {}};
        }
        const auto found = in_batch_.find(digest_award(key));
        if (found == in_batch_.end()) return std::nullopt;
        const Entry& entry = plan_.entries[found->second].entry;
        return Issuance{IssuanceStatus::already_issued, entry.number, entry.index, {}};
    }

    void add(const Award& award, Holder holder) {
        Entry entry;
        entry.index = store_.size() + plan_.entries.size();
        entry.event = Event::issue;
        entry.on = award.on;
        entry.number = numbers_.give(award.on, award.level->code);
        entry.standard = award.standard->id;
        entry.edition = award.standard->edition;
        entry.level = award.level->id;
        holder.number = entry.number;
        holder.salt = salts_();
        entry.holder = commit_holder(holder);
        entry.document =
            commit_document(holder.salt, render_printed_part(print(award, entry, store_.config())));

        in_batch_.emplace(digest_award(key_of(award)), plan_.entries.size());
        plan_.issuances.push_back({IssuanceStatus::issued, entry.number, entry.index, {}});
        plan_.entries.push_back({std::move(entry), std::move(holder)});
    }

    const RegisterStore& store_;
    const SaltSource& salts_;
    NumberLedger numbers_;
    std::unordered_map<ShortDigest, std::size_t, ShortDigestHash> in_batch_;
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
