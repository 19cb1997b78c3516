#include "grade_joins.hpp"

#include <algorithm>
#include <array>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/rules/describe_compliance.hpp"
#include "damaged_rows.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<std::string_view, 4> kVerdictColumns = {"eligibility", "route", "reasons",
                                                             "earliest_on"};
constexpr std::array<std::string_view, 3> kResultColumns = {"outcome", "awarded", "standard"};

template <typename Values, typename Value>
bool contains(const Values& values, const Value& value) {
    return std::find(values.begin(), values.end(), value) != values.end();
}

/// Whether there is anything that a session of the component could break.
/// A number without the zeros before it; any other id as it is.
std::string_view without_zeros(std::string_view id) {
    const std::size_t first = id.find_first_not_of('0');
    const bool is_number = id.find_first_not_of("0123456789") == std::string_view::npos;
    return is_number && first != std::string_view::npos ? id.substr(first) : id;
}

bool has_session_rules(const Standard& standard, const Component& component) {
    const auto is_its = [&component](const auto& rule) { return rule.component == component.id; };
    return component.minutes ||
           std::any_of(standard.staffing.begin(), standard.staffing.end(), is_its) ||
           std::any_of(standard.equipment.begin(), standard.equipment.end(), is_its);
}

/// Whether the row says that its candidate was there for component `index`.
bool was_sat(std::size_t index, std::span<const ScoreColumn> columns,
             std::span<const Score> scores) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const bool there =
            scores[i].kind == ScoreKind::points || scores[i].kind == ScoreKind::disqualified;
        if (columns[i].component == index && there) return true;
    }
    return false;
}

}  // namespace

EligibilityFile::EligibilityFile(ByteSource source, const Standard& standard,
                                 const std::string& level_option, const CsvHeader& scores,
                                 Keep keep)
    : standard_(standard), level_option_(level_option), keep_(keep) {
    CsvReader reader(std::move(source));
    const CsvHeader& header = reader.header();
    id_ = header.require("candidate_id");
    level_ = level_option_.empty() ? header.require("level") : header.find("level");
    id_number_ = header.find("id_number");
    eligibility_ = header.require("eligibility");
    reasons_ = header.require("reasons");
    header_ = header.bytes();
    choose_carried(header, scores);
    while (const CsvRow* const row = reader.next()) add(*row);
}

std::string EligibilityFile::key(std::string_view candidate_id, const Level& level) {
    std::string text(candidate_id);
    text += '\n';
    text += level.id;
    return text;
}

const EligibilityFile::Entry* EligibilityFile::find(std::string_view candidate_id,
                                                    const Level& level) const {
    const auto found = entries_.find(key(candidate_id, level));
    return found == entries_.end() ? nullptr : &found->second;
}

std::string EligibilityFile::find_but_for_zeros(std::string_view candidate_id,
                                                const Level& level) const {
    const std::string_view rest = without_zeros(candidate_id);
    if (rest.size() != candidate_id.size() && find(rest, level) != nullptr) {
        return std::string(rest);
    }
    const auto zeroed = zeroed_.find(key(rest, level));
    return zeroed == zeroed_.end() ? std::string() : zeroed->second;
}

void EligibilityFile::add(const CsvRow& row) {
    const auto verdict = parse_eligibility(row.field(eligibility_));
    if (!verdict) {
        throw Refusal(
            {Severity::error, row.location(eligibility_),
             compose("unknown word '{}'", "未知的词“{}”", shown_cell(row.field(eligibility_))),
             compose("certrec check-eligibility writes this column",
                     "此列由 certrec check-eligibility 写出")});
    }
    if (*verdict != Eligibility::invalid) refuse_damage(row);
    const Level* const level =
        standard_.find_level(level_ ? row.field(*level_) : std::string_view(level_option_));
    if (level == nullptr) return;
    const std::string_view id = row.field(id_);
    const std::string_view rest = without_zeros(id);
    if (rest.size() != id.size()) zeroed_.emplace(key(rest, *level), id);
    if (keep_ == Keep::rows) rows_.push_back({std::string(id), level, std::string(row.bytes())});
    Entry& kept = entries_[key(id, *level)];
    // Of a doubled application the row that could be judged counts.
    if (kept.eligibility != Eligibility::invalid) return;
    kept = {*verdict, std::string(row.field(reasons_)), carried_of(row)};
}

/// check-eligibility found it sound: a spreadsheet has been at the file since.
void EligibilityFile::refuse_damage(const CsvRow& row) const {
    refuse_damaged_ids(
        row, id_, id_number_,
        compose("run certrec check-eligibility again; its answer need not go through a spreadsheet",
                "请重新运行 certrec check-eligibility；其输出无须经过电子表格"));
}

void EligibilityFile::choose_carried(const CsvHeader& header, const CsvHeader& scores) {
    refuse_columns(header, kResultColumns, "grade");
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
}

std::string EligibilityFile::carried_of(const CsvRow& row) const {
    std::string fields;
    for (const std::size_t column : carried_) {
        if (column != carried_.front()) fields += ',';
        fields += row.raw_field(column);
    }
    return fields;
}

std::string EligibilityFile::missing(
    const std::function<bool(std::string_view candidate_id, const Level& level)>& has_scores)
    const {
    std::string text = header_ + "\n";
    for (const KeptRow& row : rows_) {
        const bool eligible =
            find(row.candidate_id, *row.level)->eligibility == Eligibility::eligible;
        if (eligible && !has_scores(row.candidate_id, *row.level)) text += row.bytes + "\n";
    }
    return text;
}

SessionBook::SessionBook(Context& context, const std::string& path, const Standard& standard,
                         const CsvHeader& scores)
    : standard_(standard) {
    for (const Component& component : standard.components) {
        const bool ruled = has_session_rules(standard, component);
        columns_.push_back(ruled ? std::optional(scores.require(component.id + "_session"))
                                 : std::nullopt);
    }
    if (!has_rules(standard)) {
        throw Refusal(compose("{} states no rules that a session could break",
                              "{} 未规定场次须遵守的规则", standard.id),
                      compose("leave out --sessions", "请去掉 --sessions"));
    }
    read(context, path);
}

void SessionBook::read(Context& context, const std::string& path) {
    CsvReader reader(open_table(context, path, {TableKind::sessions, {}}));
    SessionJudge judge(standard_, reader.header());
    const auto id_column = reader.header().require("session_id");
    const auto component_column = reader.header().require("component");
    while (const CsvRow* const row = reader.next()) {
        const auto judged = judge.judge(*row);
        if (const auto* const session = std::get_if<JudgedSession>(&judged)) {
            add(context, *row, *session);
            continue;
        }
        const auto& fault = std::get<CellFault>(judged);
        any_invalid_ = true;
        report_fault(context, *row, fault);
        const Component* const component = find_component(standard_, row->field(component_column));
        if (component == nullptr) continue;
        // A second row of a session leaves the first one as it is.
        sessions_.try_emplace({std::string(row->field(id_column)), component->id},
                              Verdict{false, true, false, fault.message});
    }
}

void SessionBook::add(Context& context, const CsvRow& row, const JudgedSession& judged) {
    const Bilingual reasons{describe_reasons(judged.verdict, Language::en),
                            describe_reasons(judged.verdict, Language::zh)};
    const bool broken = judged.verdict.compliance == Compliance::non_compliant;
    const bool undecided = judged.verdict.compliance == Compliance::undetermined;
    if (undecided) {
        context.report(
            {Severity::warning, row.location(),
             compose("it cannot be told whether session '{0}' kept the rules: {1}",
                     "无法确定场次“{0}”是否合规：{2}", shown_cell(judged.session_id), reasons.en,
                     reasons.zh),
             compose("its scores count; fill in what is empty", "其成绩仍计；请补全空缺之处")});
    }
    sessions_[{judged.session_id, judged.component->id}] = {broken, false, undecided, reasons};
}

bool SessionBook::has_rules(const Standard& standard) {
    return std::any_of(
        standard.components.begin(), standard.components.end(),
        [&standard](const Component& component) { return has_session_rules(standard, component); });
}

Bilingual SessionBook::undecided(const CsvRow& row, std::span<const ScoreColumn> columns,
                                 std::span<const Score> scores) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i] || !was_sat(i, columns, scores)) continue;
        const std::string_view id = row.field(*columns_[i]);
        const Component& component = standard_.components[i];
        const auto found = sessions_.find(std::pair(std::string(id), component.id));
        if (found == sessions_.end() || !found->second.undecided) continue;
        const Bilingual& reasons = found->second.reasons;
        return compose("session {2} of {0}: {3}", "{1}场次 {2}：{4}", component.id,
                       component.name.zh, shown_cell(id), reasons.en, reasons.zh);
    }
    return {};
}

std::variant<std::string, CellFault> SessionBook::check(const CsvRow& row,
                                                        std::span<const ScoreColumn> columns,
                                                        std::span<const Score> scores,
                                                        Language language) const {
    std::string reasons;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!columns_[i]) continue;
        const Component& component = standard_.components[i];
        // Who was not there broke nothing, and nothing was broken for them.
        if (!was_sat(i, columns, scores)) continue;
        const std::string_view id = row.field(*columns_[i]);
        if (id.empty()) {
            return CellFault{*columns_[i],
                             compose("{0} has a score, but no session", "{1}有成绩，但没有场次",
                                     component.id, component.name.zh),
                             {}};
        }
        const auto found = sessions_.find(std::pair(std::string(id), component.id));
        if (found == sessions_.end()) {
            return CellFault{
                *columns_[i],
                compose("there is no session '{2}' of {0}", "没有{1}的场次“{2}”", component.id,
                        component.name.zh, shown_cell(id)),
                compose("the sessions are those of --sessions", "场次以 --sessions 所给文件为准")};
        }
        const Verdict& verdict = found->second;
        if (verdict.invalid) {
            return CellFault{*columns_[i],
                             compose("session '{0}' is invalid: {1}", "场次“{0}”无效：{2}",
                                     shown_cell(id), verdict.reasons.en, verdict.reasons.zh),
                             {}};
        }
        if (!verdict.broken) continue;
        if (!reasons.empty()) reasons += language == Language::zh ? "；" : "; ";
        append_composed(reasons, language, "session {2} of {0}: {3}", "{1}场次 {2}：{3}",
                        component.id, component.name.zh, shown_cell(id),
                        verdict.reasons.in(language));
    }
    return reasons;
}

}  // namespace certrec::cli
