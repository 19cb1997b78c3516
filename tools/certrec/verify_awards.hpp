/// \file
/// Was every certificate earned? Judges and grades again what the certificates of a register rest
/// on. Private to the tool: a part of verify.
#pragma once

#include <string>
#include <vector>

#include "certrec/register/audit.hpp"
#include "certrec/register/snapshot.hpp"
#include "cli.hpp"

namespace certrec::cli {

/// The files that certificates rest on; what was not given is empty.
struct AwardsOptions {
    std::string applications;
    std::string evidence;
    std::string scores;
    std::string sessions;
    std::string previous;
    std::string results;
    std::string standard;
    std::string standards;
    std::string level;
    std::string as_of;
    std::string later_evidence = "refuse";
    bool partial = false;
    std::string columns_file;  ///< what the columns of all these are called
};

/// Requires: `command` has its options `--register` and `--public` already.
void add_awards_options(CLI::App& command, AwardsOptions& options, const Say& say);

/// Whether anything is to be judged and graded again.
[[nodiscard]] bool asks_for_awards(const AwardsOptions& options);

/// The files that the options name: none of them may become the output.
[[nodiscard]] std::vector<std::string> files_of(const AwardsOptions& options);

/// Throws UsageError for options that do not go together.
void require_whole_chain(const AwardsOptions& options);

/// The checks of AwardsAudit, with what the files come to under the edition of each certificate.
/// What rows say is in `language`. Throws Refusal if a standard cannot be read.
[[nodiscard]] std::vector<Check> check_awards(const Context& context, const AwardsOptions& options,
                                              const RegisterSnapshot& snapshot, Language language);

}  // namespace certrec::cli
