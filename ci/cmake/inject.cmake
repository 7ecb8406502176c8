# lifeline_inject.dll, which the runner loads into programs that nobody changed, and
# lifeline_inject32.dll for such programs of 32 bits. They have no C runtime and stand beside
# lifeline.exe. Only for x86: kit/inject/stub.h knows no other code.
if(NOT WIN32)
    return()
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$" AND CMAKE_SIZEOF_VOID_P EQUAL 8)
    set(inject_name lifeline_inject)
    set(inject_entry DllMainCRTStartup)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(i[3-6]86|x86|x86_64|AMD64)$" AND CMAKE_SIZEOF_VOID_P EQUAL 4)
    set(inject_name lifeline_inject32)
    set(inject_entry _DllMainCRTStartup@12)
else()
    return()
endif()
file(GLOB inject_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/inject/*_calls_win32.c")
list(APPEND inject_sources "${PROJECT_SOURCE_DIR}/kit/inject/lifeline_inject.c")
# No asserts: they need a C runtime, and end a process that is not ours.
set(inject_flags -DNDEBUG -ffreestanding -fno-builtin -mno-stack-arg-probe -fno-stack-protector)
# With 32 bits a division of 64 bits is a function of gcc's.
set(inject_libraries kernel32 ntdll gcc)

add_library(lifeline_inject SHARED ${inject_sources})
set_target_properties(lifeline_inject PROPERTIES PREFIX "" OUTPUT_NAME ${inject_name}
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
target_compile_options(lifeline_inject PRIVATE ${inject_flags})
target_link_libraries(lifeline_inject PRIVATE $<BUILD_INTERFACE:kit_flags> ${inject_libraries})
target_link_options(lifeline_inject PRIVATE -nostdlib -Wl,--entry=${inject_entry})
if(NOT LIFELINE_INSTALL)
    set_target_properties(lifeline_inject PROPERTIES EXCLUDE_FROM_ALL TRUE)
endif()

# lifeline.exe has 64 bits and the programs may have 32, so a build for 64 bits makes the other DLL,
# too, by the compiler for 32 bits. Without this compiler the DLL is missing, and a run that needs it
# says so.
if(NOT CMAKE_SIZEOF_VOID_P EQUAL 8 OR NOT CMAKE_C_COMPILER_ID STREQUAL GNU)
    return()
endif()
find_program(LIFELINE_GCC_32 NAMES i686-w64-mingw32-gcc-win32 i686-w64-mingw32-gcc)
mark_as_advanced(LIFELINE_GCC_32)
if(NOT LIFELINE_GCC_32)
    return()
endif()
foreach(kind IN ITEMS DEFINITIONS OPTIONS)
    set(inject_${kind} $<TARGET_PROPERTY:kit_plain_flags,INTERFACE_COMPILE_${kind}>)
endforeach()
set(inject_objects "")
foreach(file IN LISTS inject_sources)
    cmake_path(GET file STEM name)
    set(object "${PROJECT_BINARY_DIR}/inject32/${name}.obj")
    add_custom_command(OUTPUT "${object}"
        COMMAND ${CMAKE_C_COMPILER_LAUNCHER} "${LIFELINE_GCC_32}" -std=c11 -O2 -g
                "-D$<JOIN:${inject_DEFINITIONS},;-D>" "${inject_OPTIONS}" ${inject_flags}
                "-I${PROJECT_SOURCE_DIR}" -MD -MF "${object}.d" -c -o "${object}" "${file}"
        DEPENDS "${file}" DEPFILE "${object}.d" VERBATIM COMMAND_EXPAND_LISTS)
    list(APPEND inject_objects "${object}")
endforeach()
list(TRANSFORM inject_libraries PREPEND -l)
set(inject_file "${PROJECT_BINARY_DIR}/lifeline_inject32.dll")
add_custom_command(OUTPUT "${inject_file}"
    COMMAND "${LIFELINE_GCC_32}" -shared -nostdlib -static -Wl,--no-insert-timestamp
            -Wl,--entry=_DllMainCRTStartup@12 -o "${inject_file}" ${inject_objects} ${inject_libraries}
    DEPENDS ${inject_objects} VERBATIM)
if(LIFELINE_INSTALL)
    add_custom_target(lifeline_inject32 ALL DEPENDS "${inject_file}")
else()
    add_custom_target(lifeline_inject32 DEPENDS "${inject_file}")
endif()
