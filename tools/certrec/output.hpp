/// \file
/// Where does a command's answer go, and in which form? Private to the tool.
#pragma once

#include <memory>
#include <span>
#include <string>

#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"
#include "certrec/report/table.hpp"
#include "cli11_fwd.hpp"
#include "context.hpp"
#include "say.hpp"

namespace certrec::cli {

/// Where a command's answer goes.
struct OutputOptions {
    std::string path = "-";
    bool force = false;
};

void add_output_options(CLI::App& command, OutputOptions& options, const Say& say);

/// Standard output, or a file that appears complete with `commit` or not at all.
class Output {
  public:
    /// `inputs` are the files and folders that the command reads or keeps: throws UsageError if the
    /// output would change one of them.
    Output(Context& context, const OutputOptions& options, std::span<const std::string> inputs);

    [[nodiscard]] ByteSink sink() const { return sink_; }
    void commit();

  private:
    std::unique_ptr<OutputFile> file_;
    ByteSink sink_;
};

/// `--format`, with the words of certrec(1).
void add_format_option(CLI::App& command, std::string& format, const Say& say);

/// A table is for people and speaks their language; the other formats are for programs.
[[nodiscard]] Language answer_language(const Context& context, TableFormat format);

/// The format that was asked for, else a table for a person at a terminal and CSV for a program.
[[nodiscard]] TableFormat choose_format(const Context& context, const std::string& format,
                                        const OutputOptions& output);

}  // namespace certrec::cli
