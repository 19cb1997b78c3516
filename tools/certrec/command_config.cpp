#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/compose.hpp"
#include "commands.hpp"
#include "configuration.hpp"
#include "environment.hpp"
#include "report_options.hpp"
#include "setting_values.hpp"

namespace certrec::cli {

namespace {

/// A value that an option has where it is left out.
struct Row {
    std::string key;
    std::vector<std::string> values;
    std::string origin;  ///< empty: built in
};

/// The options of the program, whether they are set or not; of each command those that are.
class Rows {
  public:
    explicit Rows(const Call& call) : call_(call) {}

    void collect(const CLI::App& command) {
        const std::string table = table_of(command);
        for (const CLI::Option* const option : command.get_options()) {
            if (!key_of(*option).empty()) add(command, table, *option);
        }
        if (!table.empty()) add_for_the_program(command, table);
        for (const CLI::App* const below : command.get_subcommands({})) collect(*below);
    }
    [[nodiscard]] std::vector<Row> take() && { return std::move(rows_); }

  private:
    void add(const CLI::App& command, const std::string& table, const CLI::Option& option) {
        const std::string key = (table.empty() ? "" : table + ".") + key_of(option);
        const Setting* const setting = call_.configuration->find(command, option);
        if (table.empty() && call_.words.has(&option)) {
            rows_.push_back({key, option.results(), "--" + key_of(option)});
        } else if (setting != nullptr) {
            rows_.push_back({key, setting->values, setting->origin});
        } else if (table.empty()) {
            const std::string built_in = takes_value(option) ? option.get_default_str() : "false";
            rows_.push_back({key, {built_in}, ""});
        }
    }

    /// Options of the program that are set otherwise for this command.
    void add_for_the_program(const CLI::App& command, const std::string& table) {
        const CLI::App* program = &command;
        while (program->get_parent() != nullptr) program = program->get_parent();
        for (const CLI::Option* const option : program->get_options()) {
            const Setting* const here = call_.configuration->find(command, *option);
            if (here != call_.configuration->find(*program, *option)) add(command, table, *option);
        }
    }

    const Call& call_;
    std::vector<Row> rows_;
};

struct Answer {
    std::vector<Row> rows;
    std::vector<Configuration::File> files;
    std::vector<Diagnostic> idle_variables;
};

Report report_of(const Answer& answer, Language language) {
    Report report;
    report.title = compose("Options that are left out", "未给出的选项");
    Section values;
    values.title = compose("Values, and where they come from", "取值及其来源");
    values.table.id = "value";
    values.table.columns = {text_column("key", compose("key", "键")),
                            text_column("value", compose("value", "值")),
                            text_column("from", compose("from", "来源"))};
    for (const Row& row : answer.rows) {
        values.table.rows.push_back(
            {row.key, fmt::format("{}", fmt::join(row.values, " ")),
             row.origin.empty() ? compose("built in", "内置").in(language) : row.origin});
    }
    Section files;
    files.title = compose("Files, the first before the next", "配置文件，先者优先");
    files.table.id = "file";
    files.table.columns = {text_column("path", compose("path", "路径")),
                           text_column("state", compose("state", "状态"))};
    for (const Configuration::File& file : answer.files) {
        files.table.rows.push_back(
            {file.path, (file.is_there ? compose("read", "已读取") : compose("not there", "不存在"))
                            .in(language)});
    }
    report.sections = {std::move(values), std::move(files)};
    return report;
}

/// What stands for --lang if it is set nowhere.
void add_language_of_environment(std::vector<Row>& rows, const Variables& variables) {
    for (Row& row : rows) {
        if (row.key != "lang" || !row.origin.empty()) continue;
        row.values = {language_of(variables) == Language::zh ? "zh" : "en"};
        row.origin = language_variable(variables);
    }
}

ExitStatus run_config(Context& context, const ReportOptions& options, Answer answer) {
    add_language_of_environment(answer.rows, context.variables);
    Output output(context, options.output, {});
    for (const Diagnostic& idle : answer.idle_variables) context.report(idle);
    write_answer(context, options, output, report_of(answer, report_language(context, options)));
    return ExitStatus::done;
}

}  // namespace

void add_config(CLI::App& app, const Call& call, Action& action, const Say& say) {
    const auto options = std::make_shared<ReportOptions>();
    CLI::App* const command = app.add_subcommand(
        "config",
        say.with_examples("Show what stands for options that are left out, and where it is set",
                          "列出未给出的选项所取的值及其来源",
                          "  certrec config\n"
                          "  certrec config --config exams.toml --table file"));
    add_report_options(*command, *options, say);
    command->get_option("--table")->option_text("value|file");
    command->callback([options, &app, &call, &action] {
        Rows rows(call);
        rows.collect(app);
        const Answer answer{std::move(rows).take(), call.configuration->files(),
                            call.configuration->idle_variables()};
        action = [options, answer](Context& context) {
            return run_config(context, *options, answer);
        };
    });
}

}  // namespace certrec::cli
