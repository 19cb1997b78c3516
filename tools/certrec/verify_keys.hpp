/// \file
/// Whom does verify trust, which witnesses does it ask for, and how does it show keys and cosign?
#pragma once

#include <string>
#include <vector>

#include "certrec/register/audit.hpp"
#include "certrec/register/key_ring.hpp"
#include "certrec/register/snapshot.hpp"
#include "cli.hpp"
#include "signing_key.hpp"

namespace certrec::cli {

struct VerifyKeyOptions {
    std::vector<std::string> public_keys;
    std::vector<std::string> witnesses;
    bool show_key = false;
    std::string origin;
    SigningKeyOptions cosigner;
    std::string witness_name;
    std::string on;
};

/// Requires: `command` has its option `--register` already.
void add_verify_key_options(CLI::App& command, VerifyKeyOptions& options, const Say& say);

/// The files that the options name: none of them may become the output.
[[nodiscard]] std::vector<std::string> files_of(const VerifyKeyOptions& options);

/// The keys of --public-key and the witnesses of --witness. Throws Refusal for a file that holds
/// none, after a report of what is wrong in it.
[[nodiscard]] KeyRing load_key_ring(Context& context, const VerifyKeyOptions& options);

/// Answers --show-key: the verifier keys, one a line, or as a table where a format is asked for.
ExitStatus show_keys(Context& context, const VerifyKeyOptions& options,
                     const std::string& register_folder, const OutputOptions& output_options);

/// Signs as a witness, once all that was to be checked is right.
class Cosigner {
  public:
    /// Reads the witness's key, so that a wrong one is told before the checks. Throws UsageError
    /// for a day or a name that cannot be, Refusal for a key that is one of the ring's.
    Cosigner(Context& context, const VerifyKeyOptions& options, const KeyRing& ring);

    /// The checkpoint of the snapshot with the witness's signature. Requires: every check of the
    /// snapshot is ok.
    [[nodiscard]] std::string cosign(const RegisterSnapshot& snapshot) const;

  private:
    SigningKey key_;
    std::string name_;
    std::uint64_t seconds_;
};

/// Says what keeps a witness from signing: each check that is not ok, as an error.
void report_checks(Context& context, const std::vector<Check>& checks);

}  // namespace certrec::cli
