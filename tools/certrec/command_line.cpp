#include "command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <span>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "commands.hpp"
#include "completing.hpp"
#include "configuration.hpp"
#include "environment.hpp"
#include "help_formatter.hpp"
#include "line_faults.hpp"

namespace certrec::cli {

namespace {

struct Command {
    std::string_view name;
    AddCommand add;
};

constexpr std::array<Command, 8> kCommands = {{
    {"check-eligibility", add_check_eligibility},
    {"grade", add_grade},
    {"issue", add_issue},
    {"revoke", add_revoke},
    {"verify", add_verify},
    {"report", add_report},
    {"standard", add_standard},
    {"completion", add_completion},
}};

struct CommonOptions {
    std::string language;
    std::string colour = "auto";
    std::string config;
    bool quiet = false;
};

void apply(const CommonOptions& options, Context& context) {
    // Any other word is refused, in the language of the environment.
    if (options.language == "zh" || options.language == "en") {
        context.row_language = options.language == "zh" ? Language::zh : Language::en;
        context.message_language = context.row_language;
    }
    context.quiet = options.quiet;
    const bool colour =
        options.colour == "always" ||
        (options.colour == "auto" && suits_colour(context.variables, context.error_is_terminal));
    context.colour = colour ? Colour::on : Colour::off;
}

void add_common_options(CLI::App& app, CommonOptions& options, const Say& say) {
    app.add_option("--lang", options.language,
                   say("Language of messages and of reasons in rows", "消息和各行理由的语言"))
        ->check(CLI::IsMember({"zh", "en"}))
        ->option_text("zh|en");
    app.add_option("--color", options.colour,
                   say("Colour in messages (default: auto)", "消息是否着色（默认：auto）"))
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->default_str("auto")
        ->option_text("auto|always|never");
    app.add_option("--config", options.config,
                   say("Read defaults of options from FILE only, or from none",
                       "只从 FILE 读取选项的默认值；none 表示不读"))
        ->configurable(false)
        ->type_name("FILE");
    app.add_flag("-q,--quiet", options.quiet, say("Say nothing but errors", "除错误外不输出消息"));
    app.set_version_flag("--version", "certrec " CERTREC_VERSION,
                         say("Print the version and exit", "显示版本并退出"));
}

/// The value that the line gives `--name`, before there is anything that could take it apart.
std::string option_before_parsing(const std::vector<std::string>& arguments,
                                  const std::string& name) {
    std::string value;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string& word = arguments[i];
        if (word == name && i + 1 < arguments.size()) value = arguments[i + 1];
        if (word.starts_with(name + "=")) value = word.substr(name.size() + 1);
    }
    return value;
}

/// The language that is asked for, so that help and messages about the rest speak it.
CommonOptions options_before_parsing(const std::vector<std::string>& arguments,
                                     const Context& context) {
    CommonOptions options;
    options.language = option_before_parsing(arguments, "--lang");
    if (options.language.empty()) {
        options.language =
            configured_language(context, option_before_parsing(arguments, "--config"));
    }
    return options;
}

/// The commands that the line can be about. Most of what starting takes is to declare options, so
/// that those of other commands are left out where nothing asks for them.
std::span<const Command> commands_of(const std::vector<std::string>& arguments,
                                     const Context& context) {
    const std::span<const Command> all = kCommands;
    if (arguments.empty()) return all;
    if (arguments.size() == 1 && arguments.front() == "--version") return {};
    // Keys and variables may be those of any command.
    if (is_configured(context, option_before_parsing(arguments, "--config"))) return all;
    const auto named = std::find_if(all.begin(), all.end(), [&](const Command& command) {
        return command.name == arguments.front();
    });
    return named == all.end() ? all : std::span(named, 1);
}

/// `named`, or `none` if a file of the configuration could have to be waited for, as a pipe.
std::string config_without_waiting(const Context& context, const std::string& named) {
    const auto places = config_places(context.variables, named, context.system_config);
    const bool waits = std::any_of(places.begin(), places.end(), [](const ConfigPlace& place) {
        std::error_code ignored;
        const auto status = std::filesystem::status(place.path, ignored);
        return std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
    });
    return waits ? "none" : named;
}

/// Whatever is wrong with the configuration, a line can be completed.
ExitStatus complete_for_shell(CLI::App& app, const std::vector<std::string>& arguments,
                              Context& context) {
    const auto words = std::span(arguments).subspan(1);
    Call call{read_command_words(app, words), {}};
    Context silent = context;
    silent.error = [](std::string_view) {};
    try {
        call.configuration.emplace(app, silent,
                                   config_without_waiting(context, call.words.value_of("config")));
    } catch (const Error&) {
    }
    context.output(complete(app, words, call.configuration, silent));
    return ExitStatus::done;
}

/// The help or the version, if that is what the words ask for.
std::optional<std::string> answer(const CLI::App& app, const CommandWords& words) {
    if (words.command == &app && !words.operands.empty() && words.operands.front() == kHelp) {
        refuse_option_faults(words);
        return require_command(app, std::span(words.operands).subspan(1)).help();
    }
    if (asks_help(words)) return words.command->help();
    if (words.has(app.get_version_ptr())) return app.version() + "\n";
    return std::nullopt;
}

/// Whether nothing but options for every command is there.
bool is_without_command(const CLI::App& app, const CommandWords& words) {
    return words.command == &app && words.operands.empty();
}

/// Whoever did not type an option is told where it comes from.
UsageError with_defaults(const UsageError& error, const std::vector<std::string>& defaults) {
    const Diagnostic& diagnostic = error.diagnostic();
    if (defaults.empty()) return error;
    const Bilingual set = compose("set elsewhere: {}", "由别处设置：{}", joined(defaults));
    const auto after = [](const std::string& hint, const char* between, const std::string& more) {
        return hint.empty() ? more : hint + between + more;
    };
    return UsageError(diagnostic.message, {after(diagnostic.hint.en, "; ", set.en),
                                           after(diagnostic.hint.zh, "；", set.zh)});
}

/// Parses, and leaves in `action` what is to be run. Help and version are answered here.
std::optional<ExitStatus> parse(CLI::App& app, std::vector<std::string> arguments, Context& context,
                                const CommonOptions& options, Call& call,
                                std::vector<std::string>& defaults) {
    if (!arguments.empty() && arguments.front() == kComplete)
        return complete_for_shell(app, arguments, context);
    call.words = read_command_words(app, arguments);
    if (const auto answered = answer(app, call.words)) {
        context.output(*answered);
        return ExitStatus::done;
    }
    if (is_without_command(app, call.words)) {
        refuse_option_faults(call.words);
        context.error(app.help());
        return ExitStatus::usage;
    }
    try {
        call.configuration.emplace(app, context, call.words.value_of("config"));
        const CompleteCall complete = apply_defaults(app, call);
        defaults = complete.defaults;
        refuse_line_faults(complete.words);
        arguments = ordered_words(call.words);
        std::reverse(arguments.begin(), arguments.end());
        app.parse(std::move(arguments));
    } catch (const UsageError& error) {
        throw with_defaults(error, defaults);
    } catch (const CLI::ParseError& error) {
        apply(options, context);
        throw with_defaults(
            UsageError(same_in_both(shown(error.what(), 400)),
                       compose("'certrec --help' and 'certrec COMMAND --help' show the options",
                               "“certrec --help”和“certrec 命令 --help”列出全部选项")),
            defaults);
    }
    apply(options, context);
    return std::nullopt;
}

/// What holds for every command, at every depth: one way to show help.
void settle(CLI::App& app, const std::shared_ptr<CLI::FormatterBase>& formatter, const Say& say) {
    app.formatter(formatter);
    app.get_help_ptr()->description(say("Print this help and exit", "显示本帮助并退出"));
    for (CLI::Option* const option : app.get_options()) {
        option->group(say("Options", "选项"));
    }
    for (CLI::App* const command : app.get_subcommands({})) {
        settle(*command, formatter, say);
        command->footer(
            (command->get_subcommands({}).empty()
                 ? ""
                 : say("Each command after it has a --help of its own. ",
                       "其后的每个命令各有 --help。")) +
            say("--lang, --color, --config, -q and --version\nstand before or after the command; "
                "see certrec --help.",
                "--lang、--color、--config、-q 和 --version\n可写在命令之前或之后；见 certrec "
                "--help。"));
    }
}

}  // namespace

std::variant<ExitStatus, Action> parse_command_line(std::vector<std::string> arguments,
                                                    Context& context) {
    apply(options_before_parsing(arguments, context), context);
    const Say say(context.message_language);
    CLI::App app(
        say.with_examples(
            "Vocational certification records: who may sit which level, who has passed, and "
            "a register of certificates that anyone can verify offline.",
            "职业技能评价记录：谁可以申报哪个等级，谁成绩合格，"
            "以及任何人都能离线核验的证书名册。",
            "  certrec standard show pts-152010301-01\n"
            "  certrec grade --standard pts-152010301-01 scores.csv | certrec report summary\n"
            "  certrec help check-eligibility"),
        "certrec");
    CommonOptions options;
    Action action;
    Call call;
    add_common_options(app, options, say);
    const auto commands = commands_of(arguments, context);
    for (const Command& command : commands) command.add(app, action, say);
    if (commands.size() == kCommands.size()) add_config(app, call, action, say);
    settle(app, std::make_shared<HelpFormatter>(say), say);
    app.footer(
        say("'certrec COMMAND --help' shows a command's options; certrec(1) is the manual, "
            "and each\ncommand has a page of its own, such as certrec-grade(1).",
            "“certrec 命令 --help”列出该命令的选项；手册为 certrec(1)，"
            "每个命令另有一页，如 certrec-grade(1)。"));
    std::vector<std::string> defaults;
    if (const auto answered = parse(app, std::move(arguments), context, options, call, defaults)) {
        return *answered;
    }
    return [action, defaults](Context& running) {
        try {
            return action(running);
        } catch (const UsageError& error) {
            throw with_defaults(error, defaults);
        }
    };
}

}  // namespace certrec::cli
