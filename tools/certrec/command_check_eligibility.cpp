#include <CLI/CLI.hpp>
#include <algorithm>
#include <thread>
#include <utility>

#include "base/compose.hpp"
#include "certrec/standards/catalogue.hpp"
#include "check_subjects.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "eligibility_answers.hpp"
#include "input.hpp"
#include "line_faults.hpp"

namespace certrec::cli {

namespace {

struct Options {
    std::string applications = "-";
    std::string subject = "person";
    std::string standard;
    EligibilityQuestion question;
    std::string require;
    InputOptions input;
    OutputOptions output;
};

void check_format(const Options& options) {
    const std::string& format = options.output.format;
    if (!options.question.explain) {
        if (format != "table" && format != "toml") return;
        throw UsageError(compose("--format {} goes with --explain; rows are csv, json, jsonl",
                                 "--format {} 仅与 --explain 同用；各行的格式为 csv、json 或 jsonl",
                                 format));
    }
    if (format == "csv" || format == "jsonl" || options.output.excel) {
        throw UsageError(compose("an explanation is a tree: its formats are table, toml, json",
                                 "说明为树形，格式为 table、toml 或 json"));
    }
}

TableFormat explanation_format(const Options& options) {
    return parse_table_format(options.output.format).value_or(TableFormat::table);
}

ExitStatus check_persons(Context& context, const Options& options) {
    const TableFormat format = explanation_format(options);
    const Language language =
        options.question.explain ? answer_language(context, format) : context.row_language;
    const Standard standard = load_standard(options.standard, context.sink());
    EligibilityAnswers answers(context, options.question, standard, format, language);
    ByteSource applications =
        open_table(context, options.applications, {TableKind::applications, {}}, &options.input);
    std::vector<std::string> inputs = standard.layers;
    inputs.insert(inputs.end(), {options.applications, options.question.evidence, options.standard,
                                 options.input.columns_file});
    Output output(context, options.output, inputs);
    answers.write(std::move(applications),
                  options.question.explain ? output.sink() : output.rows());
    output.commit();
    if (answers.any_invalid()) return ExitStatus::not_judged;
    return options.require == "all" && answers.any_not_eligible() ? ExitStatus::negative
                                                                  : ExitStatus::done;
}

void refuse_options_for_persons(const Options& options) {
    const auto refuse = [&options](bool given, std::string_view name) {
        if (!given) return;
        throw UsageError(compose("{0} is not for --subject {1}", "{0} 不适用于 --subject {1}", name,
                                 options.subject));
    };
    refuse(options.question.explain, "--explain");
    refuse(options.question.sorted, "--sorted");
    refuse(options.question.later_evidence != "refuse", "--later-evidence");
}

ExitStatus run_check_eligibility(Context& context, const Options& options) {
    check_format(options);
    use_columns_file(context, options.input.columns_file);
    if (options.subject != "person") {
        refuse_options_for_persons(options);
        return check_subjects(
            context, {options.subject, options.applications, options.standard,
                      options.question.evidence, options.question.level, options.question.as_of,
                      options.require, options.input, options.output});
    }
    if (options.question.evidence.empty()) {
        throw UsageError(compose("--evidence is required", "须指定 --evidence"),
                         compose("it is the folder with one CSV file for each kind",
                                 "即每类证明材料一个 CSV 文件的文件夹"));
    }
    return check_persons(context, options);
}

}  // namespace

void add_check_eligibility(CLI::App& app, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    options->question.threads = std::max(1U, std::thread::hardware_concurrency());
    CLI::App* const command = app.add_subcommand(
        "check-eligibility",
        say.with_examples("Decide who may apply for which level, and say why",
                          "审核谁可以申报哪个等级，并说明原因",
                          "  certrec check-eligibility --standard pts-152010301-01 --evidence "
                          "evidence applications.csv\n"
                          "  certrec check-eligibility --standard my.toml --evidence evidence "
                          "--as-of 2026-09-01 \\\n"
                          "      --require all -o eligibility.csv applications.csv"));
    command
        ->add_option("APPLICATIONS", options->applications,
                     say("applications.csv, sessions.csv or venues.csv; - is the default",
                         "applications.csv、sessions.csv 或 venues.csv；默认为 -（标准输入）"))
        ->type_name("");
    command
        ->add_option(
            "--standard", options->standard,
            say("Id of a built-in standard, or a TOML file", "内置标准的标识，或 TOML 文件"))
        ->required()
        ->type_name("S");
    command
        ->add_option(
            "--subject", options->subject,
            say("What each row is about (default: person)", "每行的对象（默认：person，考生）"))
        ->check(CLI::IsMember({"person", "session", "venue"}))
        ->option_text("person|session|venue");
    command
        ->add_option(
            "--evidence", options->question.evidence,
            say("Folder with one CSV file for each kind, or one TOML file for each candidate "
                "(required for persons)",
                "证明材料文件夹：每类一个 CSV 文件，或每名考生一个 TOML 文件（判定考生时必需）"))
        ->type_name("DIR");
    command
        ->add_option("--as-of", options->question.as_of,
                     say("Judge as of DATE instead of each applied_on",
                         "以 DATE 为判定日，而不是各行的 applied_on"))
        ->type_name("DATE");
    command
        ->add_option("--level", options->question.level,
                     say("Level of all rows, in place of the column", "所有行的等级，代替该列"))
        ->type_name("LEVEL");
    command->add_flag("--explain", options->question.explain,
                      say("Print the whole tree of every route instead of the rows",
                          "不输出行，而输出每条申报条件的整棵条件树"));
    command
        ->add_option(
            "--format", options->output.format,
            say("Form of the rows: csv (the default), json, jsonl; of an explanation: table "
                "(the default), toml, json",
                "行的格式：csv（默认）、json、jsonl；说明的格式：table（默认）、toml、json"))
        ->check(CLI::IsMember({"csv", "toml", "json", "jsonl", "table"}))
        ->option_text("csv|toml|json|jsonl|table");
    command
        ->add_option(
            "--later-evidence", options->question.later_evidence,
            say("Evidence dated after the day that is judged: refuse (the default), or ignore",
                "日期晚于判定日的证明材料：refuse 拒绝（默认），或 ignore 忽略"))
        ->check(CLI::IsMember({"refuse", "ignore"}))
        ->option_text("refuse|ignore");
    command->add_flag("--sorted", options->question.sorted,
                      say("Merge files sorted by candidate_id, in constant memory",
                          "归并按 candidate_id 排序的文件，内存占用恒定"));
    command
        ->add_option("--threads", options->question.threads,
                     say("How many threads to use (default: all)", "使用的线程数（默认：全部）"))
        ->check(whole_number(1, 256, say))
        ->option_text("N");
    command
        ->add_option(
            "--require", options->require,
            say("Exit 1 if any row is not eligible", "有任何一行不符合申报条件则以 1 退出"))
        ->check(CLI::IsMember({"all"}))
        ->option_text("all");
    add_input_options(*command, options->input, say);
    add_row_options(*command, options->output, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_check_eligibility(context, *options); };
    });
}

}  // namespace certrec::cli
