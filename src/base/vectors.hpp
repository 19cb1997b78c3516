/// \file
/// Which vector instructions has the processor that the program runs on? Private.
#pragma once

#ifdef __x86_64__
#define _Bool bool  // of C, which the header says to C++ as well; Clang does not take it
#include <sys/platform/x86.h>
#undef _Bool
#endif

#include <cstdint>

namespace certrec {

/// Each has those before it too. All give the same results.
enum class Vectors : std::uint8_t { portable, ssse3, avx2 };

/// The most that the processor has. The C library has asked it already; to ask again, as
/// __builtin_cpu_supports does, takes a virtual machine several microseconds a question.
[[nodiscard]] inline Vectors best_vectors() noexcept {
#ifdef __x86_64__
    if (CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI1) && CPU_FEATURE_ACTIVE(POPCNT)) {
        return Vectors::avx2;
    }
    if (CPU_FEATURE_ACTIVE(SSSE3)) return Vectors::ssse3;
#endif
    return Vectors::portable;
}

}  // namespace certrec
