#include "certrec/records/evidence_store.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <deque>
#include <exception>
#include <functional>
#include <span>
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

constexpr std::uint32_t kNoRecord = 0xFFFFFFFF;

/// A record with its candidate, and later with the number of the candidate's next record. Derived,
/// so that the link can stand in the padding of the record.
template <typename Record>
struct LinkedRecord : Record {
    std::uint32_t link = 0;
};

template <typename Record>
using FiledRecords = std::vector<LinkedRecord<Record>>;
using AllFiledRecords = ForEachRecord<FiledRecords, AllRecords>::type;

/// The records of one kind, numbered in the order of their files. Each candidate's are a chain.
template <typename Record>
class ChainedRecords {
  public:
    /// Takes the next records, which hold their candidates.
    void add(FiledRecords<Record> records) {
        if (records.empty()) return;
        begins_.push_back(size_);
        size_ += static_cast<std::uint32_t>(records.size());
        pieces_.push_back(std::move(records));
    }

    /// Links the records of each of so many candidates.
    void link(std::uint32_t candidates) {
        if (size_ == 0) return;
        first_.assign(candidates, kNoRecord);
        std::uint32_t number = size_;
        for (auto piece = pieces_.rbegin(); piece != pieces_.rend(); ++piece) {
            for (auto record = piece->rbegin(); record != piece->rend(); ++record) {
                --number;
                std::uint32_t& first = first_[record->link];
                record->link = first;
                first = number;
            }
        }
    }

    /// Walks all the chains in step, so that the ways to memory overlap.
    void gather(std::span<const std::uint32_t> candidates, std::span<Dossier> dossiers) const {
        for (Dossier& dossier : dossiers) (dossier.*RecordReader<Record>::kPlace).clear();
        if (size_ == 0) return;
        std::array<const LinkedRecord<Record>*, EvidenceStore::kMostAtOnce> next{};
        std::size_t chains = 0;
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            next[i] = candidates[i] == kNobody ? nullptr : near(first_[candidates[i]]);
            if (next[i] != nullptr) ++chains;
        }
        while (chains > 0) {
            chains = 0;
            for (std::size_t i = 0; i < candidates.size(); ++i) {
                if (next[i] == nullptr) continue;
                (dossiers[i].*RecordReader<Record>::kPlace).push_back(*next[i]);
                next[i] = near(next[i]->link);
                if (next[i] != nullptr) ++chains;
            }
        }
    }

  private:
    /// The record of that number, on its way from memory; nullptr for none.
    [[nodiscard]] const LinkedRecord<Record>* near(std::uint32_t number) const {
        if (number == kNoRecord) return nullptr;
        const auto piece = std::upper_bound(begins_.begin(), begins_.end(), number) - 1;
        const LinkedRecord<Record>* const record =
            &pieces_[static_cast<std::size_t>(piece - begins_.begin())][number - *piece];
        __builtin_prefetch(record);
        return record;
    }

    std::vector<FiledRecords<Record>> pieces_;
    std::vector<std::uint32_t> begins_;  // the number of each piece's first record
    std::vector<std::uint32_t> first_;   // of each candidate
    std::uint32_t size_ = 0;
};
using AllChainedRecords = ForEachRecord<ChainedRecords, AllRecords>::type;

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

/// What one thread read at a stretch.
struct Part {
    EvidencePools pools;
    std::deque<std::string> own_files;
    AllFiledRecords records;
    std::vector<NumberedRow> numbers;
    std::vector<std::pair<std::uint32_t, RecordPlace>> unreadable;
    std::vector<Diagnostic> diagnostics;
    UnusedEvidence unused;
    std::exception_ptr failure;

    void count_unused(std::uint64_t rows, const std::string& file, std::uint64_t line) {
        if (unused.rows == 0 && rows > 0) unused.first = Location{file, line, 0};
        unused.rows += rows;
    }
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

    void add(std::string_view id, RowRead<Record> read, std::uint64_t line) {
        if (count_ == waiting_.size()) finish();
        Waiting& place = waiting_[count_++];
        place.id = id;
        place.read = std::move(read);
        place.line = line;
        place.probe = candidates_.probe(id);
    }

    void finish() {
        for (std::size_t i = 0; i < count_; ++i) file(waiting_[i]);
        count_ = 0;
    }

  private:
    struct Waiting {
        std::string id;
        RowRead<Record> read;
        std::uint64_t line = 0;
        CandidateIndex::Probe probe;
    };

    void file(Waiting& waiting) {
        const auto candidate = candidates_.find(waiting.id, waiting.probe);
        const RecordPlace place{Record::kKind, waiting.read.record.origin};
        const std::uint32_t owner = candidate.value_or(kNobody);
        if (waiting.read.number.number) {
            part_.numbers.push_back({waiting.read.number, owner, place});
        }
        if (!candidate) return part_.count_unused(1, file_name_, waiting.line);
        if (!waiting.read.readable) part_.unreadable.emplace_back(owner, place);
        filed_.push_back({std::move(waiting.read.record), owner});
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
        parts_ = std::vector<Part>(tasks_.size());
        for_each_index(tasks_.size(), threads, [this](std::size_t i) { run(i); });
        tasks_.clear();
        report(sink);
        join(threads, sink);
    }

    void gather(std::span<const std::uint32_t> candidates, std::span<Dossier> dossiers) const {
        for_each_record_type([&](auto type) {
            std::get<ChainedRecords<typename decltype(type)::type>>(records_).gather(candidates,
                                                                                     dossiers);
        });
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            dossiers[i].unreadable.reset();
            if (unreadable_.empty()) continue;
            const auto found = unreadable_.find(candidates[i]);
            if (found != unreadable_.end()) dossiers[i].unreadable = found->second;
        }
    }

    [[nodiscard]] const UnusedEvidence& unused() const { return unused_; }
    [[nodiscard]] const EvidenceFolder& folder() const { return folder_; }

  private:
    using Task = std::function<void(Part&)>;

    void run(std::size_t i) {
        Part& part = parts_[i];
        try {
            tasks_[i](part);
        } catch (...) {  // comes after the reports of the parts before it
            part.failure = std::current_exception();
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
            tasks_.emplace_back([this, path](Part& part) {
                CsvReader reader(open_file(path));
                read_rows<Record>(reader, RecordColumns<Record>(reader.header()), part);
            });
            return;
        }
        CsvReader head(read_part(**store, 0, (*store)->size));
        const auto header = std::make_shared<CsvHeader>(head.header());
        const RecordColumns<Record> columns(*header);
        const CsvPart rows{head.next_offset(), (*store)->size, head.next_line()};
        for (const CsvPart& part : split_csv(**store, rows, kPartBytes, threads)) {
            tasks_.emplace_back([this, store, header, columns, part](Part& into) {
                CsvReader reader(read_part(**store, part.begin, part.end), *header, part.line);
                read_rows<Record>(reader, columns, into);
            });
        }
    }

    template <typename Record>
    void read_rows(CsvReader& reader, const RecordColumns<Record>& columns, Part& part) {
        auto& filed = std::get<FiledRecords<Record>>(part.records);
        const DiagnosticSink sink = collect(part);
        Lookups<Record> lookups(candidates_, reader.file(), part, filed);
        while (const CsvRow* const row = reader.next()) {
            const CsvCells<Record> cells(*row, columns);
            auto read = read_record<Record>(cells, part.pools, needs_, sink);
            const std::string_view id = row->field(columns.candidate_id);
            if (id.empty()) {
                sink(missing_candidate(row->location(columns.candidate_id)));
                read.readable = false;
            }
            lookups.add(id, std::move(read), row->line());
        }
        lookups.finish();
        filed.shrink_to_fit();
    }

    void plan_own_files() {
        const auto& files = folder_.toml_files;
        for (std::size_t begin = 0; begin < files.size(); begin += kOwnFilesPerPart) {
            const std::size_t end = std::min(begin + kOwnFilesPerPart, files.size());
            tasks_.emplace_back([this, begin, end](Part& part) {
                for (std::size_t i = begin; i < end; ++i) read_own(folder_.toml_files[i], part);
            });
        }
    }

    void read_own(const std::filesystem::path& path, Part& part) {
        const std::string id = path.stem().string();
        const auto candidate = candidates_.find(id);
        Dossier dossier;
        const auto numbers =
            read_own_file(path.string(), id, needs_, part.pools, dossier, collect(part));
        if (!candidate) part.own_files.push_back(id);
        for (const auto& [number, origin] : numbers) {
            part.numbers.push_back({number,
                                    candidate.value_or(kNobody),
                                    {EvidenceKind::certificate, origin},
                                    candidate ? nullptr : &part.own_files.back()});
        }
        if (!candidate) {
            part.count_unused(count_records(dossier), path.string(), 0);
            return;
        }
        if (dossier.unreadable) part.unreadable.emplace_back(*candidate, *dossier.unreadable);
        for_each_record_type([&](auto type) {
            using Record = typename decltype(type)::type;
            for (Record& record : dossier.*RecordReader<Record>::kPlace) {
                std::get<FiledRecords<Record>>(part.records)
                    .push_back({std::move(record), *candidate});
            }
        });
    }

    static DiagnosticSink collect(Part& part) {
        return [&part](const Diagnostic& diagnostic) { part.diagnostics.push_back(diagnostic); };
    }

    /// Passes on what the parts have to say, in their order.
    void report(const DiagnosticSink& sink) {
        for (Part& part : parts_) {
            for (const Diagnostic& diagnostic : part.diagnostics) sink(diagnostic);
            if (part.failure) std::rethrow_exception(part.failure);
            for (const auto& [candidate, place] : part.unreadable) {
                unreadable_.try_emplace(candidate, place);
            }
            if (unused_.rows == 0) unused_.first = part.unused.first;
            unused_.rows += part.unused.rows;
            part.diagnostics = {};
        }
    }

    [[nodiscard]] Location location(const NumberedRow& row) const {
        if (row.candidate != kNobody) {
            return folder_.location(row.place, candidates_.id(row.candidate));
        }
        return folder_.location(row.place, row.own_file == nullptr ? "" : *row.own_file);
    }

    void find_doubled_numbers(const DiagnosticSink& sink) {
        std::size_t count = 0;
        for (const Part& part : parts_) count += part.numbers.size();
        KnownNumbers known(count);
        for (const Part& part : parts_) {
            for (const NumberedRow& row : part.numbers) {
                const NumberedRow& first = known.add(row);
                if (&first != &row) spoil_doubled(first, row, sink);
            }
        }
        for (Part& part : parts_) {
            part.numbers = {};
            part.pools.numbers = {};
        }
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
        for_each_record_type([&](auto type) {
            tasks.emplace_back([this] { link<typename decltype(type)::type>(); });
        });
        for_each_index(tasks.size(), threads, [&tasks](std::size_t i) { tasks[i](); });
    }

    template <typename Record>
    void link() {
        auto& records = std::get<ChainedRecords<Record>>(records_);
        for (Part& part : parts_) {
            records.add(std::move(std::get<FiledRecords<Record>>(part.records)));
        }
        records.link(candidates_.size());
    }

    EvidenceNeeds needs_;
    const CandidateIndex& candidates_;
    EvidenceFolder folder_;
    std::vector<Task> tasks_;
    std::vector<Part> parts_;
    AllChainedRecords records_;
    std::unordered_map<std::uint32_t, RecordPlace> unreadable_;
    UnusedEvidence unused_;
};

EvidenceStore::EvidenceStore(const std::filesystem::path& folder, const EvidenceNeeds& needs,
                             const CandidateIndex& candidates, unsigned threads,
                             const DiagnosticSink& sink)
    : content_(std::make_unique<Content>(folder, needs, candidates, threads, sink)) {}
EvidenceStore::~EvidenceStore() = default;

void EvidenceStore::gather(std::span<const std::uint32_t> candidates,
                           std::span<Dossier> dossiers) const {
    content_->gather(candidates, dossiers);
}
void EvidenceStore::gather(std::uint32_t candidate, Dossier& dossier) const {
    content_->gather({&candidate, 1}, {&dossier, 1});
}
const UnusedEvidence& EvidenceStore::unused() const { return content_->unused(); }
Location EvidenceStore::location(const RecordPlace& place, std::string_view candidate) const {
    return content_->folder().location(place, candidate);
}

}  // namespace certrec
