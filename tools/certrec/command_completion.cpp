#include <memory>
#include <string>

#include "cli.hpp"
#include "commands.hpp"
#include "completion_scripts.hpp"

namespace certrec::cli {

void add_completion(CLI::App& app, Action& action) {
    const auto shell = std::make_shared<std::string>();
    CLI::App* const command =
        app.add_subcommand("completion",
                           "Print the script that makes a shell complete command lines\n\n"
                           "Examples:\n"
                           "  source <(certrec completion bash)\n"
                           "  certrec completion fish > ~/.config/fish/completions/certrec.fish");
    command->add_option("SHELL", *shell, "Whose script")
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
