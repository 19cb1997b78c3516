/// \file
/// How does a row of evidence become a record? Private: one place for every kind, whether the row
/// stands in a CSV file or is a table of a TOML file.
///
/// A source of cells has `cell(i)`, the text of column i of the record's columns (empty if the file
/// has no such column), `location(i)`, and `origin()`.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <string>
#include <string_view>
#include <tuple>

#include "base/compose.hpp"
#include "certrec/base/diagnostic.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/evidence.hpp"
#include "certrec/records/plain_id.hpp"
#include "records/row_cells.hpp"
#include "records/text_pool.hpp"

namespace certrec {

/// The words of a column, for a hint.
template <typename Value>
Bilingual list_words();
template <>
Bilingual list_words<EvidenceKind>();
template <>
Bilingual list_words<Attainment>();
template <>
Bilingual list_words<EducationStatus>();
template <>
Bilingual list_words<StudyField>();
template <>
Bilingual list_words<Programme>();
template <>
Bilingual list_words<TrainingMode>();
template <>
Bilingual list_words<CertificateKind>();
template <>
Bilingual list_words<PublicationKind>();
template <>
Bilingual list_words<PublicationClass>();

/// A number that no two certificates of one standard may share.
struct CertificateNumber {
    Text standard;
    Text number;
};

/// The values of one row. A wrong one is reported and makes the row unreadable.
template <typename Source>
class RecordCells {
  public:
    RecordCells(const Source& source, EvidencePools& pools, const EvidenceNeeds& needs,
                const DiagnosticSink& sink)
        : source_(source), pools_(pools), needs_(needs), sink_(sink) {}

    [[nodiscard]] bool readable() const { return readable_; }
    [[nodiscard]] Origin origin() const { return source_.origin(); }
    [[nodiscard]] std::string_view cell(std::size_t column) const { return source_.cell(column); }
    [[nodiscard]] const EvidenceNeeds& needs() const { return needs_; }

    [[nodiscard]] Text text(std::size_t column) { return intern(column, source_.cell(column)); }
    [[nodiscard]] Text unique_text(std::size_t column) {
        const std::string_view cell = source_.cell(column);
        (void)check(column, cell);
        return pools_.numbers.keep(cell);
    }

    /// What a declaration says.
    [[nodiscard]] Text declared(std::size_t column) {
        return intern(column, declaration_kind(source_.cell(column)));
    }

    [[nodiscard]] OptionalDate date(std::size_t column, MonthMeans means = MonthMeans::last_day) {
        const std::string_view cell = source_.cell(column);
        if (cell.empty()) return {};
        const auto value = parse_date_or_month(cell, means);
        if (!value) report(column, describe_date_fault(cell), {});
        return value;
    }

    [[nodiscard]] std::optional<Decimal> hours(std::size_t column) {
        const std::string_view cell = source_.cell(column);
        if (cell.empty()) return std::nullopt;
        const auto value = parse_decimal(cell);
        if (!value) {
            report(column, describe_decimal_fault(cell), {});
        } else if (*value < Decimal(0, 0) || *value > Decimal(100'000, 0)) {
            report(column,
                   compose("{} hours; from 0 to 100000 are possible",
                           "{} 学时；应在 0 到 100000 之间", shown_cell(cell)),
                   {});
        }
        return value;
    }

    /// A whole number from 1 to 999.
    [[nodiscard]] std::optional<std::uint16_t> position(std::size_t column) {
        const std::string_view cell = source_.cell(column);
        if (cell.empty()) return std::nullopt;
        std::uint16_t value = 0;
        const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
        if (error != std::errc() || end != cell.data() + cell.size() || value < 1 || value > 999) {
            report(column,
                   compose("'{}' is not the place of an author; write a whole number from 1 to 999",
                           "“{}”不是作者排序；请写 1 到 999 的整数", shown_cell(cell)),
                   {});
            return std::nullopt;
        }
        return value;
    }

    template <typename Value>
    [[nodiscard]] std::optional<Value> word(std::size_t column,
                                            std::optional<Value> (*parse)(std::string_view)) {
        const std::string_view cell = source_.cell(column);
        if (cell.empty()) return std::nullopt;
        const auto value = parse(cell);
        if (!value) {
            report(column, compose("unknown word '{}'", "未知的词“{}”", shown_cell(cell)),
                   compose("the words are: {}", "可用的词：{}", list_words<Value>()));
        }
        return value;
    }

    /// Reports an interval that ends before it begins.
    void check_order(std::size_t from_column, OptionalDate from, std::size_t to_column,
                     OptionalDate to) {
        if (!from || !to || *from <= *to) return;
        report(to_column,
               compose("{0} lies before {1}, where it begins", "{0} 早于开始日期 {1}",
                       source_.cell(to_column), source_.cell(from_column)),
               compose("are the two dates swapped?", "两个日期是否颠倒？"));
    }

    void report(std::size_t column, Bilingual message, Bilingual hint) {
        readable_ = false;
        sink_({Severity::error, source_.location(column), std::move(message), std::move(hint)});
    }

  private:
    [[nodiscard]] Text intern(std::size_t column, std::string_view text) {
        return pools_.texts.intern(
            text, [this, column](std::string_view cell) { return check(column, cell); });
    }

    /// Whether the text is sound; reports what is wrong with it.
    bool check(std::size_t column, std::string_view cell) {
        if (is_plain_id(cell)) return true;
        auto fault = check_text(cell, column, "text", "文本");
        if (fault && cell.find_first_of("\r\n") != std::string_view::npos) {
            fault = check_lines(column, cell);
        }
        if (!fault) return true;
        report(column, std::move(fault->message), std::move(fault->hint));
        return false;
    }

    /// As check_text, for a text of several lines.
    static std::optional<CellFault> check_lines(std::size_t column, std::string_view cell) {
        std::string line;
        std::copy_if(cell.begin(), cell.end(), std::back_inserter(line),
                     [](char c) { return c != '\r' && c != '\n'; });
        return check_text(line, column, "text", "文本");
    }

    const Source& source_;
    EvidencePools& pools_;
    const EvidenceNeeds& needs_;
    const DiagnosticSink& sink_;
    bool readable_ = true;
};

/// What is known of a kind of record: its columns, the first `required` of which every file has,
/// where a dossier keeps it, and how it is read.
template <typename Record>
struct RecordReader;

template <>
struct RecordReader<ApprenticeshipEvidence> {
    static constexpr std::array<std::string_view, 3> kColumns = {"occupation", "completed_on",
                                                                 "from"};
    static constexpr std::size_t kRequired = 2;
    static constexpr auto kPlace = &Dossier::apprenticeships;
    template <typename Cells>
    static ApprenticeshipEvidence read(Cells& cells) {
        ApprenticeshipEvidence record{cells.text(0), cells.date(2, MonthMeans::first_day),
                                      cells.date(1), cells.origin()};
        cells.check_order(2, record.from, 1, record.completed_on);
        return record;
    }
};

template <>
struct RecordReader<CertificateEvidence> {
    static constexpr std::array<std::string_view, 8> kColumns = {
        "standard", "level", "issued_on",  "valid_until",
        "number",   "kind",  "occupation", "revoked_on"};
    static constexpr std::size_t kRequired = 4;
    static constexpr std::size_t kNumber = 4;
    static constexpr auto kPlace = &Dossier::certificates;
    template <typename Cells>
    static CertificateEvidence read(Cells& cells) {
        CertificateEvidence record{cells.text(0), cells.text(1),
                                   cells.date(2), cells.date(3),
                                   cells.text(6), cells.word(5, parse_certificate_kind),
                                   cells.date(7), cells.origin()};
        cells.check_order(2, record.issued_on, 3, record.valid_until);
        cells.check_order(2, record.issued_on, 7, record.revoked_on);
        return record;
    }
};

template <>
struct RecordReader<DeclarationEvidence> {
    static constexpr std::array<std::string_view, 2> kColumns = {"kind", "signed_on"};
    static constexpr std::size_t kRequired = 2;
    static constexpr auto kPlace = &Dossier::declarations;
    template <typename Cells>
    static DeclarationEvidence read(Cells& cells) {
        return {cells.declared(0), cells.date(1), cells.origin()};
    }
};

template <>
struct RecordReader<EducationEvidence> {
    static constexpr std::array<std::string_view, 5> kColumns = {
        "attainment", "status", "graduated_on", "field", "programme"};
    static constexpr std::size_t kRequired = 3;
    static constexpr auto kPlace = &Dossier::educations;
    template <typename Cells>
    static EducationEvidence read(Cells& cells) {
        EducationEvidence record{cells.word(0, parse_attainment),
                                 cells.word(1, parse_education_status),
                                 cells.date(2),
                                 cells.word(3, parse_study_field),
                                 cells.word(4, parse_programme),
                                 cells.origin()};
        take_status_of_code(cells, record);
        return record;
    }

  private:
    template <typename Cells>
    static void take_status_of_code(Cells& cells, EducationEvidence& record) {
        const auto coded = status_of_attainment_code(cells.cell(0));
        if (!coded) return;
        if (!record.status) record.status = coded;
        if ((*record.status == EducationStatus::graduated) !=
            (*coded == EducationStatus::graduated)) {
            cells.report(
                1,
                compose("the status '{0}' contradicts the code {1}", "状态“{0}”与学历代码 {1} 矛盾",
                        shown_cell(cells.cell(1)), cells.cell(0)),
                compose("the last digit of a GB/T 4658 code says whether it was completed",
                        "GB/T 4658 代码末位表示毕业、结业或肄业"));
        }
    }
};

template <>
struct RecordReader<EmploymentEvidence> {
    static constexpr std::array<std::string_view, 4> kColumns = {"occupation", "from", "to",
                                                                 "employer"};
    static constexpr std::size_t kRequired = 3;
    static constexpr auto kPlace = &Dossier::employments;
    template <typename Cells>
    static EmploymentEvidence read(Cells& cells) {
        EmploymentEvidence record{cells.text(0), cells.date(1, MonthMeans::first_day),
                                  cells.date(2), cells.needs().employers ? cells.text(3) : Text(),
                                  cells.origin()};
        cells.check_order(1, record.from, 2, record.to);
        return record;
    }
};

template <>
struct RecordReader<PublicationEvidence> {
    static constexpr std::array<std::string_view, 4> kColumns = {"kind", "class", "author_position",
                                                                 "published_on"};
    static constexpr std::size_t kRequired = 4;
    static constexpr auto kPlace = &Dossier::publications;
    template <typename Cells>
    static PublicationEvidence read(Cells& cells) {
        return {cells.word(0, parse_publication_kind), cells.word(1, parse_publication_class),
                cells.position(2), cells.date(3), cells.origin()};
    }
};

template <>
struct RecordReader<RecommendationEvidence> {
    static constexpr std::array<std::string_view, 3> kColumns = {"employer", "level", "signed_on"};
    static constexpr std::size_t kRequired = 3;
    static constexpr auto kPlace = &Dossier::recommendations;
    template <typename Cells>
    static RecommendationEvidence read(Cells& cells) {
        return {cells.text(0), cells.text(1), cells.date(2), cells.origin()};
    }
};

template <>
struct RecordReader<TeachingEvidence> {
    static constexpr std::array<std::string_view, 5> kColumns = {"hours", "from", "to", "level",
                                                                 "audience"};
    static constexpr std::size_t kRequired = 3;
    static constexpr auto kPlace = &Dossier::teachings;
    template <typename Cells>
    static TeachingEvidence read(Cells& cells) {
        TeachingEvidence record{cells.hours(0), cells.date(1, MonthMeans::first_day),
                                cells.date(2),  cells.text(3),
                                cells.text(4),  cells.origin()};
        cells.check_order(1, record.from, 2, record.to);
        return record;
    }
};

template <>
struct RecordReader<TrainingEvidence> {
    static constexpr std::array<std::string_view, 5> kColumns = {"standard", "level", "mode",
                                                                 "hours", "completed_on"};
    static constexpr std::size_t kRequired = 5;
    static constexpr auto kPlace = &Dossier::trainings;
    template <typename Cells>
    static TrainingEvidence read(Cells& cells) {
        return {cells.text(0),  cells.text(1), cells.word(2, parse_training_mode),
                cells.hours(3), cells.date(4), cells.origin()};
    }
};

/// Every kind of record, once.
using AllRecords = std::tuple<ApprenticeshipEvidence, CertificateEvidence, DeclarationEvidence,
                              EducationEvidence, EmploymentEvidence, PublicationEvidence,
                              RecommendationEvidence, TeachingEvidence, TrainingEvidence>;

template <typename Record>
struct RecordType {
    using type = Record;
};

/// Calls `action(RecordType<R>{})` for every kind of record.
template <typename Action>
void for_each_record_type(const Action& action) {
    [&]<typename... Records>(std::tuple<Records...>*) {
        (action(RecordType<Records>{}), ...);
    }(static_cast<AllRecords*>(nullptr));
}

/// Calls `action(RecordType<R>{})` for the records of that kind.
template <typename Action>
void with_record_type(EvidenceKind kind, const Action& action) {
    for_each_record_type([&](auto type) {
        if (decltype(type)::type::kKind == kind) action(type);
    });
}

}  // namespace certrec
