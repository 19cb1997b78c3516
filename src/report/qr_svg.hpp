/// \file
/// What does a text look like as a QR code (ISO/IEC 18004)? Private: the library that makes the
/// codes stays out of the public headers.
#pragma once

#include <string>

namespace certrec {

/// An `svg` element with its quiet zone, black on white, one unit a module. Error correction level
/// M up to version 25, which a code of few modules can afford, and L beyond, so that it stays as
/// coarse as it can be. Requires: `text` is of the alphanumeric mode's characters and fits
/// version 40-L.
[[nodiscard]] std::string draw_qr_code(const std::string& text);

}  // namespace certrec
