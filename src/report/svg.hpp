/// \file
/// How is a drawing written? Across in shares of its width, so that it fits any page, and down in
/// pixels, so that its text keeps its size on a telephone; all in integers. Private.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace certrec {

/// The whole width of a drawing, in the unit of all places across it: hundredths of a per cent.
inline constexpr std::int64_t kFullWidth = 10'000;

/// The narrowest a drawing is shown, in pixels: text must fit then.
inline constexpr std::int64_t kNarrowest = 300;

/// What `text` takes across the narrowest drawing, at most, in hundredths of a per cent.
[[nodiscard]] std::int64_t text_width(std::string_view text);

enum class Anchor { start, middle, end };

/// Appends elements to a drawing. Places across are hundredths of a per cent of its width, places
/// down are pixels. `style` is a class of the page's style sheet. Texts may be of any bytes.
class Svg {
  public:
    explicit Svg(std::string& page) : page_(page) {}

    /// The drawing itself, named by the elements with the ids `title` and `description`.
    void open(std::int64_t height, std::string_view title, std::string_view description);
    void close();

    void rectangle(std::string_view style, std::int64_t x, std::int64_t y, std::int64_t width,
                   std::int64_t height);
    void line(std::string_view style, std::int64_t x1, std::int64_t y1, std::int64_t x2,
              std::int64_t y2);
    /// With a text that shows under a pointer.
    void dot(std::string_view style, std::int64_t x, std::int64_t y, std::string_view title);
    /// `shift` pixels to the right of x.
    void text(std::string_view style, std::int64_t x, std::int64_t y, Anchor anchor,
              std::string_view text, std::int64_t shift = 0);

  private:
    void number(std::string_view name, std::int64_t value);
    void share(std::string_view name, std::int64_t value);

    std::string& page_;
};

}  // namespace certrec
