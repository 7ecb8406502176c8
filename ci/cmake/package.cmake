# What a user's project gets: functions that make tests of scenarios, and an installed copy with a
# package for find_package, one for pkg-config, and on Linux what runs lifeline.exe under Wine.
set_property(GLOBAL PROPERTY LIFELINE_WINE "${PROJECT_SOURCE_DIR}/ci/wine")
include("${PROJECT_SOURCE_DIR}/ci/cmake/package/lifeline_scenarios.cmake")

if(NOT LIFELINE_INSTALL OR NOT TARGET lifeline)
    return()
endif()
include(CMakePackageConfigHelpers)
set(source "${PROJECT_SOURCE_DIR}/ci/cmake/package")
set(made "${PROJECT_BINARY_DIR}/package")
set(to lib/cmake/Lifeline)
set(LIFELINE_HEADERS include)
set(LIFELINE_CI share/lifeline/ci)

install(TARGETS lifeline lifeline_static lifeline_probe EXPORT Lifeline
        RUNTIME DESTINATION bin ARCHIVE DESTINATION lib)
install(EXPORT Lifeline NAMESPACE Lifeline:: FILE LifelineTargets.cmake DESTINATION ${to})
install(FILES kit/probe/lifeline.h kit/probe/lifeline.hpp DESTINATION ${LIFELINE_HEADERS})
install(FILES children/lifeline_dotnet/Probe.cs DESTINATION share/lifeline/dotnet)
install(FILES LICENSE DESTINATION share/doc/lifeline)

# Until 1.0 each minor version may change what a scenario or the probe is.
write_basic_package_version_file("${made}/LifelineConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
configure_package_config_file("${source}/LifelineConfig.cmake.in" "${made}/LifelineConfig.cmake"
                              INSTALL_DESTINATION ${to} PATH_VARS LIFELINE_HEADERS LIFELINE_CI)
install(FILES "${made}/LifelineConfig.cmake" "${made}/LifelineConfigVersion.cmake"
        "${source}/lifeline_scenarios.cmake" "${source}/lifeline_test.cmake" DESTINATION ${to})

configure_file("${source}/lifeline.pc.in" "${made}/lifeline.pc" @ONLY)
install(FILES "${made}/lifeline.pc" DESTINATION lib/pkgconfig)

if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux)
    install(PROGRAMS ci/closed ci/wine ci/wine-guard ci/wine-session DESTINATION ${LIFELINE_CI})
    install(PROGRAMS "${source}/lifeline" DESTINATION bin)
endif()
