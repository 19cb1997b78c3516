/// \file
/// Which row of holders.csv belongs to an entry? Private to the audits.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>

#include "register/findings.hpp"
#include "register/line_reader.hpp"
#include "register/row_streams.hpp"

namespace certrec {

/// Reads holders.csv along with the entries. Takes constant memory as long as both have the same
/// order; rows that come too early wait in memory.
class HolderMatcher {
  public:
    /// Reports rows that cannot be read to `findings`, which must outlive this.
    HolderMatcher(ByteSource source, Findings& findings);

    /// The row of that certificate, with its holder, which is taken; reads on to the end if it has
    /// to. Valid until the next call; nullptr if there is none.
    [[nodiscard]] const HolderRow* take(const std::string& number);

    /// The row `count` rows behind the last one, if it is at hand.
    [[nodiscard]] const HolderRow* ahead(std::size_t count) const { return rows_.ahead(count); }

    /// Reports every row that was not taken.
    void report_rest();

    [[nodiscard]] std::uint64_t count() const { return count_; }

  private:
    [[nodiscard]] HolderRow* next();
    void keep(HolderRow& row);

    Findings& findings_;
    HolderRows rows_;
    std::uint64_t count_ = 0;
    std::unordered_map<std::string, HolderRow> early_;
    HolderRow taken_;  // from there
};

}  // namespace certrec
