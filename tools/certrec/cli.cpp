#include "cli.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/standards/catalogue.hpp"
#include "commands.hpp"

namespace certrec::cli {

namespace {

constexpr std::array<AddCommand, 7> kCommands = {
    add_check_eligibility, add_grade, add_issue, add_revoke, add_verify, add_report, add_standard,
};

/// The help of a command opens with worked examples; in a list of commands its first line stands
/// for it.
class HelpFormatter : public CLI::Formatter {
  public:
    HelpFormatter() {
        label("SUBCOMMAND", "COMMAND");
        label("REQUIRED", "(required)");
        column_width(30);
    }

    std::string make_subcommand(const CLI::App* command) const override {
        const std::string description = command->get_description();
        std::ostringstream line;
        CLI::detail::format_help(line, command->get_name(),
                                 description.substr(0, description.find('\n')), get_column_width());
        return line.str();
    }

    std::string make_usage(const CLI::App* command, std::string) const override {
        std::string path = command->get_name();
        for (const CLI::App* above = command->get_parent(); above != nullptr;
             above = above->get_parent()) {
            path = above->get_name() + " " + path;
        }
        return "\n" + CLI::Formatter::make_usage(command, path);
    }
};

struct CommonOptions {
    std::string language;
    std::string colour = "auto";
    bool quiet = false;
};

std::string_view environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string_view() : std::string_view(value);
}

/// POSIX: the first of these that is set and not empty decides.
Language environment_language() {
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const std::string_view value = environment(name);
        if (!value.empty()) return value.starts_with("zh") ? Language::zh : Language::en;
    }
    return Language::en;
}

/// Some file systems tell only when a file is closed that what was written did not get there.
ExitStatus close_output(const Context& context, ExitStatus status) {
    if (::close(STDOUT_FILENO) == 0) return status;
    const SystemFailure failure(compose("cannot write {}", "无法写入 {}", "standard output"),
                                errno);
    context.report(failure.diagnostic());
    return ExitStatus::failed;
}

void apply(const CommonOptions& options, Context& context) {
    if (!options.language.empty()) {
        context.row_language = options.language == "zh" ? Language::zh : Language::en;
        context.message_language = context.row_language;
    }
    context.quiet = options.quiet;
    const bool colour =
        options.colour == "always" ||
        (options.colour == "auto" && context.error_is_terminal && environment("NO_COLOR").empty());
    context.colour = colour ? Colour::on : Colour::off;
}

void add_common_options(CLI::App& app, CommonOptions& options) {
    app.add_option("--lang", options.language, "Language of messages and of reasons in rows")
        ->check(CLI::IsMember({"zh", "en"}))
        ->option_text("zh|en");
    app.add_option("--color", options.colour, "Colour in messages (default: auto)")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->option_text("auto|always|never");
    app.add_flag("-q,--quiet", options.quiet, "Say nothing but errors");
    app.set_version_flag("--version", "certrec " CERTREC_VERSION);
}

std::vector<std::string> names_of_commands(const CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::App* const command : app.get_subcommands({})) {
        names.push_back(command->get_name());
    }
    return names;
}

UsageError describe_unknown_command(const CLI::App& app, const std::string& word) {
    const auto names = names_of_commands(app);
    const auto likely = nearest(word, names);
    return UsageError(
        compose("there is no command '{0} {1}'", "没有命令“{0} {1}”", app.get_name(), shown(word)),
        likely ? compose("did you mean '{}'?", "是否指“{}”？", *likely)
               : compose("the commands are: {}", "可用的命令：{}", joined(names)));
}

/// CLI11 has no message of its own for a command that is unknown or missing.
void check_commands(const CLI::App& app, const std::vector<std::string>& arguments) {
    const CLI::App* at = &app;
    for (std::size_t i = 0; i < arguments.size() && !names_of_commands(*at).empty(); ++i) {
        const std::string& word = arguments[i];
        if (word == "-h" || word == "--help" || word == "--version") return;
        if (word == "--lang" || word == "--color") {
            ++i;
        } else if (!word.starts_with("-")) {
            const auto commands = at->get_subcommands({});
            const auto called =
                std::find_if(commands.begin(), commands.end(),
                             [&](const CLI::App* c) { return c->get_name() == word; });
            if (called == commands.end()) throw describe_unknown_command(*at, word);
            at = *called;
        }
    }
    const auto names = names_of_commands(*at);
    if (names.empty()) return;
    throw UsageError(compose("'{}' needs a command after it", "“{}”之后须有命令", at->get_name()),
                     compose("the commands are: {}", "可用的命令：{}", joined(names)));
}

/// The language that is asked for, so that a message about the rest speaks it.
CommonOptions options_before_parsing(const std::vector<std::string>& arguments) {
    CommonOptions options;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (word == "--lang" && i + 1 < arguments.size()) options.language = arguments[i + 1];
        if (word.starts_with("--lang=")) options.language = word.substr(7);
    }
    return options;
}

/// Parses, and leaves in `action` what is to be run. Help and version are answered here.
std::optional<ExitStatus> parse(CLI::App& app, std::vector<std::string> arguments, Context& context,
                                const CommonOptions& options) {
    try {
        if (arguments.empty()) {
            context.error(app.help());
            return ExitStatus::usage;
        }
        apply(options_before_parsing(arguments), context);
        check_commands(app, arguments);
        std::reverse(arguments.begin(), arguments.end());
        app.parse(std::move(arguments));
    } catch (const CLI::CallForHelp&) {
        const auto called = app.get_subcommands();
        const CLI::App* target = called.empty() ? &app : called.front();
        while (!target->get_subcommands().empty()) target = target->get_subcommands().front();
        context.output(target->help());
        return ExitStatus::done;
    } catch (const CLI::CallForVersion&) {
        context.output(app.version() + "\n");
        return ExitStatus::done;
    } catch (const CLI::ParseError& error) {
        apply(options, context);
        throw UsageError(same_in_both(shown(error.what(), 400)),
                         compose("'certrec --help' and 'certrec COMMAND --help' show the options",
                                 "“certrec --help”和“certrec 命令 --help”列出全部选项"));
    }
    apply(options, context);
    return std::nullopt;
}

/// An empty value is the unset variable of a script, never meant for "not given".
CLI::Validator refuse_empty() {
    return CLI::Validator(
        [](const std::string& value) {
            return std::string(value.empty() ? "must not be empty" : "");
        },
        "");
}

/// What holds for every command, at every depth: one way to show help, and options of the program
/// that may also stand after the command.
void settle(CLI::App& app, const std::shared_ptr<CLI::FormatterBase>& formatter) {
    app.formatter(formatter);
    app.fallthrough();
    for (CLI::Option* const option : app.get_options()) {
        if (option->get_expected_max() > 0) option->check(refuse_empty());
    }
    for (CLI::App* const command : app.get_subcommands({})) {
        settle(*command, formatter);
        command->group("Commands");
        const bool has_commands = !names_of_commands(*command).empty();
        command->footer((has_commands ? "Each command after it has a --help of its own. " : "") +
                        std::string("--lang, --color, -q and --version\nstand before or after the "
                                    "command; see certrec --help."));
    }
}

/// Where the caller closed one of the three, the next file opened would take its place and receive
/// the messages. What is put there instead fails on use.
void occupy_standard_descriptors() {
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
        if (::fcntl(descriptor, F_GETFD) >= 0) continue;
        const int unusable = descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY;
        (void)::open("/dev/null", unusable);
    }
}

bool is_same_file(int descriptor, const std::filesystem::path& path) {
    struct stat one {};
    struct stat other {};
    return ::fstat(descriptor, &one) == 0 && ::stat(path.c_str(), &other) == 0 &&
           S_ISREG(one.st_mode) && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/// Whether writing to `output` would change `input`: the same file, or a file inside the folder.
bool would_change(const std::filesystem::path& input, const std::filesystem::path& output) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    if (fs::equivalent(input, output, ignored)) return true;
    if (!fs::is_directory(input, ignored)) return false;
    const fs::path folder = fs::weakly_canonical(input, ignored);
    const fs::path file = fs::weakly_canonical(output, ignored);
    return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first ==
           folder.end();
}

}  // namespace

UsageError::UsageError(Bilingual message, Bilingual hint)
    : Error({Severity::error, {}, std::move(message), std::move(hint)}) {}

void Context::report(const Diagnostic& diagnostic) const {
    print_reports(format_report(diagnostic));
}

std::string Context::format_report(const Diagnostic& diagnostic) const {
    if (quiet && diagnostic.severity != Severity::error) return {};
    return format_diagnostic(diagnostic, message_language, colour);
}

void Context::print_reports(std::string_view reports) const {
    if (reports.empty()) return;
    try {
        error(reports);
    } catch (const SystemFailure&) {
        // Nobody reads the messages; the work and its exit status go on.
    }
}

DiagnosticSink Context::sink() const {
    return [this](const Diagnostic& diagnostic) { report(diagnostic); };
}

ByteSource open_input(Context& context, const std::string& path) {
    if (path != "-") return open_file(path);
    if (context.input_is_terminal) {
        throw UsageError(compose("no input file, and standard input is a terminal",
                                 "未指定输入文件，且标准输入是终端"),
                         compose("name a file, or pipe one in", "请指定文件，或由管道输入"));
    }
    return context.input;
}

void refuse_double_standard_input(std::span<const std::string> paths) {
    if (std::count(paths.begin(), paths.end(), "-") < 2) return;
    throw UsageError(compose("standard input is asked for twice", "标准输入被指定了两次"),
                     compose("name a file for one of them", "请为其中之一指定文件"));
}

void add_output_options(CLI::App& command, OutputOptions& options) {
    command.add_option("-o,--output", options.path, "Write to FILE instead of standard output")
        ->type_name("FILE");
    command.add_flag("--force", options.force, "Replace FILE if it exists");
}

Output::Output(Context& context, const OutputOptions& options,
               std::span<const std::string> inputs) {
    for (const std::string& input : inputs) {
        if (input.empty() || input == "-") continue;
        const bool same = options.path == "-" ? context.is_output && context.is_output(input)
                                              : would_change(input, options.path);
        if (same) {
            throw UsageError(compose("writing the output would change '{}'", "写入输出会改动“{}”",
                                     shown(input, 400)),
                             compose("write to another file", "请写入另一个文件"));
        }
    }
    if (options.path == "-") {
        sink_ = context.output;
        return;
    }
    file_ = std::make_unique<OutputFile>(options.path,
                                         options.force ? Replace::allowed : Replace::never);
    sink_ = file_->sink();
}

void Output::commit() {
    if (file_) file_->commit();
}

void add_format_option(CLI::App& command, std::string& format) {
    command
        .add_option("--format", format,
                    "Form of the answer (default: table on a terminal, else csv)")
        ->check(CLI::IsMember({"csv", "toml", "json", "table"}))
        ->option_text("csv|toml|json|table");
}

Language answer_language(const Context& context, TableFormat format) {
    return format == TableFormat::table ? context.message_language : context.row_language;
}

TableFormat choose_format(const Context& context, const std::string& format,
                          const OutputOptions& output) {
    if (const auto chosen = parse_table_format(format)) return *chosen;
    const bool for_person = context.output_is_terminal && output.path == "-";
    return for_person ? TableFormat::table : TableFormat::csv;
}

void refuse_columns(const CsvHeader& header, std::span<const std::string_view> added,
                    std::string_view command) {
    for (const std::string_view name : added) {
        if (const auto column = header.find(name)) {
            throw Refusal({Severity::error, header.location(*column),
                           compose("the column '{0}' is one that {1} adds", "列“{0}”应由 {1} 添加",
                                   name, command),
                           compose("remove it, or give {} the file that it was made from",
                                   "请删去此列，或改用添加之前的文件", command)});
        }
    }
}

void report_fault(const Context& context, const CsvRow& row, const CellFault& fault) {
    context.report({Severity::error, row.location(fault.column), fault.message, fault.hint});
}

std::optional<Date> parse_date_option(std::string_view option, const std::string& text) {
    if (text.empty()) return std::nullopt;
    const auto date = parse_date(text);
    if (date) return date;
    const Bilingual fault = describe_date_fault(text);
    throw UsageError(compose("{0}: {1}", "{0}：{2}", option, fault.en, fault.zh));
}

Standard load_standard_of(const CsvRow& row, std::size_t column) {
    try {
        return load_builtin_standard(std::string(row.field(column)));
    } catch (const Refusal& refusal) {
        throw Refusal({Severity::error, row.location(column), refusal.diagnostic().message,
                       compose("--standard names the TOML file of a standard that is not built in",
                               "非内置标准请用 --standard 指定其 TOML 文件")});
    }
}

const Level& require_level_option(const Standard& standard, const std::string& word) {
    const Level* const level = standard.find_level(word);
    if (level != nullptr) return *level;
    const CellFault fault = unknown_level(standard, word, 0);
    throw UsageError(fault.message, fault.hint);
}

CellFault unknown_level(const Standard& standard, std::string_view word, std::size_t column) {
    std::vector<std::string> names;
    for (const Level& level : standard.levels) names.push_back(level.id + " " + level.name.zh);
    return {column,
            word.empty() ? compose("no level", "缺少等级")
                         : compose("'{0}' is no level of {1}", "“{0}”不是 {1} 的等级",
                                   shown_cell(word), standard.id),
            compose("the levels are: {}", "等级有：{}", joined(names))};
}

/// The only place where exceptions end.
ExitStatus run(std::vector<std::string> arguments, Context& context) {
    CLI::App app(
        "Vocational certification records: who may sit which level, who has passed, and a "
        "register of certificates that anyone can verify offline.",
        "certrec");
    CommonOptions options;
    Action action;
    add_common_options(app, options);
    for (const AddCommand add : kCommands) add(app, action);
    settle(app, std::make_shared<HelpFormatter>());
    app.footer(
        "'certrec COMMAND --help' shows a command's options; certrec(1) is the manual, and "
        "each\ncommand has a page of its own, such as certrec-grade(1).");
    try {
        if (const auto answered = parse(app, std::move(arguments), context, options)) {
            return *answered;
        }
        return action(context);
    } catch (const UsageError& error) {
        context.report(error.diagnostic());
        return ExitStatus::usage;
    } catch (const Refusal& error) {
        context.report(error.diagnostic());
        return ExitStatus::not_judged;
    } catch (const SystemFailure& error) {
        // Whoever reads the answer has seen enough of it, as with `| head`.
        if (error.error_number() == EPIPE) return ExitStatus::closed_pipe;
        context.report(error.diagnostic());
        return ExitStatus::failed;
    } catch (const std::exception& error) {
        context.report({Severity::error, {}, same_in_both(shown(error.what(), 400)), {}});
        return ExitStatus::failed;
    }
}

int run_program(int argc, const char* const* argv, SaltSource salts) {
    occupy_standard_descriptors();
    // Writing to a closed pipe is an error to be caught, not the end of an unfinished register.
    (void)std::signal(SIGPIPE, SIG_IGN);
    Context context;
    context.input = read_descriptor(STDIN_FILENO, "-");
    context.output = write_descriptor(STDOUT_FILENO, "standard output");
    context.error = write_descriptor(STDERR_FILENO, "standard error");
    context.input_is_terminal = ::isatty(STDIN_FILENO) == 1;
    context.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
    context.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
    context.is_output = [](const std::filesystem::path& path) {
        return is_same_file(STDOUT_FILENO, path);
    };
    context.message_language = environment_language();
    context.salts = std::move(salts);
    const ExitStatus status = run({argv + 1, argv + argc}, context);
    return static_cast<int>(close_output(context, status));
}

}  // namespace certrec::cli
