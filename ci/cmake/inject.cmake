# lifeline_inject.dll, which the runner loads into programs that nobody changed. It has no C runtime
# and stands beside lifeline.exe. Only for x86-64: kit/inject/stub.h knows no other code.
if(NOT WIN32 OR NOT CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|AMD64)$")
    return()
endif()
file(GLOB handlers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/inject/*_calls_win32.c")
add_library(lifeline_inject SHARED "${PROJECT_SOURCE_DIR}/kit/inject/lifeline_inject.c" ${handlers})
set_target_properties(lifeline_inject PROPERTIES PREFIX ""
    RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}")
# No asserts: they need a C runtime, and end a process that is not ours.
target_compile_definitions(lifeline_inject PRIVATE NDEBUG)
target_compile_options(lifeline_inject PRIVATE -ffreestanding -fno-builtin -mno-stack-arg-probe
    -fno-stack-protector)
target_link_libraries(lifeline_inject PRIVATE $<BUILD_INTERFACE:kit_flags>)
target_link_options(lifeline_inject PRIVATE -nostdlib -Wl,--entry=DllMainCRTStartup)
target_link_libraries(lifeline_inject PRIVATE kernel32 ntdll)
if(NOT LIFELINE_INSTALL)
    set_target_properties(lifeline_inject PROPERTIES EXCLUDE_FROM_ALL TRUE)
endif()
