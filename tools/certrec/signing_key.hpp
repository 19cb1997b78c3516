/// \file
/// Which private key signs, and where does its passphrase come from? For every command that signs.
#pragma once

#include <optional>
#include <string>

#include "certrec/register/key.hpp"
#include "cli.hpp"

namespace certrec::cli {

struct SigningKeyOptions {
    std::string key;  ///< path of the PEM file
    /// At most one of these three is given.
    std::string passphrase_file;
    std::optional<int> passphrase_fd;
    bool ask_passphrase = false;
};

/// Declares `name` (such as `--key`) with this description, and the three options of the
/// passphrase, which exclude each other. Returns the option of the key.
CLI::Option* add_signing_key_options(CLI::App& command, SigningKeyOptions& options,
                                     const std::string& name, const std::string& description,
                                     const Say& say);

/// Whether a passphrase was offered.
[[nodiscard]] bool has_passphrase(const SigningKeyOptions& options);

/// Reads the key, and its passphrase if it is under one. Throws Refusal if the key or the
/// passphrase is missing, readable by others, wrong or of another kind; warns of a passphrase that
/// is not needed, and does not ask for one then.
[[nodiscard]] SigningKey load_signing_key(Context& context, const SigningKeyOptions& options);

}  // namespace certrec::cli
