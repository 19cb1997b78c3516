#include "check_subjects.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/records/venue.hpp"
#include "certrec/rules/compliance.hpp"
#include "certrec/rules/describe_compliance.hpp"
#include "certrec/standards/catalogue.hpp"
#include "session_judge.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<std::string_view, 3> kAdded = {"compliance", "clauses", "reasons"};

using Judgement = std::variant<ComplianceVerdict, CellFault>;
using Judge = std::function<Judgement(const CsvRow&)>;

void refuse_option(const SubjectOptions& options, std::string_view name, const std::string& given) {
    if (given.empty()) return;
    throw UsageError(compose("{0} is not for --subject {1}", "{0} 不能与 --subject {1} 同用", name,
                             options.subject));
}

/// Judges one venue after the other; of venues that are there twice, the first.
class VenueJudge {
  public:
    VenueJudge(const VenueRules& rules, std::optional<Date> as_of, const CsvHeader& header)
        : rules_(rules), as_of_(as_of), columns_(header) {}

    Judgement operator()(const CsvRow& row) {
        auto read = read_venue(row, columns_);
        if (auto* const fault = std::get_if<CellFault>(&read)) return std::move(*fault);
        const auto& venue = std::get<Venue>(read);
        const auto [first, is_new] = first_lines_.try_emplace(venue.venue_id, row.line());
        if (!is_new) {
            return CellFault{columns_.venue_id,
                             compose("venue '{0}' is there a second time, first on line {1}",
                                     "场所“{0}”重复，首次在第 {1} 行", shown_cell(venue.venue_id),
                                     first->second),
                             compose("keep one of the rows", "请只保留一行")};
        }
        return check_venue(venue, rules_, as_of_);
    }

  private:
    const VenueRules& rules_;
    std::optional<Date> as_of_;
    VenueColumns columns_;
    std::map<std::string, std::uint64_t> first_lines_;
};

/// Writes each row with its verdict.
ExitStatus judge_rows(Context& context, CsvReader& reader, CsvWriter& writer, const Judge& judge,
                      const std::string& require) {
    bool any_invalid = false;
    bool all_compliant = true;
    writer.raw(reader.header().bytes());
    for (const std::string_view name : kAdded) writer.field(name);
    writer.end_row();
    while (const CsvRow* const row = reader.next()) {
        writer.raw(row->bytes());
        const Judgement judgement = judge(*row);
        if (const auto* const fault = std::get_if<CellFault>(&judgement)) {
            any_invalid = true;
            report_fault(context, *row, *fault);
            writer.field(format_compliance(Compliance::invalid));
            writer.field("");
            writer.field(fault->message.in(context.row_language));
        } else {
            const auto& verdict = std::get<ComplianceVerdict>(judgement);
            all_compliant &= verdict.compliance == Compliance::compliant;
            writer.field(format_compliance(verdict.compliance));
            writer.field(describe_clauses(verdict));
            writer.field(describe_reasons(verdict, context.row_language));
        }
        writer.end_row();
    }
    if (any_invalid) return ExitStatus::not_judged;
    return require == "all" && !all_compliant ? ExitStatus::negative : ExitStatus::done;
}

/// The rules for venues. Throws Refusal if the standard states none.
const VenueRules& require_venue_rules(const Standard& standard) {
    if (standard.venue) return *standard.venue;
    throw Refusal(
        compose("the standard {} states no venue rules", "标准 {} 未规定培训场所要求", standard.id),
        compose("a table [venue] in the standard's TOML file states them",
                "可在标准的 TOML 文件中以表 [venue] 写明"));
}

Judge make_judge(const SubjectOptions& options, const Standard& standard, std::optional<Date> as_of,
                 const CsvHeader& header) {
    if (options.subject == "session") {
        return [judge = SessionJudge(standard, header)](const CsvRow& row) mutable -> Judgement {
            auto judged = judge.judge(row);
            if (auto* const fault = std::get_if<CellFault>(&judged)) return std::move(*fault);
            return std::move(std::get<JudgedSession>(judged).verdict);
        };
    }
    return VenueJudge(require_venue_rules(standard), as_of, header);
}

}  // namespace

ExitStatus check_subjects(Context& context, const SubjectOptions& options) {
    refuse_option(options, "--evidence", options.evidence);
    refuse_option(options, "--level", options.level);
    if (options.subject == "session") refuse_option(options, "--as-of", options.as_of);
    const auto as_of = parse_date_option("--as-of", options.as_of);
    const Standard standard = load_standard(options.standard, context.sink());
    const TableKind kind = options.subject == "session" ? TableKind::sessions : TableKind::venues;
    CsvReader reader(open_table(context, options.rows, {kind, {}}, &options.input));
    refuse_columns(reader.header(), kAdded, "check-eligibility");
    const Judge judge = make_judge(options, standard, as_of, reader.header());
    Output output(context, options.output,
                  std::array{options.rows, options.standard, options.input.columns_file});
    CsvWriter writer(output.rows());
    const ExitStatus status = judge_rows(context, reader, writer, judge, options.require);
    writer.finish();
    output.commit();
    return status;
}

}  // namespace certrec::cli
