#include <map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/application.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/register/issuing.hpp"
#include "certrec/register/store.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"
#include "register_options.hpp"
#include "score_rows.hpp"

namespace certrec::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 2> kAdded = {"issuance", "certificate_no"};

struct Options {
    std::string results = "-";
    RegisterOptions into;
    std::string standard;
    std::string certificates;
    std::string on;
    OutputOptions output;
};

/// The standards that the rows name, each read once.
class Standards {
  public:
    Standards(Context& context, const std::string& name) {
        if (!name.empty()) fixed_ = load_standard(name, context.sink());
    }

    /// That of --standard, if it was given.
    [[nodiscard]] const Standard* fixed() const { return fixed_ ? &*fixed_ : nullptr; }

    /// A cell names only what is built in: it must not open files.
    [[nodiscard]] const Standard& get(const std::string& id) {
        const auto known = by_name_.find(id);
        if (known != by_name_.end()) return known->second;
        return by_name_.emplace(id, load_builtin_standard(id)).first->second;
    }

  private:
    std::map<std::string, Standard> by_name_;
    std::optional<Standard> fixed_;
};

/// Where the columns of a result stand.
struct ResultColumns {
    ResultColumns(const CsvHeader& header, const Options& options)
        : candidate_id(header.require("candidate_id")),
          identity(header),
          outcome(header.require("outcome")),
          awarded(header.require("awarded")),
          standard(options.standard.empty() ? std::optional(header.require("standard"))
                                            : header.find("standard")),
          awarded_on(header.find("awarded_on")) {
        if (!awarded_on && options.on.empty()) {
            throw Refusal({Severity::error,
                           {header.location(0).file, header.location(0).line, 0},
                           compose("there is no day of award", "没有发证日期"),
                           compose("give --on DATE, or a column 'awarded_on'",
                                   "请指定 --on 日期，或提供列“awarded_on”")});
        }
    }

    std::size_t candidate_id;
    IdentityColumns identity;
    std::size_t outcome;
    std::size_t awarded;
    std::optional<std::size_t> standard;
    std::optional<std::size_t> awarded_on;
};

/// Turns result rows into awards.
class AwardReader {
  public:
    AwardReader(Context& context, const Options& options, const CsvHeader& header)
        : header_(header),
          columns_(header, options),
          standards_(context, options.standard),
          on_(parse_date_option("--on", options.on)) {}

    /// The award of a passed row, nothing for a row that is no pass, or what is wrong with it.
    [[nodiscard]] std::variant<Award, std::monostate, CellFault> read(const CsvRow& row) {
        const auto outcome = parse_outcome(row.field(columns_.outcome));
        if (!outcome) {
            return CellFault{
                columns_.outcome,
                compose("unknown outcome '{}'", "未知的结果“{}”",
                        shown_cell(row.field(columns_.outcome))),
                compose("certrec grade writes this column", "此列由 certrec grade 写出")};
        }
        if (*outcome != Outcome::pass) return std::monostate{};

        Award award;
        award.candidate_id = row.field(columns_.candidate_id);
        auto identity = read_identity(row, columns_.identity);
        if (auto* const fault = std::get_if<CellFault>(&identity)) return std::move(*fault);
        auto& person = std::get<Identity>(identity);
        award.name = std::move(person.name);
        award.id_type = std::move(person.id_type);
        award.id_number = std::move(person.id_number);
        if (auto fault = read_standard(row, award)) return *std::move(fault);
        if (auto fault = read_level(row, award)) return *std::move(fault);
        if (auto fault = read_day(row, award)) return *std::move(fault);
        if (auto fault = read_scores(row, award)) return *std::move(fault);
        return award;
    }

  private:
    std::optional<CellFault> read_standard(const CsvRow& row, Award& award) {
        const std::string word(columns_.standard ? row.field(*columns_.standard) : "");
        const Standard* const fixed = standards_.fixed();
        if (fixed != nullptr && (word.empty() || fixed->is_called(word))) {
            award.standard = fixed;
            return std::nullopt;
        }
        if (fixed != nullptr) {
            return CellFault{
                *columns_.standard,
                compose("a result of standard '{0}', where --standard says {1}",
                        "此行为标准“{0}”的结果，而 --standard 为 {1}", shown_cell(word), fixed->id),
                {}};
        }
        try {
            award.standard = &standards_.get(word);
        } catch (const Refusal& refusal) {
            return CellFault{*columns_.standard, refusal.diagnostic().message,
                             compose("--standard names the TOML file of a standard that is not "
                                     "built in",
                                     "非内置标准请用 --standard 指定其 TOML 文件")};
        }
        return std::nullopt;
    }

    std::optional<CellFault> read_level(const CsvRow& row, Award& award) const {
        const std::string_view word = row.field(columns_.awarded);
        award.level = award.standard->find_level(word);
        if (award.level != nullptr) return std::nullopt;
        return unknown_level(*award.standard, word, columns_.awarded);
    }

    std::optional<CellFault> read_day(const CsvRow& row, Award& award) const {
        const std::string_view cell = columns_.awarded_on ? row.field(*columns_.awarded_on) : "";
        const auto day = cell.empty() ? on_ : parse_date(cell);
        if (!day) {
            return CellFault{*columns_.awarded_on, describe_date_fault(cell),
                             compose("--on gives the day for rows without one",
                                     "加 --on 可为没有日期的行指定日期")};
        }
        award.on = *day;
        return std::nullopt;
    }

    /// The scores are printed on the certificate, so they must be those of a pass.
    std::optional<CellFault> read_scores(const CsvRow& row, Award& award) {
        const Standard& standard = *award.standard;
        if (!values_open_for_grading(standard).empty()) {
            return CellFault{columns_.outcome,
                             compose("nobody can be graded by {0}, which leaves values open",
                                     "{0} 有未载明之处，无法据以评定", standard.id),
                             {}};
        }
        const CountedColumns counted(standard, header_);
        Grader& grader = graders_.try_emplace(&standard, standard).first->second;
        std::vector<ComponentScore> components;
        for (std::size_t i = 0; i < standard.components.size(); ++i) {
            const auto score = counted.read(row, i);
            if (!score) {
                const std::size_t column = counted.column(i);
                return CellFault{column, describe_decimal_fault(row.field(column)), {}};
            }
            const Decimal full_mark = standard.components[i].full_mark;
            const bool is_points = score->kind == ScoreKind::points;
            if (is_points && (score->value.is_negative() || score->value > full_mark)) {
                return out_of_range(counted.column(i), standard.components[i], score->value);
            }
            components.push_back(is_points ? *score : grader.from_word(score->kind));
            std::string text;
            append_counted(text, components.back());
            award.scores.push_back({standard.components[i].id, std::move(text)});
        }
        if (auto fault = check_parts(row, standard, grader, components)) return fault;
        const RowLevels levels{award.level, nullptr};
        const Grading grading = grader.judge(components, levels);
        if (grading.outcome == Outcome::pass && grading.awarded == award.level) return std::nullopt;
        return contradiction(standard, grading, components, levels);
    }

    /// Where each row stands for itself, what counted is what the row's scores come to. Through
    /// resits it may come from elsewhere.
    [[nodiscard]] std::optional<CellFault> check_parts(
        const CsvRow& row, const Standard& standard, Grader& grader,
        std::span<const ComponentScore> counted) const {
        if (standard.resits && standard.resits->count != AttemptRule::each) return std::nullopt;
        std::vector<Score> scores;
        for (const ScoreColumn& wanted : grader.columns()) {
            const auto column = header_.find(wanted.name);
            const std::string_view cell = column ? row.field(*column) : std::string_view();
            const auto score = parse_score(cell);
            if (!score) return CellFault{*column, describe_decimal_fault(cell), {}};
            scores.push_back(*score);
        }
        const AttemptScores& scored = grader.score(scores);
        const Bilingual hint = compose("grade the scores again", "请重新评定成绩");
        if (scored.fault) {
            const Bilingual fault =
                describe_grading_fault(standard, grader.columns(), *scored.fault);
            return CellFault{
                columns_.outcome,
                compose("the outcome is pass, but {0}", "结果为合格，但{1}", fault.en, fault.zh),
                hint};
        }
        for (std::size_t i = 0; i < counted.size(); ++i) {
            if (counted[i].kind == scored.components[i].kind &&
                counted[i].value == scored.components[i].value) {
                continue;
            }
            std::string is;
            append_counted(is, scored.components[i]);
            return CellFault{
                columns_.outcome,
                compose("the outcome is pass, but {0} comes to {2}", "结果为合格，但{1}应为 {2}",
                        standard.components[i].id, standard.components[i].name.zh, is),
                hint};
        }
        return std::nullopt;
    }

    [[nodiscard]] static CellFault out_of_range(std::size_t column, const Component& component,
                                                const Fraction& value) {
        return {
            column,
            compose("the outcome is pass, but {0} is {2}, outside 0 to {3}",
                    "结果为合格，但{1}为 {2}，不在 0 至 {3} 之间", component.id, component.name.zh,
                    shown_cell(format_fraction(value)), format_decimal(component.full_mark)),
            compose("grade the scores again", "请重新评定成绩")};
    }

    [[nodiscard]] CellFault contradiction(const Standard& standard, const Grading& grading,
                                          std::span<const ComponentScore> components,
                                          const RowLevels& levels) const {
        const Bilingual hint = compose("grade the scores again", "请重新评定成绩");
        if (grading.outcome == Outcome::pass) {
            return {
                columns_.awarded,
                compose("the scores award level {0}", "按成绩应评定为 {0}", grading.awarded->id),
                hint};
        }
        std::string en;
        std::string zh;
        append_reasons(en, standard, grading, components, levels, Language::en);
        append_reasons(zh, standard, grading, components, levels, Language::zh);
        return {columns_.outcome,
                compose("the outcome is pass, but {0}", "结果为合格，但{1}", en, zh), hint};
    }

    const CsvHeader& header_;
    ResultColumns columns_;
    Standards standards_;
    std::map<const Standard*, Grader> graders_;
    std::optional<Date> on_;
};

/// A row as it came in, with what becomes of it.
struct Row {
    std::string bytes;
    Location location;
    std::optional<std::size_t> award;  ///< place among the awards
    bool invalid = false;
};

/// The folder for the certificates, made at once so that a folder which cannot be is told before
/// anything is issued, and removed again if it stays empty.
class CertificateFolder {
  public:
    explicit CertificateFolder(fs::path path) : path_(std::move(path)) {
        std::error_code error;
        fs::create_directories(path_, error);
        if (!error && !fs::is_directory(path_)) {
            error = std::make_error_code(std::errc::not_a_directory);
        }
        if (error) {
            throw SystemFailure(compose("cannot write to the folder {}", "无法写入文件夹 {}",
                                        shown(path_.string(), 400)),
                                error.value());
        }
    }
    ~CertificateFolder() {
        std::error_code ignored;
        if (fs::is_empty(path_, ignored)) fs::remove(path_, ignored);
    }
    CertificateFolder(const CertificateFolder&) = delete;
    CertificateFolder& operator=(const CertificateFolder&) = delete;

    [[nodiscard]] fs::path file_of(const std::string& number) const {
        return path_ / (number + ".toml");
    }

  private:
    fs::path path_;
};

class Stage {
  public:
    Stage(Context& context, const Options& options) : context_(context), options_(options) {}

    ExitStatus run() {
        const SigningKey key = load_signing_key(context_, options_.into.signer);
        CsvReader reader(open_input(context_, options_.results));
        refuse_columns(reader.header(), kAdded, "issue");
        AwardReader awards(context_, options_, reader.header());
        while (const CsvRow* const row = reader.next()) read_row(*row, awards);

        // Whatever can be refused is refused before anything is committed.
        std::vector<std::string> inputs = files_of(options_.into);
        inputs.insert(inputs.end(), {options_.results, options_.standard});
        Output output(context_, options_.output, inputs);
        if (!options_.certificates.empty() && !options_.into.dry_run) {
            folder_.emplace(options_.certificates);
        }
        RegisterStore store = open_register(context_, options_.into, key);
        const IssuePlan plan = plan_issue(store, awards_, draw_salt);
        enter_batch(store, options_.into, plan.entries);
        if (!options_.into.dry_run) write_certificates(store, plan);
        write_rows(reader.header(), plan, output);
        return any_invalid_ ? ExitStatus::not_judged : ExitStatus::done;
    }

  private:
    void read_row(const CsvRow& row, AwardReader& reader) {
        Row kept{std::string(row.bytes()), row.location(), std::nullopt, false};
        auto read = reader.read(row);
        if (auto* const award = std::get_if<Award>(&read)) {
            kept.award = awards_.size();
            awards_.push_back(std::move(*award));
        } else if (const auto* const fault = std::get_if<CellFault>(&read)) {
            kept.invalid = true;
            any_invalid_ = true;
            report_fault(context_, row, *fault);
        }
        rows_.push_back(std::move(kept));
    }

    /// Also of what was issued before, so that a result which has changed since is noticed and a
    /// certificate that is missing after a crash is completed. A file that is there is left as it
    /// is.
    void write_certificates(const RegisterStore& store, const IssuePlan& plan) {
        for (const Row& row : rows_) {
            if (!row.award) continue;
            const Issuance& issuance = plan.issuances[*row.award];
            if (issuance.status == IssuanceStatus::invalid ||
                issuance.status == IssuanceStatus::refused) {
                continue;
            }
            const bool wanted =
                folder_ && !fs::exists(fs::symlink_status(folder_->file_of(issuance.number)));
            if (issuance.status == IssuanceStatus::issued && !wanted) continue;
            const auto made = make_certificate(store, awards_[*row.award], issuance);
            if (const auto* const reason = std::get_if<Bilingual>(&made)) {
                any_invalid_ |= wanted;
                context_.report(
                    {wanted ? Severity::error : Severity::warning, row.location, *reason, {}});
            } else if (wanted) {
                write_file(folder_->file_of(issuance.number), std::get<std::string>(made),
                           Replace::never);
            }
        }
    }

    void write_rows(const CsvHeader& header, const IssuePlan& plan, Output& output) {
        CsvWriter writer(output.sink());
        writer.raw(header.bytes());
        for (const std::string_view name : kAdded) writer.field(name);
        writer.end_row();
        for (const Row& row : rows_) {
            writer.raw(row.bytes);
            if (row.award) {
                write_issuance(row, plan.issuances[*row.award], writer);
            } else {
                writer.field(row.invalid ? "invalid" : "not-passed");
                writer.field("");
            }
            writer.end_row();
        }
        writer.finish();
        output.commit();
    }

    void write_issuance(const Row& row, const Issuance& issuance, CsvWriter& writer) {
        switch (issuance.status) {
            case IssuanceStatus::issued: writer.field("issued"); break;
            case IssuanceStatus::already_issued:
                if (!issuance.reason.en.empty()) {
                    context_.report({Severity::warning, row.location, issuance.reason, {}});
                }
                writer.field("already-issued");
                break;
            case IssuanceStatus::refused:
                any_invalid_ = true;
                context_.report(
                    {Severity::error, row.location, issuance.reason,
                     compose("a second one can follow only when that is revoked, or expired, or "
                             "the standard lets it be renewed",
                             "须待该证书被撤销、过期或按标准可换证时，方可再次签发")});
                writer.field("refused");
                break;
            case IssuanceStatus::invalid:
                any_invalid_ = true;
                context_.report({Severity::error, row.location, issuance.reason, {}});
                writer.field("invalid");
                break;
        }
        writer.field(issuance.number);
    }

    Context& context_;
    const Options& options_;
    std::vector<Row> rows_;
    std::vector<Award> awards_;
    std::optional<CertificateFolder> folder_;
    bool any_invalid_ = false;
};

}  // namespace

void add_issue(CLI::App& app, Action& action) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = app.add_subcommand(
        "issue",
        "Enter passed results in the register and write their certificates\n\n"
        "Examples:\n"
        "  certrec issue --register register --key issuer.pem --on 2026-11-20 results.csv\n"
        "  certrec issue --register register --key issuer.pem --on 2026-11-20 \\\n"
        "      --certificates certificates results.csv > issued.csv");
    command->add_option("RESULTS", options->results, "What grade wrote, or - (the default)")
        ->type_name("");
    add_register_options(*command, options->into);
    command
        ->add_option("--standard", options->standard,
                     "The standard of the results, in place of the column")
        ->type_name("S");
    command
        ->add_option("--certificates", options->certificates,
                     "Write each certificate as DIR/NUMBER.toml")
        ->type_name("DIR");
    command->add_option("--on", options->on, "Day of award, where the rows have no awarded_on")
        ->type_name("DATE");
    add_output_options(*command, options->output);
    command->callback([options, &action] {
        action = [options](Context& context) { return Stage(context, *options).run(); };
    });
}

}  // namespace certrec::cli
