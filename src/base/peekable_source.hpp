/// \file
/// A source whose next bytes can be looked at before they are taken. Private.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "certrec/base/io.hpp"

namespace certrec {

class PeekableSource {
  public:
    explicit PeekableSource(ByteSource source) : source_(std::move(source)) {}

    [[nodiscard]] const std::string& name() const { return source_.name; }

    /// What has been read and not taken. Valid until more is read or given back.
    [[nodiscard]] std::string_view rest() const { return std::string_view(bytes_).substr(taken_); }

    /// Whether nothing follows `rest`, as far as it was tried.
    [[nodiscard]] bool at_end() const { return at_end_; }

    /// Requires: `rest` has so many bytes.
    void take(std::size_t count) { taken_ += count; }

    /// Passes over `bytes` if they come next.
    bool take(std::string_view bytes) {
        const bool is_there = rest().starts_with(bytes);
        if (is_there) take(bytes.size());
        return is_there;
    }

    /// Reads until `rest` has `size` bytes, or there are no more.
    void read_on(std::size_t size) {
        bytes_.erase(0, std::exchange(taken_, 0));
        while (bytes_.size() < size && !at_end_) {
            const std::size_t have = bytes_.size();
            bytes_.resize(std::min(size, have + kStep));
            const std::size_t count = source_.read(std::span(bytes_).subspan(have));
            bytes_.resize(have + count);
            at_end_ = count == 0;
        }
    }

    /// Takes what comes next, at least one byte unless there is none.
    std::size_t read(std::span<char> into) {
        const std::string_view ready = rest();
        if (ready.empty()) return at_end_ ? 0 : source_.read(into);
        const std::size_t count = std::min(into.size(), ready.size());
        std::memcpy(into.data(), ready.data(), count);
        take(count);
        return count;
    }

    /// These, which were taken last, come next again.
    void give_back(std::string_view bytes) {
        bytes_ = std::string(bytes) + std::string(rest());
        taken_ = 0;
    }

  private:
    /// Most files are short, and memory is touched for no more than one step too many.
    static constexpr std::size_t kStep = 16U * 1024U;

    ByteSource source_;
    std::string bytes_;  // read from the source; what stands before taken_ was taken
    std::size_t taken_ = 0;
    bool at_end_ = false;
};

}  // namespace certrec
