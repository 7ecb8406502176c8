# What a user's project gets: functions that make tests of scenarios, and an installed copy with a
# package for find_package, one for pkg-config, and on Linux what runs lifeline.exe under Wine. It is
# installed in components, of which ci/package makes a zip and a Debian package:
#   windows  what is for one kind of Windows: lifeline.exe, libraries, headers, the CMake package
#   linux    scripts that run lifeline.exe under Wine, and the command `lifeline`
#   wine     DLLs that Wine lacks
#   native   of a build for Linux: the lifeline for Linux, man pages, completion for bash
#   doc      the pages
set_property(GLOBAL PROPERTY LIFELINE_WINE "${PROJECT_SOURCE_DIR}/ci/wine")
include("${PROJECT_SOURCE_DIR}/ci/cmake/package/lifeline_scenarios.cmake")

if(NOT LIFELINE_INSTALL)
    return()
endif()
include(CMakePackageConfigHelpers)
set(source "${PROJECT_SOURCE_DIR}/ci/cmake/package")
set(made "${PROJECT_BINARY_DIR}/package")
set(to lib/cmake/Lifeline)
set(LIFELINE_HEADERS include)
set(LIFELINE_CI share/lifeline/ci)
# By default folders have the modes that the umask of the caller gives them.
set(CMAKE_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
    GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

# lifeline_configure_pack(KIND NAME NARROW PROJECT...): KIND.cmake, with which cpack makes the package
# NAME. A PROJECT is "build folder;lifeline;component;folder in the package", as CPack has it. NARROW
# is the folder in the package for what is of 32 bits.
function(lifeline_configure_pack kind name narrow)
    set(LIFELINE_PACK_FOLDER "${PROJECT_SOURCE_DIR}/ci/cmake/package")
    set(LIFELINE_PACK_NAME "${name}")
    set(LIFELINE_PACK_PROJECTS "${ARGN}")
    configure_file("${LIFELINE_PACK_FOLDER}/cpack.cmake.in"
                   "${PROJECT_BINARY_DIR}/package/${kind}.cmake" @ONLY)
endfunction()

install(FILES README.md LICENSE DESTINATION share/doc/lifeline COMPONENT doc)
install(DIRECTORY docs DESTINATION share/doc/lifeline COMPONENT doc)
if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux)
    # The licences of the libraries, and of the compiler's runtime, that the programs contain.
    foreach(package IN ITEMS libjsmn-dev uthash-dev libxxhash-dev mingw-w64-x86-64-dev gcc-mingw-w64-base)
        install(FILES /usr/share/doc/${package}/copyright DESTINATION share/doc/lifeline/licences
                RENAME ${package}.txt COMPONENT doc OPTIONAL)
    endforeach()
    install(PROGRAMS ci/closed ci/wine ci/wine-guard ci/wine-session DESTINATION ${LIFELINE_CI}
            COMPONENT linux)
    install(PROGRAMS "${source}/lifeline" DESTINATION bin COMPONENT linux)
endif()
if(NOT WIN32)
    return() # native.cmake installs the rest
endif()

# A build for 32 bits may have no lifeline.exe: that of 64 bits runs programs of 32 bits, too.
set(targets lifeline_static lifeline_probe)
if(TARGET lifeline)
    list(PREPEND targets lifeline)
endif()
install(TARGETS ${targets} EXPORT Lifeline
        RUNTIME DESTINATION bin COMPONENT windows ARCHIVE DESTINATION lib COMPONENT windows)
if(TARGET lifeline AND TARGET lifeline_inject) # beside lifeline.exe
    install(PROGRAMS $<TARGET_FILE:lifeline_inject> DESTINATION bin COMPONENT windows)
endif()
if(TARGET lifeline AND TARGET lifeline_inject32)
    install(PROGRAMS "${inject_file}" DESTINATION bin COMPONENT windows)
endif()
install(EXPORT Lifeline NAMESPACE Lifeline:: FILE LifelineTargets.cmake DESTINATION ${to}
        COMPONENT windows)
install(FILES kit/probe/lifeline.h kit/probe/lifeline.hpp DESTINATION ${LIFELINE_HEADERS}
        COMPONENT windows)
if(LIFELINE_DEF)
    install(FILES "${LIFELINE_DEF}" "${LIFELINE_LIB}" DESTINATION lib COMPONENT windows OPTIONAL)
endif()
install(FILES children/lifeline_dotnet/Probe.cs DESTINATION share/lifeline/dotnet COMPONENT windows)

# Until 1.0 each minor version may change what a scenario or the probe is.
write_basic_package_version_file("${made}/LifelineConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
configure_package_config_file("${source}/LifelineConfig.cmake.in" "${made}/LifelineConfig.cmake"
                              INSTALL_DESTINATION ${to} PATH_VARS LIFELINE_HEADERS LIFELINE_CI)
install(FILES "${made}/LifelineConfig.cmake" "${made}/LifelineConfigVersion.cmake"
        "${source}/lifeline_scenarios.cmake" "${source}/lifeline_test.cmake" DESTINATION ${to}
        COMPONENT windows)

configure_file("${source}/lifeline.pc.in" "${made}/lifeline.pc" @ONLY)
install(FILES "${made}/lifeline.pc" DESTINATION lib/pkgconfig COMPONENT windows)

# What of a build goes into a package; ci/package builds it.
add_custom_target(lifeline_package DEPENDS ${targets})
if(CMAKE_SIZEOF_VOID_P EQUAL 8)
    lifeline_configure_pack(zip lifeline-${PROJECT_VERSION}-windows-x64 /i686
        "${PROJECT_BINARY_DIR};lifeline;windows;/" "${PROJECT_BINARY_DIR};lifeline;doc;/")
endif()
