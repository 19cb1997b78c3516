/// \file
/// What commands on a register share: the options of those that write to it, how a batch is
/// entered, and what a register has to have.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "certrec/register/register_config.hpp"
#include "certrec/register/snapshot.hpp"
#include "certrec/register/store.hpp"
#include "cli.hpp"
#include "signing_key.hpp"

namespace certrec::cli {

struct RegisterOptions {
    std::string folder;
    SigningKeyOptions signer;
    bool dry_run = false;
};

void add_register_options(CLI::App& command, RegisterOptions& options, const Say& say);

/// The files and folders that the options name: none of them may become the output.
[[nodiscard]] std::vector<std::string> files_of(const RegisterOptions& options);

/// Opens the register as the options say. `key` must outlive the store. A signal that comes while
/// it is written to waits until that is done; while another writer is waited for, it ends the
/// process.
[[nodiscard]] RegisterStore open_register(const Context& context, const RegisterOptions& options,
                                          const SigningKey& key);

/// What the register that is read has in register.toml. Throws Refusal if it is none, or wrong.
[[nodiscard]] RegisterConfig require_config(const Context& context,
                                            const RegisterSnapshot& snapshot);

/// Commits the batch; in a dry run only checks that the key may sign it.
void enter_batch(RegisterStore& store, const RegisterOptions& options, const NewEntries& batch);

}  // namespace certrec::cli
