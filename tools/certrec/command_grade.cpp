#include <unordered_map>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/records/result.hpp"
#include "certrec/records/score.hpp"
#include "certrec/rules/describe.hpp"
#include "certrec/rules/eligibility.hpp"
#include "certrec/rules/grading.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<std::string_view, 4> kAdded = {"outcome", "awarded", "reasons", "standard"};
constexpr std::array<std::string_view, 4> kVerdictColumns = {"eligibility", "route", "reasons",
                                                             "earliest_on"};

struct Options {
    std::string scores = "-";
    std::string standard;
    std::string eligibility;
    std::string level;
    std::string require;
    OutputOptions output;
};

template <typename Values, typename Value>
bool contains(const Values& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

/// The verdicts of an eligibility file by candidate and level, and the columns of each application
/// that come along into the results.
class EligibilityFile {
  public:
    struct Entry {
        Eligibility eligibility = Eligibility::invalid;
        std::string reasons;
        std::string carried;  ///< the columns that come along, as CSV
        std::uint64_t graded_on_line = 0;
    };

    EligibilityFile(Context& context, const Options& options, const Standard& standard,
                    const CsvHeader& scores)
        : standard_(standard), level_option_(options.level) {
        CsvReader reader(open_input(context, options.eligibility));
        const CsvHeader& header = reader.header();
        id_ = header.require("candidate_id");
        level_ = level_option_.empty() ? header.require("level") : header.find("level");
        eligibility_ = header.require("eligibility");
        reasons_ = header.require("reasons");
        choose_carried(header, scores);
        while (const CsvRow* const row = reader.next()) add(*row);
    }

    /// nullptr if there is no application.
    [[nodiscard]] Entry* find(std::string_view candidate_id, const Level& level) {
        const auto found = entries_.find(key(candidate_id, level));
        return found == entries_.end() ? nullptr : &found->second;
    }

    [[nodiscard]] const std::string& carried_names() const { return carried_names_; }
    /// As many empty fields as come along; empty if none does.
    [[nodiscard]] const std::string& carried_blank() const { return carried_blank_; }

  private:
    static std::string key(std::string_view candidate_id, const Level& level) {
        std::string text(candidate_id);
        text += '\n';
        text += level.id;
        return text;
    }

    void add(const CsvRow& row) {
        const auto verdict = parse_eligibility(row.field(eligibility_));
        if (!verdict) {
            throw Refusal(
                {Severity::error, row.location(eligibility_),
                 compose("unknown word '{}'", "未知的词“{}”", shown_cell(row.field(eligibility_))),
                 compose("certrec check-eligibility writes this column",
                         "此列由 certrec check-eligibility 写出")});
        }
        const Level* const level =
            standard_.find_level(level_ ? row.field(*level_) : std::string_view(level_option_));
        if (level == nullptr) return;
        Entry& kept = entries_[key(row.field(id_), *level)];
        // Of a doubled application the row that could be judged counts.
        if (kept.eligibility != Eligibility::invalid) return;
        kept = {*verdict, std::string(row.field(reasons_)), carried_of(row), 0};
    }

    void choose_carried(const CsvHeader& header, const CsvHeader& scores) {
        for (std::size_t i = 0; i < header.names().size(); ++i) {
            const std::string& name = header.names()[i];
            if (contains(kVerdictColumns, name) || contains(scores.names(), name)) continue;
            if (!carried_.empty()) {
                carried_names_ += ',';
                carried_blank_ += ',';
            }
            append_csv_field(carried_names_, name);
            carried_.push_back(i);
        }
        refuse_columns(header, std::array<std::string_view, 3>{"outcome", "awarded", "standard"},
                       "grade");
    }

    [[nodiscard]] std::string carried_of(const CsvRow& row) const {
        std::string fields;
        for (const std::size_t column : carried_) {
            if (column != carried_.front()) fields += ',';
            fields += row.raw_field(column);
        }
        return fields;
    }

    const Standard& standard_;
    const std::string& level_option_;
    std::size_t id_ = 0;
    std::optional<std::size_t> level_;
    std::size_t eligibility_ = 0;
    std::size_t reasons_ = 0;
    std::vector<std::size_t> carried_;
    std::string carried_names_;
    std::string carried_blank_;
    std::unordered_map<std::string, Entry> entries_;
};

/// Grades one row after the other.
class Stage {
  public:
    Stage(Context& context, const Options& options)
        : context_(context),
          options_(options),
          standard_(load_standard(options.standard, context.sink())),
          scores_(standard_.components.size()) {
        require_gradable();
        append_csv_field(standard_field_, standard_.id);
        if (!options_.level.empty()) level_ = &require_level_option(standard_, options_.level);
    }

    ExitStatus run(CsvReader& reader, CsvWriter& writer) {
        read_header(reader.header());
        if (!options_.eligibility.empty()) {
            eligibility_.emplace(context_, options_, standard_, reader.header());
        }
        write_header(reader.header(), writer);
        while (const CsvRow* const row = reader.next()) grade_row(*row, writer);
        if (any_invalid_) return ExitStatus::not_judged;
        return options_.require == "all" && any_not_passed_ ? ExitStatus::negative
                                                            : ExitStatus::done;
    }

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

    void read_header(const CsvHeader& header) {
        refuse_columns(header, kAdded, "grade");
        id_column_ = header.require("candidate_id");
        if (options_.level.empty()) level_column_ = header.require("level");
        for (const Component& component : standard_.components) {
            refuse_items(header, component);
            score_columns_.push_back(header.require(component.id));
        }
    }

    /// A column such as theory.typing needs the weights of the items.
    void refuse_items(const CsvHeader& header, const Component& component) const {
        for (std::size_t i = 0; i < header.names().size(); ++i) {
            if (!header.names()[i].starts_with(component.id + ".")) continue;
            const OpenValue* const open = standard_.find_open(component.id + ".items");
            throw Refusal(
                {Severity::error, header.location(i),
                 open == nullptr ? compose("{0} has no items in {1}", "{1} 中 {0} 没有分项",
                                           component.id, standard_.id)
                                 : compose("the weights of the items of {0} are open in {1} ({2})",
                                           "{1} 未载明 {0} 各项的比重（{2}）", component.id,
                                           standard_.id, open->clause.number),
                 compose("give the component's own score in the column '{}', without its items",
                         "请只在列“{}”中给出该科目的成绩", component.id)});
        }
    }

    void write_header(const CsvHeader& header, CsvWriter& writer) const {
        writer.raw(header.bytes());
        if (eligibility_ && !eligibility_->carried_names().empty()) {
            writer.raw(eligibility_->carried_names());
        }
        for (const std::string_view name : kAdded) writer.field(name);
        writer.end_row();
    }

    void grade_row(const CsvRow& row, CsvWriter& writer) {
        writer.raw(row.bytes());
        entry_ = nullptr;
        reasons_.clear();
        const Outcome outcome = judge(row);
        any_invalid_ |= outcome == Outcome::invalid;
        any_not_passed_ |= outcome != Outcome::pass;
        if (eligibility_ && !eligibility_->carried_names().empty()) {
            writer.raw(entry_ == nullptr ? eligibility_->carried_blank() : entry_->carried);
        }
        writer.raw(format_outcome(outcome));
        writer.field(outcome == Outcome::pass ? level_->id : std::string_view());
        writer.field(reasons_);
        writer.raw(standard_field_);
        writer.end_row();
    }

    Outcome judge(const CsvRow& row) {
        const std::string_view id = row.field(id_column_);
        if (id.empty()) {
            return invalid(row, {id_column_, compose("no candidate_id", "缺少考生编号"), {}});
        }
        if (level_column_ && !find_level(row)) {
            return invalid(row,
                           unknown_level(standard_, row.field(*level_column_), *level_column_));
        }
        if (const auto fault = check_doubled(id)) return invalid(row, *fault);
        if (const auto fault = check_application(id)) return invalid(row, *fault);
        if (const auto fault = read_scores(row)) return invalid(row, *fault);

        const Result result = grade(standard_, scores_);
        if (result.outcome == Outcome::invalid) return invalid(row, mark_fault(result));
        remember(id, row.line());
        if (entry_ != nullptr && entry_->eligibility != Eligibility::eligible) {
            append_composed(reasons_, context_.row_language, "{0}: {1}", "{0}：{1}",
                            format_eligibility(entry_->eligibility), entry_->reasons);
            return Outcome::ineligible;
        }
        append_reasons(reasons_, standard_, result, scores_, context_.row_language);
        return result.outcome;
    }

    /// Most files hold one level after the other, so the last word is tried first.
    bool find_level(const CsvRow& row) {
        const std::string_view word = row.field(*level_column_);
        if (level_ == nullptr || word != level_word_) {
            level_ = standard_.find_level(word);
            level_word_ = word;
        }
        return level_ != nullptr;
    }

    /// Whether a row of this candidate and level has been graded before; one that was invalid does
    /// not count. Without an eligibility file only rows next to each other are compared, so that
    /// memory does not grow; issue never issues twice in any case.
    std::optional<CellFault> check_doubled(std::string_view id) {
        if (eligibility_) {
            entry_ = eligibility_->find(id, *level_);
            if (entry_ != nullptr && entry_->graded_on_line > 0) {
                return doubled_row(id, entry_->graded_on_line);
            }
        } else if (level_ == last_level_ && id == last_id_) {
            return doubled_row(id, last_line_);
        }
        return std::nullopt;
    }

    std::optional<CellFault> check_application(std::string_view id) const {
        if (!eligibility_) return std::nullopt;
        if (entry_ == nullptr) {
            return CellFault{id_column_,
                             compose("candidate '{0}' has not applied for level {1}",
                                     "考生“{0}”没有申报等级 {1}", shown_cell(id), level_->id),
                             {}};
        }
        if (entry_->eligibility == Eligibility::invalid) {
            return CellFault{id_column_,
                             compose("the application of candidate '{0}' is invalid: {1}",
                                     "考生“{0}”的申报无效：{1}", shown_cell(id), entry_->reasons),
                             {}};
        }
        return std::nullopt;
    }

    void remember(std::string_view id, std::uint64_t line) {
        if (entry_ != nullptr) entry_->graded_on_line = line;
        last_id_ = id;
        last_level_ = level_;
        last_line_ = line;
    }

    [[nodiscard]] CellFault doubled_row(std::string_view id, std::uint64_t line) const {
        return {id_column_,
                compose("candidate '{0}' has a second row for level {1}, first on line {2}",
                        "考生“{0}”等级 {1} 的成绩重复，首次在第 {2} 行", shown_cell(id), level_->id,
                        line),
                compose("keep one of the rows", "请只保留一行")};
    }

    std::optional<CellFault> read_scores(const CsvRow& row) {
        for (std::size_t i = 0; i < scores_.size(); ++i) {
            const std::string_view cell = row.field(score_columns_[i]);
            const auto score = parse_score(cell);
            if (!score) {
                return CellFault{
                    score_columns_[i], describe_decimal_fault(cell),
                    compose("a score is a decimal, absent, disqualified, or empty if not "
                            "yet known",
                            "成绩为小数、缺考、违纪，尚无成绩则留空")};
            }
            scores_[i] = *score;
        }
        return std::nullopt;
    }

    /// Requires: `result` is invalid, so at least one mark is out of range.
    [[nodiscard]] CellFault mark_fault(const Result& result) const {
        std::size_t first = 0;
        while (!result.components.test(first)) ++first;
        return {score_columns_[first],
                describe_mark_fault(standard_.components[first], scores_[first].points),
                {}};
    }

    Outcome invalid(const CsvRow& row, const CellFault& fault) {
        report_fault(context_, row, fault);
        reasons_ = fault.message.in(context_.row_language);
        return Outcome::invalid;
    }

    Context& context_;
    const Options& options_;
    Standard standard_;
    std::string standard_field_;  // its id as it stands in every row
    std::optional<EligibilityFile> eligibility_;

    std::size_t id_column_ = 0;
    std::optional<std::size_t> level_column_;
    std::vector<std::size_t> score_columns_;

    // Of the row that is being graded; kept to be used again without allocating.
    const Level* level_ = nullptr;
    std::string level_word_;
    EligibilityFile::Entry* entry_ = nullptr;
    std::vector<Score> scores_;
    std::string reasons_;

    std::string last_id_;
    const Level* last_level_ = nullptr;
    std::uint64_t last_line_ = 0;
    bool any_invalid_ = false;
    bool any_not_passed_ = false;
};

ExitStatus run_grade(Context& context, const Options& options) {
    refuse_double_standard_input(std::array{options.scores, options.eligibility});
    Stage stage(context, options);
    CsvReader reader(open_input(context, options.scores));
    Output output(context, options.output,
                  std::array{options.scores, options.eligibility, options.standard});
    CsvWriter writer(output.sink());
    const ExitStatus status = stage.run(reader, writer);
    writer.finish();
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
