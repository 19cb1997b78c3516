/// \file
/// Which row of holders.csv belongs to an entry? Private to the audits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>

#include "certrec/register/holder.hpp"
#include "register/findings.hpp"
#include "register/line_reader.hpp"

namespace certrec {

struct HolderRow {
    Holder holder;
    std::uint64_t line = 0;
};

/// Reads holders.csv along with the entries. Takes constant memory as long as both have the same
/// order; rows that come too early wait in memory.
class HolderRows {
  public:
    /// Reports rows that cannot be read to `findings`, which must outlive this.
    HolderRows(ByteSource source, Findings& findings);

    /// The row of that certificate, which is taken; reads on to the end if it has to.
    [[nodiscard]] std::optional<HolderRow> take(const std::string& number);

    /// Reports every row that was not taken.
    void report_rest();

    [[nodiscard]] std::uint64_t count() const { return count_; }

  private:
    [[nodiscard]] std::optional<HolderRow> next();

    LineReader lines_;
    Findings& findings_;
    std::uint64_t count_ = 0;
    std::unordered_map<std::string, HolderRow> early_;
};

}  // namespace certrec
