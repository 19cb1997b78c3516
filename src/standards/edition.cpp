#include "certrec/standards/edition.hpp"

#include <mutex>
#include <string>
#include <utility>

#include "certrec/base/encoding.hpp"

namespace certrec {

class Edition::Content {
  public:
    explicit Content(const Sha256& digest) : digest_(digest) {
        std::call_once(once_, [] {});
    }
    Content(std::string_view bytes, std::shared_ptr<Content> below)
        : bytes_(bytes), below_(std::move(below)) {}

    [[nodiscard]] const Sha256& digest() {
        std::call_once(once_, [this] {
            digest_ = below_ == nullptr
                          ? sha256(bytes_)
                          : sha256({bytes_, "\n", format_hex(below_->digest()), "\n"});
        });
        return digest_;
    }

  private:
    std::string bytes_;
    std::shared_ptr<Content> below_;
    std::once_flag once_;
    Sha256 digest_{};
};

Edition::Edition() : Edition(Sha256{}) {}
Edition::Edition(const Sha256& digest) : content_(std::make_shared<Content>(digest)) {}
Edition::Edition(std::string_view bytes) : content_(std::make_shared<Content>(bytes, nullptr)) {}
Edition::Edition(std::string_view bytes, const Edition& below)
    : content_(std::make_shared<Content>(bytes, below.content_)) {}

const Sha256& Edition::digest() const { return content_->digest(); }

}  // namespace certrec
