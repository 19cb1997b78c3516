#include "certrec/records/application_list.hpp"

#include <algorithm>
#include <deque>
#include <utility>

#include "base/large_pages.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/records/csv_reader.hpp"
#include "records/text_pool.hpp"

namespace certrec {

namespace {

constexpr std::size_t kIdsAhead = 16;
/// What one slot reads: block after block. Candidates are numbered when it is a block's turn.
struct Slot {
    explicit Slot(const CsvBlocks& csv) : scanner(csv) {}

    CsvBlock block;
    RowScanner scanner;
    TextPool levels;
    TextPool quoted_ids;
    std::vector<ApplicationList::Row> rows;
    std::vector<std::string_view> ids;  // of the rows; empty if one names nobody
    std::vector<std::pair<std::size_t, ApplicationFault>> faults;

    /// For the next block. The texts of levels stay.
    void clear() {
        quoted_ids.clear();
        rows.clear();
        ids.clear();
        faults.clear();
    }
};

}  // namespace

class ApplicationList::Content {
  public:
    Content(ByteSource source, ApplicationColumns::LevelFrom level_from, unsigned threads)
        : threads_(threads),
          likely_size_(source.likely_size),
          csv_(std::move(source)),
          columns_(csv_.header(), level_from) {
        const std::uint64_t blocks =
            likely_size_ == 0 ? threads : likely_size_ / CsvBlock::kBytes + 1;
        const auto useful = static_cast<unsigned>(std::min<std::uint64_t>(blocks, threads));
        for (std::size_t i = 0; i < slots_for(useful); ++i) slots_.emplace_back(csv_);
        work_in_order(useful, {[this](std::size_t slot) { return csv_.next(slots_[slot].block); },
                               [this](std::size_t slot) { read(slots_[slot]); },
                               [this](std::size_t slot) { add(slots_[slot]); }});
    }

    [[nodiscard]] const CsvHeader& header() const { return csv_.header(); }
    [[nodiscard]] const ApplicationColumns& columns() const { return columns_; }
    [[nodiscard]] const UnfilledVector<Row>& rows() const { return rows_; }
    [[nodiscard]] const CandidateIndex& candidates() const { return candidates_; }

    [[nodiscard]] Location location(const Row& row, std::size_t column) const {
        ByteSource bytes = read_memory(csv_.file(), std::string(row.bytes()));
        bytes.origin = csv_.source().origin;
        CsvReader reader(std::move(bytes), header(), row.line);
        const CsvRow* const read = reader.next();
        return read == nullptr ? Location{csv_.file(), row.line, 0} : read->location(column);
    }

    [[nodiscard]] const ApplicationFault* fault(std::uint32_t index) const {
        if (faults_.empty()) return nullptr;
        const auto found = faults_.find(index);
        return found == faults_.end() ? nullptr : &found->second;
    }

  private:
    void read(Slot& slot) const {
        slot.clear();
        slot.scanner.start(slot.block);
        while (const CsvRow* const row = slot.scanner.next()) {
            Row& listed = slot.rows.emplace_back();
            listed.begin = row->bytes().data();
            listed.size = static_cast<std::uint32_t>(row->bytes().size());
            listed.line = static_cast<std::uint32_t>(row->line());
            slot.ids.push_back(lasting_id(*row, slot));
            auto checked = check_application(*row, columns_);
            if (auto* const fault = std::get_if<CellFault>(&checked)) {
                slot.faults.emplace_back(
                    slot.rows.size() - 1,
                    ApplicationFault{row->location(fault->column), std::move(fault->message),
                                     std::move(fault->hint)});
                continue;
            }
            listed.applied_on = std::get<Date>(checked);
            if (columns_.level) listed.level = slot.levels.intern(row->field(*columns_.level));
        }
    }

    /// The row's candidate_id, where it stays when the scanner goes on.
    std::string_view lasting_id(const CsvRow& row, Slot& slot) const {
        const std::string_view raw = row.raw_field(columns_.candidate_id);
        if (raw.empty() || raw.front() != '"') return raw;
        const Text kept = slot.quoted_ids.keep(row.field(columns_.candidate_id));
        return kept ? *kept : std::string_view();
    }

    /// Adds the rows of a block, which stays where it is.
    void add(Slot& slot) {
        if (rows_.empty()) make_room(slot);
        number_candidates(slot);
        blocks_.push_back(std::exchange(slot.block, {}));
    }

    /// Makes room for as many rows as the size of the file makes likely, judging by its first
    /// block, and a few more.
    void make_room(const Slot& first) {
        const std::uint64_t bytes = std::max<std::uint64_t>(1, first.block.bytes().size());
        const std::uint64_t rows = likely_size_ * first.rows.size() / bytes;
        const std::size_t room = rows + rows / 64;
        rows_.reserve(room);
        candidates_.reserve(room, threads_);
        last_of_.reserve(room);
    }

    void number_candidates(Slot& slot) {
        auto fault = slot.faults.begin();
        for (std::size_t i = 0; i < slot.rows.size(); ++i) {
            if (i + kIdsAhead < slot.ids.size()) (void)candidates_.probe(slot.ids[i + kIdsAhead]);
            const auto index = static_cast<std::uint32_t>(rows_.size());
            Row row = slot.rows[i];
            if (!slot.ids[i].empty()) row.candidate = candidates_.add(slot.ids[i]);
            last_of_.resize(candidates_.size(), kNone);
            if (fault != slot.faults.end() && fault->first == i) {
                faults_.emplace(index, std::move(fault->second));
                ++fault;
            } else {
                row.previous = std::exchange(last_of_[row.candidate], index);
            }
            rows_.push_back(row);
        }
    }

    unsigned threads_;
    std::uint64_t likely_size_;
    CsvBlocks csv_;
    ApplicationColumns columns_;
    std::deque<Slot> slots_;       // the texts of levels stay there
    std::deque<CsvBlock> blocks_;  // the bytes of rows stay there
    UnfilledVector<Row> rows_;
    std::unordered_map<std::uint32_t, ApplicationFault> faults_;
    CandidateIndex candidates_;
    std::vector<std::uint32_t> last_of_;  // the last sound row of each candidate
};

ApplicationList::ApplicationList(ByteSource source, ApplicationColumns::LevelFrom level_from,
                                 unsigned threads)
    : content_(std::make_unique<Content>(std::move(source), level_from, threads)) {}
ApplicationList::~ApplicationList() = default;

const CsvHeader& ApplicationList::header() const { return content_->header(); }
const ApplicationColumns& ApplicationList::columns() const { return content_->columns(); }
std::uint32_t ApplicationList::size() const {
    return static_cast<std::uint32_t>(content_->rows().size());
}
const ApplicationList::Row& ApplicationList::row(std::uint32_t index) const {
    return content_->rows()[index];
}
Location ApplicationList::location(std::uint32_t index, std::size_t column) const {
    return content_->location(row(index), column);
}
const ApplicationFault* ApplicationList::fault(std::uint32_t index) const {
    return content_->fault(index);
}
const CandidateIndex& ApplicationList::candidates() const { return content_->candidates(); }

}  // namespace certrec
