#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <utility>

#include "base/compose.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "grade_answers.hpp"
#include "grade_diff.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string scores = "-";
    std::string standard;
    std::string eligibility;
    GradeQuestion question;
    std::string missing;
    std::string against;
    std::string require;
    InputOptions input;
    OutputOptions output;
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
        options.question.explain && !options.against.empty(),
        compose("--explain and --against do not go together", "--explain 与 --against 不能同用"));
    const std::string& format = options.output.format;
    const bool answers_rows = !options.question.explain && options.against.empty();
    refuse(answers_rows && (format == "table" || format == "toml"),
           compose("--format {} goes with --explain and --against; results are csv, json, jsonl",
                   "--format {} 仅与 --explain 或 --against 同用；评定结果为 csv、json 或 jsonl",
                   format));
    refuse(options.question.explain && (format == "csv" || format == "jsonl"),
           compose("an explanation has several lines; its formats are table, toml, json",
                   "说明有多行，格式为 table、toml 或 json"));
    refuse(options.question.explain && options.output.excel,
           compose("--excel is for CSV, and an explanation has several lines",
                   "--excel 用于 CSV，而说明有多行"));
}

TableFormat format_of(const Context& context, const Options& options) {
    if (options.question.explain && options.output.format.empty()) return TableFormat::table;
    return choose_format(context, options.output);
}

/// Grades into memory, and prints what differs from the old results.
void grade_against(Context& context, const Options& options, const Standard& standard,
                   GradeAnswers& answers, CsvBlocks& csv, const EligibilityFile* eligibility,
                   Output& output, std::string* missing) {
    std::string results;
    const TableFormat format = format_of(context, options);
    const Language language = answer_language(context, format);
    answers.write(csv, eligibility, write_memory(results), format, language, missing);
    CsvReader before(
        open_table(context, options.against, columns_under(standard, TableKind::results)));
    CsvReader after(read_memory(options.scores, std::move(results)));
    write_table(output.table(format),
                diff_results(before, after, standard, answers.level(), language), format, language);
}

/// Where --missing goes, if it was given.
std::optional<Output> open_missing(Context& context, const Options& options,
                                   std::span<const std::string> inputs) {
    if (options.missing.empty()) return std::nullopt;
    const auto whole = [](const std::string& path) {
        std::error_code ignored;
        return std::filesystem::weakly_canonical(std::filesystem::absolute(path), ignored);
    };
    if (whole(options.missing) == whole(options.output.path)) {
        throw UsageError(compose("--missing and --output name the same file",
                                 "--missing 与 --output 指同一文件"));
    }
    OutputOptions output = options.output;
    output.path = options.missing;
    // What explains or compares has a format of its own.
    if (options.question.explain || !options.against.empty()) output.format.clear();
    return std::optional<Output>(std::in_place, context, output, inputs);
}

std::optional<EligibilityFile> read_eligibility(Context& context, const Options& options,
                                                const Standard& standard, const CsvHeader& scores) {
    if (options.eligibility.empty()) return std::nullopt;
    return std::optional<EligibilityFile>(
        std::in_place, open_table(context, options.eligibility, {TableKind::eligibility, {}}),
        standard, options.question.level, scores,
        options.missing.empty() ? EligibilityFile::Keep::verdicts : EligibilityFile::Keep::rows);
}

ExitStatus run_grade(Context& context, const Options& options) {
    check_options(options);
    use_columns_file(context, options.input.columns_file);
    std::vector<std::string> inputs = {options.scores, options.eligibility,
                                       options.question.sessions, options.question.previous,
                                       options.against};
    refuse_double_standard_input(inputs);
    const Standard standard = load_standard(options.standard, context.sink());
    GradeAnswers answers(context, options.question, standard);
    CsvBlocks csv(open_table(context, options.scores, columns_under(standard, TableKind::scores),
                             &options.input));
    inputs.insert(inputs.end(), {options.standard, options.input.columns_file});
    inputs.insert(inputs.end(), standard.layers.begin(), standard.layers.end());
    Output output(context, options.output, inputs);
    std::optional<Output> missing = open_missing(context, options, inputs);
    const auto read = read_eligibility(context, options, standard, csv.header());
    const EligibilityFile* const eligibility = read ? &*read : nullptr;
    std::string missing_rows;
    std::string* const collected = missing ? &missing_rows : nullptr;
    if (options.against.empty()) {
        const TableFormat format = format_of(context, options);
        answers.write(csv, eligibility, options.question.explain ? output.sink() : output.rows(),
                      format, answer_language(context, format), collected);
    } else {
        grade_against(context, options, standard, answers, csv, eligibility, output, collected);
    }
    if (missing) {
        missing->rows()(missing_rows);
        missing->commit();
    }
    output.commit();
    if (answers.any_invalid()) return ExitStatus::not_judged;
    return options.require == "all" && answers.any_not_passed() ? ExitStatus::negative
                                                                : ExitStatus::done;
}

}  // namespace

void add_grade(CLI::App& app, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "grade",
        say.with_examples("Grade scores exactly under a standard", "按标准精确评定成绩",
                          "  certrec grade --standard pts-152010301-01 scores.csv > results.csv\n"
                          "  certrec grade --standard pts-152010301-01 --eligibility "
                          "eligibility.csv scores.csv"));
    command
        ->add_option("SCORES", options->scores,
                     say("scores.csv, or - (the default)", "scores.csv，或 -（默认，标准输入）"))
        ->type_name("");
    command
        ->add_option(
            "--standard", options->standard,
            say("Id of a built-in standard, or a TOML file", "内置标准的标识，或 TOML 文件"))
        ->required()
        ->type_name("S");
    command
        ->add_option("--eligibility", options->eligibility,
                     say("What check-eligibility wrote, or -; only who is eligible can pass",
                         "check-eligibility 的输出，或 -；只有符合申报条件者才能合格"))
        ->type_name("FILE");
    command
        ->add_option("--sessions", options->question.sessions,
                     say("sessions.csv; scores of a session that broke the rules are irregular",
                         "sessions.csv；违规场次的成绩判为 irregular"))
        ->type_name("FILE");
    command
        ->add_option("--previous", options->question.previous,
                     say("Results of earlier sittings, whose attempts count too",
                         "以往的评定结果，其中的各次考试一并计入"))
        ->type_name("FILE");
    command
        ->add_option("--missing", options->missing,
                     say("Write there who is eligible and has no scores (with --eligibility)",
                         "把符合条件而没有成绩者写入 FILE（与 --eligibility 同用）"))
        ->configurable(false)
        ->type_name("FILE");
    command
        ->add_option(
            "--against", options->against,
            say("Print whose outcome differs from those results, and why, instead of results",
                "不输出评定结果，而输出哪些人的结果与 FILE 不同及其原因"))
        ->type_name("FILE");
    command->add_flag("--explain", options->question.explain,
                      say("Print how each result comes about, instead of results",
                          "不输出评定结果，而输出每个结果的由来"));
    add_format_option(*command, options->output, say)
        ->description(say("Form of the answer (default: csv; table with --explain, or on a "
                          "terminal with --against)",
                          "输出格式（默认：csv；与 --explain 同用时为 table，与 --against 同用且"
                          "在终端上也是）"));
    command
        ->add_option("--level", options->question.level,
                     say("Level of all rows, in place of the column", "所有行的等级，代替该列"))
        ->type_name("LEVEL");
    command
        ->add_option("--require", options->require,
                     say("Exit 1 if any row is not a pass", "有任何一行不合格则以 1 退出"))
        ->check(CLI::IsMember({"all"}))
        ->option_text("all");
    add_input_options(*command, options->input, say);
    add_row_options(*command, options->output, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_grade(context, *options); };
    });
}

}  // namespace certrec::cli
