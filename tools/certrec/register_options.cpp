#include "register_options.hpp"

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "signals.hpp"

namespace certrec::cli {

void add_register_options(CLI::App& command, RegisterOptions& options, const Say& say) {
    command
        .add_option("--register", options.folder,
                    say("Folder with register.toml", "含有 register.toml 的文件夹"))
        ->required()
        ->type_name("DIR");
    add_signing_key_options(
        command, options.signer, "--key",
        say("The issuer's Ed25519 private key, in PEM", "发证机构的 Ed25519 私钥，PEM 格式"), say)
        ->required()
        ->type_name("ISSUER.pem");
    command
        .add_flag("--dry-run", options.dry_run,
                  say("Check everything, write nothing", "只检查，不写入"))
        ->configurable(false);
}

std::vector<std::string> files_of(const RegisterOptions& options) {
    return {options.folder, options.signer.key, options.signer.passphrase_file};
}

RegisterStore open_register(const Context& context, const RegisterOptions& options,
                            const SigningKey& key) {
    return RegisterStore(options.folder, key, options.dry_run ? OpenMode::dry_run : OpenMode::write,
                         context.sink(), [] { return std::make_shared<DelayedSignals>(); });
}

RegisterConfig require_config(const Context& context, const RegisterSnapshot& snapshot) {
    const std::string file = (std::filesystem::path(snapshot.folder) / "register.toml").string();
    if (!snapshot.config) {
        throw Refusal({Severity::error,
                       {file, 0, 0},
                       compose("there is no such file", "文件不存在"),
                       compose("a register is a folder with a register.toml",
                               "名册是含有 register.toml 的文件夹")});
    }
    auto config = parse_register_config(*snapshot.config, file, context.sink());
    if (!config) throw Refusal(compose("{} cannot be used", "{} 无法使用", shown(file)));
    return *std::move(config);
}

void enter_batch(RegisterStore& store, const RegisterOptions& options, const NewEntries& batch) {
    if (batch.count == 0) return;
    store.require_due_key(store.size() + batch.count);
    if (!options.dry_run) store.append(batch);
}

}  // namespace certrec::cli
