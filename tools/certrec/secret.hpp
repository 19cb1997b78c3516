/// \file
/// How are private keys and passphrases read, so that nobody else sees them?
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"

namespace certrec::cli {

/// Bytes that are overwritten when they are no longer needed; never copied, never printed.
class Secret {
  public:
    static constexpr std::size_t kMaxBytes = 65536;

    Secret() = default;
    ~Secret();
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;

    [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }

  private:
    friend class SecretReader;
    std::array<char, kMaxBytes> bytes_{};
    std::size_t size_ = 0;
};

/// Fills `secret` with all bytes of a private key's file. Throws Refusal if there is no such file,
/// if it is a folder or longer than Secret::kMaxBytes, or, as ssh does, if it is a regular file
/// that anybody but its owner may read, write or execute.
void read_key_file(Secret& secret, const std::string& path);

/// Fills `secret` with the first line of the file, without its newline. Throws Refusal as
/// read_key_file does, and if the line is empty, ends in a carriage return, or comes from a
/// terminal, where its echo would show it.
void read_passphrase_file(Secret& secret, const std::string& path);

/// The same of an open descriptor, of which nothing after the newline is read. It stays open.
void read_passphrase_descriptor(Secret& secret, int descriptor);

/// Prints `prompt` on the terminal of the process and fills `secret` with the line that is typed
/// there, unseen. The terminal is as it was before whatever ends the typing; a signal such as that
/// of Ctrl-C then takes its usual effect. Throws Refusal if there is no terminal or nothing was
/// typed.
void ask_passphrase(Secret& secret, std::string_view prompt);

}  // namespace certrec::cli
