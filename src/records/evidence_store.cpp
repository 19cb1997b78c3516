#include "certrec/records/evidence_store.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <exception>
#include <functional>
#include <iterator>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/records/csv_reader.hpp"
#include "records/certificate_numbers.hpp"
#include "records/evidence_cells.hpp"
#include "records/evidence_folder.hpp"
#include "records/joined_records.hpp"

namespace certrec {

namespace {

constexpr std::size_t kOwnFilesPerPart = 256;
constexpr std::uint64_t kManyParts = 256;
constexpr std::uint32_t kNobody = EvidenceStore::kNoCandidate;

template <template <typename> typename Of, typename Records>
struct ForEachRecord;
template <template <typename> typename Of, typename... Records>
struct ForEachRecord<Of, std::tuple<Records...>> {
    using type = std::tuple<Of<Records>...>;
};

using AllFiledRecords = ForEachRecord<FiledRecords, AllRecords>::type;
using AllJoinedRecords = ForEachRecord<JoinedRecords, AllRecords>::type;

/// An own file of a candidate without an application: certificate numbers from the one with that
/// index on stand in it, as far as they stand in such a file.
struct OwnFileOfNobody {
    std::size_t first = 0;
    std::string candidate;
};

/// What is found in one part of the evidence, and has to be told in the order of the parts.
struct Part {
    std::vector<NumberedRow> numbers;
    std::vector<OwnFileOfNobody> own_files;
    std::vector<std::pair<std::uint32_t, RecordPlace>> unreadable;
    std::vector<Diagnostic> diagnostics;
    UnusedEvidence unused;
    std::exception_ptr failure;

    void count_unused(std::uint64_t rows, const std::string& file, std::uint64_t line) {
        if (unused.rows == 0 && rows > 0) unused.first = Location{file, line, 0};
        unused.rows += rows;
    }

    /// Empties it and keeps its space.
    void clear() {
        numbers.clear();
        own_files.clear();
        unreadable.clear();
        diagnostics.clear();
        unused = {};
        failure = nullptr;
    }
};

/// Reads the rows of blocks. Those of one file come one after the other, so that a scanner and its
/// space serve for many.
class BlockScanner {
  public:
    CsvBlock block;

    /// The rows of the block, which is one of `csv`.
    RowScanner& start(const CsvBlocks& csv) {
        if (csv_ != &csv) scanner_.emplace(csv);
        csv_ = &csv;
        scanner_->start(block);
        return *scanner_;
    }

    void release() {
        block = {};
        scanner_.reset();
        csv_ = nullptr;
    }

  private:
    const CsvBlocks* csv_ = nullptr;
    std::optional<RowScanner> scanner_;
};

/// What one slot reads: part after part, each of which it hands over.
struct Slot {
    std::function<void(Slot&)> read_part;
    BlockScanner scanner;
    EvidencePools pools;
    AllFiledRecords records;
    Part part;

    /// Lets go of all but what was read.
    void release() {
        read_part = nullptr;
        scanner.release();
    }
};

/// A CSV file that is read in blocks.
template <typename Record>
class CsvFile {
  public:
    CsvFile(std::filesystem::path path, EvidenceKind kind, OpenEvidence open)
        : path_(std::move(path)), kind_(kind), open_(std::move(open)) {}

    /// Reads the header. Throws Refusal as open_file, CsvBlocks and RecordColumns do.
    void open() {
        csv_.emplace(open_(path_, kind_));
        columns_.emplace(csv_->header());
    }

    /// Puts the next rows into `block`; false at the end.
    bool next(CsvBlock& block) {
        if (!columns_) open();
        return csv_->next(block);
    }

    [[nodiscard]] const CsvBlocks& csv() const { return *csv_; }
    [[nodiscard]] const RecordColumns<Record>& columns() const { return *columns_; }

  private:
    std::filesystem::path path_;
    EvidenceKind kind_;
    OpenEvidence open_;
    std::optional<CsvBlocks> csv_;
    std::optional<RecordColumns<Record>> columns_;
};

/// Finds the candidates of records, and files those who have an application. The table of
/// candidates is too large for the caches, so each place in it is asked for some records before it
/// is needed.
template <typename Record>
class Lookups {
  public:
    Lookups(const CandidateIndex& candidates, const std::string& file_name, Part& part,
            FiledRecords<Record>& filed)
        : candidates_(candidates), file_name_(file_name), part_(part), filed_(filed) {}

    void add(std::string_view id, const RowRead<Record>& read, std::uint64_t line) {
        if (count_ == waiting_.size()) finish();
        Waiting& place = waiting_[count_++];
        place.probe = candidates_.probe(id);
        place.read = read;
        place.line = line;
    }

    void finish() {
        for (std::size_t i = 0; i < count_; ++i) file(waiting_[i]);
        count_ = 0;
    }

  private:
    struct Waiting {
        CandidateIndex::Probe probe;
        RowRead<Record> read;
        std::uint64_t line = 0;
    };

    void file(const Waiting& waiting) {
        const auto candidate = candidates_.find(waiting.probe);
        const Origin origin = waiting.read.record.origin;
        const std::uint32_t owner = candidate.value_or(kNobody);
        if (waiting.read.number.number) {
            NumberedRow& row = part_.numbers.emplace_back();
            row.number = waiting.read.number;
            row.candidate = owner;
            row.origin = origin;
        }
        if (!candidate) return part_.count_unused(1, file_name_, waiting.line);
        if (!waiting.read.readable) {
            part_.unreadable.emplace_back(owner, RecordPlace{Record::kKind, origin});
        }
        filed_.add(waiting.read.record, owner);
    }

    const CandidateIndex& candidates_;
    const std::string& file_name_;
    Part& part_;
    FiledRecords<Record>& filed_;
    std::array<Waiting, 32> waiting_;
    std::size_t count_ = 0;
};

}  // namespace

class EvidenceStore::Content {
  public:
    Content(const std::filesystem::path& path, const EvidenceNeeds& needs,
            const CandidateIndex& candidates, unsigned threads, const DiagnosticSink& sink,
            const OpenEvidence& open)
        : needs_(needs), candidates_(candidates), folder_(list_evidence(path, needs, sink)) {
        plan_csv_files(open);
        plan_own_files();
        read_all(threads, sink);
        join(threads, sink);
    }

    void gather(std::uint32_t candidate, Dossier& dossier) const {
        for_each_record_type([&](auto type) {
            using Record = typename decltype(type)::type;
            auto& records = dossier.*RecordReader<Record>::kPlace;
            records.clear();
            if (candidate == kNobody) return;
            std::get<JoinedRecords<Record>>(records_).append(candidate, records);
        });
        dossier.unreadable.reset();
        if (unreadable_.empty()) return;
        const auto found = unreadable_.find(candidate);
        if (found != unreadable_.end()) dossier.unreadable = found->second;
    }

    [[nodiscard]] const UnusedEvidence& unused() const { return unused_; }
    [[nodiscard]] const EvidenceFolder& folder() const { return folder_; }

  private:
    /// Gives a slot the next part to read; false at the end.
    using Source = std::function<bool(Slot&)>;

    /// Reads the sources one after the other, their parts at the same time.
    void read_all(unsigned threads, const DiagnosticSink& sink) {
        const auto useful =
            static_cast<unsigned>(std::clamp<std::uint64_t>(likely_parts_, 1, threads));
        for (std::size_t i = 0; i < slots_for(useful); ++i) prepare_slot();
        auto source = sources_.begin();
        const auto take_part = [&](std::size_t slot) {
            while (source != sources_.end() && !(*source)(slots_[slot])) ++source;
            return source != sources_.end();
        };
        work_in_order(useful, {take_part, [this](std::size_t slot) { read(slots_[slot]); },
                               [&](std::size_t slot) { take(slots_[slot].part, sink); }});
        for (Slot& slot : slots_) slot.release();
        sources_.clear();
    }

    void prepare_slot() {
        Slot& slot = slots_.emplace_back();
        for_each_record_type([&](auto type) {
            auto& filed = std::get<FiledRecords<typename decltype(type)::type>>(slot.records);
            filed = {blocks_, candidates_.size()};
        });
    }

    static void read(Slot& slot) {
        try {
            slot.read_part(slot);
        } catch (...) {  // comes after what the part has to tell
            slot.part.failure = std::current_exception();
        }
    }

    void plan_csv_files(const OpenEvidence& open) {
        for (const EvidenceFolder::CsvFile& file : folder_.csv_files) {
            with_record_type(file.kind, [&](auto type) {
                plan_csv_file<typename decltype(type)::type>(file, open);
            });
        }
    }

    /// Headers are read before any rows, but a pipe is not opened before its turn: whoever writes
    /// to several may do so one after the other.
    template <typename Record>
    void plan_csv_file(const EvidenceFolder::CsvFile& planned, const OpenEvidence& open) {
        const std::filesystem::path& path = planned.path;
        const auto file = std::make_shared<CsvFile<Record>>(path, planned.kind, open);
        if (!std::filesystem::is_other(path)) file->open();
        std::error_code unknown;
        const std::uint64_t size = std::filesystem::file_size(path, unknown);
        likely_parts_ += unknown ? kManyParts : 1 + size / CsvBlock::kBytes;
        sources_.emplace_back([this, file](Slot& slot) {
            if (!file->next(slot.scanner.block)) return false;
            slot.read_part = [this, file](Slot& s) { read_rows(*file, s); };
            return true;
        });
    }

    template <typename Record>
    void read_rows(const CsvFile<Record>& file, Slot& slot) {
        const DiagnosticSink sink = collect(slot.part);
        const RecordColumns<Record>& columns = file.columns();
        Lookups<Record> lookups(candidates_, file.csv().file(), slot.part,
                                std::get<FiledRecords<Record>>(slot.records));
        RowScanner& rows = slot.scanner.start(file.csv());
        while (const CsvRow* const row = rows.next()) {
            const CsvCells<Record> cells(*row, columns);
            auto read = read_record<Record>(cells, slot.pools, needs_, sink);
            const std::string_view id = row->field(columns.candidate_id);
            if (!check_owner(id, *row, columns.candidate_id, sink)) read.readable = false;
            lookups.add(id, read, row->line());
        }
        lookups.finish();
    }

    void plan_own_files() {
        likely_parts_ += folder_.toml_files.size() / kOwnFilesPerPart + 1;
        sources_.emplace_back([this, next = std::size_t{0}](Slot& slot) mutable {
            const auto& files = folder_.toml_files;
            const std::size_t begin = next;
            next = std::min(begin + kOwnFilesPerPart, files.size());
            slot.read_part = [this, begin, end = next](Slot& s) {
                for (std::size_t i = begin; i < end; ++i) read_own(folder_.toml_files[i], s);
            };
            return begin < next;
        });
    }

    void read_own(const std::filesystem::path& path, Slot& slot) {
        Part& part = slot.part;
        const std::string id = path.stem().string();
        const auto candidate = candidates_.find(id);
        Dossier dossier;
        const auto numbers =
            read_own_file(path.string(), id, needs_, slot.pools, dossier, collect(part));
        if (!candidate) part.own_files.push_back({part.numbers.size(), id});
        for (const auto& [number, origin] : numbers) {
            part.numbers.push_back({number, candidate.value_or(kNobody), origin});
        }
        if (!candidate) {
            part.count_unused(count_records(dossier), path.string(), 0);
            return;
        }
        if (dossier.unreadable) part.unreadable.emplace_back(*candidate, *dossier.unreadable);
        for_each_record_type([&](auto type) {
            using Record = typename decltype(type)::type;
            auto& filed = std::get<FiledRecords<Record>>(slot.records);
            for (const Record& record : dossier.*RecordReader<Record>::kPlace) {
                filed.add(record, *candidate);
            }
        });
    }

    static DiagnosticSink collect(Part& part) {
        return [&part](const Diagnostic& diagnostic) { part.diagnostics.push_back(diagnostic); };
    }

    /// Passes on what the part has to tell, and empties it.
    void take(Part& part, const DiagnosticSink& sink) {
        for (const Diagnostic& diagnostic : part.diagnostics) sink(diagnostic);
        if (part.failure) std::rethrow_exception(part.failure);
        for (const auto& [candidate, place] : part.unreadable) {
            unreadable_.try_emplace(candidate, place);
        }
        if (unused_.rows == 0) unused_.first = part.unused.first;
        unused_.rows += part.unused.rows;
        for (OwnFileOfNobody& file : part.own_files) {
            file.first += numbers_.size();
            own_files_.push_back(std::move(file));
        }
        for (const NumberedRow& row : part.numbers) numbers_.add(blocks_) = row;
        part.clear();
    }

    [[nodiscard]] static RecordPlace place_of(const NumberedRow& row) {
        return {EvidenceKind::certificate, row.origin};
    }

    [[nodiscard]] Location location_of_number(std::uint32_t index) const {
        const NumberedRow& row = numbers_[index];
        if (row.candidate != kNobody) {
            return folder_.location(place_of(row), candidates_.id(row.candidate));
        }
        const auto behind = std::partition_point(
            own_files_.begin(), own_files_.end(),
            [index](const OwnFileOfNobody& file) { return file.first <= index; });
        return folder_.location(place_of(row), behind == own_files_.begin()
                                                   ? std::string_view()
                                                   : std::prev(behind)->candidate);
    }

    void find_doubled_numbers(const DiagnosticSink& sink) {
        KnownNumbers known(numbers_);
        std::array<KnownNumbers::Probe, 32> probes;
        const auto count = static_cast<std::uint32_t>(numbers_.size());
        const auto asked = static_cast<std::uint32_t>(probes.size());
        for (std::uint32_t begin = 0; begin < count; begin += asked) {
            const std::uint32_t end = std::min(begin + asked, count);
            for (std::uint32_t row = begin; row < end; ++row) {
                probes[row - begin] = known.probe(row);
            }
            for (std::uint32_t row = begin; row < end; ++row) {
                const std::uint32_t first = known.add(row, probes[row - begin]);
                if (first != row) spoil_doubled(first, row, sink);
            }
        }
        numbers_.clear(blocks_);
        for (Slot& slot : slots_) slot.pools.numbers = {};
    }

    void spoil_doubled(std::uint32_t first, std::uint32_t second, const DiagnosticSink& sink) {
        sink(doubled_number(numbers_[second].number, location_of_number(second),
                            location_of_number(first)));
        for (const std::uint32_t index : {first, second}) {
            const NumberedRow& row = numbers_[index];
            if (row.candidate != kNobody) unreadable_.try_emplace(row.candidate, place_of(row));
        }
    }

    /// Brings the records of each candidate together, in the order of the files.
    void join(unsigned threads, const DiagnosticSink& sink) {
        std::vector<std::function<void()>> tasks;
        tasks.emplace_back([this, &sink] { find_doubled_numbers(sink); });
        for_each_record_type([&](auto type) { plan_join<typename decltype(type)::type>(tasks); });
        for_each_index(tasks.size(), threads, [&tasks](std::size_t i) { tasks[i](); });
    }

    template <typename Record>
    void plan_join(std::vector<std::function<void()>>& tasks) {
        std::vector<FiledRecords<Record>*> filed;
        bool any = false;
        for (Slot& slot : slots_) {
            filed.push_back(&std::get<FiledRecords<Record>>(slot.records));
            any |= !filed.back()->empty();
        }
        if (!any) return;
        auto& joined = std::get<JoinedRecords<Record>>(records_);
        joined = {blocks_, candidates_.size()};
        for (std::size_t group = 0; group < joined.groups(); ++group) {
            tasks.emplace_back([&joined, filed, group] { joined.join(group, filed); });
        }
    }

    EvidenceNeeds needs_;
    const CandidateIndex& candidates_;
    EvidenceFolder folder_;
    std::vector<Source> sources_;
    std::uint64_t likely_parts_ = 0;
    BlockPool blocks_;
    std::deque<Slot> slots_;  // the texts of records stay there
    RecordBlocks<NumberedRow> numbers_;
    std::vector<OwnFileOfNobody> own_files_;
    AllJoinedRecords records_;
    std::unordered_map<std::uint32_t, RecordPlace> unreadable_;
    UnusedEvidence unused_;
};

OpenEvidence open_plain_evidence() {
    return [](const std::filesystem::path& file, EvidenceKind) { return open_file(file); };
}

EvidenceStore::EvidenceStore(const std::filesystem::path& folder, const EvidenceNeeds& needs,
                             const CandidateIndex& candidates, unsigned threads,
                             const DiagnosticSink& sink, const OpenEvidence& open)
    : content_(std::make_unique<Content>(folder, needs, candidates, threads, sink, open)) {}
EvidenceStore::~EvidenceStore() = default;

void EvidenceStore::gather(std::uint32_t candidate, Dossier& dossier) const {
    content_->gather(candidate, dossier);
}
const UnusedEvidence& EvidenceStore::unused() const { return content_->unused(); }
Location EvidenceStore::location(const RecordPlace& place, std::string_view candidate) const {
    return content_->folder().location(place, candidate);
}

}  // namespace certrec
