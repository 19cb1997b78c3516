/// \file
/// What does --help look like? Private to the tool.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "say.hpp"

namespace certrec::cli {

/// Help in the language of `say`. The help of a command opens with worked examples; in a list of
/// commands its first line stands for it. Which options go together is for their descriptions to
/// say.
class HelpFormatter : public CLI::Formatter {
  public:
    explicit HelpFormatter(const Say& say);

    std::string make_usage(const CLI::App* command, std::string name) const override;
    std::string make_group(std::string group, bool is_positional,
                           std::vector<const CLI::Option*> options) const override;
    std::string make_subcommands(const CLI::App* command, CLI::AppFormatMode mode) const override;
    std::string make_option(const CLI::Option* option, bool is_positional) const override;
    std::string make_option_opts(const CLI::Option* option) const override;

  private:
    [[nodiscard]] std::string heading(const std::string& title) const;

    Say say_;
};

}  // namespace certrec::cli
