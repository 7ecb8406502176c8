# What is checked once, and needs no Windows.

lifeline_add_proved_test(check/functions "^[1-9][0-9]* functions, 0 violations; "
                         "${PROJECT_SOURCE_DIR}/ci/check-functions")
lifeline_add_proved_test(check/names "^[1-9][0-9]* functions, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-names")
lifeline_add_proved_test(check/names-finds "^[1-9][0-9]* mistakes, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-names-finds")
lifeline_add_proved_test(check/layers "^[1-9][0-9]* includes, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-layers")
lifeline_add_proved_test(check/layers-finds "^[1-9][0-9]* mistakes, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-layers-finds")

lifeline_add_proved_test(check/told "^[1-9][0-9]* files, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-told")

lifeline_add_proved_test(check/docs "^[1-9][0-9]* links, [1-9][0-9]* sentences, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-docs")
lifeline_add_proved_test(check/docs-finds "^[1-9][0-9]* mistakes, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-docs-finds")

lifeline_add_proved_test(check/recipes "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-recipes" $<TARGET_FILE:lifeline>)
lifeline_add_proved_test(check/recipes-finds "^[1-9][0-9]* mistakes, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-recipes-finds" $<TARGET_FILE:lifeline>)

lifeline_add_proved_test(check/waits "^[1-9][0-9]* waits, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-waits")

lifeline_add_proved_test(check/calls "^[1-9][0-9]* calls, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-calls")

find_program(LIFELINE_CLANG_FORMAT NAMES clang-format) # ci/setup installs it
if(LIFELINE_CLANG_FORMAT)
    lifeline_add_proved_test(check/format "^[1-9][0-9]* files, 0 violations$"
                             "${PROJECT_SOURCE_DIR}/ci/check-format")
endif()

find_program(LIFELINE_CLANG NAMES clang) # ci/setup installs it
if(LIFELINE_CLANG)
    lifeline_add_proved_test(check/header "^[1-9][0-9]* checks, 0 violations$"
                             "${PROJECT_SOURCE_DIR}/ci/check-header")
    lifeline_add_proved_test(check/clang "^[1-9][0-9]* files, 0 violations$"
                             "${PROJECT_SOURCE_DIR}/ci/check-clang" "${LIFELINE_CLANG}")
    lifeline_add_proved_test(check/arm64 "^[1-9][0-9]* checks, 0 violations$"
                             "${PROJECT_SOURCE_DIR}/ci/check-arm64" "${LIFELINE_CLANG}")
endif()

# kit/<layer>/NAME_main.c is a program that prints something for a page or a check.
file(GLOB mains CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/*/*_main.c")
foreach(file IN LISTS mains)
    cmake_path(GET file STEM name)
    cmake_path(GET file PARENT_PATH layer)
    cmake_path(GET layer FILENAME layer)
    if(layer IN_LIST LIFELINE_LAYERS)
        lifeline_add_program(${name} ${layer} "${file}")
    endif()
endforeach()

# build/native/lifeline: the commands that start nothing, without sanitizers, since people wait for it;
# and lifeline_checked, the same with them, which ci/check-native calls, too.
set(sources "${PROJECT_SOURCE_DIR}/kit/tell/main.c")
foreach(layer IN LISTS LIFELINE_LAYERS)
    if(kit_${layer} IN_LIST LIFELINE_tell_USES OR layer STREQUAL tell)
        lifeline_layer_sources(${layer} files)
        lifeline_embed(${layer} embedded)
        list(APPEND sources ${files} ${embedded})
    endif()
endforeach()
add_executable(lifeline ${sources})
set_target_properties(lifeline PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
target_link_libraries(lifeline PRIVATE third_party kit_plain_flags)
lifeline_add_commit(lifeline)
add_executable(lifeline_checked "${PROJECT_SOURCE_DIR}/kit/tell/main.c")
set_target_properties(lifeline_checked PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
target_link_libraries(lifeline_checked PRIVATE kit_tell third_party kit_flags)
lifeline_add_commit(lifeline_checked)

lifeline_add_proved_test(check/version "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-version" $<TARGET_FILE:lifeline>)

# build/native/manual: man pages, completion for bash, and the commands that need Windows. A row is
# PROGRAM FILE, and the path that it is installed as.
set(manual "${CMAKE_BINARY_DIR}/manual")
file(MAKE_DIRECTORY "${manual}")
set(programs "")
foreach(row IN ITEMS
        "manual_main lifeline.1 share/man/man1/lifeline.1"
        "scenario_manual_main lifeline-scenario.5 share/man/man5/lifeline-scenario.5"
        "completion_main lifeline.bash share/bash-completion/completions/lifeline"
        "windows_commands_main windows-commands share/lifeline/windows-commands")
    string(REPLACE " " ";" row "${row}")
    list(GET row 0 program)
    list(GET row 1 file)
    list(GET row 2 path)
    add_custom_command(TARGET ${program} POST_BUILD BYPRODUCTS "${manual}/${file}"
                       COMMAND ${program} > "${manual}/${file}" VERBATIM)
    list(APPEND programs ${program})
    cmake_path(GET path PARENT_PATH folder)
    cmake_path(GET path FILENAME name)
    install(FILES "${manual}/${file}" DESTINATION "${folder}" RENAME "${name}" COMPONENT native)
endforeach()
add_custom_target(lifeline_package DEPENDS lifeline ${programs})
if(LIFELINE_INSTALL)
    include(debian)
endif()

lifeline_add_proved_test(check/manual "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-manual" "${manual}" $<TARGET_FILE:lifeline>)
lifeline_add_proved_test(check/completion "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-completion" "${manual}/lifeline.bash"
                         $<TARGET_FILE:lifeline>)
lifeline_add_proved_test(check/editors "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-editors.py" $<TARGET_FILE:editor_main>)

lifeline_add_proved_test(check/large-logs "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-large-logs" $<TARGET_FILE:lifeline>)

file(MAKE_DIRECTORY "${LIFELINE_SEEDS_log}")
add_custom_command(TARGET log_sample_main POST_BUILD
                   COMMAND log_sample_main > "${LIFELINE_SEEDS_log}/sample"
                   COMMAND log_sample_main --field > "${LIFELINE_SEEDS_log}/field" VERBATIM)

lifeline_add_proved_test(check/old-logs "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-old-logs" $<TARGET_FILE:lifeline>)

# lifeline_add_output_test(NAME PROGRAM SCRIPT): SCRIPT is shell, with the program as $0.
function(lifeline_add_output_test name program script)
    if(TARGET ${program})
        add_test(NAME ${name} WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
                 COMMAND "${LIFELINE_BASH}" -o pipefail -c "${script}" $<TARGET_FILE:${program}>)
        set_tests_properties(${name} PROPERTIES TIMEOUT ${LIFELINE_LIMIT_S})
    endif()
endfunction()

lifeline_add_output_test(check/language-page reference_main [["$0" | diff -u docs/language.md -]])
lifeline_add_output_test(check/log-schema log_sample_main
    [["$0" | ci/check-log-schema.py --words <("$0" --words) - docs/log-format.md]])
lifeline_add_output_test(check/junit report_sample_main
    [["$0" junit | ci/check-junit -]])

# Skipped, with the reason, where there is no browser: ci/browser installs it.
lifeline_add_proved_test(check/report-page "^[1-9][0-9]* checks, 0 violations$"
                         "${PROJECT_SOURCE_DIR}/ci/check-report-page" $<TARGET_FILE:page_main>)
set_tests_properties(check/report-page PROPERTIES
                     SKIP_REGULAR_EXPRESSION "(^|\n)skipped: there is no Chromium")
