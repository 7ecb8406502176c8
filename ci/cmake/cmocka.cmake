# cmocka: the unit tests' library. A cross build makes it from the source that ci/setup unpacked. Any
# other build finds it installed.
add_library(cmocka INTERFACE)

if(CMAKE_CROSSCOMPILING)
    file(GLOB source "${PROJECT_SOURCE_DIR}/build/third_party/cmocka-*/src/cmocka.c")
    if(NOT source)
        message(FATAL_ERROR "cmocka's source is not in build/third_party: run ci/setup")
    endif()
    cmake_path(GET source PARENT_PATH folder)
    cmake_path(GET folder PARENT_PATH folder)
    add_library(cmocka_static STATIC "${source}")
    set_target_properties(cmocka_static PROPERTIES C_EXTENSIONS ON)
    target_include_directories(cmocka_static SYSTEM PUBLIC "${folder}/include")
    target_compile_definitions(cmocka_static PRIVATE
        __USE_MINGW_ANSI_STDIO=1 HAVE_INTTYPES_H HAVE_MALLOC_H HAVE_SIGNAL_H
        HAVE_SNPRINTF HAVE_VSNPRINTF HAVE_GCC_THREAD_LOCAL_STORAGE)
    # Its messages are checked by Microsoft's rules otherwise, which know no %zu.
    target_compile_definitions(cmocka_static INTERFACE __printf__=__gnu_printf__)
    target_link_libraries(cmocka INTERFACE cmocka_static)
else()
    find_path(LIFELINE_CMOCKA_INCLUDE cmocka.h REQUIRED)
    find_library(LIFELINE_CMOCKA NAMES cmocka cmocka-static REQUIRED)
    target_include_directories(cmocka SYSTEM INTERFACE "${LIFELINE_CMOCKA_INCLUDE}")
    target_link_libraries(cmocka INTERFACE "${LIFELINE_CMOCKA}")
endif()
