# What `cpack` makes: two Debian packages, the same bytes from the same sources.
#
#   certrec          the program, its manual, completions and samples
#   libcertrec-dev   headers, the static library, and what CMake and pkg-config need to find it
#
# The preset `package` has the flags and folders that Debian wants; packaging/ has the rest.
set(CPACK_GENERATOR DEB)
set(CPACK_VERBATIM_VARIABLES ON)
set(CPACK_PROJECT_CONFIG_FILE ${PROJECT_SOURCE_DIR}/packaging/settle.cmake)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/packaging/prepare.cmake)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program development)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEB_COMPONENT_INSTALL ON)

if(NOT CPACK_PACKAGE_CONTACT)
  set(CPACK_PACKAGE_CONTACT "The certrec authors <certrec@example.org>")
endif()
# Each package has its own description, with its summary as the first line.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SOURCE certrec)

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME certrec)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION utils)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
# It is loaded when it is needed, so that dpkg-shlibdeps does not find it.
set(CPACK_DEBIAN_PROGRAM_PACKAGE_DEPENDS "libssl3 (>= 3.0)")
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS openssl)
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION
    "vocational certification records with a verifiable register
certrec decides who may sit which level of a vocational standard, scores the
exams, issues certificates into a register, and lets anyone verify them
offline, decades later.
.
Everything is a plain TOML or CSV file, every verdict names its clause, and no
step touches the network. Messages, reports and certificates are in English
and Chinese.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libcertrec-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libqrcodegencpp-dev, libssl3 (>= 3.0), libutf8proc-dev")
set(CPACK_DEBIAN_DEVELOPMENT_DESCRIPTION
    "vocational certification records, development files
certrec decides who may sit which level of a vocational standard, scores the
exams, issues certificates into a register, and verifies them offline.
.
This package has the headers and the static library for programs of your own,
found by CMake as certrec::certrec and by pkg-config as certrec.")

include(CPack)
