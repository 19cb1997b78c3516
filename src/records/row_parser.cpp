#include "records/row_parser.hpp"

#include <algorithm>
#include <utility>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"
#include "records/csv_scan.hpp"

namespace certrec {

RowParser::RowParser(const ByteSource& source) {
    row_.source_ = &source;
    row_.doubled_quotes_ = true;
}

void RowParser::start(const CsvBlock& block, std::size_t sound) {
    block_ = &block;
    text_ = block.buffer_.get();
    end_ = block.begin_ + sound;
    row_.block_ = text_;
}

bool RowParser::parse(std::size_t begin, std::uint64_t line) {
    ends_.clear();
    row_.begin_ = begin;
    row_.line_ = line;
    row_.decoded_count_ = 0;
    if (begin == end_ && block_->end_ == end_ &&
        block_->after_ != CsvBlock::After::rest_of_long_row) {
        return false;
    }
    std::size_t at = begin;
    while (true) {
        const bool quoted = at < end_ && text_[at] == '"';
        at = quoted ? after_quoted(at) : end_of_plain(at);
        if (at == end_) {
            require_end_of_file();
            finish(at, at);
            return true;
        }
        switch (text_[at]) {
            case ',':
                ends_.push_back(static_cast<std::uint32_t>(at));
                ++at;
                break;
            case '\n':
            case '\r': finish(at, after_line_end(at)); return true;
            default:
                if (quoted) {
                    refuse_at(at, compose("text after the closing quote", "右引号之后还有文字"),
                              compose("double the quotes inside a quoted field",
                                      "加引号的字段中，引号须写两个"));
                }
                refuse_at(
                    at,
                    compose("a quote inside a field that is not quoted", "未加引号的字段中有引号"),
                    at > 0 && text_[at - 1] == '='
                        ? compose(
                              "is it a formula that keeps a text (=\"...\")? open the file in a "
                              "spreadsheet, and save it as CSV UTF-8",
                              "是否是保留文本的公式（=\"…\"）？请用电子表格软件打开，再另存为 "
                              "CSV UTF-8")
                        : compose("put the whole field in quotes and double the quotes in it",
                                  "请给整个字段加引号，其中的引号写两个"));
        }
    }
}

/// Ends the row's last field at `end`.
void RowParser::finish(std::size_t end, std::size_t next_begin) {
    if (end - row_.begin_ > CsvBlocks::kMaxRowBytes) refuse_long_row();
    ends_.push_back(static_cast<std::uint32_t>(end));
    row_.ends_ = ends_.data();
    row_.size_ = ends_.size();
    const auto line_feeds = std::count(text_ + row_.begin_, text_ + end, '\n');
    next_line_ = row_.line_ + static_cast<std::uint64_t>(line_feeds) + 1;
    next_begin_ = next_begin;
}

std::size_t RowParser::end_of_plain(std::size_t at) const {
    while (at < end_ && !is_special(text_[at])) ++at;
    return at;
}

/// The place after the closing quote of the field whose opening quote is at `open`.
std::size_t RowParser::after_quoted(std::size_t open) const {
    std::size_t at = open + 1;
    while (true) {
        while (at < end_ && text_[at] != '"') ++at;
        if (at == end_) {
            require_end_of_file();
            refuse_at(
                open,
                compose("the quote opened here is never closed", "此处的左引号没有配对的右引号"),
                compose("close it, or double it if it belongs to the text",
                        "请补上右引号；若引号属于正文，请写两个"));
        }
        ++at;
        if (at == end_ || text_[at] != '"') return at;
        ++at;
    }
}

/// The place after the line feed, or carriage return and line feed, at `at`.
std::size_t RowParser::after_line_end(std::size_t at) const {
    if (text_[at] == '\n') return at + 1;
    if (at + 1 == end_) require_end_of_file();
    if (at + 1 == end_ || text_[at + 1] != '\n') {
        refuse_at(at, compose("a carriage return that ends no line", "单独的回车符"),
                  compose("end lines in LF or CRLF", "行尾请用 LF 或 CRLF"));
    }
    return at + 2;
}

/// Refuses what makes the sound bytes end, unless that is the end of the file.
void RowParser::require_end_of_file() const {
    const bool cut = block_->after_ == CsvBlock::After::rest_of_long_row;
    // A long row may be cut in the middle of a character.
    const bool wrong =
        end_ != block_->end_ && check_utf8({text_ + end_, block_->end_ - end_}).wrong;
    if (wrong) refuse_byte(end_);
    if (cut) refuse_long_row();
    if (end_ != block_->end_) {
        refuse_at(end_,
                  compose("the file ends in the middle of a character", "文件在一个字符的中间结束"),
                  compose("is it all there? save it again as CSV UTF-8",
                          "文件是否完整？请重新另存为 CSV UTF-8"));
    }
}

void RowParser::refuse_byte(std::size_t at) const {
    if (text_[at] == '\0') {
        refuse_at(at, compose("a NUL byte", "含 NUL 字节"),
                  compose("is this a CSV file? save it as CSV UTF-8",
                          "这是 CSV 文件吗？请另存为 CSV UTF-8"));
    }
    const auto byte = static_cast<unsigned>(static_cast<unsigned char>(text_[at]));
    refuse_at(at, compose("the byte 0x{:02x} is not UTF-8", "字节 0x{:02x} 不是 UTF-8 编码", byte),
              compose("is it in two encodings? save the file as CSV UTF-8, or name what it is in "
                      "with --encoding",
                      "是否混有两种编码？请另存为 CSV UTF-8，或用 --encoding 指明编码"));
}

void RowParser::refuse_long_row() const {
    refuse_at(
        row_.begin_,
        compose("the row is longer than {} bytes", "此行超过 {} 字节", CsvBlocks::kMaxRowBytes),
        compose("is a quote left open in it?", "是否有引号没有配对？"));
}

/// Requires: `position` is in the row being read.
void RowParser::refuse_at(std::size_t position, Bilingual message, Bilingual hint) const {
    throw Refusal(
        {Severity::error,
         location_in_row(*row_.source_, row_.line_, {text_ + row_.begin_, position - row_.begin_}),
         std::move(message), std::move(hint)});
}

}  // namespace certrec
