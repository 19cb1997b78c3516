#include "register/line_reader.hpp"

#include <cstring>
#include <utility>

namespace certrec {

namespace {

constexpr std::size_t kBlockBytes = 256U * 1024U;

}  // namespace

LineReader::LineReader(ByteSource source, std::size_t max_line_bytes)
    : source_(std::move(source)), max_line_bytes_(max_line_bytes) {
    buffer_.resize(max_line_bytes_ + kBlockBytes);
}

const Line* LineReader::next() {
    std::size_t searched = 0;
    while (true) {
        const std::string_view rest(buffer_.data() + begin_, end_ - begin_);
        const std::size_t size = rest.find('\n', searched);
        if (size <= max_line_bytes_) return give(Line::State::whole, size, size + 1);
        if (size != std::string_view::npos || rest.size() > max_line_bytes_) {
            at_end_ = true;
            end_ = begin_ + max_line_bytes_;
            return give(Line::State::too_long, max_line_bytes_, max_line_bytes_);
        }
        searched = rest.size();
        if (refill()) continue;
        if (rest.empty()) return nullptr;
        return give(Line::State::torn, end_ - begin_, end_ - begin_);
    }
}

const Line* LineReader::next_whole() {
    const Line* const line = next();
    return line != nullptr && line->state == Line::State::whole ? line : nullptr;
}

const Line* LineReader::give(Line::State state, std::size_t size, std::size_t skipped) {
    line_.state = state;
    line_.bytes = {buffer_.data() + begin_, size};
    ++line_.number;
    line_.end += skipped;
    begin_ += skipped;
    return &line_;
}

/// Reads on after moving what is left to the front; false at the end of the file.
bool LineReader::refill() {
    if (at_end_) return false;
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
    const std::size_t count = source_.read({buffer_.data() + end_, buffer_.size() - end_});
    end_ += count;
    at_end_ = count == 0;
    return !at_end_;
}

}  // namespace certrec
