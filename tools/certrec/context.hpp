/// \file
/// What does a command see of the world, and how does it end? Private to the tool.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/io.hpp"
#include "certrec/base/language.hpp"
#include "certrec/records/table_source.hpp"
#include "certrec/register/salt.hpp"
#include "environment.hpp"

namespace certrec::cli {

/// certrec(1), EXIT STATUS.
enum class ExitStatus {
    done = 0,
    negative = 1,    ///< the answer is no: findings, not eligible, not passed
    usage = 2,       ///< the command line is wrong
    not_judged = 3,  ///< some row or file could not be judged
    failed = 4,      ///< the system failed
    /// Whoever read the answer had enough of it, as with `| head`: what a shell reports of a
    /// program that SIGPIPE ended, so that an unfinished answer never looks like "done".
    closed_pipe = 141,
};

/// The command line is wrong in a way that only the run finds out.
class UsageError : public Error {
  public:
    explicit UsageError(Bilingual message, Bilingual hint = {});
};

/// The streams and settings that a command sees; a test makes one of strings.
struct Context {
    ByteSource input;
    ByteSink output;
    ByteSink error;
    bool input_is_terminal = false;
    bool output_is_terminal = false;
    bool error_is_terminal = false;
    /// Whether the path names the file that `output` goes to.
    std::function<bool(const std::filesystem::path&)> is_output;

    Variables variables;
    std::string system_config;  ///< the configuration file of the machine; empty: none

    Language message_language = Language::en;  ///< what a person reads on a terminal
    Language row_language = Language::en;      ///< what stands in output rows: --lang, else English
    bool quiet = false;
    Colour colour = Colour::off;
    /// Where the salts of new certificates come from; a test repeats them.
    SaltSource salts = pooled_salts();

    /// What --columns-file says the columns of each kind of table are called.
    std::map<TableKind, std::vector<ColumnMapping>> mappings{};

    void report(const Diagnostic& diagnostic) const;
    /// What `report` would print, so that messages can be collected and printed later.
    [[nodiscard]] std::string format_report(const Diagnostic& diagnostic) const;
    void print_reports(std::string_view reports) const;
    [[nodiscard]] DiagnosticSink sink() const;
};

}  // namespace certrec::cli
