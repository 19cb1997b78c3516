#include "certrec/base/text_encoding.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "base/compose.hpp"
#include "base/decoded_text.hpp"
#include "base/encoding_guess.hpp"
#include "base/lower_case.hpp"
#include "base/peekable_source.hpp"
#include "base/place_counter.hpp"
#include "certrec/base/error.hpp"

namespace certrec {

namespace {

constexpr std::size_t kHeadBytes = 256U * 1024U;  // that are looked at to decide

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

/// Hands over a source in UTF-8.
class TextReader {
  public:
    TextReader(ByteSource source, std::optional<TextEncoding> named, DiagnosticSink sink)
        : source_(std::move(source)), sink_(std::move(sink)) {
        source_.read_on(kHeadBytes);
        refuse_other_formats(source_.rest(), source_.name());
        named ? begin_as(*named) : begin();
    }

    TextReader(const TextReader&) = delete;  // decoding refers to its members
    TextReader& operator=(const TextReader&) = delete;

    std::size_t read(std::span<char> into) {
        if (decoded_) return decoded_->read(into);
        return is_decided_ ? source_.read(into) : read_ascii(into);
    }

  private:
    void begin() {
        const std::string_view head = source_.rest();
        if (source_.take(kUtf8Mark)) {
            is_decided_ = true;
        } else if (head.starts_with(kLittleMark) || head.starts_with(kBigMark)) {
            begin_utf16();
        } else if (source_.take(kGb18030Mark)) {
            decode_as(Gb18030Decoder());
        } else if (looks_like_utf16(head)) {
            refuse_without_mark(compose("this is UTF-16 without a byte order mark",
                                        "这是没有字节顺序标记（BOM）的 UTF-16"));
        } else if (const std::size_t plain = ascii_length(head); plain < head.size()) {
            decide(plain);
        }
    }

    void begin_as(TextEncoding encoding) {
        switch (encoding) {
            case TextEncoding::utf8:
                (void)source_.take(kUtf8Mark);
                is_decided_ = true;
                return;
            case TextEncoding::gb18030: begin_gb18030(); return;
            case TextEncoding::utf16: begin_utf16(); return;
        }
    }

    void begin_gb18030() {
        (void)source_.take(kGb18030Mark);
        decode_as(Gb18030Decoder());
        refuse_utf8();
    }

    void begin_utf16() {
        if (source_.take(kLittleMark)) {
            decode_as(ByteOrder::little);
        } else if (source_.take(kBigMark)) {
            decode_as(ByteOrder::big);
        } else {
            refuse_without_mark(compose("no byte order mark, which UTF-16 needs here",
                                        "没有字节顺序标记（BOM），无法按 UTF-16 读取"));
        }
    }

    void decode_as(std::variant<Gb18030Decoder, ByteOrder> coding) {
        is_decided_ = true;
        decoded_.emplace(source_, places_, std::move(coding));
    }

    /// A file that is plainly UTF-8 would come out as other characters.
    void refuse_utf8() {
        const std::size_t plain = ascii_length(source_.rest());
        if (plain == source_.rest().size()) return;
        source_.read_on(plain + kHeadBytes);
        const std::string_view head = source_.rest();
        if (!head.starts_with(kUtf8Mark) && !is_plainly_utf8(head.substr(plain))) return;
        throw Refusal({Severity::error,
                       {source_.name(), 0, 0},
                       compose("this is UTF-8, not GB18030", "此文件是 UTF-8，不是 GB18030"),
                       compose("leave out --encoding, or name utf-8 with it",
                               "请去掉 --encoding，或指明 utf-8")});
    }

    [[noreturn]] void refuse_without_mark(Bilingual message) const {
        throw Refusal({Severity::error,
                       {source_.name(), 0, 0},
                       std::move(message),
                       compose("save the file as CSV UTF-8", "请将文件另存为 CSV UTF-8")});
    }

    /// When what comes next begins with so many bytes of ASCII, and then one that is not.
    void decide(std::size_t plain) {
        source_.read_on(plain + kHeadBytes);
        is_decided_ = true;
        std::optional<Gb18030Decoder> decoder;
        switch (guess_encoding(source_.rest().substr(plain), source_.at_end(), decoder)) {
            case EncodingGuess::utf8: return;
            case EncodingGuess::either:
                note(compose("read as UTF-8; it could be GB18030 just as well",
                             "按 UTF-8 读取；也可能是 GB18030"),
                     compose("--encoding gb18030 or utf-8 settles it",
                             "可用 --encoding gb18030 或 utf-8 指明"));
                return;
            case EncodingGuess::gb18030:
                note(compose("not UTF-8: it is read as GB18030", "不是 UTF-8，按 GB18030 读取"),
                     compose("--encoding gb18030 says so beforehand of the main file",
                             "主要文件可用 --encoding gb18030 事先指明"));
                decode_as(std::move(*decoder));
                return;
        }
    }

    void note(Bilingual message, Bilingual hint) const {
        sink_({Severity::note, {source_.name(), 0, 0}, std::move(message), std::move(hint)});
    }

    /// Passes on what is ASCII, and decides when something is not.
    std::size_t read_ascii(std::span<char> into) {
        const std::size_t count = source_.read(into);
        const std::string_view bytes(into.data(), count);
        const std::size_t plain = ascii_length(bytes);
        places_.pass(bytes.substr(0, plain));
        if (plain == count) return count;
        source_.give_back(bytes.substr(plain));
        decide(0);
        return plain > 0 ? plain : read(into);
    }

    PeekableSource source_;
    DiagnosticSink sink_;
    PlaceCounter places_;      // of the ASCII at the front, then of what is decoded
    bool is_decided_ = false;  // not before a byte that is not ASCII
    std::optional<DecodedText> decoded_;
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
