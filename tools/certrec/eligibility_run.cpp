#include "eligibility_run.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/column_names.hpp"
#include "certrec/records/csv_reader.hpp"
#include "cli.hpp"

namespace certrec::cli {

namespace {

/// The answers to so many rows stay in the processor's caches until they are written.
constexpr std::uint32_t kRowsOfBlock = 256;
static_assert(ApplicationList::kNone == EvidenceStore::kNoCandidate);
constexpr std::size_t kTakeBytes = 256U * 1024U;

Diagnostic doubled(const ApplicationRow& row, const Level& level, std::uint64_t first_line) {
    return {Severity::error, row.source.location(row.columns.candidate_id),
            compose("candidate '{0}' applies for level {1} a second time, first on line {2}",
                    "考生“{0}”重复申报等级“{1}”，首次在第 {2} 行", shown_cell(row.candidate_id),
                    describe_level(level), first_line),
            compose("keep one of the rows", "请只保留一行")};
}

Diagnostic unreadable(const ApplicationRow& row, const RecordPlace& place) {
    const Location at = row.source.location_of(place);
    return {Severity::error,
            row.source.location(row.columns.candidate_id),
            compose("the evidence on line {1} of {0} cannot be used",
                    "{0} 第 {1} 行的证明材料无法使用", shown(at.file, 400), at.line),
            {}};
}

Diagnostic too_late(const ApplicationRow& row, const LaterRecord& later, Date as_of) {
    const EvidenceKind kind = later.place.kind;
    return {Severity::error, row.source.location_of(later.place),
            compose("{0}: {1} {2} lies after {3}, the day that is judged",
                    "{0}：{1} {2} 晚于判定日 {3}", describe_evidence_kind(kind),
                    describe_column(table_kind_of(kind), later.column), format_date(later.date),
                    format_date(as_of)),
            compose("correct the date, or let such evidence wait with --later-evidence ignore",
                    "请更正日期，或用 --later-evidence ignore 暂不计入")};
}

/// The rows [begin, end) of a list.
class Block : public RowSource {
  public:
    Block(const ApplicationList& applications, const EvidenceStore& evidence,
          const Judging& judging)
        : applications_(applications), evidence_(evidence), judge_(judging) {}

    void answer(std::uint32_t begin, std::uint32_t end, const AnswerRow& answer_row,
                RowAnswer& into) {
        for (index_ = begin; index_ < end; ++index_) {
            evidence_.gather(applications_.row(index_).candidate, dossier_);
            answer_row(row(), judge_, into);
        }
    }

    [[nodiscard]] Location location(std::size_t column) const override {
        return applications_.location(index_, column);
    }

    [[nodiscard]] std::optional<std::uint64_t> earlier_line(const Judging& judging,
                                                            const Level& level) const override {
        std::optional<std::uint64_t> line;
        for (std::uint32_t before = applications_.row(index_).previous;
             before != ApplicationList::kNone; before = applications_.row(before).previous) {
            const ApplicationList::Row& other = applications_.row(before);
            const Level* const its_level =
                other.level ? judging.standard.find_level(*other.level) : judging.level;
            if (its_level == &level) line = other.line;
        }
        return line;
    }

    [[nodiscard]] const Dossier& dossier() const override { return dossier_; }

    [[nodiscard]] Location location_of(const RecordPlace& evidence) const override {
        const std::uint32_t owner = applications_.row(index_).candidate;
        return evidence_.location(evidence, applications_.candidates().id(owner));
    }

  private:
    [[nodiscard]] ApplicationRow row() const {
        const ApplicationList::Row& listed = applications_.row(index_);
        const bool named = listed.candidate != ApplicationList::kNone;
        const std::string_view id =
            named ? applications_.candidates().id(listed.candidate) : std::string_view();
        return {listed.bytes(),
                id,
                listed.level ? *listed.level : std::string_view(),
                listed.applied_on,
                applications_.fault(index_),
                applications_.columns(),
                *this};
    }

    const ApplicationList& applications_;
    const EvidenceStore& evidence_;
    Judge judge_;
    std::uint32_t index_ = 0;  // of the row at hand
    Dossier dossier_;
};

/// Rows that are read one by one, each with the rows of its candidate before it.
class SortedRows : public RowSource {
  public:
    SortedRows(const ApplicationColumns& columns, EvidenceMerge& evidence, const Judging& judging)
        : columns_(columns), evidence_(evidence), judging_(judging), judge_(judging) {}

    void answer(const CsvRow& row, const AnswerRow& answer_row, RowAnswer& into) {
        check_order(row);
        fault_.reset();
        auto checked = check_application(row, columns_);
        if (auto* const fault = std::get_if<CellFault>(&checked)) {
            fault_ = ApplicationFault{row.location(fault->column), std::move(fault->message),
                                      std::move(fault->hint)};
        }
        const Date* const applied_on = std::get_if<Date>(&checked);
        const std::string level = columns_.level ? std::string(row.field(*columns_.level)) : "";
        row_ = &row;
        answer_row({row.bytes(), candidate_, level, applied_on == nullptr ? Date() : *applied_on,
                    fault_ ? &*fault_ : nullptr, columns_, *this},
                   judge_, into);
        if (applied_on != nullptr) {
            earlier_.emplace_back(
                columns_.level ? judging_.standard.find_level(level) : judging_.level, row.line());
        }
    }

    [[nodiscard]] Location location(std::size_t column) const override {
        return row_->location(column);
    }

    [[nodiscard]] std::optional<std::uint64_t> earlier_line(const Judging&,
                                                            const Level& level) const override {
        const auto first = std::find_if(earlier_.begin(), earlier_.end(),
                                        [&level](const auto& row) { return row.first == &level; });
        return first == earlier_.end() ? std::nullopt : std::optional(first->second);
    }

    [[nodiscard]] const Dossier& dossier() const override { return *dossier_; }

    [[nodiscard]] Location location_of(const RecordPlace& evidence) const override {
        return evidence_.location(evidence, candidate_);
    }

  private:
    void check_order(const CsvRow& row) {
        const std::string_view id = row.field(columns_.candidate_id);
        if (dossier_ != nullptr && id == candidate_) return;
        if (id < candidate_) {
            throw Refusal({Severity::error, row.location(columns_.candidate_id),
                           compose("the applications are not sorted by candidate_id here",
                                   "此处未按 candidate_id 排序"),
                           compose("sort the file bytewise (LC_ALL=C sort), or leave out --sorted",
                                   "请按字节序排序（LC_ALL=C sort），或去掉 --sorted")});
        }
        candidate_ = id;
        earlier_.clear();
        dossier_ = &evidence_.gather(candidate_);
    }

    const ApplicationColumns& columns_;
    EvidenceMerge& evidence_;
    const Judging& judging_;
    Judge judge_;
    const CsvRow* row_ = nullptr;  // at hand
    std::string candidate_;
    const Dossier* dossier_ = nullptr;
    std::vector<std::pair<const Level*, std::uint64_t>> earlier_;
    std::optional<ApplicationFault> fault_;
};

}  // namespace

std::variant<JudgedApplication, Diagnostic> Judge::judge(const ApplicationRow& row) {
    if (row.fault != nullptr) {
        return Diagnostic{Severity::error, row.fault->location, row.fault->message,
                          row.fault->hint};
    }
    const Level* const level =
        row.columns.level ? judging_.standard.find_level(row.level) : judging_.level;
    if (level == nullptr) {
        const std::size_t column = *row.columns.level;
        CellFault fault = unknown_level(judging_.standard, row.level, column);
        return Diagnostic{Severity::error, row.source.location(column), std::move(fault.message),
                          std::move(fault.hint)};
    }
    if (level->routes.empty()) {
        const std::size_t column = row.columns.level.value_or(row.columns.candidate_id);
        if (auto open = find_open_routes(judging_.standard, *level, row.source.location(column))) {
            return *std::move(open);
        }
    }
    if (const auto line = row.source.earlier_line(judging_, *level)) {
        return doubled(row, *level, *line);
    }
    const Dossier& dossier = row.source.dossier();
    if (dossier.unreadable) return unreadable(row, *dossier.unreadable);
    const Date as_of = judging_.as_of.value_or(row.applied_on);
    if (judging_.later_evidence == LaterEvidence::refuse) {
        if (const auto later = find_later_record(dossier, as_of)) {
            return too_late(row, *later, as_of);
        }
    }
    return JudgedApplication{*level, as_of, dossier,
                             checker_.check(dossier, *level, as_of, judging_.grounds)};
}

std::optional<Diagnostic> find_open_routes(const Standard& standard, const Level& level,
                                           const Location& at) {
    if (!level.routes.empty()) return std::nullopt;
    return Diagnostic{
        Severity::error, at,
        compose("the text of {0} that we have does not state who may apply for level '{1}' (open: "
                "{2})",
                "所据 {0} 文本未载明等级“{1}”的申报条件（待定：{2}）", standard.id,
                describe_level(level), open_routes_id(level)),
        compose("supply the routes in an overlay: certrec-standard(5), OVERLAYS",
                "请以叠加标准补充申报条件：见 certrec-standard(5) 的 OVERLAYS")};
}

void answer_joined(const ApplicationList& applications, const EvidenceStore& evidence,
                   const Judging& judging, unsigned threads, const AnswerRow& answer_row,
                   const TakeAnswer& take) {
    std::vector<std::unique_ptr<Block>> blocks;
    for (std::size_t i = 0; i < slots_for(threads); ++i) {
        blocks.push_back(std::make_unique<Block>(applications, evidence, judging));
    }
    std::vector<RowAnswer> answers(blocks.size());
    const std::uint32_t rows = applications.size();
    make_and_take((rows + kRowsOfBlock - 1) / kRowsOfBlock, threads,
                  [&](std::size_t i, std::size_t slot) {
                      const std::uint32_t begin = static_cast<std::uint32_t>(i) * kRowsOfBlock;
                      answers[slot].clear();
                      blocks[slot]->answer(begin, std::min(begin + kRowsOfBlock, rows), answer_row,
                                           answers[slot]);
                  },
                  [&](std::size_t, std::size_t slot) { take(answers[slot]); });
}

void answer_sorted(CsvReader& reader, const ApplicationColumns& columns, EvidenceMerge& evidence,
                   const Judging& judging, const AnswerRow& answer_row, const TakeAnswer& take) {
    SortedRows rows(columns, evidence, judging);
    RowAnswer answer;
    while (const CsvRow* const row = reader.next()) {
        rows.answer(*row, answer_row, answer);
        if (answer.text.size() < kTakeBytes && answer.diagnostics.empty() &&
            answer.misspelt.empty()) {
            continue;
        }
        take(answer);
        answer.clear();
    }
    take(answer);
    evidence.finish();
}

}  // namespace certrec::cli
