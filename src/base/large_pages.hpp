/// \file
/// Where do arrays of many megabytes live? Private: arrays that are not filled twice, and tables in
/// large pages.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace certrec {

inline constexpr std::size_t kLargePageBytes = 2U * 1024U * 1024U;

/// Elements that are made without a value are left as they are, so that nothing is written twice.
template <typename T>
struct Unfilled : std::allocator<T> {
    Unfilled() = default;
    template <typename Other>
    Unfilled(const Unfilled<Other>&) {}

    template <typename Element>
    void construct(Element* place) {
        ::new (static_cast<void*>(place)) Element;
    }
    template <typename Element, typename... Values>
    void construct(Element* place, Values&&... values) {
        ::new (static_cast<void*>(place)) Element(std::forward<Values>(values)...);
    }
};

/// `resize` leaves new elements of simple types without a value.
template <typename T>
using UnfilledVector = std::vector<T, Unfilled<T>>;

/// Allocates large arrays in large pages where the system has them: reaching into them at random
/// costs much less there. Only for that, since a system may have to look for large pages. Elements
/// without a value are left as they are here, too.
template <typename T>
struct LargePages : Unfilled<T> {
    LargePages() = default;
    template <typename Other>
    LargePages(const LargePages<Other>&) {}

    [[nodiscard]] T* allocate(std::size_t count) {
        const std::size_t bytes = count * sizeof(T);
        if (bytes < kLargePageBytes) return std::allocator<T>().allocate(count);
        const std::size_t pages = (bytes + kLargePageBytes - 1) / kLargePageBytes;
        void* const memory = std::aligned_alloc(kLargePageBytes, pages * kLargePageBytes);
        if (memory == nullptr) throw std::bad_alloc();
        ::madvise(memory, pages * kLargePageBytes, MADV_HUGEPAGE);  // a wish, no more
        return static_cast<T*>(memory);
    }

    void deallocate(T* memory, std::size_t count) {
        if (count * sizeof(T) < kLargePageBytes) {
            std::allocator<T>().deallocate(memory, count);
        } else {
            std::free(memory);
        }
    }
};

template <typename T>
using LargePageVector = std::vector<T, LargePages<T>>;

}  // namespace certrec
