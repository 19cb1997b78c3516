#include "certrec/register/salt.hpp"

#include <strings.h>

#include <cerrno>
#include <memory>

#include "base/compose.hpp"
#include "base/libcrypto.hpp"
#include "certrec/base/error.hpp"

namespace certrec {

SaltPool::~SaltPool() {
    if (salts_) ::explicit_bzero(salts_->data(), sizeof *salts_);
}

Salt SaltPool::draw() {
    if (left_ == 0) refill();
    Salt& last = (*salts_)[--left_];
    const Salt salt = last;
    ::explicit_bzero(last.data(), last.size());
    return salt;
}

void SaltPool::refill() {
    if (!salts_) salts_ = std::make_unique<std::array<Salt, kDrawn>>();
    if (libcrypto().RAND_bytes(salts_->front().data(), static_cast<int>(sizeof *salts_)) != 1) {
        throw SystemFailure(compose("cannot draw random bytes", "无法取得随机数"), EIO);
    }
    left_ = salts_->size();
}

SaltSource pooled_salts() {
    return [pool = std::make_shared<SaltPool>()] { return pool->draw(); };
}

}  // namespace certrec
