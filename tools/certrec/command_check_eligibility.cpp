#include <algorithm>
#include <thread>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/report/explanation.hpp"
#include "certrec/rules/describe_eligibility.hpp"
#include "certrec/standards/catalogue.hpp"
#include "check_subjects.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "eligibility_run.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<std::string_view, 4> kAdded = {"eligibility", "route", "reasons",
                                                    "earliest_on"};

struct Options {
    std::string applications = "-";
    std::string subject = "person";
    std::string standard;
    std::string evidence;
    std::string as_of;
    std::string level;
    std::string require;
    std::string later_evidence = "refuse";
    std::string format;
    unsigned threads = std::max(1U, std::thread::hardware_concurrency());
    bool sorted = false;
    bool explain = false;
    OutputOptions output;
};

/// Checks the command line, reads the evidence and answers every application.
class Run {
  public:
    Run(Context& context, const Options& options)
        : context_(context),
          options_(options),
          standard_(load_standard(options.standard, context.sink())),
          judging_{
              standard_, parse_date_option("--as-of", options.as_of), find_level(),
              options.later_evidence == "ignore" ? LaterEvidence::ignore : LaterEvidence::refuse},
          format_(explanation_format()),
          language_(options.explain ? answer_language(context, format_) : context.row_language),
          words_(standard_, language_),
          explanations_(words_, format_, language_) {}

    ExitStatus operator()() {
        ByteSource applications = open_input(context_, options_.applications);
        std::vector<std::string> inputs = standard_.layers;
        inputs.insert(inputs.end(), {options_.applications, options_.evidence, options_.standard});
        Output output(context_, options_.output, inputs);
        sink_ = output.sink();
        options_.sorted ? answer_sorted(std::move(applications))
                        : answer_joined(std::move(applications));
        if (options_.explain) sink_(explanations_.end());
        output.commit();
        if (any_invalid_) return ExitStatus::not_judged;
        return options_.require == "all" && any_not_eligible_ ? ExitStatus::negative
                                                              : ExitStatus::done;
    }

  private:
    [[nodiscard]] const Level* find_level() const {
        if (options_.level.empty()) return nullptr;
        const Level& level = require_level_option(standard_, options_.level);
        if (auto open = find_open_routes(standard_, level, {})) throw Refusal(*std::move(open));
        return &level;
    }

    [[nodiscard]] TableFormat explanation_format() const {
        if (options_.format.empty()) return TableFormat::table;
        if (!options_.explain) {
            throw UsageError(compose("--format goes with --explain; the answer is CSV",
                                     "--format 仅与 --explain 同用；结果为 CSV"));
        }
        const TableFormat format = parse_table_format(options_.format).value();
        if (format == TableFormat::csv) {
            throw UsageError(compose("an explanation is a tree: its formats are table, toml, json",
                                     "说明为树形，格式为 table、toml 或 json"));
        }
        return format;
    }

    [[nodiscard]] ApplicationColumns::LevelFrom level_from() const {
        return judging_.level == nullptr ? ApplicationColumns::LevelFrom::column
                                         : ApplicationColumns::LevelFrom::option;
    }

    void answer_joined(ByteSource applications) {
        const ApplicationList list(std::move(applications), level_from(), options_.threads);
        check(list.header());
        const EvidenceStore evidence(options_.evidence, evidence_used(standard_), list.candidates(),
                                     options_.threads, evidence_sink());
        begin(list.header());
        cli::answer_joined(list, evidence, judging_, options_.threads, answer_row(), take());
        note_unused(evidence.unused());
    }

    void answer_sorted(ByteSource applications) {
        CsvReader reader(std::move(applications));
        const ApplicationColumns columns(reader.header(), level_from());
        check(reader.header());
        EvidenceMerge evidence(options_.evidence, evidence_used(standard_), evidence_sink());
        begin(reader.header());
        cli::answer_sorted(reader, columns, evidence, judging_, answer_row(), take());
        note_unused(evidence.unused());
    }

    void check(const CsvHeader& header) const {
        if (!options_.explain) refuse_columns(header, kAdded, "check-eligibility");
    }

    /// Nothing is printed before all files have been opened.
    void begin(const CsvHeader& header) {
        if (options_.explain) return sink_(explanations_.begin());
        std::string text(header.bytes());
        for (const std::string_view name : kAdded) text += "," + std::string(name);
        sink_(text + "\n");
    }

    [[nodiscard]] DiagnosticSink evidence_sink() {
        return [this](const Diagnostic& diagnostic) {
            any_invalid_ |= diagnostic.severity == Severity::error;
            context_.report(diagnostic);
        };
    }

    [[nodiscard]] AnswerRow answer_row() const {
        return [this](const ApplicationRow& row, Judge& judge, RowAnswer& answer) {
            auto judged = judge.judge(row);
            if (auto* const fault = std::get_if<Diagnostic>(&judged)) {
                answer.any_invalid = true;
                add_invalid(row, *fault, answer.text);
                answer.diagnostics.push_back(std::move(*fault));
                return;
            }
            const auto& application = std::get<JudgedApplication>(judged);
            answer.any_not_eligible |= application.verdict.eligibility != Eligibility::eligible;
            options_.explain ? add_explanation(row, application, judge, answer.text)
                             : add_verdict(row, application.verdict, answer);
        };
    }

    [[nodiscard]] TakeAnswer take() {
        return [this](const RowAnswer& answer) {
            std::string_view text = answer.text;
            if (options_.explain && !any_explained_ && !text.empty()) {
                text.remove_prefix(explanations_.separator().size());
                any_explained_ = true;
            }
            sink_(text);
            for (const Diagnostic& diagnostic : answer.diagnostics) context_.report(diagnostic);
            any_invalid_ |= answer.any_invalid;
            any_not_eligible_ |= answer.any_not_eligible;
        };
    }

    void add_verdict(const ApplicationRow& row, const EligibilityVerdict& verdict,
                     RowAnswer& answer) const {
        std::string& text = answer.text;
        text += row.bytes;
        text += ',';
        text += format_eligibility(verdict.eligibility);
        text += ',';
        if (verdict.route != nullptr) append_csv_field(text, verdict.route->clause.number);
        text += ',';
        answer.reasons.clear();
        words_.append_reasons(answer.reasons, verdict);
        append_csv_field(text, answer.reasons);
        text += ',';
        if (verdict.earliest_on) text += format_date(*verdict.earliest_on);
        text += '\n';
    }

    void add_invalid(const ApplicationRow& row, const Diagnostic& fault, std::string& text) const {
        const std::string& reason = fault.message.in(language_);
        if (options_.explain) {
            text += explanations_.separator();
            text += explanations_.text_of_invalid(row.candidate_id, reason);
            return;
        }
        text += row.bytes;
        text += ',';
        text += format_eligibility(Eligibility::invalid);
        text += ",,";
        append_csv_field(text, reason);
        text += ",\n";
    }

    void add_explanation(const ApplicationRow& row, const JudgedApplication& application,
                         Judge& judge, std::string& text) const {
        text += explanations_.separator();
        text += explanations_.text({row.candidate_id, application.level, application.as_of,
                                    application.verdict,
                                    judge.checker().earliest_of_routes(
                                        application.dossier, application.level, application.as_of),
                                    row.evidence_location});
    }

    void note_unused(const UnusedEvidence& unused) const {
        if (unused.rows == 0) return;
        const Location& first = *unused.first;
        const std::string place = first.line == 0
                                      ? shown(first.file, 400)
                                      : fmt::format("{}:{}", shown(first.file, 400), first.line);
        context_.report({Severity::note,
                         {},
                         compose("evidence rows without an application: {0}, the first at {1}",
                                 "没有申报的证明材料：{0} 行，首见于 {1}", unused.rows, place),
                         {}});
    }

    Context& context_;
    const Options& options_;
    Standard standard_;
    Judging judging_;
    TableFormat format_;
    Language language_;
    EligibilityWords words_;
    ExplanationFormat explanations_;
    ByteSink sink_;
    bool any_explained_ = false;
    bool any_invalid_ = false;
    bool any_not_eligible_ = false;
};

void refuse_options_for_persons(const Options& options) {
    const auto refuse = [&options](bool given, std::string_view name) {
        if (!given) return;
        throw UsageError(compose("{0} is not for --subject {1}", "{0} 不适用于 --subject {1}", name,
                                 options.subject));
    };
    refuse(options.explain, "--explain");
    refuse(!options.format.empty(), "--format");
    refuse(options.sorted, "--sorted");
    refuse(options.later_evidence != "refuse", "--later-evidence");
}

ExitStatus run_check_eligibility(Context& context, const Options& options) {
    if (options.subject != "person") {
        refuse_options_for_persons(options);
        return check_subjects(
            context, {options.subject, options.applications, options.standard, options.evidence,
                      options.level, options.as_of, options.require, options.output});
    }
    if (options.evidence.empty()) {
        throw UsageError(compose("--evidence is required", "须指定 --evidence"),
                         compose("it is the folder with one CSV file for each kind",
                                 "即每类证明材料一个 CSV 文件的文件夹"));
    }
    return Run(context, options)();
}

}  // namespace

void add_check_eligibility(CLI::App& app, Action& action) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "check-eligibility",
        "Decide who may apply for which level, and say why\n\n"
        "Examples:\n"
        "  certrec check-eligibility --standard pts-152010301-01 --evidence evidence "
        "applications.csv\n"
        "  certrec check-eligibility --standard my.toml --evidence evidence --as-of 2026-09-01 \\\n"
        "      --require all -o eligibility.csv applications.csv");
    command
        ->add_option("APPLICATIONS", options->applications,
                     "applications.csv, sessions.csv or venues.csv; - is the default")
        ->type_name("");
    command
        ->add_option("--standard", options->standard, "Id of a built-in standard, or a TOML file")
        ->required()
        ->type_name("S");
    command->add_option("--subject", options->subject, "What each row is about (default: person)")
        ->check(CLI::IsMember({"person", "session", "venue"}))
        ->option_text("person|session|venue");
    command
        ->add_option("--evidence", options->evidence,
                     "Folder with one CSV file for each kind, or one TOML file for each candidate "
                     "(required for persons)")
        ->type_name("DIR");
    command->add_option("--as-of", options->as_of, "Judge as of DATE instead of each applied_on")
        ->type_name("DATE");
    command->add_option("--level", options->level, "Level of all rows, in place of the column")
        ->type_name("LEVEL");
    command->add_flag("--explain", options->explain,
                      "Print the whole tree of every route instead of the rows");
    command
        ->add_option("--format", options->format,
                     "Of an explanation: table (the default), toml, "
                     "json")
        ->check(CLI::IsMember({"table", "toml", "json"}))
        ->option_text("table|toml|json");
    command
        ->add_option("--later-evidence", options->later_evidence,
                     "Evidence dated after the day that is judged: refuse (the default), or ignore")
        ->check(CLI::IsMember({"refuse", "ignore"}))
        ->option_text("refuse|ignore");
    command->add_flag("--sorted", options->sorted,
                      "Merge files sorted by candidate_id, in constant memory");
    command->add_option("--threads", options->threads, "How many threads to use (default: all)")
        ->check(CLI::Range(1U, 256U))
        ->option_text("N");
    command->add_option("--require", options->require, "Exit 1 if any row is not eligible")
        ->check(CLI::IsMember({"all"}))
        ->option_text("all");
    add_output_options(*command, options->output);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_check_eligibility(context, *options); };
    });
}

}  // namespace certrec::cli
