#include "certrec/records/application_list.hpp"

#include <optional>
#include <utility>

#include "certrec/base/parallel.hpp"
#include "certrec/records/csv_reader.hpp"
#include "records/csv_split.hpp"
#include "records/text_pool.hpp"

namespace certrec {

namespace {

constexpr std::size_t kIdsAhead = 16;
constexpr std::uint64_t kPartBytes = 2U * 1024U * 1024U;

/// What one thread read at a stretch; candidates are numbered when all is read.
struct Part {
    TextPool levels;
    TextPool ids;
    std::vector<ApplicationList::Row> rows;
    std::vector<Text> row_ids;
    std::vector<std::pair<std::size_t, ApplicationFault>> faults;
};

}  // namespace

class ApplicationList::Content {
  public:
    Content(ByteSource source, ApplicationColumns::LevelFrom level_from, unsigned threads)
        : bytes_(read_all(source, std::numeric_limits<std::size_t>::max())),
          store_(memory_store(source.name, bytes_)),
          head_(read_part(store_, 0, store_.size)),
          columns_(head_.header(), level_from) {
        const CsvPart rows{head_.next_offset(), store_.size, head_.next_line()};
        const auto cuts = split_csv(store_, rows, kPartBytes, threads);
        parts_.resize(cuts.size());
        for_each_index(cuts.size(), threads, [&](std::size_t i) { read(cuts[i], parts_[i]); });
        number_candidates();
    }

    [[nodiscard]] const CsvHeader& header() const { return head_.header(); }
    [[nodiscard]] const ApplicationColumns& columns() const { return columns_; }
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] const CandidateIndex& candidates() const { return candidates_; }

    [[nodiscard]] std::string_view bytes(const Row& row) const {
        return std::string_view(bytes_).substr(row.offset, row.size);
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
    void read(const CsvPart& cut, Part& part) const {
        CsvReader reader(read_part(store_, cut.begin, cut.end), header(), cut.line);
        while (const CsvRow* const row = reader.next()) {
            Row& listed = part.rows.emplace_back();
            listed.offset = cut.begin + reader.row_offset();
            listed.size = static_cast<std::uint32_t>(row->bytes().size());
            listed.line = static_cast<std::uint32_t>(row->line());
            part.row_ids.push_back(part.ids.keep(row->field(columns_.candidate_id)));
            auto checked = check_application(*row, columns_);
            if (auto* const fault = std::get_if<CellFault>(&checked)) {
                part.faults.emplace_back(
                    part.rows.size() - 1,
                    ApplicationFault{row->location(fault->column), std::move(fault->message),
                                     std::move(fault->hint)});
                continue;
            }
            listed.applied_on = std::get<Date>(checked);
            if (columns_.level) listed.level = part.levels.intern(row->field(*columns_.level));
        }
    }

    void number_candidates() {
        std::size_t count = 0;
        for (const Part& part : parts_) count += part.rows.size();
        rows_.reserve(count);
        candidates_.reserve(count);
        std::vector<std::uint32_t> last_of;  // the last sound row of each candidate
        for (Part& part : parts_) {
            auto fault = part.faults.begin();
            for (std::size_t i = 0; i < part.rows.size(); ++i) {
                if (i + kIdsAhead < part.rows.size() && part.row_ids[i + kIdsAhead]) {
                    (void)candidates_.probe(*part.row_ids[i + kIdsAhead]);
                }
                const auto index = static_cast<std::uint32_t>(rows_.size());
                Row row = part.rows[i];
                if (part.row_ids[i]) row.candidate = candidates_.add(*part.row_ids[i]);
                last_of.resize(candidates_.size(), kNone);
                if (fault != part.faults.end() && fault->first == i) {
                    faults_.emplace(index, std::move(fault->second));
                    ++fault;
                } else {
                    row.previous = std::exchange(last_of[row.candidate], index);
                }
                rows_.push_back(row);
            }
            part.rows = {};
            part.row_ids = {};
            part.ids = {};
        }
    }

    std::string bytes_;
    ByteStore store_;
    CsvReader head_;
    ApplicationColumns columns_;
    std::vector<Part> parts_;  // the texts of levels stay there
    std::vector<Row> rows_;
    std::unordered_map<std::uint32_t, ApplicationFault> faults_;
    CandidateIndex candidates_;
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
