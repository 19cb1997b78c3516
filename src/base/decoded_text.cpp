#include "base/decoded_text.hpp"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "base/compose.hpp"
#include "base/utf8_in_gb18030.hpp"
#include "certrec/base/error.hpp"

namespace certrec {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kPieceBytes = 64U * 1024U;  // that are decoded at a time

}  // namespace

std::size_t DecodedText::read(std::span<char> into) {
    while (text_at_ == text_size_) {
        if (!decode_on()) return 0;
    }
    const std::size_t count = std::min(into.size(), text_size_ - text_at_);
    std::memcpy(into.data(), text_.get() + text_at_, count);
    text_at_ += count;
    return count;
}

/// Decodes the next piece. False at the end.
bool DecodedText::decode_on() {
    if (source_.rest().size() < kPieceBytes) source_.read_on(kPieceBytes);
    const std::string_view piece = source_.rest().substr(0, kPieceBytes);
    if (piece.empty()) return false;
    if (text_ == nullptr) {
        text_ = std::make_unique_for_overwrite<char[]>(Gb18030Decoder::room_for(kPieceBytes));
    }
    std::size_t taken = 0;
    if (auto* const gb18030 = std::get_if<Gb18030Decoder>(&coding_)) {
        const auto decoded = gb18030->decode(before_utf8(piece), text_.get());
        taken = decoded.taken;
        text_size_ = decoded.written;
    } else {
        const auto decoded = decode_utf16(piece, std::get<ByteOrder>(coding_), text_.get());
        taken = decoded.taken;
        text_size_ = decoded.written;
    }
    text_at_ = 0;
    if (taken == 0) refuse(piece);
    source_.take(taken);
    places_.pass({text_.get(), text_size_});
    return true;
}

/// The lines of a piece, and of a longer line what there is, up to what is UTF-8.
std::string_view DecodedText::before_utf8(std::string_view piece) const {
    const std::size_t line_end = piece.rfind('\n');
    const std::string_view lines =
        line_end == std::string_view::npos ? piece : piece.substr(0, line_end + 1);
    const std::size_t utf8 = find_chinese_utf8(lines);
    if (utf8 == 0) refuse_mixture();
    return lines.substr(0, utf8);
}

void DecodedText::refuse_mixture() const {
    throw Refusal({Severity::error, places_.location(source_.name()),
                   compose("this is UTF-8, in a file that is read as GB18030",
                           "此处是 UTF-8，而文件按 GB18030 读取"),
                   compose("two files in one? export them again as CSV UTF-8",
                           "是否由两个文件拼成？请重新导出为 CSV UTF-8")});
}

/// `bytes` begin with what is no character.
void DecodedText::refuse(std::string_view bytes) const {
    const auto* const order = std::get_if<ByteOrder>(&coding_);
    const bool is_cut =
        order == nullptr ? Gb18030Decoder::may_go_on(bytes) : may_go_on_as_utf16(bytes, *order);
    const std::string_view name = order == nullptr ? "GB18030"sv : "UTF-16"sv;
    std::string shown_bytes;
    for (const char byte : bytes.substr(0, 2)) {
        shown_bytes +=
            fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
    }
    throw Refusal(
        {Severity::error, places_.location(source_.name()),
         is_cut ? compose("the file ends in the middle of a character of {}",
                          "文件在一个 {} 字符的中间结束", name)
                : compose("0x{0} is no character of {1}", "0x{0} 不是 {1} 字符", shown_bytes, name),
         compose("export the file again as CSV UTF-8, or name what it is in with --encoding",
                 "请重新导出为 CSV UTF-8，或用 --encoding 指明其编码")});
}

}  // namespace certrec
