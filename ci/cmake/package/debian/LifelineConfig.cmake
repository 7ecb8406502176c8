# The Debian package has a copy of Lifeline for each kind of Windows, in the folder of its compiler:
# where such a compiler looks. This leads to it where CMake was not told to look there.
get_filename_component(lifeline_usr "${CMAKE_CURRENT_LIST_DIR}" REALPATH) # /lib may be a link
get_filename_component(lifeline_usr "${lifeline_usr}/../../.." ABSOLUTE)
set(lifeline_copy "${lifeline_usr}/x86_64-w64-mingw32/lib/cmake/Lifeline/LifelineConfig.cmake")
if(WIN32 AND CMAKE_SIZEOF_VOID_P EQUAL 4)
    set(lifeline_copy "${lifeline_usr}/i686-w64-mingw32/lib/cmake/Lifeline/LifelineConfig.cmake")
endif()
if(EXISTS "${lifeline_copy}")
    include("${lifeline_copy}")
else()
    set(Lifeline_FOUND FALSE)
    set(Lifeline_NOT_FOUND_MESSAGE "this package has no copy for this kind of Windows: ${lifeline_copy}")
endif()
