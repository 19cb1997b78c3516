# Makes one C++ source that holds the bytes of the given TOML files, named by their ids.
#
#   embed_standards(RESULT file.toml...)
#
# RESULT is set to the path of the source. Each file is an array of characters, since a string literal
# is limited in length.
function(embed_standards result)
  set(source "${PROJECT_BINARY_DIR}/builtin_standards.cpp")
  set(arrays "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/${file}")
    get_filename_component(id "${file}" NAME_WLE)
    file(READ "${PROJECT_SOURCE_DIR}/${file}" hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
    string(APPEND arrays "constexpr char kFile${number}[] = {${bytes}};\n")
    string(APPEND rows "    BuiltinStandard{\"${id}\", {kFile${number}, sizeof kFile${number}}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  configure_file("${PROJECT_SOURCE_DIR}/cmake/builtin_standards.cpp.in" "${source}" @ONLY)
  set(${result} "${source}" PARENT_SCOPE)
endfunction()
