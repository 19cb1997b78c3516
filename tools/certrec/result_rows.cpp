#include "result_rows.hpp"

#include <algorithm>
#include <utility>
#include <variant>

#include "award_rows.hpp"
#include "block_rows.hpp"
#include "certrec/base/parallel.hpp"

namespace certrec::cli {

namespace {

std::uint32_t as_size(std::size_t size) { return static_cast<std::uint32_t>(size); }

}  // namespace

/// Reads one block after another, each into memory of its own.
class ResultRows::BlockReader {
  public:
    BlockReader(const Context& context, const CsvBlocks& csv, const Standard* fixed,
                std::optional<Date> on)
        : awards_(csv.header(), fixed, on), rows_(context, csv) {}

    /// In the numbers of documents, so far.
    [[nodiscard]] const UndoneCells& undone() const { return *awards_.columns().identity.undone; }

    /// The rows of this block are read.
    [[nodiscard]] CsvBlock& block() { return rows_.block(); }

    void read() {
        kept_ = {};
        kept_.text.reserve(2 * block().bytes().size());
        rows_.read([this](const CsvRow& row) { read_row(row); });
    }

    /// What was read, once its reports are printed. Throws what ended it.
    [[nodiscard]] Block take() {
        rows_.tell();
        return std::move(kept_);
    }

  private:
    void read_row(const CsvRow& row) {
        KeptRow kept{as_size(kept_.text.size()), as_size(row.bytes().size()), row.line(),
                     Becomes::nothing};
        kept_.text += row.bytes();
        const auto read = awards_.read(row);
        if (const auto* const award = std::get_if<Award>(&read)) {
            kept.becomes = Becomes::award;
            keep(*award);
        } else if (const auto* const fault = std::get_if<CellFault>(&read)) {
            kept.becomes = Becomes::invalid;
            kept_.any_invalid = true;
            rows_.report(
                {Severity::error, row.location(fault->column), fault->message, fault->hint});
        }
        kept_.rows.push_back(kept);
    }

    void keep(const Award& award) {
        KeptAward kept{award.standard,
                       award.level,
                       award.on,
                       as_size(kept_.text.size()),
                       {keep(award.candidate_id), keep(award.name), keep(award.id_type),
                        keep(award.id_number)},
                       as_size(kept_.point_sizes.size())};
        for (const PrintedScore& score : award.scores) {
            kept_.point_sizes.push_back(keep(score.points));
        }
        kept_.awards.push_back(kept);
    }

    std::uint32_t keep(std::string_view text) {
        kept_.text += text;
        return as_size(text.size());
    }

    AwardReader awards_;
    BlockRows rows_;
    Block kept_;
};

ResultRows::ResultRows(const Context& context, CsvBlocks& csv, const Standard* fixed,
                       std::optional<Date> on) {
    const unsigned threads = threads_for(csv);
    for (std::size_t slot = 0; slot < slots_for(threads); ++slot) {
        readers_.push_back(std::make_unique<BlockReader>(context, csv, fixed, on));
    }
    work_in_order(threads, {[&](std::size_t slot) { return csv.next(readers_[slot]->block()); },
                            [&](std::size_t slot) { readers_[slot]->read(); },
                            [&](std::size_t slot) { take(*readers_[slot]); }});
    UndoneCells undone;
    for (const auto& reader : readers_) undone.enter(reader->undone());
    if (const auto note = undone.describe()) context.report(*note);
}

ResultRows::~ResultRows() = default;

void ResultRows::take(BlockReader& reader) {
    Block block = reader.take();
    any_invalid_ |= block.any_invalid;
    block.first_award = award_count_;
    award_count_ += block.awards.size();
    blocks_.push_back(std::move(block));
}

Award ResultRows::award(std::size_t place) const {
    const auto after = std::upper_bound(
        blocks_.begin(), blocks_.end(), place,
        [](std::size_t wanted, const Block& block) { return wanted < block.first_award; });
    const Block& block = *std::prev(after);
    const KeptAward& kept = block.awards[place - block.first_award];
    std::string_view rest = std::string_view(block.text).substr(kept.begin);
    const auto next = [&rest](std::uint32_t size) {
        const std::string_view field = rest.substr(0, size);
        rest.remove_prefix(size);
        return std::string(field);
    };
    Award award;
    award.candidate_id = next(kept.sizes[0]);
    award.name = next(kept.sizes[1]);
    award.id_type = next(kept.sizes[2]);
    award.id_number = next(kept.sizes[3]);
    award.standard = kept.standard;
    award.level = kept.level;
    award.on = kept.on;
    award.scores.reserve(kept.standard->components.size());
    for (std::size_t i = 0; i < kept.standard->components.size(); ++i) {
        award.scores.push_back(
            {kept.standard->components[i].id, next(block.point_sizes[kept.first_points + i])});
    }
    return award;
}

Awards ResultRows::awards() const {
    return {award_count_, [this](std::size_t place) { return award(place); }};
}

}  // namespace certrec::cli
