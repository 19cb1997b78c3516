#include "base/libcrypto.hpp"

#include <dlfcn.h>

#include <cerrno>

#include "base/compose.hpp"
#include "certrec/base/error.hpp"
#include "certrec/base/text.hpp"

namespace certrec {

namespace {

#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

#ifdef CERTREC_STATIC

Libcrypto load() {
    return {
#define CERTREC_MEMBER(name) &::name,
        CERTREC_LIBCRYPTO_FUNCTIONS(CERTREC_MEMBER)
#undef CERTREC_MEMBER
    };
}

#else

/// The one that has the functions of the headers.
constexpr const char* kFile = "libcrypto.so." OPENSSL_MSTR(OPENSSL_SHLIB_VERSION);

SystemFailure not_loaded() {
    const char* const reason = ::dlerror();
    return SystemFailure(
        compose("cannot load OpenSSL's {}", "无法加载 OpenSSL 的 {}", kFile), ELIBACC,
        compose("install OpenSSL {}; the system says: {}", "请安装 OpenSSL {}；系统说明：{}",
                OPENSSL_SHLIB_VERSION, shown(reason == nullptr ? "" : reason, 200)));
}

template <typename Function>
void find(void* library, const char* name, Function& function) {
    void* const found = ::dlsym(library, name);
    if (found == nullptr) throw not_loaded();
    function = reinterpret_cast<Function>(found);
}

Libcrypto load() {
    void* const library = ::dlopen(kFile, RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) throw not_loaded();
    Libcrypto functions{};
#define CERTREC_MEMBER(name) find(library, #name, functions.name);
    CERTREC_LIBCRYPTO_FUNCTIONS(CERTREC_MEMBER)
#undef CERTREC_MEMBER
    return functions;
}

#endif

}  // namespace

const Libcrypto& libcrypto() {
    static const Libcrypto functions = load();
    return functions;
}

}  // namespace certrec
