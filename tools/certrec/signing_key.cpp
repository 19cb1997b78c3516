#include "signing_key.hpp"

#include <CLI/CLI.hpp>
#include <memory>

#include "base/compose.hpp"
#include "certrec/base/text.hpp"
#include "line_faults.hpp"
#include "secret.hpp"

namespace certrec::cli {

namespace {

void read_passphrase(Context& context, const SigningKeyOptions& options, Secret& passphrase) {
    if (!options.passphrase_file.empty()) {
        read_passphrase_file(passphrase, options.passphrase_file);
    } else if (options.passphrase_fd) {
        read_passphrase_descriptor(passphrase, *options.passphrase_fd);
    } else {
        const std::string file = shown(options.key, 400);
        ask_passphrase(
            passphrase,
            compose("Passphrase of {}: ", "{} 的口令：", file).in(context.message_language));
    }
}

}  // namespace

CLI::Option* add_signing_key_options(CLI::App& command, SigningKeyOptions& options,
                                     const std::string& name, const std::string& description,
                                     const Say& say) {
    CLI::Option* const key = command.add_option(name, options.key, description);
    CLI::Option* const file = command
                                  .add_option("--passphrase-file", options.passphrase_file,
                                              say("The key's passphrase: the first line of FILE",
                                                  "私钥口令：FILE 的第一行"))
                                  ->type_name("FILE");
    CLI::Option* const descriptor =
        command
            .add_option("--passphrase-fd", options.passphrase_fd,
                        say("The key's passphrase: a line from the open descriptor N",
                            "私钥口令：已打开的描述符 N 中的一行"))
            ->check(whole_number(0, 1U << 20U, say))
            ->option_text("N");
    CLI::Option* const ask = command.add_flag(
        "--ask-passphrase", options.ask_passphrase,
        say("Ask for the key's passphrase at the terminal", "在终端上询问私钥口令"));
    for (CLI::Option* const option : {file, descriptor, ask}) {
        option->needs(key)->configurable(false);
    }
    file->excludes(descriptor)->excludes(ask);
    descriptor->excludes(ask);
    return key;
}

bool has_passphrase(const SigningKeyOptions& options) {
    return !options.passphrase_file.empty() || options.passphrase_fd || options.ask_passphrase;
}

SigningKey load_signing_key(Context& context, const SigningKeyOptions& options) {
    const auto pem = std::make_unique<Secret>();
    read_key_file(*pem, options.key);
    const bool is_encrypted = is_under_passphrase(pem->text(), options.key);
    if (!has_passphrase(options)) return parse_signing_key(pem->text(), options.key);
    if (!is_encrypted) {
        SigningKey key = parse_signing_key(pem->text(), options.key);
        context.report({Severity::warning,
                        {options.key, 0, 0},
                        compose("the private key is under no passphrase, so none is used",
                                "私钥未受口令保护，口令未使用"),
                        compose("openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW_KEY puts it "
                                "under one",
                                "用 openssl pkcs8 -topk8 -v2 aes-256-cbc -in KEY -out NEW_KEY "
                                "加上口令")});
        return key;
    }
    const auto passphrase = std::make_unique<Secret>();
    read_passphrase(context, options, *passphrase);
    return decrypt_signing_key(pem->text(), passphrase->text(), options.key);
}

}  // namespace certrec::cli
