#include "records/evidence_cells.hpp"

#include <algorithm>

#include "certrec/base/io.hpp"
#include "certrec/records/application.hpp"

namespace certrec {

namespace {

/// Short words that differ by a letter are often just different words.
constexpr std::size_t kLeastSlip = 6;

class OwnFile {
  public:
    OwnFile(const std::string& file, const EvidenceNeeds& needs, EvidencePools& pools,
            Dossier& dossier, const DiagnosticSink& sink)
        : file_(file), needs_(needs), pools_(pools), dossier_(dossier), sink_(sink) {}

    std::vector<std::pair<CertificateNumber, Origin>> read(std::string_view candidate) {
        const auto document = parse_toml(read_file(file_, kMaxTomlBytes), file_, sink_);
        if (!document) {
            spoil(EvidenceKind::certificate, {1, 1});
            return {};
        }
        for (const auto& [key, node] : *document) read_key(key, node, candidate);
        return std::move(numbers_);
    }

  private:
    void read_key(const toml::key& key, const toml::node& node, std::string_view candidate) {
        if (key.str() == "candidate_id") {
            if (!node.is_string() || node.as_string()->get() != candidate) {
                report(node, compose("the file is named after another candidate_id",
                                     "文件名与 candidate_id 不符"));
            }
            return;
        }
        const auto kind = parse_evidence_kind(key.str());
        if (!kind) {
            report(
                node,
                compose("'{}' is no kind of evidence", "“{}”不是证明材料的类别", shown(key.str())),
                compose("the kinds are: {}", "可用的类别：{}", list_words<EvidenceKind>()));
            return;
        }
        const toml::array* const rows = node.as_array();
        if (rows == nullptr || (!rows->empty() && !rows->is_homogeneous(toml::node_type::table))) {
            report(node, compose("'{}' must be an array of tables", "“{}”应为表数组", key.str()));
            return;
        }
        if (!needs_.kinds.contains(*kind)) return;
        with_record_type(*kind, [&](auto type) {
            for (const toml::node& row : *rows) {
                read_row<typename decltype(type)::type>(*row.as_table());
            }
        });
    }

    /// Further keys are allowed, but a long one that is nearly a column's is taken for a slip.
    template <typename Record>
    void check_keys(const toml::table& row) {
        std::vector<std::string> columns = {"candidate_id"};
        for (const std::string_view column : RecordReader<Record>::kColumns) {
            columns.emplace_back(column);
        }
        for (const auto& [key, node] : row) {
            if (key.str().size() < kLeastSlip) continue;
            if (std::find(columns.begin(), columns.end(), key.str()) != columns.end()) continue;
            if (const auto likely = nearest(key.str(), columns)) {
                report(node, compose("unknown key '{}'", "未知的键“{}”", shown(key.str())),
                       compose("is '{}' meant?", "是否指“{}”？", *likely));
            }
        }
    }

    template <typename Record>
    void read_row(const toml::table& row) {
        check_keys<Record>(row);
        const TomlCells<Record> cells(row, file_, sink_);
        auto read = read_record<Record>(cells, pools_, needs_, sink_);
        if (!cells.readable() || !read.readable) spoil(Record::kKind, cells.origin());
        if constexpr (std::is_same_v<Record, CertificateEvidence>) {
            if (read.number.number) numbers_.emplace_back(read.number, cells.origin());
        }
        (dossier_.*RecordReader<Record>::kPlace).push_back(std::move(read.record));
    }

    void report(const toml::node& node, Bilingual message, Bilingual hint = {}) {
        const toml::source_position at = node.source().begin;
        sink_({Severity::error, {file_, at.line, at.column}, std::move(message), std::move(hint)});
        spoil(EvidenceKind::certificate, {static_cast<std::uint32_t>(at.line) & 0x7FFFFFFFU, 1});
    }

    void spoil(EvidenceKind kind, Origin origin) {
        if (!dossier_.unreadable) dossier_.unreadable = RecordPlace{kind, origin};
    }

    const std::string& file_;
    const EvidenceNeeds& needs_;
    EvidencePools& pools_;
    Dossier& dossier_;
    const DiagnosticSink& sink_;
    std::vector<std::pair<CertificateNumber, Origin>> numbers_;
};

}  // namespace

std::vector<std::pair<CertificateNumber, Origin>> read_own_file(
    const std::string& file, std::string_view candidate, const EvidenceNeeds& needs,
    EvidencePools& pools, Dossier& dossier, const DiagnosticSink& sink) {
    return OwnFile(file, needs, pools, dossier, sink).read(candidate);
}

std::uint64_t count_records(const Dossier& dossier) {
    std::uint64_t count = 0;
    for_each_record_type([&](auto type) {
        count += (dossier.*RecordReader<typename decltype(type)::type>::kPlace).size();
    });
    return count;
}

void clear(Dossier& dossier) {
    for_each_record_type(
        [&](auto type) { (dossier.*RecordReader<typename decltype(type)::type>::kPlace).clear(); });
    dossier.unreadable.reset();
}

Diagnostic doubled_number(const CertificateNumber& number, const Location& at,
                          const Location& first) {
    return {Severity::error, at,
            compose("the certificate number '{0}' is there a second time, first on line {2} of {1}",
                    "证书编号“{0}”重复，首次在 {1} 第 {2} 行", shown_cell(*number.number),
                    shown(first.file, 400), first.line),
            compose("two certificates never share a number; compare both with the documents",
                    "两份证书的编号不会相同，请与证书核对")};
}

bool report_owner(const CsvRow& row, std::size_t column, const DiagnosticSink& sink) {
    auto fault = check_candidate_id(row, column);
    if (!fault) return false;
    sink(
        {Severity::error, row.location(column), std::move(fault->message), std::move(fault->hint)});
    return true;
}

}  // namespace certrec
