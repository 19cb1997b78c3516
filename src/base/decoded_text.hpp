/// \file
/// Text in GB18030 or UTF-16 as UTF-8, and where in it there is what cannot be read. Private.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

#include "base/gb18030.hpp"
#include "base/peekable_source.hpp"
#include "base/place_counter.hpp"
#include "base/utf16.hpp"

namespace certrec {

class DecodedText {
  public:
    /// The bytes of `source` from here on, which stands at `places`; both outlive this.
    DecodedText(PeekableSource& source, PlaceCounter& places,
                std::variant<Gb18030Decoder, ByteOrder> coding)
        : source_(source), places_(places), coding_(std::move(coding)) {}

    /// Hands over UTF-8; 0 at the end. Throws Refusal, with its place, at the first bytes that are
    /// no character, and at Chinese in UTF-8 within GB18030.
    std::size_t read(std::span<char> into);

  private:
    bool decode_on();
    [[nodiscard]] std::string_view before_utf8(std::string_view piece) const;
    [[noreturn]] void refuse_mixture() const;
    [[noreturn]] void refuse(std::string_view bytes) const;

    PeekableSource& source_;
    PlaceCounter& places_;
    std::variant<Gb18030Decoder, ByteOrder> coding_;
    std::unique_ptr<char[]> text_;  // decoded; what stands before text_at_ was handed over
    std::size_t text_at_ = 0;
    std::size_t text_size_ = 0;
};

}  // namespace certrec
