#include "verify_since.hpp"

#include <CLI/CLI.hpp>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"

namespace certrec::cli {

namespace {

namespace fs = std::filesystem;

/// A checkpoint is a few hundred bytes, with its witnesses a few thousand.
constexpr std::size_t kMaxCheckpointBytes = 65536;

}  // namespace

void add_since_options(CLI::App& command, SinceOptions& options, const Say& say) {
    CLI::Option* const of_register = command.get_option("--register");
    command
        .add_option("--since", options.checkpoint,
                    say("An earlier checkpoint of the register, which must only have grown since",
                        "名册较早的检查点；此后名册只能增长"))
        ->needs(of_register)
        ->type_name("CHECKPOINT");
    command
        .add_option("--state", options.state,
                    say("Keep the checkpoint in FILE, and compare with what it kept before",
                        "把检查点存入 FILE，并与此前所存的比较"))
        ->needs(of_register)
        ->type_name("FILE");
}

bool compares_history(const SinceOptions& options) {
    return !options.checkpoint.empty() || !options.state.empty();
}

std::vector<std::string> files_of(const SinceOptions& options) {
    return {options.checkpoint, options.state};
}

void require_state_apart(const SinceOptions& options, const std::string& register_folder,
                         const std::string& output) {
    if (options.state.empty()) return;
    const fs::path state = fs::weakly_canonical(options.state);
    const Bilingual hint =
        compose("keep the state in a file of its own, where only you can change it",
                "请将状态存为单独的文件，放在只有您能改动之处");
    if (output != "-" && fs::weakly_canonical(output) == state) {
        throw UsageError(
            compose("{} is the output as well", "{} 同时也是输出文件", shown(options.state, 400)),
            hint);
    }
    std::error_code ignored;
    for (fs::path folder = state; folder.has_relative_path();) {
        folder = folder.parent_path();
        if (!fs::equivalent(folder, register_folder, ignored)) continue;
        throw UsageError(
            compose("{} stands in the register, where verify writes nothing",
                    "{} 位于名册之中，而 verify 不在其中写入任何内容", shown(options.state, 400)),
            hint);
    }
}

std::vector<Check> check_since(const SinceOptions& options, const RegisterAudit& audit) {
    std::vector<Check> checks;
    const auto compare = [&](const std::string& file) {
        checks.push_back(audit_growth(read_file(file, kMaxCheckpointBytes), file, audit));
    };
    if (!options.checkpoint.empty()) compare(options.checkpoint);
    std::error_code ignored;
    if (!options.state.empty() && fs::exists(options.state, ignored)) compare(options.state);
    return checks;
}

void keep_state(const Context& context, const SinceOptions& options,
                const RegisterSnapshot& snapshot) {
    if (options.state.empty() || !snapshot.checkpoint) return;
    std::error_code ignored;
    if (!fs::exists(options.state, ignored)) {
        context.report({Severity::note,
                        {options.state, 0, 0},
                        compose("kept for the first time; from now on an older register shows",
                                "首次保存；此后名册若被换成旧副本即可查出"),
                        {}});
    }
    write_file(options.state, *snapshot.checkpoint, Replace::allowed);
}

}  // namespace certrec::cli
