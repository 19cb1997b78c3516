/// \file
/// Who is on which list? The three kinds of `report roster`. Private to the tool.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "certrec/base/text.hpp"
#include "certrec/report/report.hpp"
#include "cli.hpp"

namespace certrec::cli {

struct RosterOptions {
    std::string kind;
    std::string file = "-";
    std::string standard;
    std::string register_folder;
    std::string mask = "last4";
    std::string sort;
    std::string with;
    std::string from;
    std::string working_days = "5";
    std::string holidays;
};

/// What a list is made of.
struct RosterInput {
    Context& context;
    const RosterOptions& options;
    CsvReader& reader;
    Language language;
    const std::optional<Standard>& standard;  ///< the one that --standard names
};

struct Roster {
    Section section;
    /// Whether some row could not be read.
    bool any_unreadable = false;
};

/// Who passed, for the notice before certificates are issued.
[[nodiscard]] Roster make_notice(const RosterInput& input);

/// The certificates that were issued, with what they print.
[[nodiscard]] Roster make_issued_list(const RosterInput& input);

/// The rows that have to be put right, or completed, with their reasons.
[[nodiscard]] Roster make_corrections(const RosterInput& input);

}  // namespace certrec::cli
