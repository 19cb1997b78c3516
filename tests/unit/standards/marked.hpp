/// \file
/// Where must a message point? To the place that is marked with `^` in a text.
#pragma once

#include <string>
#include <string_view>

#include "../base/diagnostics.hpp"
#include "../catch.hpp"
#include "certrec/standards/catalogue.hpp"

namespace certrec::testing {

struct Marked {
    std::string text;   ///< without the mark
    std::string place;  ///< line:column of the mark, counted in characters
};

/// Requires: there is a `^` in the text. The first one is the mark.
[[nodiscard]] inline Marked take_mark(std::string text) {
    const auto mark = text.find('^');
    REQUIRE(mark != std::string::npos);
    text.erase(mark, 1);
    std::size_t line = 1;
    std::size_t column = 1;
    for (std::size_t i = 0; i < mark; ++i) {
        if (text[i] == '\n') {
            ++line;
            column = 1;
        } else if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) {
            ++column;
        }
    }
    return {text, std::to_string(line) + ":" + std::to_string(column)};
}

/// The standard in the text must be refused, with a message that holds `message` in English and
/// something in Chinese, and points to the mark.
inline void check_fault(const std::string& marked_text, std::string_view message) {
    const Marked marked = take_mark(marked_text);
    Collected collected;
    CHECK_FALSE(parse_standard(marked.text, "s.toml", collected.sink()).has_value());
    bool found = false;
    for (const Diagnostic& one : collected.all()) {
        CHECK_FALSE(one.message.zh.empty());
        CHECK(one.location.file == "s.toml");
        found =
            found || (place_of(one.location) == marked.place && contains(one.message.en, message));
    }
    if (!found) {
        FAIL_CHECK("not found at " << marked.place << ": " << message << "\nbut\n"
                                   << collected.text());
    }
}

}  // namespace certrec::testing
