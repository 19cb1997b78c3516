/// \file
/// Did the register only grow since the last look? The checkpoints that verify is given, or keeps.
#pragma once

#include <string>
#include <vector>

#include "certrec/register/audit.hpp"
#include "certrec/register/snapshot.hpp"
#include "cli.hpp"

namespace certrec::cli {

struct SinceOptions {
    std::string checkpoint;  ///< a checkpoint that somebody kept
    std::string state;       ///< the same in a file that verify keeps itself
};

/// Requires: `command` has its option `--register` already.
void add_since_options(CLI::App& command, SinceOptions& options, const Say& say);

/// Whether the register is compared with any earlier checkpoint.
[[nodiscard]] bool compares_history(const SinceOptions& options);

/// The files that the options name: none of them may become the output.
[[nodiscard]] std::vector<std::string> files_of(const SinceOptions& options);

/// Throws UsageError if the state would stand in the register, where verify writes nothing, or take
/// the place of the output.
void require_state_apart(const SinceOptions& options, const std::string& register_folder,
                         const std::string& output);

/// A check for each checkpoint that is there. Requires: `audit` has its whole tree.
[[nodiscard]] std::vector<Check> check_since(const SinceOptions& options,
                                             const RegisterAudit& audit);

/// Keeps the snapshot's checkpoint for the next time. Requires: every check of the snapshot is ok.
void keep_state(const Context& context, const SinceOptions& options,
                const RegisterSnapshot& snapshot);

}  // namespace certrec::cli
