#include <CLI/CLI.hpp>
#include <memory>
#include <string>

#include "cli.hpp"
#include "commands.hpp"
#include "completion_scripts.hpp"

namespace certrec::cli {

void add_completion(CLI::App& app, Action& action, const Say& say) {
    const auto shell = std::make_shared<std::string>();
    CLI::App* const command = app.add_subcommand(
        "completion",
        say.with_examples("Print the script that makes a shell complete command lines",
                          "输出让 shell 补全命令行的脚本",
                          "  source <(certrec completion bash)\n"
                          "  certrec completion fish > ~/.config/fish/completions/certrec.fish"));
    command->add_option("SHELL", *shell, say("Whose script", "哪种 shell"))
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->option_text("bash|zsh|fish");
    command->callback([shell, &action] {
        action = [shell](Context& context) {
            context.output(completion_script(*shell));
            return ExitStatus::done;
        };
    });
}

}  // namespace certrec::cli
