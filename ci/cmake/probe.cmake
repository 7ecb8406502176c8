# The probe for users, made of one file:
#   Lifeline::probe      a static library, liblifeline.a
#   Lifeline::probe_dll  lifeline_probe.dll, which then stands beside the program
# Both bring <lifeline.h> and <lifeline.hpp>. In a build that is not for Windows there is no run that
# a program could be in, so Lifeline::probe compiles the probe away.
set(LIFELINE_INCLUDE "${PROJECT_BINARY_DIR}/include")
foreach(header lifeline.h lifeline.hpp)
    configure_file("${PROJECT_SOURCE_DIR}/kit/probe/${header}" "${LIFELINE_INCLUDE}/${header}" COPYONLY)
endforeach()
set(LIFELINE_INCLUDE "$<BUILD_INTERFACE:${LIFELINE_INCLUDE}>" "$<INSTALL_INTERFACE:include>")

if(NOT WIN32)
    add_library(lifeline_off INTERFACE)
    target_include_directories(lifeline_off INTERFACE ${LIFELINE_INCLUDE})
    target_compile_definitions(lifeline_off INTERFACE LIFELINE_OFF)
    add_library(Lifeline::probe ALIAS lifeline_off)
    add_library(Lifeline::probe_dll ALIAS lifeline_off)
    return()
endif()

add_library(lifeline_static STATIC "${PROJECT_SOURCE_DIR}/kit/probe/lifeline_probe.c")
set_target_properties(lifeline_static PROPERTIES OUTPUT_NAME lifeline EXPORT_NAME probe)
# Its flags one by one: what a static library links, its users get, too.
foreach(flags COMPILE_OPTIONS COMPILE_DEFINITIONS INCLUDE_DIRECTORIES)
    set_property(TARGET lifeline_static APPEND PROPERTY ${flags}
                 $<TARGET_PROPERTY:kit_flags,INTERFACE_${flags}>)
endforeach()
target_include_directories(lifeline_static INTERFACE ${LIFELINE_INCLUDE})
target_link_libraries(lifeline_static INTERFACE ntdll)
add_library(Lifeline::probe ALIAS lifeline_static)

add_library(lifeline_probe SHARED "${PROJECT_SOURCE_DIR}/kit/probe/lifeline_probe.c")
set_target_properties(lifeline_probe PROPERTIES PREFIX "" EXPORT_NAME probe_dll
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
target_compile_definitions(lifeline_probe PRIVATE LIFELINE_PROBE_BUILD PUBLIC LIFELINE_PROBE_DLL)
target_link_libraries(lifeline_probe PRIVATE $<BUILD_INTERFACE:kit_flags> ntdll)
target_include_directories(lifeline_probe INTERFACE ${LIFELINE_INCLUDE})
add_library(Lifeline::probe_dll ALIAS lifeline_probe)

# Import libraries: MinGW's comes with the DLL. Microsoft's linker takes lifeline_probe.lib, or makes
# one of lifeline_probe.def: lib /def:lifeline_probe.def /machine:x64
if(MINGW)
    set(LIFELINE_DEF "${PROJECT_BINARY_DIR}/lifeline_probe.def")
    set(LIFELINE_LIB "${PROJECT_BINARY_DIR}/lifeline_probe.lib")
    target_link_options(lifeline_probe PRIVATE "-Wl,--output-def,${LIFELINE_DEF}")
    find_program(LIFELINE_LLVM_DLLTOOL NAMES llvm-dlltool) # Debian's package llvm
    if(LIFELINE_LLVM_DLLTOOL)
        set(machine i386)
        if(CMAKE_SIZEOF_VOID_P EQUAL 8)
            set(machine i386:x86-64)
        endif()
        add_custom_command(TARGET lifeline_probe POST_BUILD BYPRODUCTS "${LIFELINE_LIB}"
            COMMAND "${LIFELINE_LLVM_DLLTOOL}" -m ${machine} -D lifeline_probe.dll
                    -d "${LIFELINE_DEF}" -l "${LIFELINE_LIB}" VERBATIM)
    endif()
endif()

if(NOT LIFELINE_INSTALL)
    set_target_properties(lifeline_static lifeline_probe PROPERTIES EXCLUDE_FROM_ALL TRUE)
endif()
