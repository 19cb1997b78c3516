# What `cmake --install` puts where: the program, its manual, the samples, and the library with a
# package config, so that find_package(certrec) works.
include(CMakePackageConfigHelpers)

install(TARGETS certrec_program RUNTIME)
install(TARGETS certrec EXPORT certrec ARCHIVE LIBRARY)
install(DIRECTORY include/certrec TYPE INCLUDE FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY samples TYPE DOC)
install(FILES LICENSE README.md TYPE DOC)
file(GLOB manual_1 CONFIGURE_DEPENDS man/*.1)
file(GLOB manual_5 CONFIGURE_DEPENDS man/*.5)
install(FILES ${manual_1} DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
install(FILES ${manual_5} DESTINATION ${CMAKE_INSTALL_MANDIR}/man5)

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/certrec)
install(EXPORT certrec NAMESPACE certrec:: FILE certrecTargets.cmake DESTINATION ${package_folder})
configure_package_config_file(cmake/certrecConfig.cmake.in certrecConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(certrecConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/certrecConfig.cmake
              ${PROJECT_BINARY_DIR}/certrecConfigVersion.cmake
        DESTINATION ${package_folder})
