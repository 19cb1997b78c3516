/// \file
/// Lines and columns of a text that comes in pieces. Private.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

class PlaceCounter {
  public:
    void pass(std::string_view text) {
        for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n')) {
            ++line_;
            characters_ = 0;
            text.remove_prefix(at + 1);
        }
        characters_ += count_characters(text);
    }
    [[nodiscard]] Location location(const std::string& file) const {
        return {file, line_, characters_ + 1};
    }

  private:
    std::uint64_t line_ = 1;
    std::uint64_t characters_ = 0;  // of the line, so far
};

}  // namespace certrec
