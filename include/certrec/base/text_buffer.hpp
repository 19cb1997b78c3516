/// \file
/// How is text put together quickly, of many short pieces?
#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>

#include "certrec/base/decimal.hpp"

namespace certrec {

/// Text that stands before bytes which can be read, whatever they are: so it can be copied in
/// steps that go beyond its end.
class PaddedView {
  public:
    /// The bytes of one step.
    static constexpr std::size_t kPadding = 64;

    /// Requires: after `text` kPadding more bytes can be read.
    explicit PaddedView(std::string_view text) : text_(text) {}

    [[nodiscard]] std::string_view view() const { return text_; }

  private:
    std::string_view text_;
};

/// Text that is appended often.
class PaddedText {
  public:
    PaddedText() : PaddedText(std::string_view()) {}
    explicit PaddedText(std::string_view text) : bytes_(text), size_(text.size()) {
        bytes_.append(PaddedView::kPadding, '\0');
    }

    [[nodiscard]] PaddedView padded() const { return PaddedView(view()); }
    [[nodiscard]] std::string_view view() const { return {bytes_.data(), size_}; }

  private:
    std::string bytes_;
    std::size_t size_;
};

/// Text that grows, in memory that is used again after `clear`.
class TextBuffer {
  public:
    TextBuffer() : text_(std::make_unique_for_overwrite<char[]>(PaddedView::kPadding)) {}

    [[gnu::always_inline]] void append(std::string_view part) {
        std::memcpy(room_for(part.size()), part.data(), part.size());
        size_ += part.size();
    }

    /// In few steps of a fixed size, which is quicker for what is shorter than a few of them.
    [[gnu::always_inline]] void append(PaddedView part) {
        const std::string_view text = part.view();
        char* const to = room_for(text.size());
        std::size_t copied = 0;
        do {
            std::memcpy(to + copied, text.data() + copied, PaddedView::kPadding);
            copied += PaddedView::kPadding;
        } while (copied < text.size());
        size_ += text.size();
    }
    void append(const PaddedText& part) { append(part.padded()); }

    /// As append_decimal.
    void append(Decimal value) {
        const char* const end = write_decimal(room_for(kMaxDecimalBytes), value);
        size_ = static_cast<std::size_t>(end - text_.get());
    }

    void clear() { size_ = 0; }
    [[nodiscard]] std::string_view view() const { return {text_.get(), size_}; }

  private:
    /// Where the next `size` bytes go; kPadding more may be written after them.
    [[nodiscard, gnu::always_inline]] char* room_for(std::size_t size) {
        if (size > room_ - size_) grow(size);
        return text_.get() + size_;
    }
    void grow(std::size_t more);

    std::unique_ptr<char[]> text_;
    std::size_t size_ = 0;
    std::size_t room_ = 0;  // without the padding
};

}  // namespace certrec
