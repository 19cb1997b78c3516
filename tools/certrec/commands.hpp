/// \file
/// Which commands are there? One line each; cli.cpp lists them.
#pragma once

#include "cli.hpp"

namespace certrec::cli {

void add_check_eligibility(CLI::App& app, Action& action);
void add_grade(CLI::App& app, Action& action);
void add_issue(CLI::App& app, Action& action);
void add_revoke(CLI::App& app, Action& action);
void add_verify(CLI::App& app, Action& action);
void add_report(CLI::App& app, Action& action);
void add_standard(CLI::App& app, Action& action);
void add_completion(CLI::App& app, Action& action);

}  // namespace certrec::cli
