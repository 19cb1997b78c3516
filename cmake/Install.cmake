# What `cmake --install` puts where: the program, its manual, the samples, and the library with a
# package config, so that find_package(certrec) works.
include(CMakePackageConfigHelpers)

install(TARGETS certrec_program RUNTIME)
install(TARGETS certrec EXPORT certrec ARCHIVE LIBRARY)
install(DIRECTORY include/certrec TYPE INCLUDE FILES_MATCHING PATTERN "*.hpp")
install(DIRECTORY samples TYPE DOC)
install(FILES LICENSE README.md TYPE DOC)
foreach(section 1 5 7)
  file(GLOB manual CONFIGURE_DEPENDS man/*.${section})
  install(FILES ${manual} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
endforeach()

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/certrec)
install(EXPORT certrec NAMESPACE certrec:: FILE certrecTargets.cmake DESTINATION ${package_folder})
configure_package_config_file(cmake/certrecConfig.cmake.in certrecConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(certrecConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/certrecConfig.cmake
              ${PROJECT_BINARY_DIR}/certrecConfigVersion.cmake
        DESTINATION ${package_folder})
