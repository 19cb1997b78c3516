# The libraries that certrec is built from, all of them Debian's. Where they differ for a static
# program, ${CERTREC_FMT} and ${CERTREC_TOML} are what to link with.
option(CERTREC_STATIC "Link the program statically, so that it runs where nothing is installed" OFF)
if(CERTREC_STATIC)
  set(OPENSSL_USE_STATIC_LIBS ON)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  set(CMAKE_POSITION_INDEPENDENT_CODE ON)
endif()

find_package(fmt REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
find_package(tomlplusplus REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(CLI11 REQUIRED)
find_package(Threads REQUIRED)
find_library(CERTREC_UTF8PROC utf8proc REQUIRED)
find_path(CERTREC_QRCODEGEN_INCLUDE qrcodegen/qrcodegen.hpp REQUIRED)
find_library(CERTREC_QRCODEGEN qrcodegencpp REQUIRED)

set(CERTREC_FMT fmt::fmt)
set(CERTREC_TOML tomlplusplus::tomlplusplus)
if(CERTREC_STATIC)
  # Debian has these two as shared libraries only, but their headers can hold all of them.
  set(CERTREC_FMT $<BUILD_INTERFACE:fmt::fmt-header-only>)
  add_library(certrec_toml_headers INTERFACE)
  target_include_directories(certrec_toml_headers SYSTEM INTERFACE
    $<TARGET_PROPERTY:tomlplusplus::tomlplusplus,INTERFACE_INCLUDE_DIRECTORIES>)
  set(CERTREC_TOML $<BUILD_INTERFACE:certrec_toml_headers>)
endif()
