#include "register_options.hpp"

namespace certrec::cli {

void add_register_options(CLI::App& command, RegisterOptions& options) {
    command.add_option("--register", options.folder, "Folder with register.toml")
        ->required()
        ->type_name("DIR");
    add_signing_key_options(command, options.signer, "--key",
                            "The issuer's Ed25519 private key, in PEM")
        ->required()
        ->type_name("ISSUER.pem");
    command.add_flag("--dry-run", options.dry_run, "Check everything, write nothing");
}

std::vector<std::string> files_of(const RegisterOptions& options) {
    return {options.folder, options.signer.key, options.signer.passphrase_file};
}

RegisterStore open_register(const Context& context, const RegisterOptions& options,
                            const SigningKey& key) {
    return RegisterStore(options.folder, key, options.dry_run ? OpenMode::dry_run : OpenMode::write,
                         context.sink());
}

void enter_batch(RegisterStore& store, const RegisterOptions& options, const NewEntries& batch) {
    if (batch.count == 0) return;
    store.require_due_key(store.size() + batch.count);
    if (!options.dry_run) store.append(batch);
}

}  // namespace certrec::cli
