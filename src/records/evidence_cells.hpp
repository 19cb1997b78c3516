/// \file
/// What stands in the cells of a row of evidence? Private: the two sources of RecordCells.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/records/csv_reader.hpp"
#include "certrec/records/plain_id.hpp"
#include "records/evidence_record.hpp"
#include "records/toml.hpp"

namespace certrec {

/// Where the columns of a kind stand in a CSV file.
template <typename Record>
class RecordColumns {
  public:
    using Reader = RecordReader<Record>;

    /// Throws Refusal if a required column is missing or any is doubled.
    explicit RecordColumns(const CsvHeader& header) : candidate_id(header.require("candidate_id")) {
        for (std::size_t i = 0; i < at_.size(); ++i) {
            at_[i] = i < Reader::kRequired ? header.require(Reader::kColumns[i])
                                           : header.find(Reader::kColumns[i]);
        }
    }

    [[nodiscard]] std::optional<std::size_t> at(std::size_t column) const { return at_[column]; }

    std::size_t candidate_id;

  private:
    std::array<std::optional<std::size_t>, Reader::kColumns.size()> at_;
};

/// A row of a CSV file.
template <typename Record>
class CsvCells {
  public:
    CsvCells(const CsvRow& row, const RecordColumns<Record>& columns)
        : row_(row), columns_(columns) {}

    [[nodiscard]] std::string_view cell(std::size_t column) const {
        const auto at = columns_.at(column);
        return at ? row_.field(*at) : std::string_view();
    }
    [[nodiscard]] Location location(std::size_t column) const {
        const auto at = columns_.at(column);
        return at ? row_.location(*at) : row_.location();
    }
    [[nodiscard]] Origin origin() const {
        return {static_cast<std::uint32_t>(row_.line()) & 0x7FFFFFFFU, 0};
    }

  private:
    const CsvRow& row_;
    const RecordColumns<Record>& columns_;
};

/// What a row comes to.
template <typename Record>
struct RowRead {
    Record record;
    CertificateNumber number;  ///< of a certificate; its texts are kept in the pool
    bool readable = true;
};

/// Reads a row of whatever source. Reports what is wrong with its cells.
template <typename Record, typename Source>
RowRead<Record> read_record(const Source& source, EvidencePools& pools, const EvidenceNeeds& needs,
                            const DiagnosticSink& sink) {
    RecordCells<Source> cells(source, pools, needs, sink);
    RowRead<Record> read{RecordReader<Record>::read(cells), {}, true};
    if constexpr (std::is_same_v<Record, CertificateEvidence>) {
        read.number = {read.record.standard, cells.unique_text(RecordReader<Record>::kNumber)};
    }
    read.readable = cells.readable();
    return read;
}

/// A table of a candidate's own TOML file, its values as the texts that CSV would have.
template <typename Record>
class TomlCells {
  public:
    TomlCells(const toml::table& table, const std::string& file, const DiagnosticSink& sink)
        : file_(file), place_(location_of(table)) {
        const auto& columns = RecordReader<Record>::kColumns;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            places_[i] = place_;
            const toml::node* const node = table.get(columns[i]);
            if (node == nullptr) continue;
            places_[i] = location_of(*node);
            if (auto text = text_of_node(*node)) {
                cells_[i] = *std::move(text);
            } else {
                readable_ = false;
                sink({Severity::error, places_[i],
                      compose("'{}' must be a string, a whole number or a date",
                              "“{}”应为字符串、整数或日期", columns[i]),
                      compose("write a decimal in quotes", "小数请加引号")});
            }
        }
    }

    [[nodiscard]] bool readable() const { return readable_; }
    [[nodiscard]] std::string_view cell(std::size_t column) const { return cells_[column]; }
    [[nodiscard]] Location location(std::size_t column) const { return places_[column]; }
    [[nodiscard]] Origin origin() const {
        return {static_cast<std::uint32_t>(place_.line) & 0x7FFFFFFFU, 1};
    }

  private:
    [[nodiscard]] Location location_of(const toml::node& node) const {
        return {file_, node.source().begin.line, node.source().begin.column};
    }

    static std::optional<std::string> text_of_node(const toml::node& node) {
        if (const auto* const text = node.as_string()) {
            const std::string& value = text->get();
            return value.find('\0') == std::string::npos ? std::optional(value) : std::nullopt;
        }
        if (const auto* const number = node.as_integer()) return std::to_string(number->get());
        if (const auto* const date = node.as_date()) {
            const toml::date& day = date->get();
            return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
        }
        return std::nullopt;
    }

    const std::string& file_;
    Location place_;
    std::array<std::string, RecordReader<Record>::kColumns.size()> cells_;
    std::array<Location, RecordReader<Record>::kColumns.size()> places_;
    bool readable_ = true;
};

/// Reads a candidate's own file into `dossier`, behind what is there; the file's name without
/// `.toml` is the candidate's id. Returns the numbers of its certificates. Whatever is wrong is
/// reported and makes the dossier unreadable; only a file that cannot be read at all throws.
std::vector<std::pair<CertificateNumber, Origin>> read_own_file(
    const std::string& file, std::string_view candidate, const EvidenceNeeds& needs,
    EvidencePools& pools, Dossier& dossier, const DiagnosticSink& sink);

/// The number of records in a dossier.
[[nodiscard]] std::uint64_t count_records(const Dossier& dossier);

/// Empties it and keeps its space.
void clear(Dossier& dossier);

/// A certificate number that stands in two rows.
[[nodiscard]] Diagnostic doubled_number(const CertificateNumber& number, const Location& at,
                                        const Location& first);

/// Reports what is wrong with the id of a candidate; false if nothing is.
[[nodiscard]] bool report_owner(const CsvRow& row, std::size_t column, const DiagnosticSink& sink);

/// Whether `id`, which stands in that column, can be that of a candidate; reports what is wrong
/// with it.
[[nodiscard, gnu::always_inline]] inline bool check_owner(std::string_view id, const CsvRow& row,
                                                          std::size_t column,
                                                          const DiagnosticSink& sink) {
    return is_plain_id(id) || !report_owner(row, column, sink);
}

}  // namespace certrec
