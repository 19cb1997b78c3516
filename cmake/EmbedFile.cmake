# How the bytes of a file stand in C++.
#
#   bytes_of(RESULT FILE)                 RESULT is set to the elements of an array of characters,
#                                         since a string literal is limited in length
#   embed_file(RESULT FILE TEMPLATE)      RESULT is set to the path of a source, which is TEMPLATE
#                                         with @bytes@ in it
function(bytes_of result file)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${file}")
  file(READ "${PROJECT_SOURCE_DIR}/${file}" hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  set(${result} "${bytes}" PARENT_SCOPE)
endfunction()

function(embed_file result file template)
  bytes_of(bytes "${file}")
  get_filename_component(name "${template}" NAME_WLE)
  set(source "${PROJECT_BINARY_DIR}/${name}")
  configure_file("${PROJECT_SOURCE_DIR}/${template}" "${source}" @ONLY)
  set(${result} "${source}" PARENT_SCOPE)
endfunction()
