/// \file
/// Where do records live while they are sorted? Private: equal blocks of memory that are handed
/// back and used again, so that sorting a part of many records takes the space of that part only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <mutex>
#include <vector>

#include "base/large_pages.hpp"

namespace certrec {

class BlockPool {
  public:
    static constexpr std::size_t kBlockBytes = 4096;

    /// A block, aligned for any type. Many threads may ask at once.
    [[nodiscard]] void* take() {
        const std::lock_guard lock(mutex_);
        if (free_.empty()) grow();
        void* const block = free_.back();
        free_.pop_back();
        return block;
    }

    /// Requires: `block` was taken, and nobody uses it any more.
    void give_back(void* block) {
        const std::lock_guard lock(mutex_);
        free_.push_back(block);
    }

  private:
    struct alignas(std::max_align_t) Block {
        char bytes[kBlockBytes];
    };
    static constexpr std::size_t kFewBlocks = 16;
    static constexpr std::size_t kManyBlocks = 2048;

    /// By as much again as there is, so that few records take little space.
    void grow() {
        const std::size_t count = std::clamp(blocks_, kFewBlocks, kManyBlocks);
        UnfilledVector<Block>& more = pieces_.emplace_back(count);
        blocks_ += count;
        for (auto block = more.rbegin(); block != more.rend(); ++block) free_.push_back(&*block);
    }

    std::mutex mutex_;
    std::vector<UnfilledVector<Block>> pieces_;
    std::vector<void*> free_;
    std::size_t blocks_ = 0;
};

}  // namespace certrec
