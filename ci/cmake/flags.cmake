# kit_flags: what every file of the project is compiled with. kit_plain_flags: the same without
# sanitizers, for a program that people use.
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_C_FLAGS_RELWITHDEBINFO "-O2 -g") # without NDEBUG: asserts stay

# It goes over every byte of a block, and docs/performance.md measures it against a memcpy.
set_source_files_properties("${PROJECT_SOURCE_DIR}/kit/protocol/block.c" PROPERTIES
                            COMPILE_OPTIONS -O3)

add_library(kit_plain_flags INTERFACE)
target_include_directories(kit_plain_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_definitions(kit_plain_flags INTERFACE KIT_BUILD)
target_compile_options(kit_plain_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes
    # All of GNU's extensions, of which -Wpedantic has some. gcc has no such switch: ci/check-clang.
    "$<$<C_COMPILER_ID:Clang>:-Wgnu;-Wlanguage-extension-token>"
    $<$<BOOL:${LIFELINE_WERROR}>:-Werror>
    # An assert names its file as the project does, and builds are alike wherever they are made.
    "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
add_library(kit_flags INTERFACE)
target_link_libraries(kit_flags INTERFACE kit_plain_flags)

if(WIN32)
    target_compile_definitions(kit_plain_flags INTERFACE
        UNICODE _UNICODE _WIN32_WINNT=0x0A00 __USE_MINGW_ANSI_STDIO=1)
    # No DLL but the system's own, and of those no more than these: user32 alone doubles the
    # time that an actor takes to start. check/imports proves it.
    set(CMAKE_C_STANDARD_LIBRARIES "-lkernel32 -lntdll")
    # --no-insert-timestamp: a program says nothing of when it was linked, so builds are alike.
    target_link_options(kit_plain_flags INTERFACE -static
                        $<$<BOOL:${MINGW}>:-Wl,--no-insert-timestamp>)
elseif(LIFELINE_SANITIZE)
    set(sanitizers address,undefined)
    if(CMAKE_C_COMPILER_ID MATCHES Clang)
        set(LIFELINE_FUZZ ON)
        string(APPEND sanitizers ,fuzzer-no-link)
    endif()
    target_compile_options(kit_flags INTERFACE
        -fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(kit_flags INTERFACE -fsanitize=${sanitizers})
endif()

# D: an archive has no times and no users in it. Debian's ar does so unasked, others do not.
if(NOT MSVC AND NOT CMAKE_HOST_APPLE)
    set(CMAKE_C_ARCHIVE_CREATE "<CMAKE_AR> qcD <TARGET> <LINK_FLAGS> <OBJECTS>")
    set(CMAKE_C_ARCHIVE_APPEND "<CMAKE_AR> qD <TARGET> <LINK_FLAGS> <OBJECTS>")
    set(CMAKE_C_ARCHIVE_FINISH "<CMAKE_RANLIB> -D <TARGET>")
endif()

# A program that begins at wmain has to say so to the linker; no header declares wmain.
function(lifeline_choose_entry target)
    foreach(file IN LISTS ARGN)
        file(STRINGS "${file}" entry REGEX "wmain *\\(" LIMIT_COUNT 1)
        if(entry)
            target_link_options(${target} PRIVATE -municode)
            set_source_files_properties("${file}" PROPERTIES
                                        COMPILE_OPTIONS -Wno-missing-prototypes)
        endif()
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    endforeach()
endfunction()
