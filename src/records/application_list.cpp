#include "certrec/records/application_list.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/large_pages.hpp"
#include "certrec/base/parallel.hpp"
#include "certrec/records/csv_reader.hpp"
#include "records/csv_split.hpp"
#include "records/text_pool.hpp"

namespace certrec {

namespace {

constexpr std::size_t kIdsAhead = 16;
constexpr std::uint64_t kPartBytes = 1024U * 1024U;
constexpr std::size_t kLeastBytes = 64U * 1024U;

using Bytes = UnfilledVector<char>;

/// All bytes up to the end, however many.
Bytes read_all_of(ByteSource& source) {
    Bytes bytes(std::max<std::size_t>(kLeastBytes, source.likely_size + 1));
    std::size_t size = 0;
    while (true) {
        if (size == bytes.size()) bytes.resize(2 * size);
        const std::size_t count = source.read(std::span(bytes).subspan(size));
        if (count == 0) break;
        size += count;
    }
    bytes.resize(size);
    return bytes;
}

std::string_view view(const Bytes& bytes) { return {bytes.data(), bytes.size()}; }

/// What one slot reads: part after part. Candidates are numbered when it is a part's turn.
struct Slot {
    TextPool levels;
    TextPool quoted_ids;
    std::vector<ApplicationList::Row> rows;
    std::vector<std::string_view> ids;  // of the rows; empty if one names nobody
    std::vector<std::pair<std::size_t, ApplicationFault>> faults;

    /// For the next part. The texts of levels stay.
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
        : bytes_(read_all_of(source)),
          store_(memory_store(source.name, view(bytes_))),
          head_(read_part(store_, 0, store_.size)),
          columns_(head_.header(), level_from),
          slots_(slots_for(threads)) {
        const CsvPart rows{head_.next_offset(), store_.size, head_.next_line()};
        const auto cuts = split_csv(store_, rows, kPartBytes, threads);
        make_and_take(
            cuts.size(), threads,
            [&](std::size_t i, std::size_t slot) { read(cuts[i], slots_[slot]); },
            [&](std::size_t i, std::size_t slot) {
                if (i == 0) make_room(cuts.back());  // while others read
                number_candidates(slots_[slot]);
            });
    }

    [[nodiscard]] const CsvHeader& header() const { return head_.header(); }
    [[nodiscard]] const ApplicationColumns& columns() const { return columns_; }
    [[nodiscard]] const UnfilledVector<Row>& rows() const { return rows_; }
    [[nodiscard]] const CandidateIndex& candidates() const { return candidates_; }

    [[nodiscard]] std::string_view bytes(const Row& row) const {
        return view(bytes_).substr(row.offset, row.size);
    }

    [[nodiscard]] Location location(const Row& row, std::size_t column) const {
        CsvReader reader(read_part(store_, row.offset, row.offset + row.size), header(), row.line);
        const CsvRow* const read = reader.next();
        return read == nullptr ? Location{store_.name, row.line, 0} : read->location(column);
    }

    [[nodiscard]] const ApplicationFault* fault(std::uint32_t index) const {
        if (faults_.empty()) return nullptr;
        const auto found = faults_.find(index);
        return found == faults_.end() ? nullptr : &found->second;
    }

  private:
    /// No row is shorter than a line.
    void make_room(const CsvPart& last) {
        const std::string_view lines = view(bytes_).substr(last.begin, last.end - last.begin);
        const auto rows =
            last.line + static_cast<std::uint64_t>(std::count(lines.begin(), lines.end(), '\n'));
        rows_.reserve(rows);
        candidates_.reserve(rows);
        last_of_.reserve(rows);
    }

    void read(const CsvPart& cut, Slot& slot) const {
        slot.clear();
        CsvReader reader(read_part(store_, cut.begin, cut.end), header(), cut.line);
        while (const CsvRow* const row = reader.next()) {
            Row& listed = slot.rows.emplace_back();
            listed.offset = cut.begin + reader.row_offset();
            listed.size = static_cast<std::uint32_t>(row->bytes().size());
            listed.line = static_cast<std::uint32_t>(row->line());
            slot.ids.push_back(lasting_id(*row, listed, slot));
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

    /// The row's candidate_id, where it stays when the reader goes on.
    std::string_view lasting_id(const CsvRow& row, const Row& listed, Slot& slot) const {
        const std::string_view raw = row.raw_field(columns_.candidate_id);
        if (raw.empty()) return {};
        if (raw.front() == '"') {
            const Text kept = slot.quoted_ids.keep(row.field(columns_.candidate_id));
            return kept ? *kept : std::string_view();
        }
        const auto before = static_cast<std::size_t>(raw.data() - row.bytes().data());
        return bytes(listed).substr(before, raw.size());
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

    Bytes bytes_;
    ByteStore store_;
    CsvReader head_;
    ApplicationColumns columns_;
    std::vector<Slot> slots_;  // the texts of levels stay there
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
std::string_view ApplicationList::bytes(std::uint32_t index) const {
    return content_->bytes(row(index));
}
Location ApplicationList::location(std::uint32_t index, std::size_t column) const {
    return content_->location(row(index), column);
}
const ApplicationFault* ApplicationList::fault(std::uint32_t index) const {
    return content_->fault(index);
}
const CandidateIndex& ApplicationList::candidates() const { return content_->candidates(); }

}  // namespace certrec
