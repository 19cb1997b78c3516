/// \file
/// Which edition of a standard is this? Its file decides, byte by byte.
#pragma once

#include <memory>
#include <string_view>

#include "certrec/base/sha256.hpp"

namespace certrec {

/// What names an edition: SHA-256 of the bytes of the standard's file. Of an overlay: of its bytes,
/// a line feed, the edition of what it extends in hexadecimal, and a line feed.
///
/// Copies share what they hold. The digest is made when it is first asked for, as most runs never
/// do; threads may ask at once.
class Edition {
  public:
    /// All zeros: of no file.
    Edition();
    explicit Edition(const Sha256& digest);
    /// Of a file with these bytes, which are copied.
    explicit Edition(std::string_view bytes);
    /// Of an overlay with these bytes over what is of the edition `below`.
    Edition(std::string_view bytes, const Edition& below);

    [[nodiscard]] const Sha256& digest() const;

  private:
    class Content;
    std::shared_ptr<Content> content_;
};

}  // namespace certrec
