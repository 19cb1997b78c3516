# Makes one C++ source that holds the scripts which complete command lines.
#
#   embed_completion(RESULT FOLDER)
#
# RESULT is set to the path of the source. FOLDER holds certrec.bash, certrec.zsh and certrec.fish.
include(cmake/EmbedFile.cmake)

function(embed_completion result folder)
  foreach(shell bash zsh fish)
    bytes_of(${shell} "${folder}/certrec.${shell}")
  endforeach()
  set(source "${PROJECT_BINARY_DIR}/completion_scripts.cpp")
  configure_file("${PROJECT_SOURCE_DIR}/cmake/completion_scripts.cpp.in" "${source}" @ONLY)
  set(${result} "${source}" PARENT_SCOPE)
endfunction()
