/// \file
/// Why did something happen to a certificate, and how does the public log commit to that?
///
/// A reason may well name a person, so it stands in the private reasons.csv, and the log has only a
/// salted commitment to it. The formats here are persistent; they must not change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "certrec/base/language.hpp"
#include "certrec/base/sha256.hpp"
#include "certrec/register/entry.hpp"
#include "certrec/register/salt.hpp"

namespace certrec {

/// The first line of reasons.csv.
inline constexpr std::string_view kReasonsHeader = "index,salt,reason";

/// A row of reasons.csv.
struct Reason {
    std::uint64_t index = 0;  ///< of the entry
    Salt salt{};
    std::string text;

    friend bool operator==(const Reason&, const Reason&) = default;
};

/// Why this text cannot be recorded: it is empty, holds a control character or is too long for a
/// row; nullopt if it can.
[[nodiscard]] std::optional<Bilingual> find_reason_fault(std::string_view text);

/// HMAC-SHA256(salt, "certrec-reason-v1\n" text "\n").
[[nodiscard]] Sha256 commit_reason(const Reason& reason);

/// Whether the entry commits to this reason.
[[nodiscard]] bool is_reason_of(const Reason& reason, const Entry& entry);

/// The reason that a row, without its line ending, states; nullopt if it is not spelt exactly as
/// format_reason spells it.
[[nodiscard]] std::optional<Reason> parse_reason(std::string_view row);

/// The row without a line ending. Requires: no find_reason_fault.
[[nodiscard]] std::string format_reason(const Reason& reason);

}  // namespace certrec
