/// \file
/// Which commands are there? One line each; command_line.cpp lists them.
#pragma once

#include "cli.hpp"

namespace certrec::cli {

struct Call;

void add_check_eligibility(CLI::App& app, Action& action, const Say& say);
void add_grade(CLI::App& app, Action& action, const Say& say);
void add_issue(CLI::App& app, Action& action, const Say& say);
void add_revoke(CLI::App& app, Action& action, const Say& say);
void add_verify(CLI::App& app, Action& action, const Say& say);
void add_report(CLI::App& app, Action& action, const Say& say);
void add_standard(CLI::App& app, Action& action, const Say& say);
void add_completion(CLI::App& app, Action& action, const Say& say);
/// What the configuration of the `call` says, which outlives the command line's parsing.
void add_config(CLI::App& app, const Call& call, Action& action, const Say& say);

}  // namespace certrec::cli
