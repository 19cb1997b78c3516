#include "certrec/base/text_buffer.hpp"

#include <string>

#include "../catch.hpp"
#include "random.hpp"

namespace certrec {
namespace {

using testing::Dice;

std::string letters(Dice& dice, std::size_t size) {
    std::string text;
    while (text.size() < size) text += static_cast<char>('a' + dice.below(26));
    return text;
}

TEST_CASE("pieces of any length stand in a text buffer one after the other") {
    Dice dice(97);
    TextBuffer text;
    for (int round = 0; round < 20; ++round) {
        std::string expected;
        for (int i = 0; i < 200; ++i) {
            const std::string piece = letters(dice, dice.below(200));
            const Decimal value(static_cast<std::int64_t>(dice.below(1'000'000)), 3);
            text.append(std::string_view(piece));
            text.append(PaddedText(piece));
            text.append(value);
            expected += piece + piece + format_decimal(value);
        }
        CHECK(text.view() == expected);
        text.clear();
        CHECK(text.view().empty());
    }
}

TEST_CASE("a piece of any length, even none, can be the first in a text buffer") {
    for (std::size_t size = 0; size <= 3 * PaddedView::kPadding; ++size) {
        const std::string piece(size, 'a');
        INFO(size);
        TextBuffer plain;
        plain.append(std::string_view(piece));
        CHECK(plain.view() == piece);
        TextBuffer padded;
        padded.append(PaddedText(piece));
        padded.append(std::string_view("b"));
        CHECK(padded.view() == piece + "b");
    }
}

TEST_CASE("of a padded view only the text is appended, not what stands after it") {
    const std::string bytes = std::string(70, 'a') + std::string(PaddedView::kPadding, 'x');
    TextBuffer text;
    for (std::size_t size = 0; size <= 70; ++size) {
        text.append(PaddedView(std::string_view(bytes).substr(0, size)));
    }
    CHECK(text.view() == std::string(70 * 71 / 2, 'a'));
}

TEST_CASE("the longest decimals fit into a text buffer") {
    for (const std::int64_t units : {999'999'999'999'999'999, -999'999'999'999'999'999}) {
        for (unsigned scale = 0; scale <= 18; ++scale) {
            TextBuffer text;
            text.append(Decimal(units, scale));
            CHECK(text.view() == format_decimal(Decimal(units, scale)));
            CHECK(text.view().size() <= kMaxDecimalBytes);
            CHECK(parse_decimal(text.view()) == Decimal(units, scale));
        }
    }
}

}  // namespace
}  // namespace certrec
