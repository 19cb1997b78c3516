# Read by cpack between installing and packing: turns what `cmake --install` puts anywhere into what
# Debian's policy wants in a package.

function(compress)
  execute_process(COMMAND gzip -9n ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

# Policy 12.5 and 12.7: the licence and the changelog, in the folder of each package.
function(write_documents folder)
  file(REMOVE ${folder}/LICENSE)
  file(COPY ${CMAKE_CURRENT_LIST_DIR}/debian/copyright ${CMAKE_CURRENT_LIST_DIR}/debian/changelog
       DESTINATION ${folder}
       FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
       DIRECTORY_PERMISSIONS ${CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS})
  compress(${folder}/changelog)
endfunction()

set(program ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/program/usr)
set(development ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/development/usr)
write_documents(${program}/share/doc/certrec)
write_documents(${development}/share/doc/libcertrec-dev)

# Policy 12.1: manual pages are compressed.
file(GLOB_RECURSE pages ${program}/share/man/*)
compress(${pages})

# Policy 10.1 and 10.2: nothing that running or linking does not need.
function(strip)
  execute_process(COMMAND strip --remove-section=.comment --remove-section=.note ${ARGN}
                  COMMAND_ERROR_IS_FATAL ANY)
endfunction()
file(GLOB_RECURSE libraries ${development}/lib/*.a)
strip(${program}/bin/certrec)
strip(--strip-debug --enable-deterministic-archives ${libraries})
