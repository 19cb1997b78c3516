#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <vector>

#include "../catch.hpp"
#include "certrec/base/text.hpp"
#include "report/axis.hpp"
#include "report/chart.hpp"
#include "report/palette.hpp"

namespace certrec {
namespace {

std::vector<std::string> ticks(const std::vector<std::string>& values, unsigned steps) {
    std::vector<Decimal> decimals;
    for (const std::string& value : values) decimals.push_back(parse_decimal(value).value());
    std::vector<std::string> texts;
    for (const Axis::Tick& tick : Axis(decimals, steps).ticks(100)) texts.push_back(tick.text);
    return texts;
}

TEST_CASE("the marks of an axis are round numbers around all values") {
    using Texts = std::vector<std::string>;
    CHECK(ticks({"0", "100"}, 5) == Texts{"0", "20", "40", "60", "80", "100"});
    CHECK(ticks({"3", "37"}, 4) == Texts{"0", "10", "20", "30", "40"});
    CHECK(ticks({"0.12", "0.97"}, 5) == Texts{"0", "0.2", "0.4", "0.6", "0.8", "1"});
    CHECK(ticks({"60", "61"}, 5) == Texts{"60", "60.2", "60.4", "60.6", "60.8", "61"});
    CHECK(ticks({"-0.3", "0.4"}, 5) == Texts{"-0.4", "-0.2", "0", "0.2", "0.4"});
    CHECK(ticks({"0", "0"}, 5) == Texts{"0", "1"});
    CHECK(ticks({"60", "60"}, 5) == Texts{"59", "60", "61"});
}

TEST_CASE("a place on an axis is the exact share, rounded") {
    const std::array values = {Decimal(0, 0), Decimal(30, 0)};
    const Axis axis(values, 3);
    CHECK(axis.place(Decimal(0, 0), 10'000) == 0);
    CHECK(axis.place(Decimal(10, 0), 10'000) == 3'333);
    CHECK(axis.place(Decimal(20, 0), 10'000) == 6'667);
    CHECK(axis.place(Decimal(30, 0), 10'000) == 10'000);
}

TEST_CASE("the largest and the smallest decimals have a place on one axis") {
    const std::array values = {Decimal(-999'999'999'999'999'999, 0), Decimal(1, 18),
                               Decimal(999'999'999'999'999'999, 0)};
    const Axis axis(values, 5);
    CHECK(axis.place(values[1], 100) == 50);
    CHECK(axis.place(values[0], 100) >= 0);
    CHECK(axis.place(values[2], 100) <= 100);
}

using Colour = std::array<double, 3>;

/// WCAG 2.1, relative luminance: the channels without gamma.
Colour linear(std::string_view hex) {
    Colour colour{};
    for (std::size_t i = 0; i < 3; ++i) {
        const std::string digits(hex.substr(1 + 2 * i, 2));
        const double c = static_cast<double>(std::strtol(digits.c_str(), nullptr, 16)) / 255;
        colour[i] = c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    }
    return colour;
}

double contrast(std::string_view a, std::string_view b) {
    const auto luminance = [](std::string_view hex) {
        const Colour c = linear(hex);
        return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2];
    };
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

constexpr std::array kSchemes = {&SchemeColour::light, &SchemeColour::dark};

TEST_CASE("a label is cut where it has room for the most") {
    const std::string label = "呼叫 centre 𠮷 agents";
    for (std::int64_t width = 0; width <= text_width(label); width += 50) {
        const std::string cut = fitted(label, width);
        CHECK(text_width(cut) <= width);
        // One character more is too wide.
        if (!cut.empty() && cut != label) {
            CHECK(text_width(shown(label, count_characters(cut))) > width);
        }
    }
    CHECK(fitted(label, text_width(label)) == label);
    CHECK(fitted("名称名称", text_width("名称…")) == "名称…");
}

TEST_CASE("a label of many characters is cut as one of few") {
    std::string label;
    for (int i = 0; i < 1'000'000; ++i) label += "名";
    CHECK(fitted(label, text_width("名名…")) == "名名…");
}

TEST_CASE("colours have the contrast of WCAG 2.1, 1.4.3 and 1.4.11, in both schemes") {
    CHECK(contrast("#000000", "#ffffff") == Approx(21));
    for (const auto scheme : kSchemes) {
        CHECK(contrast(kInkColour.*scheme, kPageColour.*scheme) >= 4.5);
        CHECK(contrast(kMutedColour.*scheme, kPageColour.*scheme) >= 4.5);
        std::vector<MarkColour> all(kMarkColours.begin(), kMarkColours.end());
        all.push_back(kPlainColour);
        for (const MarkColour& colour : all) {
            INFO(colour.name);
            CHECK(contrast(colour.fill.*scheme, kPageColour.*scheme) >= 3.0);
            CHECK(contrast(colour.text.*scheme, colour.fill.*scheme) >= 4.5);
        }
    }
}

/// Ottosson's OKLab, of channels without gamma.
Colour oklab(const Colour& c) {
    const double l = std::cbrt(0.4122214708 * c[0] + 0.5363325363 * c[1] + 0.0514459929 * c[2]);
    const double m = std::cbrt(0.2119034982 * c[0] + 0.6806995451 * c[1] + 0.1073969566 * c[2]);
    const double s = std::cbrt(0.0883024619 * c[0] + 0.2817188376 * c[1] + 0.6299787005 * c[2]);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

/// Machado, Oliveira and Fernandes (2009), severity 1: all cones, and without one of the three.
constexpr std::array<std::array<Colour, 3>, 4> kEyes = {{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868},
      {0.114503, 0.786281, 0.099216},
      {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968},
      {0.280085, 0.672501, 0.047413},
      {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779},
      {-0.078411, 0.930809, 0.147602},
      {0.004733, 0.691367, 0.303900}}},
}};

Colour seen(const std::array<Colour, 3>& eye, const Colour& c) {
    Colour result{};
    for (std::size_t i = 0; i < 3; ++i) {
        result[i] = std::clamp(eye[i][0] * c[0] + eye[i][1] * c[1] + eye[i][2] * c[2], 0.0, 1.0);
    }
    return result;
}

TEST_CASE("any two colours of outcomes differ also for those who lack one kind of cones") {
    for (const auto scheme : kSchemes) {
        for (const MarkColour& a : kMarkColours) {
            for (const MarkColour& b : kMarkColours) {
                if (a.name == b.name) continue;
                for (const auto& eye : kEyes) {
                    const Colour x = oklab(seen(eye, linear(a.fill.*scheme)));
                    const Colour y = oklab(seen(eye, linear(b.fill.*scheme)));
                    INFO(a.name << " and " << b.name);
                    CHECK(std::hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]) >= 0.08);
                }
            }
        }
    }
}

TEST_CASE("an outcome has its colour, wherever it stands") {
    CHECK(colour_of("fail", 0, 1) == "fail");
    CHECK(colour_of("fail", 5, 8) == "fail");
    CHECK(colour_of("pass_rate", 0, 3) == "pass");
    CHECK(colour_of("theory_mean", 0, 1) == "plain");
}

}  // namespace
}  // namespace certrec
