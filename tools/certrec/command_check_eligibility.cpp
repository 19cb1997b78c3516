#include <map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/eligibility.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<std::string_view, 4> kAdded = {"eligibility", "route", "reasons",
                                                    "earliest_on"};

struct Options {
    std::string applications = "-";
    std::string standard;
    std::string evidence;
    std::string as_of;
    std::string level;
    std::string require;
    OutputOptions output;
};

/// Judges one application after the other.
class Stage {
  public:
    Stage(Context& context, const Options& options)
        : context_(context),
          level_word_(options.level),
          standard_(load_standard(options.standard, context.sink())),
          as_of_(parse_date_option("--as-of", options.as_of)) {
        if (!level_word_.empty()) (void)require_level_option(standard_, level_word_);
        dossiers_ = read_evidence(options.evidence, evidence_used(standard_),
                                  [this](const Diagnostic& diagnostic) {
                                      any_invalid_ |= diagnostic.severity == Severity::error;
                                      context_.report(diagnostic);
                                  });
    }

    ExitStatus run(CsvReader& reader, CsvWriter& writer, bool require_all) {
        refuse_columns(reader.header(), kAdded, "check-eligibility");
        using LevelFrom = ApplicationColumns::LevelFrom;
        const ApplicationColumns columns(
            reader.header(), level_word_.empty() ? LevelFrom::column : LevelFrom::option);
        writer.raw(reader.header().bytes());
        for (const std::string_view name : kAdded) writer.field(name);
        writer.end_row();
        while (const CsvRow* const row = reader.next()) {
            writer.raw(row->bytes());
            judge(*row, columns, writer);
            writer.end_row();
        }
        note_unused_evidence();
        if (any_invalid_) return ExitStatus::not_judged;
        return require_all && any_not_eligible_ ? ExitStatus::negative : ExitStatus::done;
    }

  private:
    void judge(const CsvRow& row, const ApplicationColumns& columns, CsvWriter& writer) {
        const Dossier& dossier = dossier_of(std::string(row.field(columns.candidate_id)));
        const auto read = read_application(row, columns);
        if (const auto* const fault = std::get_if<CellFault>(&read)) {
            return write_invalid(row, *fault, writer);
        }
        const auto& application = std::get<Application>(read);
        const std::string& word = columns.level ? application.level : level_word_;
        const Level* const level = standard_.find_level(word);
        if (level == nullptr) {
            return write_invalid(row, unknown_level(standard_, word, *columns.level), writer);
        }
        if (const auto fault = check_doubled(application, *level, row, columns)) {
            return write_invalid(row, *fault, writer);
        }
        if (!dossier.unreadable.empty()) {
            return write_invalid(row, unreadable_evidence(dossier, columns), writer);
        }
        write_verdict(
            check_eligibility(dossier, standard_, *level, as_of_.value_or(application.applied_on)),
            writer);
    }

    std::optional<CellFault> check_doubled(const Application& application, const Level& level,
                                           const CsvRow& row, const ApplicationColumns& columns) {
        const auto [first, is_new] =
            first_lines_.try_emplace({application.candidate_id, level.rank}, row.line());
        if (is_new) return std::nullopt;
        return CellFault{columns.candidate_id,
                         compose("candidate '{0}' applies for level {1} a second time, first on "
                                 "line {2}",
                                 "考生“{0}”重复申报等级 {1}，首次在第 {2} 行",
                                 shown_cell(application.candidate_id), level.id, first->second),
                         compose("keep one of the rows", "请只保留一行")};
    }

    static CellFault unreadable_evidence(const Dossier& dossier,
                                         const ApplicationColumns& columns) {
        const Location& at = dossier.unreadable.front();
        return {columns.candidate_id,
                compose("the evidence on line {1} of {0} cannot be read",
                        "{0} 第 {1} 行的证明材料无法读取", shown(at.file, 400), at.line),
                {}};
    }

    const Dossier& dossier_of(const std::string& candidate_id) {
        static const Dossier kNoEvidence;
        const auto found = dossiers_.find(candidate_id);
        if (found == dossiers_.end()) return kNoEvidence;
        found->second.rows = 0;  // what is left at the end had no application
        return found->second;
    }

    void write_verdict(const EligibilityVerdict& verdict, CsvWriter& writer) {
        any_not_eligible_ |= verdict.eligibility != Eligibility::eligible;
        writer.field(format_eligibility(verdict.eligibility));
        writer.field(verdict.route == nullptr ? "" : verdict.route->clause.number);
        writer.field(describe_reasons(verdict, context_.row_language));
        writer.field(verdict.earliest_on ? format_date(*verdict.earliest_on) : "");
    }

    void write_invalid(const CsvRow& row, const CellFault& fault, CsvWriter& writer) {
        any_invalid_ = true;
        report_fault(context_, row, fault);
        writer.field(format_eligibility(Eligibility::invalid));
        writer.field("");
        writer.field(fault.message.in(context_.row_language));
        writer.field("");
    }

    void note_unused_evidence() const {
        std::uint64_t rows = 0;
        std::uint64_t candidates = 0;
        for (const auto& [id, dossier] : dossiers_) {
            rows += dossier.rows;
            if (dossier.rows > 0) ++candidates;
        }
        if (rows == 0) return;
        context_.report({Severity::note,
                         {},
                         compose("evidence rows without an application: {0}, candidates: {1}",
                                 "没有申报的证明材料：{0} 行，涉及 {1} 人", rows, candidates),
                         {}});
    }

    Context& context_;
    std::string level_word_;
    Standard standard_;
    std::optional<Date> as_of_;
    Dossiers dossiers_;
    std::map<std::pair<std::string, unsigned>, std::uint64_t> first_lines_;
    bool any_invalid_ = false;
    bool any_not_eligible_ = false;
};

ExitStatus run_check_eligibility(Context& context, const Options& options) {
    Stage stage(context, options);
    CsvReader reader(open_input(context, options.applications));
    Output output(context, options.output,
                  std::array{options.applications, options.evidence, options.standard});
    CsvWriter writer(output.sink());
    const ExitStatus status = stage.run(reader, writer, options.require == "all");
    writer.finish();
    output.commit();
    return status;
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
        ->add_option("APPLICATIONS", options->applications, "applications.csv, or - (the default)")
        ->type_name("");
    command
        ->add_option("--standard", options->standard, "Id of a built-in standard, or a TOML file")
        ->required()
        ->type_name("S");
    command->add_option("--evidence", options->evidence, "Folder with one CSV file for each kind")
        ->required()
        ->type_name("DIR");
    command->add_option("--as-of", options->as_of, "Judge as of DATE instead of each applied_on")
        ->type_name("DATE");
    command->add_option("--level", options->level, "Level of all rows, in place of the column")
        ->type_name("LEVEL");
    command->add_option("--require", options->require, "Exit 1 if any row is not eligible")
        ->check(CLI::IsMember({"all"}))
        ->option_text("all");
    add_output_options(*command, options->output);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_check_eligibility(context, *options); };
    });
}

}  // namespace certrec::cli
