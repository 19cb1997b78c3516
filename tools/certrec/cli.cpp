#include "cli.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <filesystem>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "base/file_failures.hpp"
#include "certrec/base/text.hpp"
#include "environment.hpp"
#include "progress.hpp"
#include "signals.hpp"

namespace certrec::cli {

namespace {

const Bilingual kStandardOutput = {"standard output", "标准输出"};

/// Some file systems tell only when a file is closed that what was written did not get there.
ExitStatus close_output(const Context& context, ExitStatus status) {
    if (::close(STDOUT_FILENO) == 0) return status;
    context.report(cannot_write(kStandardOutput, errno).diagnostic());
    return ExitStatus::failed;
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

}  // namespace

/// The only place where exceptions end.
ExitStatus run(std::vector<std::string> arguments, Context& context) {
    try {
        const auto asked = parse_command_line(std::move(arguments), context);
        if (const auto* const answered = std::get_if<ExitStatus>(&asked)) return *answered;
        const ShownProgress progress(context);
        return std::get<Action>(asked)(context);
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
        context.report(
            {Severity::error,
             {},
             compose("not foreseen: {}", "意外错误（英文说明：{}）", shown(error.what(), 400)),
             {}});
        return ExitStatus::failed;
    }
}

int run_program(int argc, const char* const* argv, SaltSource salts) {
    occupy_standard_descriptors();
    // Writing to a closed pipe is an error to be caught, not the end of an unfinished register.
    (void)std::signal(SIGPIPE, SIG_IGN);
    handle_signals();
    Context context;
    context.input = read_descriptor(STDIN_FILENO, "-");
    context.output = write_descriptor(STDOUT_FILENO, kStandardOutput);
    context.error = write_descriptor(STDERR_FILENO, {"standard error", "标准错误输出"});
    context.input_is_terminal = ::isatty(STDIN_FILENO) == 1;
    context.output_is_terminal = ::isatty(STDOUT_FILENO) == 1;
    context.error_is_terminal = ::isatty(STDERR_FILENO) == 1;
    context.is_output = [](const std::filesystem::path& path) {
        return is_same_file(STDOUT_FILENO, path);
    };
    context.variables = environment_variables();
    context.system_config = "/etc/certrec/config.toml";
    context.message_language = language_of(context.variables);
    context.salts = std::move(salts);
    const ExitStatus status = run({argv + 1, argv + argc}, context);
    return static_cast<int>(close_output(context, status));
}

}  // namespace certrec::cli
