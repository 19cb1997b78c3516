/// \file
/// Where do the random bytes come from that make a commitment hide?
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>

namespace certrec {

/// 32 random bytes, one salt for each certificate.
using Salt = std::array<std::uint8_t, 32>;

using SaltSource = std::function<Salt()>;

/// Salts from the system's source of randomness, by way of libcrypto. Draws many at a time, and
/// keeps none that it gave.
class SaltPool {
  public:
    SaltPool() = default;
    ~SaltPool();
    SaltPool(const SaltPool&) = delete;
    SaltPool& operator=(const SaltPool&) = delete;

    /// Throws SystemFailure if there are no random bytes to be had.
    [[nodiscard]] Salt draw();

  private:
    static constexpr std::size_t kDrawn = 256;

    void refill();

    std::unique_ptr<std::array<Salt, kDrawn>> salts_;  // there is none before the first is drawn
    std::size_t left_ = 0;                             // at the front of salts_
};

/// A source that draws from a pool, which its copies share; not for two threads.
[[nodiscard]] SaltSource pooled_salts();

}  // namespace certrec
