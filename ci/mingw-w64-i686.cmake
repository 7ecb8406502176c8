# Cross compilation from Linux to 32-bit Windows.
set(LIFELINE_PROCESSOR i686)
include("${CMAKE_CURRENT_LIST_DIR}/mingw-w64.cmake")
