# Read by cpack before it packs: settles what the bytes of a package could depend on besides the
# sources. Everything in it is as old as the last entry of its changelog.
if(NOT DEFINED ENV{SOURCE_DATE_EPOCH})
  execute_process(
    COMMAND dpkg-parsechangelog -l ${CMAKE_CURRENT_LIST_DIR}/debian/changelog -S Timestamp
    OUTPUT_VARIABLE timestamp OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
  set(ENV{SOURCE_DATE_EPOCH} ${timestamp})
endif()

execute_process(COMMAND sh -c umask OUTPUT_VARIABLE mask OUTPUT_STRIP_TRAILING_WHITESPACE)
if(NOT mask MATCHES "^0*22$")
  message(FATAL_ERROR "the modes in a package come from the umask, which is ${mask} here; "
                      "pack after: umask 022")
endif()
