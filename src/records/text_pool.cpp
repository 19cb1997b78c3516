#include "records/text_pool.hpp"

#include <algorithm>
#include <cstring>

namespace certrec {

std::string_view TextPool::find_or_store(std::string_view text) {
    const auto found = texts_.find(text);
    return found != texts_.end() ? *found : *texts_.insert(store(text)).first;
}

Text TextPool::keep(std::string_view text) {
    if (text.empty()) return {};
    return store(text).data();
}

void TextPool::clear() {
    texts_.clear();
    recent_.fill({});
    if (blocks_.empty()) return;
    blocks_.resize(1);
    next_ = blocks_.front().get();
    left_ = kBlockBytes;
}

std::string_view TextPool::store(std::string_view text) {
    const std::size_t size = text.size() + 1;
    if (size > left_) {
        // The first block has the usual size, so that `clear` can use it again.
        if (blocks_.empty() && size > kBlockBytes) {
            blocks_.push_back(std::make_unique<char[]>(kBlockBytes));
        }
        left_ = std::max(size, kBlockBytes);
        blocks_.push_back(std::make_unique<char[]>(left_));
        next_ = blocks_.back().get();
    }
    char* const begin = next_;
    std::memcpy(begin, text.data(), text.size());
    begin[text.size()] = '\0';
    next_ += size;
    left_ -= size;
    return {begin, text.size()};
}

}  // namespace certrec
