#include "certrec/base/sha256.hpp"

#include <endian.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "base/libcrypto.hpp"

namespace certrec {

namespace {

constexpr std::size_t kBlockBytes = 64;
constexpr std::size_t kLengthBytes = 8;
constexpr std::uint8_t kInnerPad = 0x36;
constexpr std::uint8_t kOuterPad = 0x5C;
constexpr Sha256State kStart = {0x6A09E667U, 0xBB67AE85U, 0x3C6EF372U, 0xA54FF53AU,
                                0x510E527FU, 0x9B05688CU, 0x1F83D9ABU, 0x5BE0CD19U};

using Block = std::array<std::uint8_t, kBlockBytes>;

/// Requires: `size` is a multiple of kBlockBytes.
///
/// SHA256_Update is deprecated in favour of EVP and MAC contexts, which look algorithms up, lock
/// and allocate: for a row of the register that takes several times as long as the hashing. Only
/// the compression, which uses the processor's own instructions, comes from libcrypto.
void compress(SHA256_CTX& context, const void* bytes, std::size_t size) {
    libcrypto().SHA256_Update(&context, bytes, size);
}

Sha256 to_bytes(const SHA256_CTX& context) {
    Sha256 digest;
    std::uint8_t* out = digest.data();
    for (const std::uint32_t word : context.h) {
        const std::uint32_t big_endian = ::htobe32(word);
        std::memcpy(out, &big_endian, sizeof big_endian);
        out += sizeof big_endian;
    }
    return digest;
}

std::string_view view_of(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Goes on from a state that came of whole blocks.
class Hasher {
  public:
    Hasher(const Sha256State& state, std::uint64_t bytes_before) : size_(bytes_before) {
        std::copy(state.begin(), state.end(), context_.h);
    }

    void update(std::string_view bytes) {
        size_ += bytes.size();
        if (pending_ != 0) fill(bytes);
        const std::size_t whole = bytes.size() / kBlockBytes * kBlockBytes;
        if (whole != 0) compress(context_, bytes.data(), whole);
        bytes.remove_prefix(whole);
        keep(bytes);
    }

    /// Pads as FIPS 180-4, section 5.1.1, says.
    [[nodiscard]] Sha256 finish() {
        block_[pending_++] = 0x80;
        if (pending_ > kBlockBytes - kLengthBytes) {
            clear_rest();
            compress_pending();
        }
        clear_rest();
        const std::uint64_t bits = ::htobe64(size_ * 8);
        std::memcpy(block_.data() + kBlockBytes - kLengthBytes, &bits, kLengthBytes);
        compress_pending();
        return to_bytes(context_);
    }

  private:
    void fill(std::string_view& bytes) {
        const std::size_t count = std::min(bytes.size(), kBlockBytes - pending_);
        keep(bytes.substr(0, count));
        bytes.remove_prefix(count);
        if (pending_ == kBlockBytes) compress_pending();
    }

    void keep(std::string_view bytes) {
        if (bytes.empty()) return;
        if (bytes.size() == 1) {  // as all separators are
            block_[pending_++] = static_cast<std::uint8_t>(bytes.front());
            return;
        }
        std::memcpy(block_.data() + pending_, bytes.data(), bytes.size());
        pending_ += bytes.size();
    }

    void clear_rest() { std::memset(block_.data() + pending_, 0, kBlockBytes - pending_); }

    void compress_pending() {
        compress(context_, block_.data(), kBlockBytes);
        pending_ = 0;
    }

    SHA256_CTX context_{};
    Block block_;
    std::size_t pending_ = 0;  // in block_
    std::uint64_t size_;
};

Sha256State state_after(const Block& block) {
    SHA256_CTX context{};
    std::copy(kStart.begin(), kStart.end(), context.h);
    compress(context, block.data(), block.size());
    Sha256State state{};
    std::copy(std::begin(context.h), std::end(context.h), state.begin());
    return state;
}

Block pad_key(const Block& key, std::uint8_t pad) {
    Block block = key;
    for (std::uint8_t& byte : block) byte ^= pad;
    return block;
}

Sha256 hash(Hasher hasher, std::initializer_list<std::string_view> parts) {
    for (const std::string_view part : parts) hasher.update(part);
    return hasher.finish();
}

}  // namespace

Sha256 sha256(std::initializer_list<std::string_view> parts) {
    return hash(Hasher(kStart, 0), parts);
}

Sha256 sha256(std::string_view bytes) { return sha256({bytes}); }

HmacSha256::HmacSha256(std::span<const std::uint8_t> key) {
    Block block{};
    if (key.size() > block.size()) {
        const Sha256 digest = sha256(view_of(key));
        std::copy(digest.begin(), digest.end(), block.begin());
    } else {
        std::copy(key.begin(), key.end(), block.begin());
    }
    inner_ = state_after(pad_key(block, kInnerPad));
    outer_ = state_after(pad_key(block, kOuterPad));
}

Sha256 HmacSha256::code(std::initializer_list<std::string_view> parts) const {
    const Sha256 inner = hash(Hasher(inner_, kBlockBytes), parts);
    return hash(Hasher(outer_, kBlockBytes), {view_of(inner)});
}

}  // namespace certrec
