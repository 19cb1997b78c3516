/// \file
/// Which certificate number stands in two rows? Private to the evidence.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "certrec/records/evidence.hpp"
#include "certrec/records/evidence_store.hpp"
#include "records/evidence_record.hpp"
#include "records/joined_records.hpp"

namespace certrec {

/// A certificate number and where it stands.
struct NumberedRow {
    CertificateNumber number;
    std::uint32_t candidate = EvidenceStore::kNoCandidate;  // one without an application
    Origin origin{};
};

/// The certificate numbers seen so far: a table of the rows in which they first stood. It is too
/// large for the caches, so a place in it is asked for some rows before it is needed.
class KnownNumbers {
  public:
    /// `rows` outlive this.
    explicit KnownNumbers(const RecordBlocks<NumberedRow>& rows)
        : rows_(rows), table_(std::bit_ceil(2 * rows.size() + 1)) {}

    struct Probe {
        std::uint64_t hash = 0;
    };
    [[nodiscard]] Probe probe(std::uint32_t row) const {
        const Probe probe{std::hash<std::string_view>{}(*rows_[row].number.number)};
        __builtin_prefetch(&table_[probe.hash & (table_.size() - 1)]);
        return probe;
    }

    /// The first row with the number of `row` under its standard, `row` itself if it is new.
    std::uint32_t add(std::uint32_t row, const Probe& probe) {
        const std::size_t mask = table_.size() - 1;
        const auto upper_hash = static_cast<std::uint32_t>(probe.hash >> 32U);
        for (std::size_t at = probe.hash;; ++at) {
            Entry& known = table_[at & mask];
            if (known.row_after == 0) known = {upper_hash, row + 1};
            if (known.row_after == row + 1) return row;
            if (known.upper_hash != upper_hash) continue;
            const std::uint32_t first = known.row_after - 1;
            if (same(rows_[first].number, rows_[row].number)) return first;
        }
    }

  private:
    struct Entry {
        std::uint32_t upper_hash = 0;
        std::uint32_t row_after = 0;  // 0 if the place is free
    };

    static bool same(const CertificateNumber& a, const CertificateNumber& b) {
        const auto text = [](Text t) { return t ? *t : std::string_view(); };
        return text(a.number) == text(b.number) && text(a.standard) == text(b.standard);
    }

    const RecordBlocks<NumberedRow>& rows_;
    std::vector<Entry> table_;
};

}  // namespace certrec
