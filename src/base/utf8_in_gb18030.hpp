/// \file
/// Where does a text that is read as GB18030 stand in UTF-8? Private.
#pragma once

#include <cstddef>
#include <string_view>

namespace certrec {

/// Where the first stretch of bytes that are not ASCII begins that says Chinese in UTF-8; npos if
/// none does.
///
/// Such a stretch is UTF-8 throughout, all its characters are in GB 2312, two or more have three
/// bytes, and read as GB18030 it would hold a character that is not in GB 2312: text that GB 2312
/// can write is never taken for UTF-8. Single characters go unseen, about one name of two
/// characters in twenty-five, and what has characters beyond GB 2312. Linear; fast where all is
/// ASCII or GB 2312.
[[nodiscard]] std::size_t find_chinese_utf8(std::string_view bytes);

}  // namespace certrec
