#include "certrec/base/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <utility>

#include "base/compose.hpp"
#include "base/gb18030.hpp"
#include "base/lower_case.hpp"
#include "base/utf16.hpp"
#include "base/utf8_in_gb18030.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::size_t kHeadBytes = 256U * 1024U;  // that are looked at to decide
constexpr std::size_t kPieceBytes = 64U * 1024U;  // that are decoded at a time

constexpr std::string_view kMark = "\uFEFF";  // U+FEFF, in UTF-8
constexpr std::string_view kLittleMark = "\xFF\xFE";
constexpr std::string_view kBigMark = "\xFE\xFF";
constexpr std::string_view kGb18030Mark = "\x84\x31\x95\x33";

constexpr std::array<std::pair<std::string_view, TextEncoding>, 10> kNames = {{
    {"utf-8", TextEncoding::utf8},
    {"utf8", TextEncoding::utf8},
    {"gb18030", TextEncoding::gb18030},
    {"gbk", TextEncoding::gb18030},
    {"gb2312", TextEncoding::gb18030},
    {"cp936", TextEncoding::gb18030},
    {"utf-16", TextEncoding::utf16},
    {"utf16", TextEncoding::utf16},
    {"utf-16le", TextEncoding::utf16},
    {"utf-16be", TextEncoding::utf16},
}};

/// What is no text, by its first bytes. Spreadsheets offer their own files first.
struct OtherFormat {
    std::string_view begin;
    Bilingual message;
    Bilingual hint;
};

std::array<OtherFormat, 8> other_formats() {
    const Bilingual save = compose("save the sheet as CSV UTF-8", "请将工作表另存为 CSV UTF-8");
    const Bilingual page = compose("this is a web page or XML, not CSV, whatever it is called",
                                   "这是网页或 XML，不是 CSV，与文件名无关");
    const Bilingual convert = compose("open it in a spreadsheet, and save it as CSV UTF-8",
                                      "请用电子表格软件打开，再另存为 CSV UTF-8");
    return {{
        {"PK\x03\x04",
         compose("this is a workbook (.xlsx, .ods) or another ZIP archive, not text",
                 "这是工作簿（.xlsx、.ods）或其他 ZIP 压缩包，不是文本"),
         save},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
         compose("this is a workbook (.xls), not text", "这是工作簿（.xls），不是文本"), save},
        {"\x1F\x8B", compose("this is compressed with gzip", "这是 gzip 压缩文件"),
         compose("unpack it first (gzip -d)", "请先解压（gzip -d）")},
        {"%PDF", compose("this is a PDF, not text", "这是 PDF，不是文本"),
         compose("export the table as CSV UTF-8 where it comes from",
                 "请在来源处将表格导出为 CSV UTF-8")},
        {"<html", page, convert},
        {"<table", page, convert},
        {"<!doctype html", page, convert},
        {"<?xml", page, convert},
    }};
}

/// What it begins with, after a byte order mark and blanks, in small letters.
std::string beginning_of(std::string_view head) {
    constexpr std::size_t kMostBytes = 16;
    if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    return in_lower_case(head.substr(0, kMostBytes));
}

/// Whether NUL bytes stand at every other place, and nowhere else, as in UTF-16 of Latin letters.
bool looks_like_utf16(std::string_view head) {
    constexpr std::size_t kMostBytes = 64;
    head = head.substr(0, std::min(kMostBytes, head.size() / 2 * 2));
    std::array<std::size_t, 2> nuls{};
    for (std::size_t at = 0; at < head.size(); ++at) nuls[at % 2] += head[at] == '\0' ? 1 : 0;
    return head.size() >= 4 && std::min(nuls[0], nuls[1]) == 0 &&
           std::max(nuls[0], nuls[1]) * 4 > head.size();
}

/// Where the first byte stands that is not ASCII, or the size.
std::size_t ascii_length(std::string_view bytes) {
    constexpr std::size_t kStep = 64;
    std::size_t at = 0;
    for (; bytes.size() - at >= kStep; at += kStep) {
        std::array<std::uint64_t, kStep / sizeof(std::uint64_t)> words{};
        std::memcpy(words.data(), bytes.data() + at, kStep);
        std::uint64_t all = 0;
        for (const std::uint64_t word : words) all |= word;
        if ((all & 0x8080808080808080U) != 0) break;
    }
    while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
    return at;
}

/// Whether every character of valid UTF-8 that is not ASCII has two bytes: then Chinese it is not.
bool has_only_short_characters(std::string_view text) {
    return std::none_of(text.begin(), text.end(),
                        [](char c) { return static_cast<unsigned char>(c) >= 0xE0; });
}

/// Whether most of what is not ASCII are characters of three bytes in UTF-8, as of Chinese. In
/// GB18030 hardly one in twenty-five bytes comes to be part of such a sequence.
bool is_mostly_utf8(std::string_view bytes) {
    const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    const auto goes_on = [&](std::size_t at) {
        return at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0U) == 0x80U;
    };
    std::size_t high = 0;
    std::size_t in_sequences = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const bool begins = (static_cast<unsigned char>(bytes[at]) & 0xF0U) == 0xE0U;
        const bool is_sequence = begins && goes_on(at + 1) && goes_on(at + 2);
        const std::size_t size = is_sequence ? 3 : 1;
        high += is_high(bytes[at]) ? size : 0;
        in_sequences += is_sequence ? size : 0;
        at += size;
    }
    return 2 * in_sequences > high;
}

/// How much of the front of a text is in order in an encoding, and whether that is all of it.
struct InOrder {
    std::size_t bytes = 0;
    bool is_all = false;
};

InOrder look_at_utf8(std::string_view head) {
    const Utf8Check found = check_utf8(head);
    // A character that the end of the file cuts off, and a NUL byte, are for the reader of rows to
    // refuse.
    const bool is_nul = found.wrong && head[found.valid] == '\0';
    return {found.valid, !found.wrong || is_nul};
}

InOrder look_at_gb18030(std::string_view head, bool at_end, Gb18030Decoder& decoder) {
    const auto text = std::make_unique_for_overwrite<char[]>(Gb18030Decoder::room_for(head.size()));
    const std::size_t taken = decoder.decode(head, text.get()).taken;
    const std::string_view rest = head.substr(taken);
    return {taken, rest.empty() || (!at_end && Gb18030Decoder::may_go_on(rest))};
}

/// Follows lines and columns of a text that comes in pieces.
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

/// Hands over a source in UTF-8.
class TextReader {
  public:
    TextReader(ByteSource source, std::optional<TextEncoding> named, DiagnosticSink sink)
        : source_(std::move(source)), sink_(std::move(sink)) {
        read_on(kHeadBytes);
        refuse_other_formats();
        named ? begin_as(*named) : begin();
        if (named == TextEncoding::gb18030) refuse_utf8();
    }

    std::size_t read(std::span<char> into) {
        switch (state_) {
            case State::undecided: return pass_ascii(into);
            case State::utf8: return pass(into);
            case State::gb18030:
            case State::utf16: break;
        }
        while (text_at_ == text_size_) {
            if (!decode_on()) return 0;
        }
        const std::size_t count = std::min(into.size(), text_size_ - text_at_);
        std::memcpy(into.data(), text_.get() + text_at_, count);
        text_at_ += count;
        return count;
    }

  private:
    enum class State {
        undecided,  ///< all was ASCII so far
        utf8,
        gb18030,
        utf16,
    };

    void begin() {
        if (take(kMark)) {
            state_ = State::utf8;
        } else if (rest().starts_with(kLittleMark) || rest().starts_with(kBigMark)) {
            begin_as(TextEncoding::utf16);
        } else if (rest().starts_with(kGb18030Mark)) {
            begin_as(TextEncoding::gb18030);
        } else if (looks_like_utf16(rest())) {
            refuse_without_mark(compose("this is UTF-16 without a byte order mark",
                                        "这是没有字节顺序标记（BOM）的 UTF-16"));
        } else if (const std::size_t plain = ascii_length(rest()); plain < rest().size()) {
            read_on(plain + kHeadBytes);
            decide(rest().substr(plain));
        }
    }

    void begin_as(TextEncoding encoding) {
        switch (encoding) {
            case TextEncoding::utf8:
                (void)take(kMark);
                state_ = State::utf8;
                return;
            case TextEncoding::gb18030:
                (void)take(kGb18030Mark);
                state_ = State::gb18030;
                decoder_ = Gb18030Decoder();
                return;
            case TextEncoding::utf16: begin_utf16(); return;
        }
    }

    void refuse_other_formats() const {
        const std::string begin = beginning_of(rest());
        for (const OtherFormat& format : other_formats()) {
            if (!rest().starts_with(format.begin) && !begin.starts_with(format.begin)) continue;
            throw Refusal({Severity::error, {source_.name, 0, 0}, format.message, format.hint});
        }
    }

    /// A file that is plainly UTF-8 would come out as other characters.
    void refuse_utf8() {
        const std::size_t plain = ascii_length(rest());
        if (plain == rest().size()) return;
        read_on(plain + kHeadBytes);
        const std::string_view head = rest().substr(plain);
        if (!rest().starts_with(kMark) && !(look_at_utf8(head).is_all && is_mostly_utf8(head))) {
            return;
        }
        throw Refusal({Severity::error,
                       {source_.name, 0, 0},
                       compose("this is UTF-8, not GB18030", "此文件是 UTF-8，不是 GB18030"),
                       compose("leave out --encoding, or name utf-8 with it",
                               "请去掉 --encoding，或指明 utf-8")});
    }

    void begin_utf16() {
        state_ = State::utf16;
        if (take(kLittleMark)) {
            order_ = ByteOrder::little;
        } else if (take(kBigMark)) {
            order_ = ByteOrder::big;
        } else {
            refuse_without_mark(compose("no byte order mark, which UTF-16 needs here",
                                        "没有字节顺序标记（BOM），无法按 UTF-16 读取"));
        }
    }

    [[noreturn]] void refuse_without_mark(Bilingual message) const {
        throw Refusal({Severity::error,
                       {source_.name, 0, 0},
                       std::move(message),
                       compose("save the file as CSV UTF-8", "请将文件另存为 CSV UTF-8")});
    }

    /// By `head`, which begins with the first byte that is not ASCII. Most files are plainly UTF-8,
    /// and then nothing else is asked.
    void decide(std::string_view head) {
        state_ = State::utf8;
        const InOrder utf8 = look_at_utf8(head);
        if (utf8.is_all && !has_only_short_characters(head)) return;
        decoder_.emplace();
        const InOrder gb18030 = look_at_gb18030(head, at_end_, *decoder_);
        if (utf8.is_all) {
            if (!gb18030.is_all) return;
            note(compose("read as UTF-8; it could be GB18030 just as well",
                         "按 UTF-8 读取；也可能是 GB18030"),
                 compose("--encoding gb18030 or utf-8 settles it",
                         "可用 --encoding gb18030 或 utf-8 指明"));
            return;
        }
        if (!gb18030.is_all && utf8.bytes >= gb18030.bytes) return;
        // A damaged place does not make another encoding of all the rest.
        if (is_mostly_utf8(head)) return;
        state_ = State::gb18030;
        note(compose("not UTF-8: it is read as GB18030", "不是 UTF-8，按 GB18030 读取"),
             compose("--encoding gb18030 says so beforehand of the main file",
                     "主要文件可用 --encoding gb18030 事先指明"));
    }

    void note(Bilingual message, Bilingual hint) const {
        sink_({Severity::note, {source_.name, 0, 0}, std::move(message), std::move(hint)});
    }

    [[nodiscard]] std::string_view rest() const { return std::string_view(raw_).substr(raw_at_); }

    /// Passes over `bytes` if they come next.
    bool take(std::string_view bytes) {
        const bool is_there = rest().starts_with(bytes);
        if (is_there) raw_at_ += bytes.size();
        return is_there;
    }

    /// Reads until there are `size` bytes that were not taken, or no more.
    void read_on(std::size_t size) {
        raw_.erase(0, std::exchange(raw_at_, 0));
        std::size_t have = raw_.size();
        if (have >= size || at_end_) return;
        raw_.resize(size);
        while (have < size && !at_end_) {
            const std::size_t count = source_.read({raw_.data() + have, size - have});
            at_end_ = count == 0;
            have += count;
        }
        raw_.resize(have);
    }

    std::size_t pass(std::span<char> into) {
        const std::string_view ready = rest();
        if (ready.empty()) return at_end_ ? 0 : source_.read(into);
        const std::size_t count = std::min(into.size(), ready.size());
        std::memcpy(into.data(), ready.data(), count);
        raw_at_ += count;
        return count;
    }

    /// Passes on what is ASCII, and decides when something is not.
    std::size_t pass_ascii(std::span<char> into) {
        const std::size_t count = pass(into);
        const std::string_view bytes(into.data(), count);
        const std::size_t plain = ascii_length(bytes);
        places_.pass(bytes.substr(0, plain));
        if (plain == count) return count;
        raw_ = std::string(bytes.substr(plain)) + std::string(rest());
        raw_at_ = 0;
        read_on(kHeadBytes);
        decide(rest());
        return plain > 0 ? plain : read(into);
    }

    /// Decodes the next piece. False at the end.
    bool decode_on() {
        if (rest().size() < kPieceBytes) read_on(kPieceBytes);
        const std::string_view piece = rest().substr(0, kPieceBytes);
        if (piece.empty()) return false;
        if (text_ == nullptr) {
            text_ = std::make_unique_for_overwrite<char[]>(Gb18030Decoder::room_for(kPieceBytes));
        }
        std::size_t taken = 0;
        std::size_t written = 0;
        if (state_ == State::gb18030) {
            const auto decoded = decoder_->decode(before_utf8(piece), text_.get());
            taken = decoded.taken;
            written = decoded.written;
        } else {
            const auto decoded = decode_utf16(piece, order_, text_.get());
            taken = decoded.taken;
            written = decoded.written;
        }
        text_at_ = 0;
        text_size_ = written;
        raw_at_ += taken;
        if (taken == 0) refuse(piece);
        places_.pass({text_.get(), written});
        return true;
    }

    /// The lines of a piece, and of a longer line what there is, up to what is UTF-8.
    [[nodiscard]] std::string_view before_utf8(std::string_view piece) const {
        const std::size_t line_end = piece.rfind('\n');
        const std::string_view lines =
            line_end == std::string_view::npos ? piece : piece.substr(0, line_end + 1);
        const std::size_t utf8 = find_chinese_utf8(lines);
        if (utf8 == 0) refuse_mixture();
        return lines.substr(0, utf8);
    }

    [[noreturn]] void refuse_mixture() const {
        throw Refusal({Severity::error, places_.location(source_.name),
                       compose("this is UTF-8, in a file that is read as GB18030",
                               "此处是 UTF-8，而文件按 GB18030 读取"),
                       compose("two files in one? export them again as CSV UTF-8",
                               "是否由两个文件拼成？请重新导出为 CSV UTF-8")});
    }

    /// `bytes` begin with what is no character.
    [[noreturn]] void refuse(std::string_view bytes) const {
        const bool is_cut = state_ == State::gb18030 ? Gb18030Decoder::may_go_on(bytes)
                                                     : may_go_on_as_utf16(bytes, order_);
        const std::string_view name = state_ == State::gb18030 ? "GB18030"sv : "UTF-16"sv;
        std::string shown_bytes;
        for (const char byte : bytes.substr(0, 2)) {
            shown_bytes +=
                fmt::format("{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
        }
        throw Refusal(
            {Severity::error, places_.location(source_.name),
             is_cut ? compose("the file ends in the middle of a character of {}",
                              "文件在一个 {} 字符的中间结束", name)
                    : compose("0x{0} is no character of {1}", "0x{0} 不是 {1} 字符", shown_bytes,
                              name),
             compose("export the file again as CSV UTF-8, or name what it is in with --encoding",
                     "请重新导出为 CSV UTF-8，或用 --encoding 指明其编码")});
    }

    ByteSource source_;
    DiagnosticSink sink_;
    State state_ = State::undecided;
    std::string raw_;  // read from the source; what stands before raw_at_ was taken
    std::size_t raw_at_ = 0;
    bool at_end_ = false;
    std::unique_ptr<char[]> text_;  // decoded; what stands before text_at_ was handed over
    std::size_t text_at_ = 0;
    std::size_t text_size_ = 0;
    PlaceCounter places_;
    std::optional<Gb18030Decoder> decoder_;
    ByteOrder order_ = ByteOrder::little;
};

}  // namespace

std::optional<TextEncoding> parse_text_encoding(std::string_view word) {
    const std::string lowered = in_lower_case(word);
    const auto* const found = std::find_if(kNames.begin(), kNames.end(),
                                           [&](const auto& name) { return name.first == lowered; });
    if (found == kNames.end()) return std::nullopt;
    return found->second;
}

ByteSource decode_text(ByteSource source, std::optional<TextEncoding> named, DiagnosticSink sink) {
    const std::string name = source.name;
    const std::uint64_t likely_size = source.likely_size;
    const auto reader = std::make_shared<TextReader>(std::move(source), named, std::move(sink));
    return {name, [reader](std::span<char> into) { return reader->read(into); }, likely_size};
}

}  // namespace certrec
