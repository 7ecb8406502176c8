# Cross compilation from Linux to 64-bit Windows, and Wine to run what comes of it. For 32-bit Windows
# ci/mingw-w64-i686.cmake names another processor.
if(NOT LIFELINE_PROCESSOR)
    set(LIFELINE_PROCESSOR x86_64)
endif()
set(LIFELINE_TRIPLET ${LIFELINE_PROCESSOR}-w64-mingw32)
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR ${LIFELINE_PROCESSOR})

# The variant with Windows' own threads first: the other one brings winpthread along.
find_program(LIFELINE_MINGW_GCC
             NAMES ${LIFELINE_TRIPLET}-gcc-win32 ${LIFELINE_TRIPLET}-gcc REQUIRED)
set(CMAKE_C_COMPILER "${LIFELINE_MINGW_GCC}")

set(CMAKE_FIND_ROOT_PATH /usr/${LIFELINE_TRIPLET})
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)

# Header-only libraries are the host's; ci/cmake/third_party.cmake copies them one by one.
set(LIFELINE_HOST_INCLUDE /usr/include)
set(CMAKE_CROSSCOMPILING_EMULATOR "${CMAKE_CURRENT_LIST_DIR}/wine")
