/// \file
/// Which sessions keep the rules? Judges sessions.csv row by row. Private to the tool: what
/// check-eligibility --subject session and grade --sessions share.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <variant>

#include "certrec/records/csv_reader.hpp"
#include "certrec/records/session.hpp"
#include "certrec/rules/compliance.hpp"
#include "certrec/standards/standard.hpp"

namespace certrec::cli {

/// A session that could be judged.
struct JudgedSession {
    std::string session_id;
    const Component* component;
    ComplianceVerdict verdict;
};

/// Judges one session after the other; of sessions that are there twice, the first.
class SessionJudge {
  public:
    /// Throws Refusal if a column is missing. `standard` outlives this.
    SessionJudge(const Standard& standard, const CsvHeader& header)
        : standard_(standard), columns_(header) {}

    [[nodiscard]] std::variant<JudgedSession, CellFault> judge(const CsvRow& row);

  private:
    const Standard& standard_;
    SessionColumns columns_;
    std::map<std::pair<std::string, std::string>, std::uint64_t> first_lines_;
};

}  // namespace certrec::cli
