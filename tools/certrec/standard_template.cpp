#include "standard_template.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "certrec/records/csv_writer.hpp"
#include "certrec/report/example_table.hpp"
#include "certrec/standards/catalogue.hpp"
#include "cli.hpp"
#include "signals.hpp"

namespace certrec::cli {

namespace {

namespace fs = std::filesystem;

struct Options {
    std::string standard;
    std::string kind;
    OutputOptions output;
};

void write(Context& context, const OutputOptions& options, const ExampleTable& table,
           const std::vector<std::string>& inputs) {
    Output output(context, options, inputs);
    CsvWriter writer(output.rows());
    for (const auto& column : table.columns) writer.field(column.name.in(context.row_language));
    writer.end_row();
    for (const auto& column : table.columns) writer.field(column.value.in(context.row_language));
    writer.end_row();
    writer.finish();
    output.commit();
}

/// A folder that appears with all its files, or not at all.
class NewFolder {
  public:
    /// Throws Refusal if there is something at `path`.
    explicit NewFolder(fs::path path) : path_(std::move(path)) {
        if (!path_.has_filename()) path_ = path_.parent_path();
        std::error_code ignored;
        if (fs::exists(path_, ignored)) {
            throw Refusal(
                compose("'{}' exists", "“{}”已存在", shown(path_.string(), 400)),
                compose("name a folder that does not exist yet", "请指定一个尚不存在的文件夹"));
        }
        unfinished_ = path_;
        unfinished_ += ".unfinished";
        make(unfinished_);
    }
    ~NewFolder() {
        std::error_code ignored;
        if (!is_whole_) fs::remove_all(unfinished_, ignored);
    }
    NewFolder(const NewFolder&) = delete;
    NewFolder& operator=(const NewFolder&) = delete;

    [[nodiscard]] const fs::path& place() const { return unfinished_; }

    void commit() {
        std::error_code error;
        fs::rename(unfinished_, path_, error);
        if (error) throw failure(path_, error);
        is_whole_ = true;
    }

  private:
    [[nodiscard]] static SystemFailure failure(const fs::path& path, const std::error_code& error) {
        return SystemFailure(
            compose("cannot make the folder '{}'", "无法建立文件夹“{}”", shown(path.string(), 400)),
            error.value());
    }

    static void make(const fs::path& path) {
        std::error_code error;
        if (fs::create_directory(path, error)) return;
        throw failure(path, error ? error : std::make_error_code(std::errc::file_exists));
    }

    fs::path path_;
    fs::path unfinished_;
    bool is_whole_ = false;
};

void write_evidence(Context& context, const Options& options, const Standard& standard) {
    const std::vector<ExampleTable> tables = example_evidence(standard);
    if (tables.empty()) {
        throw Refusal(compose("no condition of the standard {} looks at any evidence",
                              "标准 {} 没有任何条件涉及证明材料", standard.id));
    }
    const DelayedSignals delayed;
    NewFolder folder(options.output.path);
    for (const ExampleTable& table : tables) {
        OutputOptions output = options.output;
        output.path = (folder.place() / format_table_kind(table.kind)).string() + ".csv";
        write(context, output, table, {});
    }
    folder.commit();
}

ExampleTable example_of(const std::string& kind, const Standard& standard) {
    if (kind == "applications") return example_applications(standard);
    if (kind == "scores") return example_scores(standard);
    if (kind == "sessions") return example_sessions(standard);
    return example_venues(standard);
}

ExitStatus run_template(Context& context, const Options& options) {
    const bool is_folder = options.kind == "evidence";
    if (is_folder && options.output.path == "-") {
        throw UsageError(compose("evidence is a folder of files: -o DIR is required",
                                 "证明材料是一个文件夹：须指定 -o 文件夹"));
    }
    if (is_folder && options.output.force) {
        throw UsageError(compose("--force is not for --kind evidence: no folder is replaced",
                                 "--force 不适用于 --kind evidence：不会替换文件夹"));
    }
    const Standard standard = load_standard(options.standard, context.sink());
    if (is_folder) {
        write_evidence(context, options, standard);
    } else {
        std::vector<std::string> inputs = standard.layers;
        inputs.push_back(options.standard);
        write(context, options.output, example_of(options.kind, standard), inputs);
    }
    return ExitStatus::done;
}

}  // namespace

void add_standard_template(CLI::App& standard, Action& action, const Say& say) {
    const auto options = std::make_shared<Options>();
    CLI::App* const command = standard.add_subcommand(
        "template",
        say.with_examples(
            "Files to fill in, with the right columns and one example row",
            "供填写的文件：列名齐全，附一行示例",
            "  certrec standard template --kind applications pts-152010301-01\n"
            "  certrec standard template --kind evidence -o evidence pts-152010301-01"));
    command
        ->add_option(
            "S", options->standard,
            say("Id of a built-in standard, or a TOML file", "内置标准的标识，或 TOML 文件"))
        ->type_name("")
        ->required();
    command
        ->add_option("--kind", options->kind,
                     say("Which file; evidence is a folder, named by --output",
                         "哪种文件；evidence 为文件夹，由 --output 指定"))
        ->required()
        ->check(CLI::IsMember({"applications", "evidence", "scores", "sessions", "venues"}))
        ->option_text("applications|evidence|scores|sessions|venues");
    add_row_options(*command, options->output, say);
    command->callback([options, &action] {
        action = [options](Context& context) { return run_template(context, *options); };
    });
}

}  // namespace certrec::cli
