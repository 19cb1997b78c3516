#include "report/paragraph.hpp"

#include "certrec/base/text.hpp"

namespace certrec {

namespace {

constexpr std::size_t kWidth = 98;

std::size_t character_size(std::string_view text, std::size_t at) {
    std::size_t size = 1;
    while (at + size < text.size() &&
           (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80U) {
        ++size;
    }
    return size;
}

/// Spaces and closing punctuation never begin a line.
bool forbids_break(std::string_view text, std::size_t at) {
    for (const std::string_view mark :
         {" ", "，", "。", "；", "：", "、", "）", "”", "》", ",", ";", ":", ")"}) {
        if (text.substr(at).starts_with(mark)) return true;
    }
    return false;
}

class Lines {
  public:
    Lines(std::string& text, std::size_t indent)
        : text_(text), margin_(indent), hang_(indent + 2) {}

    /// A piece that stays whole.
    void add(std::string_view piece) {
        if (!line_.empty() && margin_ + display_width(line_) + display_width(piece) > kWidth) {
            line_.erase(line_.find_last_not_of(' ') + 1);
            end_line();
            margin_ = hang_;
        }
        line_ += piece;
    }

    void end_line() {
        text_.append(margin_, ' ');
        text_ += line_;
        text_ += '\n';
        line_.clear();
    }

  private:
    std::string& text_;
    std::size_t margin_;
    std::size_t hang_;
    std::string line_;
};

}  // namespace

void append_paragraph(std::string& text, std::size_t indent, std::string_view words) {
    Lines lines(text, indent);
    std::size_t begin = 0;
    for (std::size_t i = 0; i < words.size();) {
        const std::size_t size = character_size(words, i);
        const std::string_view character = words.substr(i, size);
        i += size;
        const bool may_break = character == " " || display_width(character) == 2;
        if (!may_break || forbids_break(words, i)) continue;
        lines.add(words.substr(begin, i - begin));
        begin = i;
    }
    lines.add(words.substr(begin));
    lines.end_line();
}

}  // namespace certrec
