/// \file
/// What does GB18030 say in UTF-8? Private: the mapping of iconv, kept in a table where it is asked
/// for often.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace certrec {

class Gb18030Decoder {
  public:
    /// Throws Refusal if the system's iconv does not know GB18030.
    Gb18030Decoder();
    ~Gb18030Decoder();
    Gb18030Decoder(Gb18030Decoder&&) noexcept;
    Gb18030Decoder& operator=(Gb18030Decoder&&) noexcept;

    struct Decoded {
        std::size_t taken = 0;    ///< bytes that were read
        std::size_t written = 0;  ///< bytes of their text
    };

    /// How much room `decode` needs for the text of so many bytes.
    static constexpr std::size_t room_for(std::size_t bytes) { return 2 * bytes + 16; }

    /// Writes the text of `bytes`, up to the first that are no whole character, to `text`, which
    /// has `room_for` them.
    [[nodiscard]] Decoded decode(std::string_view bytes, char* text);

    /// Whether `bytes`, where `decode` stopped, may be the beginning of a character.
    [[nodiscard]] static bool may_go_on(std::string_view bytes);

  private:
    struct Mapping;
    std::unique_ptr<Mapping> mapping_;
};

/// Whether all characters of valid UTF-8 stand in the rows of GB 2312 (01 to 09 and 16 to 87), as
/// GB18030 has them.
[[nodiscard]] bool is_in_gb2312(std::string_view text);

}  // namespace certrec
