/// \file
/// Which lines does a file of the register hold, exactly? Private.
///
/// Unlike the CSV reader this forgives nothing: a line is what stands between two newlines, and a
/// last line without one is seen as torn.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "certrec/base/diagnostic.hpp"
#include "certrec/base/io.hpp"

namespace certrec {

/// One line, without its newline. `bytes` is valid until the reader is asked for the next one.
struct Line {
    enum class State {
        whole,
        torn,      ///< the file ends before the newline
        too_long,  ///< longer than the reader allows; the reader goes no further
    };
    State state = State::whole;
    std::string_view bytes;
    std::uint64_t number = 0;  ///< from 1
    std::uint64_t end = 0;     ///< offset in the file after the newline
};

/// Memory does not grow with the file.
class LineReader {
  public:
    LineReader(ByteSource source, std::size_t max_line_bytes);
    LineReader(const LineReader&) = delete;
    LineReader& operator=(const LineReader&) = delete;

    /// The next line, or nullptr at the end.
    [[nodiscard]] const Line* next();

    /// The next line if it is whole, else nullptr.
    [[nodiscard]] const Line* next_whole();

    [[nodiscard]] const std::string& file() const { return source_.name; }
    /// Where the last line stood.
    [[nodiscard]] Location location() const { return {source_.name, line_.number, 0}; }

  private:
    const Line* give(Line::State state, std::size_t size, std::size_t skipped);
    bool refill();

    ByteSource source_;
    std::size_t max_line_bytes_;
    std::string buffer_;
    std::size_t begin_ = 0;  // of the next line, in buffer_
    std::size_t end_ = 0;    // of the bytes read
    bool at_end_ = false;
    Line line_;
};

}  // namespace certrec
