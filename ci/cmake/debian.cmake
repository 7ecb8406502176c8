# What is only in the Debian package, and what it is made of: this build, and the one for Windows beside
# it.
install(TARGETS lifeline RUNTIME DESTINATION lib/lifeline COMPONENT native)
write_basic_package_version_file("${CMAKE_BINARY_DIR}/package/LifelineConfigVersion.cmake"
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES "${PROJECT_SOURCE_DIR}/ci/cmake/package/debian/LifelineConfig.cmake"
        "${CMAKE_BINARY_DIR}/package/LifelineConfigVersion.cmake"
        DESTINATION lib/cmake/Lifeline COMPONENT native)

set(parts "")
foreach(component IN ITEMS native linux doc)
    list(APPEND parts "${CMAKE_BINARY_DIR};lifeline;${component};/usr")
endforeach()
set(windows "${PROJECT_SOURCE_DIR}/build/windows")
list(APPEND parts "${windows};lifeline;wine;/usr" "${windows};lifeline;windows;/usr/x86_64-w64-mingw32")
lifeline_configure_pack(deb lifeline_${PROJECT_VERSION}_amd64 /usr/i686-w64-mingw32 ${parts})
