#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/records/csv_reader.hpp"
#include "certrec/records/evidence_store.hpp"
#include "records/evidence_cells.hpp"
#include "records/evidence_folder.hpp"

namespace certrec {

namespace {

/// One file of evidence, read in step with the candidates.
class SortedFile {
  public:
    explicit SortedFile(ByteSource source) : reader_(std::move(source)) {}

    /// Puts the candidate's rows through `use` and those of candidates before it through `skip`.
    /// Without a candidate, skips all that are left.
    template <typename Use, typename Skip>
    void advance(std::size_t id_column, std::optional<std::string_view> candidate, const Use& use,
                 const Skip& skip) {
        while (!at_end_) {
            if (!row_) next(id_column);
            if (at_end_) return;
            const int order = candidate ? last_id_.compare(*candidate) : -1;
            if (order > 0) return;
            order == 0 ? use(*row_) : skip(*row_);
            row_ = nullptr;
        }
    }

    [[nodiscard]] const CsvHeader& header() const { return reader_.header(); }

  private:
    void next(std::size_t id_column) {
        row_ = reader_.next();
        if (row_ == nullptr) {
            at_end_ = true;
            return;
        }
        const std::string_view id = row_->field(id_column);
        if (id < last_id_) {
            throw Refusal({Severity::error, row_->location(id_column),
                           compose("the rows are not sorted by candidate_id here",
                                   "此处未按 candidate_id 排序"),
                           compose("sort the file bytewise (LC_ALL=C sort), or leave out --sorted",
                                   "请按字节序排序（LC_ALL=C sort），或去掉 --sorted")});
        }
        last_id_ = id;
    }

    CsvReader reader_;
    const CsvRow* row_ = nullptr;
    std::string last_id_;
    bool at_end_ = false;
};

}  // namespace

class EvidenceMerge::Content {
  public:
    Content(const std::filesystem::path& path, const EvidenceNeeds& needs,
            const DiagnosticSink& sink, const OpenEvidence& open)
        : needs_(needs), sink_(sink), folder_(list_evidence(path, needs, sink)) {
        for (const EvidenceFolder::CsvFile& file : folder_.csv_files) {
            with_record_type(file.kind, [&](auto type) {
                add_file<typename decltype(type)::type>(open(file.path, file.kind));
            });
        }
    }

    const Dossier& gather(std::string_view candidate) {
        clear(dossier_);
        pools_.texts.clear();
        pools_.numbers.clear();
        numbers_.clear();
        doubled_.reset();
        for (const Stream& stream : streams_) stream(candidate);
        read_own_files(candidate);
        if (doubled_) spoil(*doubled_);  // after all that cannot be read, as in a store
        return dossier_;
    }

    void finish() {
        for (const Stream& stream : streams_) stream(std::nullopt);
        read_own_files(std::nullopt);
    }

    [[nodiscard]] const UnusedEvidence& unused() const { return unused_; }
    [[nodiscard]] const EvidenceFolder& folder() const { return folder_; }

  private:
    /// Reads one file up to and with a candidate, or to its end.
    using Stream = std::function<void(std::optional<std::string_view>)>;

    template <typename Record>
    void add_file(ByteSource source) {
        const auto file = std::make_shared<SortedFile>(std::move(source));
        const RecordColumns<Record> columns(file->header());
        streams_.emplace_back([this, file, columns](std::optional<std::string_view> candidate) {
            file->advance(
                columns.candidate_id, candidate,
                [&](const CsvRow& row) {
                    take(CsvCells<Record>(row, columns), row, columns.candidate_id, *candidate);
                },
                [&](const CsvRow& row) { pass_over<Record>(row, columns); });
        });
    }

    template <typename Record>
    void take(const CsvCells<Record>& cells, const CsvRow& row, std::size_t id_column,
              std::string_view candidate) {
        auto read = read_record<Record>(cells, pools_, needs_, sink_);
        if (!check_owner(candidate, row, id_column, sink_)) read.readable = false;
        if (!read.readable) spoil({Record::kKind, cells.origin()});
        if (read.number.number) {
            check_number(read.number, {Record::kKind, cells.origin()}, candidate);
        }
        (dossier_.*RecordReader<Record>::kPlace).push_back(std::move(read.record));
    }

    /// A row of someone without an application is counted, and told if it is wrong.
    template <typename Record>
    void pass_over(const CsvRow& row, const RecordColumns<Record>& columns) {
        passed_over_.texts.clear();
        passed_over_.numbers.clear();
        (void)read_record<Record>(CsvCells<Record>(row, columns), passed_over_, needs_, sink_);
        (void)check_owner(row.field(columns.candidate_id), row, columns.candidate_id, sink_);
        count_unused(1, row.location());
    }

    void read_own_files(std::optional<std::string_view> candidate) {
        for (; next_own_ < folder_.toml_files.size(); ++next_own_) {
            const std::filesystem::path& path = folder_.toml_files[next_own_];
            const std::string id = path.stem().string();
            if (candidate && id > *candidate) return;
            if (candidate && id == *candidate) {
                take_own_file(path, id);
            } else {
                EvidencePools pools;
                Dossier dossier;
                (void)read_own_file(path.string(), id, needs_, pools, dossier, sink_);
                count_unused(count_records(dossier), {path.string(), 0, 0});
            }
        }
    }

    void take_own_file(const std::filesystem::path& path, const std::string& id) {
        for (const auto& [number, origin] :
             read_own_file(path.string(), id, needs_, pools_, dossier_, sink_)) {
            check_number(number, {EvidenceKind::certificate, origin}, id);
        }
    }

    void check_number(const CertificateNumber& number, const RecordPlace& place,
                      std::string_view candidate) {
        const auto text = [](Text t) { return t ? *t : std::string_view(); };
        for (const auto& [other, other_place] : numbers_) {
            if (text(other.number) != text(number.number)) continue;
            if (text(other.standard) != text(number.standard)) continue;
            sink_(doubled_number(number, folder_.location(place, candidate),
                                 folder_.location(other_place, candidate)));
            if (!doubled_) doubled_ = other_place;
            return;
        }
        numbers_.emplace_back(number, place);
    }

    void spoil(const RecordPlace& place) {
        if (!dossier_.unreadable) dossier_.unreadable = place;
    }

    void count_unused(std::uint64_t rows, const Location& at) {
        if (unused_.rows == 0 && rows > 0) unused_.first = at;
        unused_.rows += rows;
    }

    EvidenceNeeds needs_;
    DiagnosticSink sink_;
    EvidenceFolder folder_;
    std::vector<Stream> streams_;
    std::size_t next_own_ = 0;
    EvidencePools pools_;
    EvidencePools passed_over_;  // used again, since a pool takes its space in large blocks
    Dossier dossier_;
    std::vector<std::pair<CertificateNumber, RecordPlace>> numbers_;  // of the candidate
    std::optional<RecordPlace> doubled_;  // the first row whose number comes again
    UnusedEvidence unused_;
};

EvidenceMerge::EvidenceMerge(const std::filesystem::path& folder, const EvidenceNeeds& needs,
                             const DiagnosticSink& sink, const OpenEvidence& open)
    : content_(std::make_unique<Content>(folder, needs, sink, open)) {}
EvidenceMerge::~EvidenceMerge() = default;

const Dossier& EvidenceMerge::gather(std::string_view candidate) {
    return content_->gather(candidate);
}
void EvidenceMerge::finish() { content_->finish(); }
const UnusedEvidence& EvidenceMerge::unused() const { return content_->unused(); }
Location EvidenceMerge::location(const RecordPlace& place, std::string_view candidate) const {
    return content_->folder().location(place, candidate);
}

}  // namespace certrec
