/// \file
/// How much has this process read, of how much? For whoever shows it to a person who waits.
/// Private.
#pragma once

#include <atomic>
#include <cstdint>

namespace certrec {

/// Counts bytes from files and pipes, and the sizes of the files when they are opened. Nothing is
/// decided by it.
struct ReadMeter {
    std::atomic<std::uint64_t> opened{0};
    std::atomic<std::uint64_t> read{0};
};

[[nodiscard]] ReadMeter& read_meter() noexcept;

}  // namespace certrec
