#include "verify_awards.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>
#include <variant>

#include "award_rows.hpp"
#include "base/compose.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_blocks.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/records/result.hpp"
#include "certrec/register/awards_audit.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "column_file.hpp"
#include "damaged_rows.hpp"
#include "editions.hpp"
#include "eligibility_answers.hpp"
#include "grade_answers.hpp"

namespace certrec::cli {

namespace {

/// Whom a row is about, also if something else keeps it from being judged, such as a missing name.
/// `number` is space for the document's number.
AwardKey key_of(const CsvRow& row, const IdentityColumns& columns, const Standard& standard,
                const Level& level, std::string& number) {
    const std::string_view type = id_type_word(row.field(columns.id_type));
    number = clean_document_number(row.field(columns.id_number), type);
    return {type, number, standard.id, level.id};
}

/// What rows say is said in one language.
Bilingual same(std::string text) { return {text, text}; }

std::string place_of(const CsvRow& row) {
    const Location at = row.location();
    return fmt::format("{}:{}", shown(at.file, 400), at.line);
}

/// The day in that column, if there is one and it holds a day.
std::optional<Date> day_in(const CsvRow& row, std::optional<std::size_t> column) {
    return column ? parse_date(row.field(*column)) : std::nullopt;
}

Answer eligibility_answer(Eligibility eligibility, std::string_view reasons) {
    if (eligibility == Eligibility::eligible) return {};
    return {eligibility == Eligibility::ineligible ? CheckStatus::failed : CheckStatus::unchecked,
            compose("{0}: {1}", "{0}：{1}", describe_eligibility(eligibility), reasons)};
}

/// `eligibility` decides about who is not eligible: that may be undetermined.
Answer result_answer(Outcome outcome, std::string_view reasons, const Answer& eligibility) {
    if (outcome == Outcome::pass) return {};
    Bilingual detail = describe_outcome(outcome);
    if (!reasons.empty()) detail = compose("{0}: {1}", "{0}：{1}", detail, reasons);
    const bool is_open =
        outcome == Outcome::invalid ||
        (outcome == Outcome::ineligible && eligibility.status == CheckStatus::unchecked);
    return {is_open ? CheckStatus::unchecked : CheckStatus::failed, std::move(detail)};
}

/// On which day those attempts were sat for that decided a row.
class AttemptDays {
  public:
    AttemptDays(const CsvHeader& header, const Standard& standard)
        : standard_(standard),
          together_(standard.resits && standard.resits->count != AttemptRule::each),
          candidate_id_(header.require("candidate_id")),
          level_(header.find("level")),
          attempt_(header.find("attempt")),
          held_on_(header.find("held_on")),
          attempts_(header.find("attempts")) {}

    /// Whether attempts are numbers, whose days other rows tell.
    [[nodiscard]] bool want_all_rows() const { return together_ && attempt_ && held_on_; }

    void remember(const CsvRow& row) {
        if (const auto day = day_in(row, held_on_)) days_[key(row, row.field(*attempt_))] = *day;
    }

    /// The last of them.
    [[nodiscard]] std::optional<Date> last(const CsvRow& row) const {
        std::optional<Date> last;
        std::string_view labels = together_ && attempts_ ? row.field(*attempts_) : "";
        if (labels.empty()) return day_in(row, held_on_);
        while (!labels.empty()) {
            const std::string_view label = labels.substr(0, labels.find(';'));
            labels.remove_prefix(std::min(labels.size(), label.size() + 1));
            const auto day = day_of(row, label.substr(label.find(':') + 1));
            if (day && (!last || *day > *last)) last = day;
        }
        return last;
    }

  private:
    [[nodiscard]] std::optional<Date> day_of(const CsvRow& row, std::string_view attempt) const {
        if (const auto day = parse_date(attempt)) return day;
        const auto found = days_.find(key(row, attempt));
        return found == days_.end() ? std::nullopt : std::optional(found->second);
    }

    [[nodiscard]] std::string key(const CsvRow& row, std::string_view attempt) const {
        const Level* const level = level_ ? standard_.find_level(row.field(*level_)) : nullptr;
        return fmt::format("{}\n{}\n{}", row.field(candidate_id_),
                           level == nullptr ? std::string_view() : level->id, attempt);
    }

    const Standard& standard_;
    bool together_;
    std::size_t candidate_id_;
    std::optional<std::size_t> level_;
    std::optional<std::size_t> attempt_;
    std::optional<std::size_t> held_on_;
    std::optional<std::size_t> attempts_;
    std::unordered_map<std::string, Date> days_;
};

/// Holds the rows of one file of results against the certificates of one edition.
class ResultRows {
  public:
    /// `eligibility` and `sessions` are nullptr if they are not asked.
    ResultRows(const CsvHeader& header, const Standard& standard, const Level* fixed_level,
               const EligibilityFile* eligibility, const SessionBook* sessions, Language language)
        : header_(header),
          standard_(standard),
          fixed_level_(fixed_level),
          eligibility_(eligibility),
          sessions_(sessions),
          language_(language),
          awards_(header, &standard, Date()),
          days_(header, standard),
          level_(header.find("level")),
          reasons_(header.find("reasons")),
          applied_on_(header.find("applied_on")),
          score_columns_(score_columns(standard)) {}

    /// Of attempts that count together, each row is remembered before any is entered.
    [[nodiscard]] AttemptDays& days() { return days_; }

    void enter(const CsvRow& row, AwardsAudit& audit, std::size_t edition, DamagedRows& damaged) {
        const ResultColumns& columns = awards_.columns();
        if (columns.standard && !standard_.is_called(row.field(*columns.standard))) return;
        // Beside scores the number is that of the application.
        damaged.look_at(
            row, columns.candidate_id,
            eligibility_ == nullptr ? std::optional(columns.identity.id_number) : std::nullopt);
        const auto outcome = parse_outcome(row.field(columns.outcome));
        const Level* const applied = fixed_level_ != nullptr ? fixed_level_
                                     : level_ ? standard_.find_level(row.field(*level_))
                                              : nullptr;
        const Level* const level =
            outcome == Outcome::pass ? standard_.find_level(row.field(columns.awarded)) : applied;
        // A row that does not say what somebody got speaks for no certificate.
        if (!outcome || level == nullptr) return;
        Answer eligibility = answer_eligibility(row, applied);
        Answer answer = result_answer(*outcome, reasons_of(row), eligibility);
        std::string number;
        RecomputedResult result{place_of(row),
                                key_of(row, columns.identity, standard_, *level, number),
                                day_in(row, applied_on_),
                                days_.last(row),
                                std::move(eligibility),
                                answer_staffing(row),
                                std::move(answer),
                                std::nullopt};
        read_award(row, result);
        audit.enter(edition, result);
    }

  private:
    [[nodiscard]] Answer answer_eligibility(const CsvRow& row, const Level* applied) const {
        if (eligibility_ == nullptr || applied == nullptr) return {};
        const auto* const verdict =
            eligibility_->find(row.field(awards_.columns().candidate_id), *applied);
        if (verdict == nullptr) {
            return {CheckStatus::failed,
                    compose("nobody of that candidate_id applied", "没有该 candidate_id 的申报")};
        }
        return eligibility_answer(verdict->eligibility, verdict->reasons);
    }

    [[nodiscard]] std::string_view reasons_of(const CsvRow& row) const {
        return reasons_ ? row.field(*reasons_) : std::string_view();
    }

    /// Asks the sessions themselves: the outcome tells of them only if nothing comes before.
    [[nodiscard]] Answer answer_staffing(const CsvRow& row) const {
        if (sessions_ == nullptr) return {};
        std::vector<Score> scores;
        for (const ScoreColumn& wanted : score_columns_) {
            const auto column = header_.find(wanted.name);
            const auto score = parse_score(column ? row.field(*column) : std::string_view());
            if (!score) return {CheckStatus::unchecked, same(std::string(reasons_of(row)))};
            scores.push_back(*score);
        }
        const auto broken = sessions_->check(row, score_columns_, scores, language_);
        if (const auto* const fault = std::get_if<CellFault>(&broken)) {
            return {CheckStatus::unchecked, fault->message};
        }
        const auto& reasons = std::get<std::string>(broken);
        if (!reasons.empty()) return {CheckStatus::failed, same(reasons)};
        const Bilingual undecided = sessions_->undecided(row, score_columns_, scores);
        if (undecided.en.empty()) return {};
        return {CheckStatus::unchecked, undecided};
    }

    void read_award(const CsvRow& row, RecomputedResult& result) {
        auto award = awards_.read(row);
        if (auto* const fault = std::get_if<CellFault>(&award)) {
            result.result = {CheckStatus::unchecked, std::move(fault->message)};
        } else if (auto* const passed = std::get_if<Award>(&award)) {
            result.award = std::move(*passed);
        }
    }

    const CsvHeader& header_;
    const Standard& standard_;
    const Level* fixed_level_;
    const EligibilityFile* eligibility_;
    const SessionBook* sessions_;
    Language language_;
    AwardReader awards_;
    AttemptDays days_;
    std::optional<std::size_t> level_;
    std::optional<std::size_t> reasons_;
    std::optional<std::size_t> applied_on_;
    std::vector<ScoreColumn> score_columns_;
};

/// Judges and grades all files under one edition.
class Chain {
  public:
    Chain(Context& context, const AwardsOptions& options, const Standard& standard,
          std::size_t edition, AwardsAudit& audit, DamagedRows& damaged)
        : context_(context),
          options_(options),
          standard_(standard),
          edition_(edition),
          audit_(audit),
          damaged_(damaged) {}

    void run() {
        if (!options_.results.empty()) {
            return enter_results(
                [this] { return open_table(context_, options_.results, results_columns()); },
                nullptr, false);
        }
        const std::string verdicts = judge();
        grade(verdicts);
        enter_applications(verdicts);
    }

  private:
    [[nodiscard]] TableColumns results_columns() const {
        return columns_under(standard_, TableKind::results);
    }

    /// What check-eligibility answers.
    [[nodiscard]] std::string judge() {
        const EligibilityQuestion question{
            options_.evidence, options_.as_of, options_.level, options_.later_evidence,
            usable_threads(),  false,          false};
        EligibilityAnswers answers(context_, question, standard_, TableFormat::csv,
                                   context_.row_language);
        std::string verdicts;
        answers.write(open_table(context_, options_.applications, {TableKind::applications, {}}),
                      write_memory(verdicts));
        return verdicts;
    }

    /// Enters what grade answers.
    void grade(const std::string& verdicts) {
        const bool has_sessions = !options_.sessions.empty() && SessionBook::has_rules(standard_);
        const GradeQuestion question{has_sessions ? options_.sessions : "", options_.previous,
                                     options_.level, false};
        CsvBlocks scores(
            open_table(context_, options_.scores, columns_under(standard_, TableKind::scores)));
        const EligibilityFile eligibility(read_memory(options_.applications, verdicts), standard_,
                                          options_.level, scores.header(),
                                          EligibilityFile::Keep::verdicts);
        GradeAnswers answers(context_, question, standard_);
        std::string text;
        answers.write(scores, &eligibility, write_memory(text), TableFormat::csv,
                      context_.row_language);
        enter_results([&] { return read_memory(options_.scores, text); }, &eligibility,
                      has_sessions);
    }

    /// `open` gives the results from their beginning.
    template <typename Open>
    void enter_results(const Open& open, const EligibilityFile* eligibility, bool has_sessions) {
        CsvReader results(open());
        std::optional<SessionBook> sessions;
        if (has_sessions) {
            sessions.emplace(context_, options_.sessions, standard_, results.header());
        }
        ResultRows rows(results.header(), standard_, fixed_level(), eligibility,
                        sessions ? &*sessions : nullptr, context_.row_language);
        if (rows.days().want_all_rows()) {
            CsvReader all(open());
            while (const CsvRow* const row = all.next()) rows.days().remember(*row);
        }
        while (const CsvRow* const row = results.next()) {
            rows.enter(*row, audit_, edition_, damaged_);
        }
    }

    void enter_applications(const std::string& verdicts) {
        CsvReader reader(read_memory(options_.applications, verdicts));
        const CsvHeader& header = reader.header();
        const IdentityColumns identity_columns(header);
        const std::size_t candidate_id = header.require("candidate_id");
        const auto level_column = header.find("level");
        const std::size_t applied_on = header.require("applied_on");
        const std::size_t eligibility_column = header.require("eligibility");
        const std::size_t reasons = header.require("reasons");
        while (const CsvRow* const row = reader.next()) {
            damaged_.look_at(*row, candidate_id, identity_columns.id_number);
            const Level* const level = options_.level.empty() && level_column
                                           ? standard_.find_level(row->field(*level_column))
                                           : fixed_level();
            const auto eligibility = parse_eligibility(row->field(eligibility_column));
            if (level == nullptr || !eligibility) continue;
            std::string number;
            audit_.enter_application(edition_,
                                     {place_of(*row),
                                      key_of(*row, identity_columns, standard_, *level, number),
                                      day_in(*row, applied_on),
                                      std::nullopt,
                                      eligibility_answer(*eligibility, row->field(reasons)),
                                      {},
                                      {},
                                      std::nullopt});
        }
    }

    [[nodiscard]] const Level* fixed_level() const {
        return options_.level.empty() ? nullptr : &require_level_option(standard_, options_.level);
    }

    Context& context_;
    const AwardsOptions& options_;
    const Standard& standard_;
    std::size_t edition_;
    AwardsAudit& audit_;
    DamagedRows& damaged_;
};

/// A context that says nothing: what is wrong with a row matters only to its certificate.
Context silent(const Context& context, Language language) {
    Context copy = context;
    copy.error = [](std::string_view) {};
    copy.row_language = language;
    return copy;
}

}  // namespace

void add_awards_options(CLI::App& command, AwardsOptions& options, const Say& say) {
    const auto add = [&command](const char* name, std::string& value, const std::string& text,
                                const char* type) {
        return command.add_option(name, value, text)
            ->needs("--register")
            ->excludes("--public")
            ->type_name(type);
    };
    add("--applications", options.applications,
        say("Judge and grade again: who applied; with --evidence and --scores",
            "重新判定与评定：申报；与 --evidence、--scores 同用"),
        "FILE");
    add("--evidence", options.evidence,
        say("What the applications rest on", "申报所依据的证明材料"), "DIR");
    add("--scores", options.scores, say("What they scored", "成绩"), "FILE");
    add("--sessions", options.sessions,
        say("The sessions, whose staffing is checked too", "场次，其人员配备一并检查"), "FILE");
    add("--previous", options.previous,
        say("Results of earlier sittings, as for grade", "以往的评定结果，同 grade"), "FILE");
    add("--results", options.results,
        say("In place of all these: what grade wrote", "代替以上各项：grade 的输出"), "FILE");
    add("--standard", options.standard,
        say("Judge and grade again only the certificates of this standard",
            "只重新判定与评定此标准的证书"),
        "S");
    add("--standards", options.standards,
        say("Folder of standards, such as old editions", "标准文件夹，如旧版本"), "DIR");
    add("--level", options.level,
        say("Level of all rows, in place of the column", "所有行的等级，代替该列"), "LEVEL");
    add("--as-of", options.as_of,
        say("Judge as of DATE instead of each applied_on",
            "以 DATE 为判定日，而不是各行的 applied_on"),
        "DATE");
    add("--later-evidence", options.later_evidence,
        say("Evidence dated after the day that is judged: refuse (the default), or ignore",
            "日期晚于判定日的证明材料：refuse 拒绝（默认），或 ignore 忽略"),
        "")
        ->check(CLI::IsMember({"refuse", "ignore"}))
        ->option_text("refuse|ignore");
    add_columns_file_option(command, options.columns_file, say)->needs("--register");
    command
        .add_flag("--partial", options.partial,
                  say("Pass over certificates of people whom the files do not name",
                      "跳过文件中没有提到的人的证书"))
        ->needs("--register");
}

bool asks_for_awards(const AwardsOptions& options) {
    return !options.scores.empty() || !options.results.empty();
}

std::vector<std::string> files_of(const AwardsOptions& options) {
    return {options.applications, options.evidence,  options.scores,
            options.sessions,     options.previous,  options.results,
            options.standard,     options.standards, options.columns_file};
}

void require_whole_chain(const AwardsOptions& options) {
    const bool any = !options.applications.empty() || !options.evidence.empty() ||
                     !options.scores.empty() || !options.sessions.empty() ||
                     !options.previous.empty();
    const bool judges = !options.as_of.empty() || options.later_evidence != "refuse";
    const bool all =
        !options.applications.empty() && !options.evidence.empty() && !options.scores.empty();
    if ((any || judges) && !options.results.empty()) {
        throw UsageError(compose("--results stands in place of what it was graded from",
                                 "--results 用于代替评定所据的各文件"),
                         compose("give either", "请只给其一"));
    }
    if (any && !all) {
        throw UsageError(
            compose("to judge and grade again takes --applications, --evidence and --scores",
                    "重新判定与评定须同时指定 --applications、--evidence 和 --scores"));
    }
    const bool further = !options.standard.empty() || !options.standards.empty() ||
                         !options.level.empty() || options.partial || judges;
    if (further && !asks_for_awards(options)) {
        throw UsageError(
            compose("there is nothing to judge and grade again", "没有要重新判定与评定的内容"),
            compose("give --applications, --evidence and --scores, or --results",
                    "请指定 --applications、--evidence 和 --scores，或 --results"));
    }
    (void)parse_date_option("--as-of", options.as_of);
    const auto files = files_of(options);
    if (std::find(files.begin(), files.end(), "-") != files.end()) {
        throw UsageError(
            compose("files that are judged and graded again may be read twice, and "
                    "standard input cannot be",
                    "重新判定与评定的文件可能要读两遍，不能来自标准输入"));
    }
}

std::vector<Check> check_awards(const Context& context, const AwardsOptions& options,
                                const RegisterSnapshot& snapshot, Language language) {
    Editions editions(options.standard, options.standards, context.sink());
    AwardsAudit audit(snapshot, {editions.named(), !options.scores.empty(),
                                 !options.sessions.empty(), options.partial});
    Context quiet = silent(context, language);
    // What is wrong with that file concerns all of them.
    if (!options.columns_file.empty()) {
        quiet.mappings = read_column_file(options.columns_file, context.sink());
    }
    DamagedRows damaged(context);
    for (std::size_t i = 0; i < audit.editions().size(); ++i) {
        const AwardsAudit::Edition& edition = audit.editions()[i];
        const Standard* const standard = editions.find(edition.standard, edition.digest);
        if (standard == nullptr) {
            audit.cannot_recompute(i, compose("this edition is not at hand; give its file in "
                                              "--standards DIR",
                                              "未找到此版本，请以 --standards 文件夹提供其文件"));
            continue;
        }
        try {
            Chain(quiet, options, *standard, i, audit, damaged).run();
        } catch (const Refusal& refusal) {
            const Diagnostic& why = refusal.diagnostic();
            const std::string place =
                why.location.file.empty() ? ""
                : why.location.line == 0
                    ? why.location.file + ": "
                    : fmt::format("{}:{}: ", why.location.file, why.location.line);
            audit.cannot_recompute(i, {place + why.message.en, place + why.message.zh});
        }
    }
    return audit.finish();
}

}  // namespace certrec::cli
