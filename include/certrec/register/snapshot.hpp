/// \file
/// What do the files of a register hold right now? For reading; nothing is ever written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "certrec/base/io.hpp"

namespace certrec {

/// The files of a register folder. A file that is not there is std::nullopt, also from a function.
struct RegisterSnapshot {
    std::string folder;                     ///< for messages, as the user wrote it
    std::optional<std::string> config;      ///< bytes of register.toml
    std::optional<std::string> checkpoint;  ///< bytes of checkpoint
    /// entries.csv, holders.csv and reasons.csv, from the beginning at each call.
    std::function<std::optional<ByteSource>()> entries;
    std::function<std::optional<ByteSource>()> holders;
    std::function<std::optional<ByteSource>()> reasons;
    /// Holds off writers until the last copy of the snapshot is gone.
    std::shared_ptr<const void> lock;
};

/// Opens the register for reading: waits until a running issue has ended, then holds off the next
/// one. Where the file system or the folder's permissions allow no lock, reads without. Throws
/// Refusal if `folder` is no folder, SystemFailure if a file cannot be read.
[[nodiscard]] RegisterSnapshot read_register(const std::filesystem::path& folder);

/// A snapshot of bytes in memory.
[[nodiscard]] RegisterSnapshot snapshot_of(std::string folder, std::optional<std::string> config,
                                           std::optional<std::string> checkpoint,
                                           std::optional<std::string> entries,
                                           std::optional<std::string> holders,
                                           std::optional<std::string> reasons = std::nullopt);

}  // namespace certrec
