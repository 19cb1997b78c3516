#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/report/show_standard.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "commands.hpp"

namespace certrec::cli {

namespace {

constexpr std::size_t kMaxStandardBytes = 1024U * 1024U;

struct Options {
    std::string standard;
    std::string list_format;
    std::string show_format = "text";
    OutputOptions output;
};

std::string list_levels(const Standard& standard, Language language) {
    std::vector<std::string> levels;
    for (const Level& level : standard.levels) {
        levels.push_back(language == Language::zh ? level.name.zh : level.id);
    }
    return fmt::format("{}", fmt::join(levels, " "));
}

ExitStatus run_list(Context& context, const Options& options) {
    Table table;
    table.id = "standard";
    table.columns = {{"id", compose("id", "标识")},
                     {"coverage", compose("coverage", "收录程度")},
                     {"levels", compose("levels", "等级")},
                     {"title", compose("title", "名称")},
                     {"edition", compose("edition", "版本")}};
    Output output(context, options.output, {});
    const TableFormat format = choose_format(context, options.list_format, options.output);
    const bool for_person = format == TableFormat::table;
    const Language language = answer_language(context, format);
    for (const BuiltinStandard& builtin : builtin_standards()) {
        const Standard standard = load_standard(std::string(builtin.id), context.sink());
        const std::string edition = format_edition(standard);
        table.rows.push_back({standard.id, describe_coverage(standard.coverage).in(language),
                              list_levels(standard, language), standard.title.in(language),
                              for_person ? edition.substr(0, 12) : edition});
    }
    write_table(output.sink(), table, format, language);
    output.commit();
    return ExitStatus::done;
}

std::string read_bytes(Context& context, const std::string& name) {
    if (name != "-") return read_standard_file(name);
    ByteSource source = open_input(context, name);
    return read_all(source, kMaxStandardBytes);
}

ExitStatus run_show(Context& context, const Options& options) {
    const std::string bytes = read_bytes(context, options.standard);
    const Standard standard = require_standard(bytes, options.standard, context.sink());
    Output output(context, options.output, std::array{options.standard});
    output.sink()(
        options.show_format == "toml" ? bytes : show_standard(standard, context.message_language));
    output.commit();
    return ExitStatus::done;
}

ExitStatus run_check(Context& context, const Options& options) {
    const std::string bytes = read_bytes(context, options.standard);
    Output output(context, options.output, std::array{options.standard});
    const Language language = context.message_language;
    std::uint64_t findings = 0;
    const DiagnosticSink sink = [&](const Diagnostic& diagnostic) {
        ++findings;
        output.sink()(format_diagnostic(diagnostic, language));
    };
    const auto standard = parse_standard(bytes, options.standard, sink);
    const std::string name = shown(options.standard, 400);
    const Bilingual conclusion =
        standard ? compose("{0}: no findings, edition {1}", "{0}：没有问题，版本 {1}", name,
                           format_edition(*standard))
                 : compose("{0}: findings: {1}", "{0}：问题数：{1}", name, findings);
    output.sink()(conclusion.in(language) + "\n");
    output.commit();
    return standard ? ExitStatus::done : ExitStatus::negative;
}

}  // namespace

void add_standard(CLI::App& app, Action& action) {
    const auto options = std::make_shared<Options>();
    CLI::App* const standard =
        app.add_subcommand("standard",
                           "List, show and check standards\n\n"
                           "Examples:\n"
                           "  certrec standard list\n"
                           "  certrec standard show pts-152010301-01 --lang zh");

    CLI::App* const list = standard->add_subcommand("list", "The standards that are built in");
    add_format_option(*list, options->list_format);
    add_output_options(*list, options->output);
    list->callback([options, &action] {
        action = [options](Context& context) { return run_list(context, *options); };
    });

    CLI::App* const show =
        standard->add_subcommand("show", "One standard with all its rules and clauses");
    show->add_option("S", options->standard, "Id of a built-in standard, a TOML file, or -")
        ->type_name("")
        ->required();
    show->add_option("--format", options->show_format, "Text for people, or the TOML file itself")
        ->check(CLI::IsMember({"text", "toml"}))
        ->option_text("text|toml");
    add_output_options(*show, options->output);
    show->callback([options, &action] {
        action = [options](Context& context) { return run_show(context, *options); };
    });

    CLI::App* const check = standard->add_subcommand(
        "check", "What is wrong with a standard's file, place by place (exit 1 if anything is)");
    check
        ->add_option("S", options->standard,
                     "A TOML file, - for standard input, or a built-in standard's id")
        ->type_name("")
        ->required();
    add_output_options(*check, options->output);
    check->callback([options, &action] {
        action = [options](Context& context) { return run_check(context, *options); };
    });
}

}  // namespace certrec::cli
