# The layers and the arrows between them, as ci/layers.txt has them:
#   LIFELINE_LAYERS        those of this configuration, lowest first
#   LIFELINE_<layer>_KIND  pure, windows or actors
#   LIFELINE_<layer>_USES  the targets that it links
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/ci/layers.txt")
file(STRINGS "${CMAKE_SOURCE_DIR}/ci/layers.txt" rows REGEX "^(pure|windows|actors) ")
foreach(row IN LISTS rows)
    string(REGEX MATCH "^([a-z]+) +([a-z]+):(.*)$" matched "${row}")
    set(kind ${CMAKE_MATCH_1})
    set(layer ${CMAKE_MATCH_2})
    string(STRIP "${CMAKE_MATCH_3}" uses)
    string(REGEX REPLACE "([a-z]+) *" "kit_\\1;" LIFELINE_${layer}_USES "${uses}")
    set(LIFELINE_${layer}_KIND ${kind})
    if(kind STREQUAL pure OR (WIN32 AND kind STREQUAL windows))
        list(APPEND LIFELINE_LAYERS ${layer})
    endif()
endforeach()

# The files of a layer that are no program of their own.
function(lifeline_layer_sources layer result)
    file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/kit/${layer}/*.c")
    list(FILTER sources EXCLUDE REGEX "(_test|_test_child|_fuzz|_main|_bench|_bench_part|/main|/lifeline_probe)\\.c$")
    if(NOT WIN32)
        list(FILTER sources EXCLUDE REGEX "_win32\\.c$")
    endif()
    set(${result} "${sources}" PARENT_SCOPE)
endfunction()

# kit_<layer>: a static library; nothing but its arrows while it has no source.
function(lifeline_add_layer layer)
    lifeline_layer_sources(${layer} sources)
    if(sources)
        add_library(kit_${layer} STATIC ${sources})
        set(scope PUBLIC)
    else()
        add_library(kit_${layer} INTERFACE)
        set(scope INTERFACE)
    endif()
    target_link_libraries(kit_${layer} ${scope} ${LIFELINE_${layer}_USES} third_party kit_flags)
endfunction()
