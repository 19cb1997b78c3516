/// \file
/// Which reports are there? One line each; command_report.cpp lists them.
#pragma once

#include "cli.hpp"

namespace certrec::cli {

void add_report_items(CLI::App& report, Action& action, const Say& say);
void add_report_register(CLI::App& report, Action& action, const Say& say);
void add_report_roster(CLI::App& report, Action& action, const Say& say);
void add_report_certificate(CLI::App& report, Action& action, const Say& say);
void add_report_summary(CLI::App& report, Action& action, const Say& say);
void add_report_training(CLI::App& report, Action& action, const Say& say);

}  // namespace certrec::cli
