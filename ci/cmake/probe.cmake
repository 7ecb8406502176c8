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

if(NOT LIFELINE_INSTALL)
    set_target_properties(lifeline_static lifeline_probe PROPERTIES EXCLUDE_FROM_ALL TRUE)
endif()
