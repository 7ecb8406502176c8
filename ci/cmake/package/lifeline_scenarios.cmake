# lifeline_add_scenarios() and lifeline_add_sweep(): scenarios as tests of CTest. docs/cmake.md
# describes them. lifeline_test.cmake runs each test and proves its verdict.
include_guard(GLOBAL)
set(LIFELINE_TEST_SCRIPT "${CMAKE_CURRENT_LIST_DIR}/lifeline_test.cmake" CACHE INTERNAL "")

# lifeline_add_scenarios(<target> FILES <file>... [PROGRAMS <target>...] [TIMEOUT <seconds>]
#                        [LABELS <label>...] [PROPERTIES <name> <value>...] [ARGUMENTS <option>...])
# Each file becomes the test <target>/<path of the file without .scenario>.
function(lifeline_add_scenarios target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "FILES;PROGRAMS;LABELS;PROPERTIES;ARGUMENTS")
    lifeline_demand_("${arg_UNPARSED_ARGUMENTS}" ${target} "${arg_FILES}" "FILES" ${arg_PROGRAMS})
    if(NOT WIN32)
        return() # lifeline.exe runs programs for Windows only
    endif()
    lifeline_gather_programs_(${target} ${arg_PROGRAMS})
    foreach(file IN LISTS arg_FILES)
        lifeline_test_name_("${file}" ${target} file name)
        set(folder "${CMAKE_CURRENT_BINARY_DIR}/lifeline-logs")
        lifeline_log_name_("${file}" log)
        lifeline_add_test_("${name}" ${target} "${arg_TIMEOUT}" RUN "${folder}/${log}"
                           run "${file}" --log-dir "${folder}" ${arg_ARGUMENTS})
        set_tests_properties("${name}" PROPERTIES
                             ATTACHED_FILES_ON_FAIL "${folder}/${log}.jsonl;${folder}/${log}.html")
        lifeline_set_properties_("${name}" "${file}" "${arg_LABELS}" "${arg_PROPERTIES}")
    endforeach()
endfunction()

# lifeline_add_sweep(<target> FILE <file> [SHARDS <n>] [BUDGET <duration>] [PROGRAMS <target>...]
#                    [TIMEOUT <seconds>] [LABELS <label>...] [PROPERTIES <name> <value>...]
#                    [ARGUMENTS <option>...])
# The sweep of the file becomes the test <target>/sweep/<path>. With SHARDS each shard is a test, and
# the test <target>/sweep/<path>/merge joins them and fails unless all are there and green.
function(lifeline_add_sweep target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "FILE;SHARDS;BUDGET;TIMEOUT"
                          "PROGRAMS;LABELS;PROPERTIES;ARGUMENTS")
    lifeline_demand_("${arg_UNPARSED_ARGUMENTS}" ${target} "${arg_FILE}" "FILE" ${arg_PROGRAMS})
    if(NOT WIN32)
        return()
    endif()
    if(NOT arg_SHARDS)
        set(arg_SHARDS 1)
    endif()
    if(arg_BUDGET)
        list(PREPEND arg_ARGUMENTS --budget "${arg_BUDGET}")
    endif()
    lifeline_sweep_limit_("${arg_TIMEOUT}" "${arg_BUDGET}" limit)
    lifeline_gather_programs_(${target} ${arg_PROGRAMS})
    lifeline_test_name_("${arg_FILE}" ${target}/sweep file name)
    string(MAKE_C_IDENTIFIER "${name}" folder)
    set(folder "${CMAKE_CURRENT_BINARY_DIR}/lifeline-logs/${folder}")
    set(shards "")
    foreach(shard RANGE 1 ${arg_SHARDS})
        set(test "${name}")
        if(arg_SHARDS GREATER 1)
            string(APPEND test "/${shard}-of-${arg_SHARDS}")
        endif()
        lifeline_add_test_("${test}" ${target} ${limit} SWEEP ""
            sweep "${file}" --log-dir "${folder}/${shard}" --shard ${shard}/${arg_SHARDS} ${arg_ARGUMENTS})
        lifeline_set_properties_("${test}" "${file}" "${arg_LABELS}" "${arg_PROPERTIES}")
        list(APPEND shards "${test}")
    endforeach()
    if(arg_SHARDS GREATER 1)
        lifeline_add_test_("${name}/merge" ${target} "${arg_TIMEOUT}" SWEEP ""
                           merge "${folder}" --page "${folder}/map.html")
        set_tests_properties("${name}/merge" PROPERTIES DEPENDS "${shards}"
                             ATTACHED_FILES "${folder}/map.html")
        lifeline_set_properties_("${name}/merge" "${file}" "${arg_LABELS}" "")
    endif()
endfunction()

# How many seconds a shard may take where nobody says it. With a budget: no run begins after it, and
# those that were begun, the runs without faults before and the map after them have as long as a test
# of a scenario has. Without: an hour. Two cores make some 50,000 runs of the reference pair in it, and
# its sweep has 1186. This limit is for a sweep that hangs, and not for one that is long.
function(lifeline_sweep_limit_ timeout budget limit)
    set(seconds 3600)
    if(timeout)
        set(seconds ${timeout})
    elseif(budget)
        lifeline_seconds_("${budget}" seconds)
        math(EXPR seconds "${seconds} + 120")
    endif()
    set(${limit} ${seconds} PARENT_SCOPE)
endfunction()

# A duration as lifeline reads it (kit/base/duration.h), in seconds, rounded up.
function(lifeline_seconds_ duration seconds)
    if(NOT duration MATCHES "^([0-9]+)(ms|s|min)$")
        message(FATAL_ERROR "Lifeline: BUDGET '${duration}' is no duration; say 90s, 500ms or 10min")
    endif()
    set(ms_of_ms 1)
    set(ms_of_s 1000)
    set(ms_of_min 60000)
    math(EXPR result "(${CMAKE_MATCH_1} * ${ms_of_${CMAKE_MATCH_2}} + 999) / 1000")
    set(${seconds} ${result} PARENT_SCOPE)
endfunction()

# What a call may lack, or have too much of.
function(lifeline_demand_ unknown target files word)
    if(unknown)
        message(FATAL_ERROR "Lifeline: unknown argument '${unknown}'")
    endif()
    if(NOT files)
        message(FATAL_ERROR "Lifeline: ${word} is missing")
    endif()
    foreach(program ${target} ${ARGN})
        if(NOT TARGET ${program})
            message(FATAL_ERROR "Lifeline: '${program}' is no target; name the target of a program")
        endif()
        get_target_property(type ${program} TYPE)
        if(NOT type STREQUAL EXECUTABLE)
            message(FATAL_ERROR "Lifeline: '${program}' is no program")
        endif()
    endforeach()
    if(WIN32 AND NOT TARGET Lifeline::lifeline)
        message(FATAL_ERROR "Lifeline: there is no lifeline.exe to run a scenario with; it is built "
            "with the project if jsmn.h, uthash.h and xxhash.h are there (on Debian: libjsmn-dev, "
            "uthash-dev, libxxhash-dev), or comes with an installed Lifeline")
    endif()
endfunction()

# Tests run in the folder of the target's program, where a scenario names each program by the name
# of its file. So the other programs, and the DLLs of all, are copied there if they are elsewhere.
function(lifeline_gather_programs_ target)
    foreach(program ${target} ${ARGN})
        set(gather "lifeline_${target}_${program}")
        if(TARGET ${gather})
            continue()
        endif()
        add_custom_target(${gather} ALL
            COMMAND "${CMAKE_COMMAND}" -E copy_if_different "$<TARGET_FILE:${program}>"
                    "$<TARGET_RUNTIME_DLLS:${program}>" "$<TARGET_FILE_DIR:${target}>"
            COMMAND_EXPAND_LISTS VERBATIM)
        add_dependencies(${gather} ${program} ${target})
    endforeach()
    get_target_property(actual Lifeline::lifeline ALIASED_TARGET)
    if(actual)
        add_dependencies(lifeline_${target}_${target} ${actual}) # built with the project
    endif()
endfunction()

# The whole path of a scenario, and the name of its test.
function(lifeline_test_name_ path prefix file name)
    cmake_path(ABSOLUTE_PATH path BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" NORMALIZE)
    if(NOT EXISTS "${path}")
        message(FATAL_ERROR "Lifeline: there is no scenario '${path}'")
    endif()
    set(${file} "${path}" PARENT_SCOPE)
    cmake_path(IS_PREFIX CMAKE_CURRENT_SOURCE_DIR "${path}" NORMALIZE is_below)
    if(is_below)
        cmake_path(RELATIVE_PATH path BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
    else()
        cmake_path(GET path FILENAME path)
    endif()
    string(REGEX REPLACE "\\.scenario$" "" path "${path}")
    set(${name} "${prefix}/${path}" PARENT_SCOPE)
endfunction()

# As lifeline names the log of a scenario (log_path_for in kit/files/log_path.c), without `.jsonl`.
function(lifeline_log_name_ file log)
    string(REGEX REPLACE "^[A-Za-z]:" "" path "${file}")
    string(REGEX REPLACE "^[/.]+" "" path "${path}")
    string(REGEX REPLACE "\\.scenario$" "" path "${path}")
    string(REGEX REPLACE "[/:]" "." path "${path}")
    set(${log} "${path}" PARENT_SCOPE)
endfunction()

# The program that runs lifeline.exe here: that of the target, as for any test of it; or Lifeline's
# own script for Wine.
function(lifeline_emulator_ target emulator)
    set(found "")
    if(CMAKE_CROSSCOMPILING)
        get_target_property(found ${target} CROSSCOMPILING_EMULATOR)
        if(NOT found)
            get_property(found GLOBAL PROPERTY LIFELINE_WINE)
        endif()
    endif()
    set(${emulator} "${found}" PARENT_SCOPE)
endfunction()

# The command by which the messages of a test call lifeline, such as `replay`: lifeline.exe itself, or
# where it needs an emulator a script beside the target's program, which runs it as the test does: in
# the folder of the program, by the same emulator and in the same Wine prefix, its end proved.
function(lifeline_command_ target command)
    lifeline_emulator_(${target} emulator)
    if(NOT emulator)
        set(${command} "$<TARGET_FILE:Lifeline::lifeline>" PARENT_SCOPE)
        return()
    endif()
    set(script "$<TARGET_FILE_DIR:${target}>/lifeline-${target}")
    set(${command} "${script}" PARENT_SCOPE)
    get_property(is_made TARGET ${target} PROPERTY LIFELINE_HAS_COMMAND)
    if(is_made)
        return()
    endif()
    set_property(TARGET ${target} PROPERTY LIFELINE_HAS_COMMAND TRUE)
    get_property(wine GLOBAL PROPERTY LIFELINE_WINE)
    cmake_path(GET wine PARENT_PATH ci)
    lifeline_shell_words_(words "${ci}/closed" ${emulator} "$<TARGET_FILE:Lifeline::lifeline>")
    lifeline_shell_words_(prefix "${CMAKE_BINARY_DIR}/wine-prefix")
    file(GENERATE OUTPUT "${script}" CONTENT "#!/usr/bin/env bash
# Runs lifeline.exe as the tests of ${target} do, in the folder of its program.
export LIFELINE_COMMAND=$0
[ -n \"\${LIFELINE_WINEPREFIX:-}\" ] || export LIFELINE_WINEPREFIX=${prefix}
cd \"$(dirname \"$(readlink -f \"$0\")\")\" && exec ${words} \"$@\"
" FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endfunction()

# Each word in quotes for a shell.
function(lifeline_shell_words_ result)
    set(words ${ARGN})
    list(TRANSFORM words REPLACE "'" "'\\\\''")
    list(TRANSFORM words PREPEND "'")
    list(TRANSFORM words APPEND "'")
    list(JOIN words " " words)
    set(${result} "${words}" PARENT_SCOPE)
endfunction()

# lifeline_add_test_(<test> <target> <seconds> RUN|SWEEP <log> <argument of lifeline>...)
# The log is a path without `.jsonl`, of which a red test makes a page; or "".
function(lifeline_add_test_ test target timeout kind log)
    if(NOT timeout)
        set(timeout 120)
    endif()
    lifeline_emulator_(${target} emulator)
    lifeline_command_(${target} command)
    set(program ${emulator} "$<TARGET_FILE:Lifeline::lifeline>")
    list(LENGTH program words)
    add_test(NAME "${test}"
        COMMAND "${CMAKE_COMMAND}" -DLIFELINE_KIND=${kind} -DLIFELINE_TIMEOUT_S=${timeout}
                "-DLIFELINE_PREFIX=${CMAKE_BINARY_DIR}/wine-prefix" "-DLIFELINE_COMMAND=${command}"
                "-DLIFELINE_LOG=${log}" -DLIFELINE_WORDS=${words} -P "${LIFELINE_TEST_SCRIPT}"
                -- ${program} ${ARGN}
        WORKING_DIRECTORY "$<TARGET_FILE_DIR:${target}>")
    # The script keeps the limit, and tells what was printed until then.
    math(EXPR backstop "${timeout} + 30")
    set_tests_properties("${test}" PROPERTIES TIMEOUT ${backstop}
                         SKIP_REGULAR_EXPRESSION "(^|\n)lifeline_test: skipped\n")
endfunction()

# Two tests are two commands, which know nothing of each other; so CTest keeps apart what the lines
# `uses WORD` and `alone` keep apart in one command.
function(lifeline_set_properties_ test file labels properties)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
    if(properties)
        set_tests_properties("${test}" PROPERTIES ${properties})
    endif()
    set_property(TEST "${test}" APPEND PROPERTY LABELS lifeline ${labels})
    file(STRINGS "${file}" used REGEX "^[ \t]*uses[ \t]")
    list(TRANSFORM used REPLACE "^[ \t]*uses[ \t]+([^ \t\r#]+).*$" "\\1")
    if(used)
        set_property(TEST "${test}" APPEND PROPERTY RESOURCE_LOCK ${used})
    endif()
    file(STRINGS "${file}" alone REGEX "^[ \t]*alone[ \t\r]*(#.*)?$")
    if(alone)
        set_property(TEST "${test}" PROPERTY RUN_SERIAL TRUE)
    endif()
endfunction()
