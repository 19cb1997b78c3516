#include <CLI/CLI.hpp>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/report/show_standard.hpp"
#include "certrec/report/standard_diff.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "eligibility_run.hpp"
#include "standard_template.hpp"

namespace certrec::cli {

namespace {

constexpr std::size_t kMaxStandardBytes = 1024U * 1024U;

struct Options {
    std::string standard;
    std::string other;
    std::string applications;
    std::string evidence;
    std::string as_of;
    std::string later_evidence = "refuse";
    std::string show_format = "text";
    InputOptions input;
    OutputOptions output;
};

std::string list_levels(const Standard& standard, Language language) {
    std::vector<std::string> levels;
    for (const Level& level : standard.levels) {
        levels.push_back(language == Language::zh ? level.name.zh : level.id);
    }
    return fmt::format("{}", fmt::join(levels, " "));
}

ExitStatus run_list(Context& context, const Options& options) {
    Table table;
    table.id = "standard";
    table.columns = {{"id", compose("id", "标识")},
                     {"coverage", compose("coverage", "收录程度")},
                     {"levels", compose("levels", "等级")},
                     {"title", compose("title", "名称")},
                     {"edition", compose("edition", "版本")}};
    Output output(context, options.output, {});
    const TableFormat format = choose_format(context, options.output);
    const bool for_person = format == TableFormat::table;
    const Language language = answer_language(context, format);
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const Standard standard = load_standard(std::string(builtin.id), context.sink());
        const std::string edition = format_edition(standard);
        table.rows.push_back({standard.id, describe_coverage(standard.coverage).in(language),
                              list_levels(standard, language), standard.title.in(language),
                              for_person ? edition.substr(0, 12) : edition});
    }
    write_table(output.table(format), table, format, language);
    output.commit();
    return ExitStatus::done;
}

std::string read_bytes(Context& context, const std::string& name) {
    if (name != "-") return read_standard_file(name);
    ByteSource source = open_input(context, name);
    return read_all(source, kMaxStandardBytes);
}

ExitStatus run_show(Context& context, const Options& options) {
    const std::string bytes = read_bytes(context, options.standard);
    const Standard standard = require_standard(bytes, options.standard, context.sink());
    std::vector<std::string> inputs = standard.layers;
    inputs.push_back(options.standard);
    Output output(context, options.output, inputs);
    output.sink()(
        options.show_format == "toml" ? bytes : show_standard(standard, context.message_language));
    output.commit();
    return ExitStatus::done;
}

ExitStatus run_check(Context& context, const Options& options) {
    const std::string bytes = read_bytes(context, options.standard);
    const Language language = context.message_language;
    std::uint64_t findings = 0;
    std::string text;
    std::vector<std::string> inputs = {options.standard};
    const auto standard = parse_standard(
        bytes, options.standard,
        [&](const Diagnostic& diagnostic) {
            ++findings;
            text += format_diagnostic(diagnostic, language);
        },
        [&inputs](const std::string& name, const std::string& from_file) {
            auto source = find_standard(name, from_file);
            if (source) inputs.push_back(source->name);
            return source;
        });
    const std::string name = shown(options.standard, 400);
    const Bilingual conclusion =
        standard ? compose("{0}: no findings, edition {1}", "{0}：没有问题，版本 {1}", name,
                           format_edition(*standard))
                 : compose("{0}: findings: {1}", "{0}：问题数：{1}", name, findings);
    Output output(context, options.output, inputs);
    output.sink()(text + conclusion.in(language) + "\n");
    output.commit();
    return standard ? ExitStatus::done : ExitStatus::negative;
}

/// Whose verdict changes from one standard to the other.
class VerdictDiff {
  public:
    VerdictDiff(Context& context, const Options& options, const Standard& before,
                const Standard& after, Language language)
        : context_(context),
          options_(options),
          as_of_(parse_date_option("--as-of", options.as_of)),
          before_(judging(before)),
          after_(judging(after)),
          words_before_(before, language),
          words_after_(after, language),
          language_(language) {
        table_.id = "verdict";
        table_.columns = {{"candidate_id", compose("candidate_id", "考生编号")},
                          {"level", compose("level", "等级")},
                          {"before", compose("before", "原结论")},
                          {"grounds_before", compose("grounds", "原依据")},
                          {"after", compose("after", "新结论")},
                          {"grounds_after", compose("grounds", "新依据")}};
    }

    [[nodiscard]] const Table& table() {
        const ApplicationList list(open_table(context_, options_.applications,
                                              {TableKind::applications, {}}, &options_.input),
                                   ApplicationColumns::LevelFrom::column, 1);
        EvidenceNeeds needs = evidence_used(before_.standard);
        const EvidenceNeeds others = evidence_used(after_.standard);
        needs.kinds.insert(others.kinds.begin(), others.kinds.end());
        needs.employers |= others.employers;
        const EvidenceStore evidence(options_.evidence, needs, list.candidates(), 1,
                                     context_.sink(), open_evidence(context_));
        Judge judge_after(after_);
        answer_joined(
            list, evidence, before_, 1,
            [&](const ApplicationRow& row, Judge& judge_before, RowAnswer&) {
                compare(row, answer(row, judge_before, words_before_),
                        answer(row, judge_after, words_after_));
            },
            [](const RowAnswer&) {});
        return table_;
    }

    [[nodiscard]] bool any_invalid() const { return any_invalid_; }

  private:
    struct Answer {
        Eligibility eligibility = Eligibility::invalid;
        std::string grounds;
        std::optional<Diagnostic> fault{};
    };

    [[nodiscard]] Judging judging(const Standard& standard) const {
        return {standard, as_of_, nullptr,
                options_.later_evidence == "ignore" ? LaterEvidence::ignore : LaterEvidence::refuse,
                Grounds::reasons};
    }

    [[nodiscard]] Answer answer(const ApplicationRow& row, Judge& judge,
                                const EligibilityWords& words) const {
        const auto judged = judge.judge(row);
        if (const auto* const fault = std::get_if<Diagnostic>(&judged)) {
            return {Eligibility::invalid, fault->message.in(language_), *fault};
        }
        const EligibilityVerdict& verdict = std::get<JudgedApplication>(judged).verdict;
        Answer answer{verdict.eligibility, {}};
        if (verdict.route != nullptr) answer.grounds = verdict.route->clause.number;
        words.append_reasons(answer.grounds, verdict);
        return answer;
    }

    void compare(const ApplicationRow& row, const Answer& before, const Answer& after) {
        if (const auto& fault = after.fault ? after.fault : before.fault) {
            context_.report(*fault);
            any_invalid_ = true;
        }
        if (before.eligibility == after.eligibility) return;
        table_.rows.push_back({row.candidate_id, row.level, format_eligibility(before.eligibility),
                               before.grounds, format_eligibility(after.eligibility),
                               after.grounds});
    }

    Context& context_;
    const Options& options_;
    std::optional<Date> as_of_;
    Judging before_;
    Judging after_;
    EligibilityWords words_before_;
    EligibilityWords words_after_;
    Language language_;
    Table table_;
    bool any_invalid_ = false;
};

ExitStatus run_diff(Context& context, const Options& options) {
    if (options.applications.empty() != options.evidence.empty()) {
        throw UsageError(compose("--applications and --evidence go together",
                                 "--applications 与 --evidence 须同时给出"));
    }
    refuse_double_standard_input(std::array{options.standard, options.other, options.applications});
    use_columns_file(context, options.input.columns_file);
    const Standard before =
        require_standard(read_bytes(context, options.standard), options.standard, context.sink());
    const Standard after =
        require_standard(read_bytes(context, options.other), options.other, context.sink());
    std::vector<std::string> inputs = {options.standard, options.other, options.applications,
                                       options.evidence};
    inputs.insert(inputs.end(), before.layers.begin(), before.layers.end());
    inputs.insert(inputs.end(), after.layers.begin(), after.layers.end());
    Output output(context, options.output, inputs);
    const TableFormat format = choose_format(context, options.output);
    const Language language = answer_language(context, format);
    if (options.applications.empty()) {
        write_table(output.table(format), diff_standards(before, after, language), format,
                    language);
        output.commit();
        return ExitStatus::done;
    }
    VerdictDiff diff(context, options, before, after, language);
    write_table(output.table(format), diff.table(), format, language);
    output.commit();
    return diff.any_invalid() ? ExitStatus::not_judged : ExitStatus::done;
}

}  // namespace

void add_standard(CLI::App& app, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const standard = app.add_subcommand(
        "standard",
        say.with_examples("List, show, check and compare standards", "列出、显示、检查和比较标准",
                          "  certrec standard show pts-152010301-01 --lang zh\n"
                          "  certrec standard diff nos-4-04-05-03-2021 nos-4-04-05-03"));

    CLI::App* const list = standard->add_subcommand(
        "list",
        say.with_examples("The standards that are built in", "内置的标准",
                          "  certrec standard list\n  certrec standard list --format json"));
    add_format_option(*list, options->output, say);
    add_row_options(*list, options->output, say);
    list->callback([options, &action] {
        action = [options](Context& context) { return run_list(context, *options); };
    });

    CLI::App* const show = standard->add_subcommand(
        "show",
        say.with_examples("One standard with all its rules and clauses", "一个标准的全部规则和条款",
                          "  certrec standard show pts-152010301-01\n"
                          "  certrec standard show --format toml -o my.toml pts-152010301-01"));
    show->add_option(
            "S", options->standard,
            say("Id of a built-in standard, a TOML file, or -", "内置标准的标识、TOML 文件，或 -"))
        ->type_name("")
        ->required();
    show->add_option(
            "--format", options->show_format,
            say("Text for people, or the TOML file itself", "供人阅读的文本，或 TOML 文件原文"))
        ->check(CLI::IsMember({"text", "toml"}))
        ->option_text("text|toml");
    add_output_options(*show, options->output, say);
    show->callback([options, &action] {
        action = [options](Context& context) { return run_show(context, *options); };
    });

    CLI::App* const check = standard->add_subcommand(
        "check", say.with_examples(
                     "What is wrong with a standard's file, place by place (exit 1 if anything is)",
                     "标准文件有哪些问题，逐处列出（有问题则以 1 退出）",
                     "  certrec standard check my.toml"));
    check
        ->add_option("S", options->standard,
                     say("A TOML file, - for standard input, or a built-in standard's id",
                         "TOML 文件、-（标准输入）或内置标准的标识"))
        ->type_name("")
        ->required();
    add_output_options(*check, options->output, say);
    check->callback([options, &action] {
        action = [options](Context& context) { return run_check(context, *options); };
    });

    CLI::App* const diff = standard->add_subcommand(
        "diff", say.with_examples("What two standards state differently, or whose verdict changes",
                                  "两个标准有何不同，或哪些人的结论会改变",
                                  "  certrec standard diff nos-4-04-05-03-2021 nos-4-04-05-03\n"
                                  "  certrec standard diff nos-4-04-05-03 my.toml \\\n"
                                  "      --applications applications.csv --evidence evidence"));
    diff->add_option("A", options->standard,
                     say("The standard before: an id, or a TOML file", "原标准：标识或 TOML 文件"))
        ->type_name("")
        ->required();
    diff->add_option("B", options->other, say("The standard after", "新标准"))
        ->type_name("")
        ->required();
    diff->add_option("--applications", options->applications,
                     say("Compare the verdicts on these applications instead (with --evidence)",
                         "改为比较对这些申报的结论（与 --evidence 同用）"))
        ->type_name("FILE");
    diff->add_option(
            "--evidence", options->evidence,
            say("Their evidence, as for check-eligibility", "其证明材料，同 check-eligibility"))
        ->type_name("DIR");
    diff->add_option("--as-of", options->as_of,
                     say("Judge as of DATE instead of each applied_on",
                         "以 DATE 为判定日，而不是各行的 applied_on"))
        ->type_name("DATE");
    diff->add_option(
            "--later-evidence", options->later_evidence,
            say("Evidence dated after the day that is judged: refuse (the default), or ignore",
                "日期晚于判定日的证明材料：refuse 拒绝（默认），或 ignore 忽略"))
        ->check(CLI::IsMember({"refuse", "ignore"}))
        ->option_text("refuse|ignore");
    add_input_options(*diff, options->input, say);
    add_format_option(*diff, options->output, say);
    add_row_options(*diff, options->output, say);
    diff->callback([options, &action] {
        action = [options](Context& context) { return run_diff(context, *options); };
    });

    add_standard_template(*standard, action, say);
}

}  // namespace certrec::cli
