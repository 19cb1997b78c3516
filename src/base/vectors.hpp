/// \file
/// Which vector instructions has the processor that the program runs on? Private.
#pragma once

#include <cstdint>

namespace certrec {

/// Each has those before it too. All give the same results.
enum class Vectors : std::uint8_t { portable, ssse3, avx2 };

/// The most that the processor has.
[[nodiscard]] inline Vectors best_vectors() noexcept {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
        __builtin_cpu_supports("popcnt") != 0) {
        return Vectors::avx2;
    }
    if (__builtin_cpu_supports("ssse3") != 0) return Vectors::ssse3;
#endif
    return Vectors::portable;
}

}  // namespace certrec
