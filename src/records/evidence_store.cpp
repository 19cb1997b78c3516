#include "certrec/records/evidence_store.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <deque>
#include <exception>
#include <functional>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/records/csv_reader.hpp"
#include "records/csv_split.hpp"
#include "records/evidence_cells.hpp"
#include "records/evidence_folder.hpp"
#include "records/joined_records.hpp"

namespace certrec {

namespace {

constexpr std::uint64_t kPartBytes = 4U * 1024U * 1024U;
constexpr std::size_t kOwnFilesPerPart = 256;
constexpr std::uint32_t kNobody = EvidenceStore::kNoCandidate;

template <template <typename> typename Of, typename Records>
struct ForEachRecord;
template <template <typename> typename Of, typename... Records>
struct ForEachRecord<Of, std::tuple<Records...>> {
    using type = std::tuple<Of<Records>...>;
};

/// A certificate number and whose row it stands in; kNobody is a candidate without an application.
struct NumberedRow {
    CertificateNumber number;
    std::uint32_t candidate = kNobody;
    RecordPlace place;
    const std::string* own_file = nullptr;  // of a candidate without an application, if it has one
};

/// The certificate numbers seen so far: a table of the rows in which they first stood.
class KnownNumbers {
  public:
    explicit KnownNumbers(std::size_t count) : table_(std::bit_ceil(2 * count + 1)) {}

    /// The first row with that number under that standard, `row` itself if it is new.
    const NumberedRow& add(const NumberedRow& row) {
        const std::size_t mask = table_.size() - 1;
        std::size_t at = std::hash<std::string_view>{}(*row.number.number);
        for (;; ++at) {
            const NumberedRow*& known = table_[at & mask];
            if (known == nullptr) known = &row;
            if (known == &row || same(known->number, row.number)) return *known;
        }
    }

  private:
    static bool same(const CertificateNumber& a, const CertificateNumber& b) {
        const auto text = [](Text t) { return t ? *t : std::string_view(); };
        return text(a.number) == text(b.number) && text(a.standard) == text(b.standard);
    }

    std::vector<const NumberedRow*> table_;
};

using AllFiledRecords = ForEachRecord<FiledRecords, AllRecords>::type;
using AllJoinedRecords = ForEachRecord<JoinedRecords, AllRecords>::type;

/// The rows with certificate numbers of one part, and what they refer to.
struct NumberedRows {
    std::deque<std::string> own_files;
    std::vector<NumberedRow> rows;
};

/// What is found in one part of the evidence, and has to be told in the order of the parts.
struct Part {
    NumberedRows numbers;
    std::vector<std::pair<std::uint32_t, RecordPlace>> unreadable;
    std::vector<Diagnostic> diagnostics;
    UnusedEvidence unused;
    std::exception_ptr failure;

    void count_unused(std::uint64_t rows, const std::string& file, std::uint64_t line) {
        if (unused.rows == 0 && rows > 0) unused.first = Location{file, line, 0};
        unused.rows += rows;
    }
};

/// What one slot reads: part after part, each of which it hands over.
struct Slot {
    EvidencePools pools;
    AllFiledRecords records;
    Part part;
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
        const RecordPlace place{Record::kKind, waiting.read.record.origin};
        const std::uint32_t owner = candidate.value_or(kNobody);
        if (waiting.read.number.number) {
            part_.numbers.rows.push_back({waiting.read.number, owner, place});
        }
        if (!candidate) return part_.count_unused(1, file_name_, waiting.line);
        if (!waiting.read.readable) part_.unreadable.emplace_back(owner, place);
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
            const CandidateIndex& candidates, unsigned threads, const DiagnosticSink& sink)
        : needs_(needs), candidates_(candidates), folder_(list_evidence(path, needs, sink)) {
        plan_csv_files(threads);
        plan_own_files();
        for (std::size_t i = 0; i < slots_for(threads); ++i) prepare_slot();
        make_and_take(
            tasks_.size(), threads, [this](std::size_t i, std::size_t slot) { read(i, slot); },
            [&](std::size_t, std::size_t slot) { take(slots_[slot].part, sink); });
        tasks_.clear();
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
    using Task = std::function<void(Slot&)>;

    void prepare_slot() {
        Slot& slot = slots_.emplace_back();
        for_each_record_type([&](auto type) {
            auto& filed = std::get<FiledRecords<typename decltype(type)::type>>(slot.records);
            filed = {blocks_, candidates_.size()};
        });
    }

    void read(std::size_t i, std::size_t slot) {
        try {
            tasks_[i](slots_[slot]);
        } catch (...) {  // comes after what the part has to tell
            slots_[slot].part.failure = std::current_exception();
        }
    }

    void plan_csv_files(unsigned threads) {
        for (const EvidenceFolder::CsvFile& file : folder_.csv_files) {
            with_record_type(file.kind, [&](auto type) {
                plan_csv_file<typename decltype(type)::type>(file.path, threads);
            });
        }
    }

    template <typename Record>
    void plan_csv_file(const std::filesystem::path& path, unsigned threads) {
        const auto store = std::make_shared<std::optional<ByteStore>>(open_store(path));
        if (!*store) {  // a pipe, say
            tasks_.emplace_back([this, path](Slot& slot) {
                CsvReader reader(open_file(path));
                read_rows<Record>(reader, RecordColumns<Record>(reader.header()), slot);
            });
            return;
        }
        CsvReader head(read_part(**store, 0, (*store)->size));
        const auto header = std::make_shared<CsvHeader>(head.header());
        const RecordColumns<Record> columns(*header);
        const CsvPart rows{head.next_offset(), (*store)->size, head.next_line()};
        for (const CsvPart& part : split_csv(**store, rows, kPartBytes, threads)) {
            tasks_.emplace_back([this, store, header, columns, part](Slot& slot) {
                CsvReader reader(read_part(**store, part.begin, part.end), *header, part.line);
                read_rows<Record>(reader, columns, slot);
            });
        }
    }

    template <typename Record>
    void read_rows(CsvReader& reader, const RecordColumns<Record>& columns, Slot& slot) {
        const DiagnosticSink sink = collect(slot.part);
        Lookups<Record> lookups(candidates_, reader.file(), slot.part,
                                std::get<FiledRecords<Record>>(slot.records));
        while (const CsvRow* const row = reader.next()) {
            const CsvCells<Record> cells(*row, columns);
            auto read = read_record<Record>(cells, slot.pools, needs_, sink);
            const std::string_view id = row->field(columns.candidate_id);
            if (id.empty()) {
                sink(missing_candidate(row->location(columns.candidate_id)));
                read.readable = false;
            }
            lookups.add(id, read, row->line());
        }
        lookups.finish();
    }

    void plan_own_files() {
        const auto& files = folder_.toml_files;
        for (std::size_t begin = 0; begin < files.size(); begin += kOwnFilesPerPart) {
            const std::size_t end = std::min(begin + kOwnFilesPerPart, files.size());
            tasks_.emplace_back([this, begin, end](Slot& slot) {
                for (std::size_t i = begin; i < end; ++i) read_own(folder_.toml_files[i], slot);
            });
        }
    }

    void read_own(const std::filesystem::path& path, Slot& slot) {
        Part& part = slot.part;
        const std::string id = path.stem().string();
        const auto candidate = candidates_.find(id);
        Dossier dossier;
        const auto numbers =
            read_own_file(path.string(), id, needs_, slot.pools, dossier, collect(part));
        if (!candidate) part.numbers.own_files.push_back(id);
        for (const auto& [number, origin] : numbers) {
            part.numbers.rows.push_back({number,
                                         candidate.value_or(kNobody),
                                         {EvidenceKind::certificate, origin},
                                         candidate ? nullptr : &part.numbers.own_files.back()});
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
        numbers_.push_back(std::move(part.numbers));
        part = {};
    }

    [[nodiscard]] Location location(const NumberedRow& row) const {
        if (row.candidate != kNobody) {
            return folder_.location(row.place, candidates_.id(row.candidate));
        }
        return folder_.location(row.place, row.own_file == nullptr ? "" : *row.own_file);
    }

    void find_doubled_numbers(const DiagnosticSink& sink) {
        std::size_t count = 0;
        for (const NumberedRows& numbers : numbers_) count += numbers.rows.size();
        KnownNumbers known(count);
        for (const NumberedRows& numbers : numbers_) {
            for (const NumberedRow& row : numbers.rows) {
                const NumberedRow& first = known.add(row);
                if (&first != &row) spoil_doubled(first, row, sink);
            }
        }
        numbers_.clear();
        for (Slot& slot : slots_) slot.pools.numbers = {};
    }

    void spoil_doubled(const NumberedRow& first, const NumberedRow& second,
                       const DiagnosticSink& sink) {
        sink(doubled_number(second.number, location(second), location(first)));
        for (const NumberedRow* const row : {&first, &second}) {
            if (row->candidate != kNobody) unreadable_.try_emplace(row->candidate, row->place);
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
    std::vector<Task> tasks_;
    BlockPool blocks_;
    std::deque<Slot> slots_;  // the texts of records stay there
    std::deque<NumberedRows> numbers_;
    AllJoinedRecords records_;
    std::unordered_map<std::uint32_t, RecordPlace> unreadable_;
    UnusedEvidence unused_;
};

EvidenceStore::EvidenceStore(const std::filesystem::path& folder, const EvidenceNeeds& needs,
                             const CandidateIndex& candidates, unsigned threads,
                             const DiagnosticSink& sink)
    : content_(std::make_unique<Content>(folder, needs, candidates, threads, sink)) {}
EvidenceStore::~EvidenceStore() = default;

void EvidenceStore::gather(std::uint32_t candidate, Dossier& dossier) const {
    content_->gather(candidate, dossier);
}
const UnusedEvidence& EvidenceStore::unused() const { return content_->unused(); }
Location EvidenceStore::location(const RecordPlace& place, std::string_view candidate) const {
    return content_->folder().location(place, candidate);
}

}  // namespace certrec
