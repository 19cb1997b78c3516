#include "certrec/base/text_buffer.hpp"

#include <algorithm>
#include <utility>

namespace certrec {

/// Makes room for `more` bytes.
void TextBuffer::grow(std::size_t more) {
    const std::size_t room = std::max(size_ + more, 2 * room_);
    auto larger = std::make_unique_for_overwrite<char[]>(room + PaddedView::kPadding);
    view().copy(larger.get(), size_);
    text_ = std::move(larger);
    room_ = room;
}

}  // namespace certrec
