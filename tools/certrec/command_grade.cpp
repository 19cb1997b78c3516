#include <array>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/result.hpp"
#include "certrec/report/grading_explanation.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "grade_alone.hpp"
#include "grade_diff.hpp"
#include "grade_joins.hpp"
#include "grade_rows.hpp"
#include "grade_together.hpp"

namespace certrec::cli {

namespace {

/// Answers of rows that are graded together are handed over in pieces of about this size.
constexpr std::size_t kFlushBytes = 256U * 1024U;

struct Options {
    std::string scores = "-";
    std::string standard;
    std::string eligibility;
    std::string sessions;
    std::string previous;
    std::string missing;
    std::string against;
    std::string level;
    std::string require;
    std::string format;
    bool explain = false;
    OutputOptions output;
};

/// Grades the rows of one file.
class Stage {
  public:
    Stage(Context& context, const Options& options, const Standard& standard)
        : context_(context), options_(options), standard_(standard) {
        require_gradable();
        if (!options_.level.empty()) level_ = &require_level_option(standard_, options_.level);
    }

    /// Writes the answers to `sink`; `format` and `language` are those of explanations.
    ExitStatus run(CsvBlocks& csv, const ByteSink& sink, TableFormat format, Language language) {
        const CsvHeader& header = csv.header();
        const std::vector<ScoreColumn> wanted = score_columns(standard_);
        const ScoreColumns columns(standard_, wanted, header, options_.level);
        std::optional<EligibilityFile> eligibility;
        if (!options_.eligibility.empty()) {
            eligibility.emplace(open_input(context_, options_.eligibility), standard_,
                                options_.level, header,
                                options_.missing.empty() ? EligibilityFile::Keep::verdicts
                                                         : EligibilityFile::Keep::rows);
        }
        std::optional<SessionBook> sessions;
        if (!options_.sessions.empty()) {
            sessions.emplace(context_, options_.sessions, standard_, header);
        }
        const GradeSetup setup{standard_, columns, level_, sessions ? &*sessions : nullptr,
                               options_.explain ? language : context_.row_language};
        const ResultFormat results(setup, eligibility ? &*eligibility : nullptr);
        std::optional<GradingExplanation> explanation;
        options_.explain ? void(explanation.emplace(standard_, format, language))
                         : results.refuse_added(header);
        GradingExplanation* const explain = explanation ? &*explanation : nullptr;
        AnswerSink answers(sink, results.header(header), explain);
        bool all_read = !sessions || !sessions->any_invalid();
        if (must_be_together(columns)) {
            all_read &= grade_together(setup, eligibility ? &*eligibility : nullptr, csv,
                                       AnswerText(results, explain), answers);
        } else {
            grade_alone(context_, setup, results, explain, csv, answers);
        }
        answers.finish();
        if (answers.any_invalid() || !all_read) return ExitStatus::not_judged;
        return options_.require == "all" && answers.any_not_passed() ? ExitStatus::negative
                                                                     : ExitStatus::done;
    }

    /// The level of all rows; nullptr: the column says it.
    [[nodiscard]] const Level* level() const { return level_; }

    /// What --missing asks for. Requires: run has been called.
    [[nodiscard]] const std::string& missing() const { return missing_; }

  private:
    void require_gradable() const {
        const std::vector<std::string> open = values_open_for_grading(standard_);
        if (open.empty()) return;
        throw Refusal(
            compose("nobody can be graded by {0}: its text, as we have it, leaves open {1}",
                    "无法按 {0} 评定成绩：所据文本未载明 {1}", standard_.id, joined(open)),
            compose("supply the values in an overlay: certrec-standard(5), OVERLAYS",
                    "请以叠加标准补充：见 certrec-standard(5) 的 OVERLAYS"));
    }

    /// Whether a row can say something about another.
    [[nodiscard]] bool must_be_together(const ScoreColumns& columns) const {
        const bool resits = standard_.resits && standard_.resits->count != AttemptRule::each;
        if (!options_.previous.empty() && !columns.tell_attempts()) {
            throw Refusal(compose("earlier results need attempts that can be told apart",
                                  "合并以往结果须能区分各次考试"),
                          compose("add a column 'attempt' or 'held_on' to the scores",
                                  "请在成绩中加入列“attempt”或“held_on”"));
        }
        return resits || columns.tell_attempts() || !options_.previous.empty() ||
               !options_.eligibility.empty();
    }

    bool grade_together(const GradeSetup& setup, const EligibilityFile* eligibility, CsvBlocks& csv,
                        AnswerText text, AnswerSink& answers) {
        TogetherGrading together(setup, eligibility);
        bool all_read = true;
        if (!options_.previous.empty()) {
            CsvReader previous(open_input(context_, options_.previous));
            all_read = together.read_previous(context_, previous, options_.level);
        }
        together.read(csv);
        const auto hand_over = [&] {
            answers.take(text);
            text.clear();
        };
        together.grade([&](const GradedRow& row, const std::optional<Diagnostic>& diagnostic) {
            if (diagnostic) context_.report(*diagnostic);
            text.add(row);
            if (text.text().size() >= kFlushBytes) hand_over();
        });
        hand_over();
        if (!options_.missing.empty()) {
            missing_ = eligibility->missing([&](std::string_view candidate_id, const Level& level) {
                return together.has_scores(candidate_id, level);
            });
        }
        return all_read;
    }

    Context& context_;
    const Options& options_;
    const Standard& standard_;
    const Level* level_ = nullptr;
    std::string missing_;
};

/// Options that do not go together, before anything is read.
void check_options(const Options& options) {
    const auto refuse = [](bool wrong, Bilingual message) {
        if (wrong) throw UsageError(std::move(message));
    };
    refuse(!options.missing.empty() && options.eligibility.empty(),
           compose("--missing needs --eligibility", "--missing 须与 --eligibility 同用"));
    refuse(options.missing == "-" && options.output.path == "-",
           compose("--missing and the results cannot both go to standard output",
                   "--missing 与评定结果不能同时写往标准输出"));
    refuse(
        options.explain && !options.against.empty(),
        compose("--explain and --against do not go together", "--explain 与 --against 不能同用"));
    refuse(!options.format.empty() && !options.explain && options.against.empty(),
           compose("--format goes with --explain and --against; the answer is CSV",
                   "--format 仅与 --explain 或 --against 同用；结果为 CSV"));
    refuse(options.explain && options.format == "csv",
           compose("an explanation has several lines; its formats are table, toml, json",
                   "说明有多行，格式为 table、toml 或 json"));
}

TableFormat format_of(const Context& context, const Options& options) {
    if (options.explain && options.format.empty()) return TableFormat::table;
    return choose_format(context, options.format, options.output);
}

/// Grades into memory, and prints what differs from the old results.
ExitStatus grade_against(Context& context, const Options& options, const Standard& standard,
                         Stage& stage, CsvBlocks& csv, const ByteSink& sink) {
    std::string results;
    const TableFormat format = format_of(context, options);
    const Language language = answer_language(context, format);
    const ExitStatus status = stage.run(csv, write_memory(results), format, language);
    CsvReader before(open_input(context, options.against));
    CsvReader after(read_memory(options.scores, std::move(results)));
    write_table(sink, diff_results(before, after, standard, stage.level(), language), format,
                language);
    return status;
}

ExitStatus run_grade(Context& context, const Options& options) {
    check_options(options);
    std::vector<std::string> inputs = {options.scores, options.eligibility, options.sessions,
                                       options.previous, options.against};
    refuse_double_standard_input(inputs);
    const Standard standard = load_standard(options.standard, context.sink());
    Stage stage(context, options, standard);
    CsvBlocks csv(open_input(context, options.scores));
    inputs.push_back(options.standard);
    inputs.insert(inputs.end(), standard.layers.begin(), standard.layers.end());
    Output output(context, options.output, inputs);
    std::optional<Output> missing;
    if (!options.missing.empty()) {
        const auto whole = [](const std::string& path) {
            std::error_code ignored;
            return std::filesystem::weakly_canonical(std::filesystem::absolute(path), ignored);
        };
        if (whole(options.missing) == whole(options.output.path)) {
            throw UsageError(compose("--missing and --output name the same file",
                                     "--missing 与 --output 指同一文件"));
        }
        missing.emplace(context, OutputOptions{options.missing, options.output.force}, inputs);
    }
    ExitStatus status = ExitStatus::done;
    if (options.against.empty()) {
        const TableFormat format = format_of(context, options);
        status = stage.run(csv, output.sink(), format, answer_language(context, format));
    } else {
        status = grade_against(context, options, standard, stage, csv, output.sink());
    }
    if (missing) {
        missing->sink()(stage.missing());
        missing->commit();
    }
    output.commit();
    return status;
}

}  // namespace

void add_grade(CLI::App& app, Action& action) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "grade",
        "Grade scores exactly under a standard\n\n"
        "Examples:\n"
        "  certrec grade --standard pts-152010301-01 scores.csv > results.csv\n"
        "  certrec grade --standard pts-152010301-01 --eligibility eligibility.csv scores.csv");
    command->add_option("SCORES", options->scores, "scores.csv, or - (the default)")->type_name("");
    command
        ->add_option("--standard", options->standard, "Id of a built-in standard, or a TOML file")
        ->required()
        ->type_name("S");
    command
        ->add_option("--eligibility", options->eligibility,
                     "What check-eligibility wrote, or -; only who is eligible can pass")
        ->type_name("FILE");
    command
        ->add_option("--sessions", options->sessions,
                     "sessions.csv; scores of a session that broke the rules are irregular")
        ->type_name("FILE");
    command
        ->add_option("--previous", options->previous,
                     "Results of earlier sittings, whose attempts count too")
        ->type_name("FILE");
    command
        ->add_option("--missing", options->missing,
                     "Write there who is eligible and has no scores (with --eligibility)")
        ->type_name("FILE");
    command
        ->add_option("--against", options->against,
                     "Print whose outcome differs from those results, and why, instead of results")
        ->type_name("FILE");
    command->add_flag("--explain", options->explain,
                      "Print how each result comes about, instead of results");
    add_format_option(*command, options->format);
    command->add_option("--level", options->level, "Level of all rows, in place of the column")
        ->type_name("LEVEL");
    command->add_option("--require", options->require, "Exit 1 if any row is not a pass")
        ->check(CLI::IsMember({"all"}))
        ->option_text("all");
    add_output_options(*command, options->output);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_grade(context, *options); };
    });
}

}  // namespace certrec::cli
