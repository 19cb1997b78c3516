#include "certrec/register/awards_audit.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "certrec/base/encoding.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/holder.hpp"
#include "certrec/register/register_config.hpp"
#include "register/award_digest.hpp"
#include "register/findings.hpp"
#include "register/folder.hpp"
#include "register/holder_matcher.hpp"
#include "register/line_reader.hpp"

namespace certrec {

namespace {

/// What is known of one certificate so far.
struct Known {
    std::string place;
    Answer eligibility;
    Answer staffing;
    Answer result;
    Answer document;

    /// Of somebody whom no result names.
    bool is_application = false;

    /// How much it says for the certificate: what cannot be told says more than what is wrong.
    [[nodiscard]] int weight() const {
        const auto worth = [](const Answer& answer) {
            switch (answer.status) {
                case CheckStatus::ok: return 2;
                case CheckStatus::unchecked: return 1;
                case CheckStatus::failed: break;
            }
            return 0;
        };
        return 27 * worth(result) + 9 * worth(document) + 3 * worth(eligibility) + worth(staffing);
    }
    [[nodiscard]] bool is_earned() const { return weight() == 80; }
};

}  // namespace

class AwardsAudit::Content {
  public:
    Content(const RegisterSnapshot& snapshot, AwardsScope scope)
        : scope_(std::move(scope)), folder_(snapshot.folder) {
        if (snapshot.config) {
            config_ = parse_register_config(*snapshot.config, path(kConfigFile),
                                            [](const Diagnostic&) {});
        }
        if (scope_.eligibility) ask("eligibility", &Known::eligibility);
        if (scope_.staffing) ask("staffing", &Known::staffing);
        ask("results", &Known::result);
        ask("documents", &Known::document);
        read(snapshot);
    }

    [[nodiscard]] const std::vector<Edition>& editions() const { return editions_; }

    void enter(std::size_t edition, const RecomputedResult& result) {
        std::vector<std::pair<std::uint32_t, Known>> answers;
        std::string earned;
        for_each_open(edition, result.key, [&](std::uint32_t place) {
            const auto [entry, holder] = rows_of(certificates_[place]);
            answers.emplace_back(place, compare(result, entry, holder));
            if (!earned.empty() || !answers.back().second.is_earned()) return;
            earned = entry.number;
            keep(place, answers.back().second);
        });
        for (auto& [place, known] : answers) {
            if (!earned.empty() && known.is_earned()) known.result = spent_on(earned);
            if (!certificates_[place].is_earned) keep(place, std::move(known));
        }
    }

    void enter_application(std::size_t edition, const RecomputedResult& application) {
        const Bilingual no_scores = compose("its holder applied, and has no scores for this level",
                                            "持证人已申报，但没有该等级的成绩");
        for_each_open(edition, application.key, [&](std::uint32_t place) {
            const auto known = known_.find(place);
            if (known != known_.end() && !known->second.is_application) return;
            const Entry entry = rows_of(certificates_[place]).first;
            keep(place, {application.place,
                         eligibility_on(application, entry),
                         {CheckStatus::unchecked, no_scores},
                         {CheckStatus::failed, no_scores},
                         {CheckStatus::unchecked, no_scores},
                         true});
        });
    }

    void cannot_recompute(std::size_t edition, Bilingual why) {
        refused_[edition] = std::move(why);
    }

    [[nodiscard]] std::vector<Check> finish() {
        for (std::uint32_t place = 0; place < certificates_.size(); ++place) {
            const Certificate& certificate = certificates_[place];
            if (refused_.contains(certificate.edition)) continue;
            const auto known = known_.find(place);
            if (certificate.is_earned) {
                for (Asked& asked : asked_) ++asked.ok;
            } else if (known != known_.end()) {
                tell(certificate, known->second);
            } else if (!scope_.partial) {
                tell(certificate, nothing_known());
            }
        }
        tell_gaps();
        std::vector<Check> checks;
        editions_findings_.finish(checks, compose("{} at hand", "已备齐 {} 个", editions_.size()));
        for (Asked& asked : asked_) {
            tell_unchecked(asked);
            asked.findings.finish(checks, count(asked.ok));
        }
        return checks;
    }

  private:
    struct Certificate {
        std::uint64_t text = 0;  // place in texts_ of its entry, and then of its holder's row
        std::uint32_t entry_size = 0;
        std::uint32_t holder_size = 0;
        std::uint32_t edition = 0;
        bool is_earned = false;
    };

    [[nodiscard]] std::string path(std::string_view file) const {
        return (std::filesystem::path(folder_) / file).string();
    }

    /// One check of each certificate.
    struct Asked {
        Findings findings;
        Answer Known::*answer;
        std::uint64_t ok = 0;
        std::uint64_t unchecked = 0;
        Bilingual first_unchecked;
    };

    void ask(const char* name, Answer Known::*answer) {
        asked_.push_back({Findings(name, path(kEntriesFile)), answer, 0, 0, {}});
    }

    static Known nothing_known() {
        const Bilingual no_application =
            compose("its holder did not apply for this level", "持证人未申报该等级");
        const Bilingual no_result =
            compose("its holder has no result for this level", "持证人没有该等级的评定结果");
        return {{},
                {CheckStatus::failed, no_application},
                {CheckStatus::unchecked, no_result},
                {CheckStatus::failed, no_result},
                {CheckStatus::unchecked, no_result}};
    }

    void read(const RegisterSnapshot& snapshot) {
        auto source = snapshot.entries();
        if (!source) return;
        LineReader lines(std::move(*source), kMaxRegisterRowBytes);
        std::optional<HolderMatcher> holders;
        if (auto rows = snapshot.holders()) holders.emplace(std::move(*rows), holders_findings_);
        (void)lines.next();
        while (const Line* const line = lines.next_whole()) {
            const auto parsed = parse_entry(line->bytes);
            const auto* const entry = std::get_if<Entry>(&parsed);
            if (entry == nullptr) {
                ++unreadable_;
            } else if (makes_certificate(entry->event)) {
                add(*entry, line->bytes, holders ? holders->take(entry->number) : nullptr);
            }
        }
    }

    void add(const Entry& entry, std::string_view row, const HolderRow* found) {
        if (!scope_.standard.empty() && entry.standard != scope_.standard) return;
        if (entry.event == Event::replace) {
            ++replacements_;
            return;
        }
        ++issued_;
        if (found == nullptr || found->commitment != entry.holder) {
            ++untraceable_;
            return;
        }
        const Holder& holder = *found->holder;
        const std::string holder_row = format_holder(holder);
        by_award_[digest_award({holder.id_type, holder.id_number, entry.standard, entry.level})]
            .push_back(static_cast<std::uint32_t>(certificates_.size()));
        certificates_.push_back({texts_.size(), static_cast<std::uint32_t>(row.size()),
                                 static_cast<std::uint32_t>(holder_row.size()), edition_of(entry)});
        texts_ += row;
        texts_ += holder_row;
    }

    std::uint32_t edition_of(const Entry& entry) {
        std::size_t place = 0;
        while (place < editions_.size() && (editions_[place].digest != entry.edition ||
                                            editions_[place].standard != entry.standard)) {
            ++place;
        }
        if (place == editions_.size()) editions_.push_back({entry.standard, entry.edition});
        ++editions_[place].certificates;
        return static_cast<std::uint32_t>(place);
    }

    [[nodiscard]] std::pair<Entry, Holder> rows_of(const Certificate& certificate) const {
        const std::string_view text = std::string_view(texts_).substr(certificate.text);
        return {std::get<Entry>(parse_entry(text.substr(0, certificate.entry_size))),
                parse_holder(text.substr(certificate.entry_size, certificate.holder_size)).value()};
    }

    /// The certificates of that award that nothing has earned yet, in the order of the log.
    template <typename Visit>
    void for_each_open(std::size_t edition, const AwardKey& key, const Visit& visit) {
        const auto found = by_award_.find(digest_award(key));
        if (found == by_award_.end()) return;
        for (const std::uint32_t place : found->second) {
            const Certificate& certificate = certificates_[place];
            if (certificate.edition == edition && !certificate.is_earned) visit(place);
        }
    }

    static Answer spent_on(const std::string& number) {
        return {CheckStatus::failed,
                compose("this result has earned certificate {}", "此结果已用于证书 {}", number)};
    }

    static Answer eligibility_on(const RecomputedResult& result, const Entry& entry) {
        if (result.eligibility.status == CheckStatus::ok && result.applied_on &&
            *result.applied_on > entry.on) {
            return {CheckStatus::failed,
                    compose("applied on {0}, after the day of the certificate, {1}",
                            "申报日 {0} 晚于证书的签发日 {1}", format_date(*result.applied_on),
                            format_date(entry.on))};
        }
        return result.eligibility;
    }

    static Answer result_on(const RecomputedResult& result, const Entry& entry) {
        if (result.result.status == CheckStatus::ok && result.held_on &&
            *result.held_on > entry.on) {
            return {CheckStatus::failed,
                    compose("sat on {0}, after the day of the certificate, {1}",
                            "考试日 {0} 晚于证书的签发日 {1}", format_date(*result.held_on),
                            format_date(entry.on))};
        }
        return result.result;
    }

    [[nodiscard]] Answer document_on(const RecomputedResult& result, const Entry& entry,
                                     const Holder& holder) const {
        if (!result.award) {
            return {CheckStatus::unchecked,
                    compose("without a pass there is nothing to print", "未合格，无可印制内容")};
        }
        if (!config_) {
            return {CheckStatus::unchecked, compose("register.toml does not tell the issuer",
                                                    "register.toml 未给出发证机构")};
        }
        auto fault = find_document_fault(*result.award, entry, holder, *config_);
        return fault ? Answer{CheckStatus::failed, *std::move(fault)} : Answer{};
    }

    [[nodiscard]] Known compare(const RecomputedResult& result, const Entry& entry,
                                const Holder& holder) const {
        return {result.place, eligibility_on(result, entry), result.staffing,
                result_on(result, entry), document_on(result, entry, holder)};
    }

    void keep(std::uint32_t place, Known known) {
        if (known.is_earned()) {
            certificates_[place].is_earned = true;
            known_.erase(place);
            return;
        }
        const auto [kept, is_new] = known_.try_emplace(place, known);
        if (!is_new && known.weight() > kept->second.weight()) kept->second = std::move(known);
    }

    void tell(const Certificate& certificate, const Known& known) {
        const std::string number = rows_of(certificate).first.number;
        for (Asked& asked : asked_) {
            const Answer& answer = known.*asked.answer;
            Bilingual detail = answer.detail;
            if (!known.place.empty()) {
                detail = compose("{0}: {1}", "{0}：{2}", known.place, detail.en, detail.zh);
            }
            switch (answer.status) {
                case CheckStatus::ok: ++asked.ok; break;
                case CheckStatus::failed: asked.findings.fail(number, std::move(detail)); break;
                case CheckStatus::unchecked:
                    if (asked.unchecked++ > 0) break;
                    asked.first_unchecked =
                        compose("{0}: {1}", "{0}：{2}", number, detail.en, detail.zh);
                    break;
            }
        }
    }

    static void tell_unchecked(Asked& asked) {
        if (asked.unchecked == 0) return;
        const Bilingual& first = asked.first_unchecked;
        asked.findings.cannot_check(asked.unchecked == 1
                                        ? first
                                        : compose("{0} certificates, the first {1}",
                                                  "共 {0} 份证书，首份为 {2}", asked.unchecked,
                                                  first.en, first.zh));
    }

    void tell_all(const Bilingual& why) {
        editions_findings_.cannot_check(why);
        for (Asked& asked : asked_) asked.findings.cannot_check(why);
    }

    /// What keeps certificates from being looked at.
    void tell_gaps() {
        for (const auto& [edition, why] : refused_) {
            tell_all(compose("{2} certificates of {0}, edition {1}: {3}",
                             "{0}（版本 {1}）的证书 {2} 份：{4}", editions_[edition].standard,
                             format_hex(editions_[edition].digest).substr(0, 16),
                             editions_[edition].certificates, why.en, why.zh));
        }
        if (untraceable_ > 0) {
            tell_all(
                compose("{} certificates have no row in holders.csv that their entry commits to",
                        "有 {} 份证书在 holders.csv 中没有与其条目相符的行", untraceable_));
        }
        if (unreadable_ > 0) {
            tell_all(compose("{} entries cannot be read", "有 {} 个条目无法读取", unreadable_));
        }
        if (issued_ > 0) return;
        tell_all(scope_.standard.empty()
                     ? compose("the register has no certificate", "名册中没有证书")
                     : compose("the register has no certificate of {}", "名册中没有 {} 的证书",
                               scope_.standard));
    }

    [[nodiscard]] Bilingual count(std::uint64_t ok) const {
        const Bilingual text =
            compose("{0} of {1} certificates", "证书 {1} 份中的 {0} 份", ok, issued_);
        if (replacements_ == 0) return text;
        return compose("{0}; {2} replacements rest on others", "{1}；另有补换证 {2} 份以原证为据",
                       text.en, text.zh, replacements_);
    }

    AwardsScope scope_;
    std::string folder_;
    std::optional<RegisterConfig> config_;
    Findings editions_findings_{"editions", path(kEntriesFile)};
    Findings holders_findings_{"holders", path(kHoldersFile)};  // which the register's audit tells
    std::vector<Asked> asked_;                                  // in the order of the answer
    std::string texts_;
    std::vector<Certificate> certificates_;
    std::vector<Edition> editions_;
    std::unordered_map<ShortDigest, std::vector<std::uint32_t>, ShortDigestHash> by_award_;
    std::unordered_map<std::uint32_t, Known> known_;  // of those that are not earned yet
    std::map<std::size_t, Bilingual> refused_;        // editions
    std::uint64_t issued_ = 0;
    std::uint64_t replacements_ = 0;
    std::uint64_t untraceable_ = 0;
    std::uint64_t unreadable_ = 0;
};

AwardsAudit::AwardsAudit(const RegisterSnapshot& snapshot, AwardsScope scope)
    : content_(std::make_unique<Content>(snapshot, std::move(scope))) {}

AwardsAudit::~AwardsAudit() = default;

const std::vector<AwardsAudit::Edition>& AwardsAudit::editions() const {
    return content_->editions();
}

void AwardsAudit::enter(std::size_t edition, const RecomputedResult& result) {
    content_->enter(edition, result);
}

void AwardsAudit::enter_application(std::size_t edition, const RecomputedResult& application) {
    content_->enter_application(edition, application);
}

void AwardsAudit::cannot_recompute(std::size_t edition, Bilingual why) {
    content_->cannot_recompute(edition, std::move(why));
}

std::vector<Check> AwardsAudit::finish() { return content_->finish(); }

}  // namespace certrec
