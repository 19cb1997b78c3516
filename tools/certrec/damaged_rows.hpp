/// \file
/// What becomes of rows that were sound, and of which a spreadsheet has damaged since what says
/// whom they are about? Private to the tool.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/records/application.hpp"
#include "context.hpp"

namespace certrec::cli {

/// Throws Refusal, with that hint, if the row is one of them.
inline void refuse_damaged_ids(const CsvRow& row, std::optional<std::size_t> candidate_id,
                               std::optional<std::size_t> id_number, Bilingual hint) {
    auto fault = check_passed_on_ids(row, candidate_id, id_number);
    if (!fault) return;
    throw Refusal(
        {Severity::error, row.location(fault->column), std::move(fault->message), std::move(hint)});
}

/// Warns of each once, under however many editions it is read: it speaks for no certificate.
class DamagedRows {
  public:
    explicit DamagedRows(const Context& context) : context_(context) {}

    void look_at(const CsvRow& row, std::optional<std::size_t> candidate_id,
                 std::optional<std::size_t> id_number) {
        const auto fault = check_passed_on_ids(row, candidate_id, id_number);
        if (!fault) return;
        const Location at = row.location(fault->column);
        if (!told_.emplace(at.file, at.line).second) return;
        context_.report({Severity::warning, at, fault->message,
                         compose("the row speaks for no certificate until this is put right",
                                 "更正之前，此行不能用于任何证书")});
    }

  private:
    const Context& context_;
    std::set<std::pair<std::string, std::uint64_t>> told_;
};

}  // namespace certrec::cli
