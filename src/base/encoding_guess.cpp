#include "base/encoding_guess.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>

#include "base/compose.hpp"
#include "base/lower_case.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

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
    if (head.starts_with(kUtf8Mark)) head.remove_prefix(kUtf8Mark.size());
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    return in_lower_case(head.substr(0, kMostBytes));
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

}  // namespace

void refuse_other_formats(std::string_view head, const std::string& file) {
    const std::string begin = beginning_of(head);
    for (const OtherFormat& format : other_formats()) {
        if (!head.starts_with(format.begin) && !begin.starts_with(format.begin)) continue;
        throw Refusal({Severity::error, {file, 0, 0}, format.message, format.hint});
    }
}

bool looks_like_utf16(std::string_view head) {
    constexpr std::size_t kMostBytes = 1024;
    head = head.substr(0, std::min(kMostBytes, head.size() / 2 * 2));
    std::array<std::size_t, 2> nuls{};
    for (std::size_t at = 0; at < head.size(); ++at) nuls[at % 2] += head[at] == '\0' ? 1 : 0;
    const std::size_t most = std::max(nuls[0], nuls[1]);
    const bool is_latin = head.size() >= 4 && most * 4 > head.size();
    const bool has_commas = most >= 4 && most * 16 > head.size();  // between Chinese
    // On the other side stand those of a few Chinese characters, such as U+4E00.
    return std::min(nuls[0], nuls[1]) * 8 <= most && (is_latin || has_commas);
}

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

bool is_plainly_utf8(std::string_view head) {
    return look_at_utf8(head).is_all && is_mostly_utf8(head);
}

EncodingGuess guess_encoding(std::string_view head, bool at_end,
                             std::optional<Gb18030Decoder>& decoder) {
    const InOrder utf8 = look_at_utf8(head);
    if (utf8.is_all && !has_only_short_characters(head)) return EncodingGuess::utf8;
    decoder.emplace();
    const InOrder gb18030 = look_at_gb18030(head, at_end, *decoder);
    if (utf8.is_all) return gb18030.is_all ? EncodingGuess::either : EncodingGuess::utf8;
    if (!gb18030.is_all && utf8.bytes >= gb18030.bytes) return EncodingGuess::utf8;
    // A damaged place does not make another encoding of all the rest.
    return is_mostly_utf8(head) ? EncodingGuess::utf8 : EncodingGuess::gb18030;
}

}  // namespace certrec
