/// \file
/// The names of CLI11's types, for headers that only pass them on: its own header takes seconds to
/// compile. Private to the tool.
#pragma once

namespace CLI {
class App;
class Option;
}  // namespace CLI
