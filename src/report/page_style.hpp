/// \file
/// How does a page look? Its style sheet. Private.
#pragma once

#include <string>

namespace certrec {

/// The style sheet of every page, which names nothing outside of it.
[[nodiscard]] std::string page_style();

}  // namespace certrec
