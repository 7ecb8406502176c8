# The layers and the arrows between them, as ci/layers.txt has them:
#   LIFELINE_LAYERS        those of this configuration, lowest first
#   LIFELINE_<layer>_KIND  pure, both, windows or actors
#   LIFELINE_<layer>_USES  the targets that it links
# Without LIFELINE_RUNNER the layers are those that an actor has in it.
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/ci/layers.txt")
file(STRINGS "${PROJECT_SOURCE_DIR}/ci/layers.txt" rows REGEX "^(pure|both|windows|actors) ")
foreach(row IN LISTS rows)
    string(REGEX MATCH "^([a-z]+) +([a-z]+):(.*)$" matched "${row}")
    set(kind ${CMAKE_MATCH_1})
    set(layer ${CMAKE_MATCH_2})
    string(STRIP "${CMAKE_MATCH_3}" uses)
    string(REGEX REPLACE "([a-z]+) *" "kit_\\1;" LIFELINE_${layer}_USES "${uses}")
    set(LIFELINE_${layer}_KIND ${kind})
    if(kind MATCHES "^(pure|both)$" OR (WIN32 AND kind STREQUAL windows))
        list(APPEND LIFELINE_LAYERS ${layer})
    endif()
endforeach()

if(NOT LIFELINE_RUNNER)
    set(kept ${LIFELINE_children_USES} kit_inject) # the DLL for such programs is of their width
    list(TRANSFORM kept REPLACE "^kit_" "")
    foreach(layer IN LISTS LIFELINE_LAYERS)
        if(NOT layer IN_LIST kept)
            list(REMOVE_ITEM LIFELINE_LAYERS ${layer})
        endif()
    endforeach()
endif()

# The files of a layer that are no program of their own.
function(lifeline_layer_sources layer result)
    file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*.c")
    list(FILTER sources EXCLUDE REGEX "(_test|_test_child|_fuzz|_main|_bench|_bench_part|/main|/lifeline_probe|/lifeline_inject)\\.c$")
    file(GLOB twins CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*_posix.c")
    if(WIN32)
        list(REMOVE_ITEM sources ${twins})
    elseif(twins)
        set(nouns ${twins})
        list(TRANSFORM nouns REPLACE "_posix\\.c$" ".c")
        set(all ${sources})
        set(sources ${twins})
        foreach(file IN LISTS nouns)
            if(file IN_LIST all)
                list(APPEND sources "${file}")
            endif()
        endforeach()
    else()
        list(FILTER sources EXCLUDE REGEX "_win32\\.c$")
    endif()
    set(${result} "${sources}" PARENT_SCOPE)
endfunction()

# Each kit/<layer>/NAME.js and NAME.css, as C: `embedded_NAME_js` (kit/page/embedded.h).
function(lifeline_embed layer result)
    file(GLOB files CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*.js"
         "${PROJECT_SOURCE_DIR}/kit/${layer}/*.css")
    set(sources "")
    set(script "${PROJECT_SOURCE_DIR}/ci/cmake/embed.cmake")
    foreach(file IN LISTS files)
        cmake_path(GET file FILENAME name)
        string(REPLACE "." "_" name "${name}")
        set(source "${CMAKE_BINARY_DIR}/embedded/${layer}/${name}.c")
        add_custom_command(OUTPUT "${source}"
            COMMAND "${CMAKE_COMMAND}" "-DFROM=${file}" "-DTO=${source}" "-DNAME=${name}" -P "${script}"
            DEPENDS "${file}" "${script}" VERBATIM)
        list(APPEND sources "${source}")
    endforeach()
    set(${result} "${sources}" PARENT_SCOPE)
endfunction()

# kit_<layer>: a static library; nothing but its arrows while it has no source.
function(lifeline_add_layer layer)
    lifeline_layer_sources(${layer} sources)
    lifeline_embed(${layer} embedded)
    if(sources)
        add_library(kit_${layer} STATIC ${sources} ${embedded})
        set(scope PUBLIC)
    else()
        add_library(kit_${layer} INTERFACE)
        set(scope INTERFACE)
    endif()
    target_link_libraries(kit_${layer} ${scope} ${LIFELINE_${layer}_USES} third_party kit_flags)
endfunction()

set_source_files_properties("${PROJECT_SOURCE_DIR}/kit/base/version.c" PROPERTIES
                            COMPILE_DEFINITIONS LIFELINE_VERSION="${PROJECT_VERSION}")

# lifeline_commit: kit_commit, which only the programs lifeline link (kit/base/version.h). The script
# runs in each build, and costs some 30 ms.
function(lifeline_add_commit target)
    if(NOT TARGET lifeline_commit)
        set(script "${PROJECT_SOURCE_DIR}/ci/cmake/commit.cmake")
        set(source "${PROJECT_BINARY_DIR}/version/commit.c")
        add_custom_target(lifeline_commit_source BYPRODUCTS "${source}"
            COMMAND "${CMAKE_COMMAND}" "-DSOURCE=${PROJECT_SOURCE_DIR}" "-DTO=${source}" -P "${script}"
            VERBATIM)
        add_library(lifeline_commit OBJECT EXCLUDE_FROM_ALL "${source}")
        add_dependencies(lifeline_commit lifeline_commit_source)
        target_link_libraries(lifeline_commit PRIVATE kit_plain_flags)
    endif()
    target_link_libraries(${target} PRIVATE lifeline_commit)
endfunction()
