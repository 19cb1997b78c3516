# What `cmake --install` puts where. Two components: the program with its manual and samples, and for
# development the library with what CMake and pkg-config need to find it.
include(CMakePackageConfigHelpers)

install(TARGETS certrec_program RUNTIME COMPONENT program)
install(DIRECTORY samples/ DESTINATION ${CMAKE_INSTALL_DOCDIR}/examples COMPONENT program)
file(GLOB readmes CONFIGURE_DEPENDS README*.md)
install(FILES LICENSE ${readmes} TYPE DOC COMPONENT program)
foreach(language "" zh_CN/)
  foreach(section 1 5 7)
    file(GLOB pages CONFIGURE_DEPENDS man/${language}*.${section})
    install(FILES ${pages} DESTINATION ${CMAKE_INSTALL_MANDIR}/${language}man${section}
            COMPONENT program)
  endforeach()
endforeach()

# The completion scripts, where the shells look; zsh of a distribution may look elsewhere.
set(CERTREC_ZSH_COMPLETION_FOLDER ${CMAKE_INSTALL_DATADIR}/zsh/site-functions
    CACHE STRING "Where the completion script for zsh is installed")
install(FILES tools/certrec/completion/certrec.bash RENAME certrec
        DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions COMPONENT program)
install(FILES tools/certrec/completion/certrec.zsh RENAME _certrec
        DESTINATION ${CERTREC_ZSH_COMPLETION_FOLDER} COMPONENT program)
install(FILES tools/certrec/completion/certrec.fish
        DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d COMPONENT program)

install(TARGETS certrec EXPORT certrec ARCHIVE COMPONENT development LIBRARY COMPONENT development)
install(DIRECTORY include/certrec TYPE INCLUDE COMPONENT development FILES_MATCHING PATTERN "*.hpp")

set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/certrec)
install(EXPORT certrec NAMESPACE certrec:: FILE certrecTargets.cmake DESTINATION ${package_folder}
        COMPONENT development)
configure_package_config_file(cmake/certrecConfig.cmake.in certrecConfig.cmake
                              INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(certrecConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/certrecConfig.cmake
              ${PROJECT_BINARY_DIR}/certrecConfigVersion.cmake
        DESTINATION ${package_folder} COMPONENT development)

# The prefix is told by where the file lies, since `cmake --install --prefix` may change it.
set(pkgconfig_folder ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
file(RELATIVE_PATH up_to_prefix "/prefix/${pkgconfig_folder}" "/prefix")
configure_file(cmake/certrec.pc.in certrec.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/certrec.pc DESTINATION ${pkgconfig_folder}
        COMPONENT development)
