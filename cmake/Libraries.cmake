# The libraries that certrec is built from, all of them Debian's; ${CERTREC_FMT} and the like are
# what to link with.
#
# To load shared libraries takes longer than most runs. So the program shares the C library only; it
# loads libcrypto, for which there are security updates, when it needs it (src/base/libcrypto.hpp),
# and the others become part of it.
option(CERTREC_STATIC "Link the program statically, so that it runs where nothing is installed" OFF)
if(CERTREC_STATIC)
  set(OPENSSL_USE_STATIC_LIBS ON)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()

find_package(fmt REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
find_path(CERTREC_QRCODEGEN_INCLUDE qrcodegen/qrcodegen.hpp REQUIRED)

# A program of somebody else's that uses the library may share them.
foreach(name utf8proc qrcodegencpp)
  find_library(CERTREC_LIB_${name} lib${name}.a REQUIRED)
  list(APPEND CERTREC_ARCHIVES
       $<BUILD_INTERFACE:${CERTREC_LIB_${name}}> $<INSTALL_INTERFACE:${name}>)
endforeach()

# Sets `result` to the headers of a library alone, as what to link with.
function(headers_of result library)
  string(REGEX REPLACE ".*::" "headers_of_" headers ${library})
  add_library(${headers} INTERFACE)
  target_include_directories(${headers} SYSTEM INTERFACE
    $<TARGET_PROPERTY:${library},INTERFACE_INCLUDE_DIRECTORIES>)
  set(${result} $<BUILD_INTERFACE:${headers}> PARENT_SCOPE)
endfunction()

# Debian has fmt and toml++ as shared libraries only, but their headers hold all of them: one source
# each, src/base/fmt.cpp and src/records/toml.cpp, compiles them.
headers_of(CERTREC_FMT fmt::fmt)
headers_of(CERTREC_TOML tomlplusplus::tomlplusplus)
headers_of(CERTREC_CRYPTO OpenSSL::Crypto)
if(CERTREC_STATIC)
  set(CERTREC_CRYPTO OpenSSL::Crypto)
endif()
