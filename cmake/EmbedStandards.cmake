# Makes one C++ source that holds the bytes of the given TOML files, named by their ids.
#
#   embed_standards(RESULT file.toml...)
#
# RESULT is set to the path of the source.
include(cmake/EmbedFile.cmake)

function(embed_standards result)
  set(source "${PROJECT_BINARY_DIR}/builtin_standards.cpp")
  set(arrays "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS ARGN)
    get_filename_component(id "${file}" NAME_WLE)
    bytes_of(bytes "${file}")
    string(APPEND arrays "constexpr char kFile${number}[] = {${bytes}};\n")
    string(APPEND rows "    BuiltinStandard{\"${id}\", {kFile${number}, sizeof kFile${number}}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  configure_file("${PROJECT_SOURCE_DIR}/cmake/builtin_standards.cpp.in" "${source}" @ONLY)
  set(${result} "${source}" PARENT_SCOPE)
endfunction()
