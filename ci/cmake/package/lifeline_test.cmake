# cmake -DLIFELINE_KIND=RUN|SWEEP -DLIFELINE_TIMEOUT_S=<n> -DLIFELINE_PREFIX=<folder>
#       [-DLIFELINE_COMMAND=<word>] [-DLIFELINE_LOG=<path> -DLIFELINE_WORDS=<n>]
#       -P lifeline_test.cmake -- <command>...
# Runs lifeline.exe by the command, and succeeds only if its verdict is green and proved. Messages call
# lifeline by LIFELINE_COMMAND, so that a reader can copy the line that says how to replay a red run.
# Of the log LIFELINE_LOG.jsonl of such a run it makes the page LIFELINE_LOG.html. The first
# LIFELINE_WORDS words of the command start lifeline.exe.
#
# Whatever ends a process from outside chooses its exit code, and mostly chooses 0. So an exit code
# alone proves nothing. lifeline.exe adds LIFELINE_EXIT_BASE to its exit code in its very last line,
# and the last line that it prints is the closing line. This script demands both.
cmake_minimum_required(VERSION 3.21)
set(base 200) # as ci/closed has it
set(closing_RUN "^1 passed, 0 failed in [0-9.]+ s$")
set(closing_SWEEP "^[0-9]+ runs: [0-9]+ passed, 0 failed, ")
set(skipped_RUN "^0 passed, 0 failed, 1 skipped in [0-9.]+ s$")
set(mark "lifeline_test: skipped")

# The words behind `--`.
set(command "")
set(is_behind FALSE)
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(index RANGE ${last})
    if(is_behind)
        string(REPLACE ";" "\\;" word "${CMAKE_ARGV${index}}")
        list(APPEND command "${word}")
    elseif(CMAKE_ARGV${index} STREQUAL "--")
        set(is_behind TRUE)
    endif()
endforeach()

# The page of a red run, if it has written a log: another log can be there, of an earlier run. Without
# the page the test is red all the same.
function(make_page)
    file(TIMESTAMP "${LIFELINE_LOG}.jsonl" written "%s")
    if(NOT written OR written LESS begun)
        return()
    endif()
    list(SUBLIST command 0 ${LIFELINE_WORDS} program)
    execute_process(COMMAND ${program} report "${LIFELINE_LOG}.jsonl" --output "${LIFELINE_LOG}.html"
                    TIMEOUT 25 RESULT_VARIABLE code OUTPUT_VARIABLE told ERROR_VARIABLE told)
    if(code EQUAL base)
        message("page: ${LIFELINE_LOG}.html")
    else()
        message("no page: ${told}")
    endif()
endfunction()

if(LIFELINE_LOG)
    file(REMOVE "${LIFELINE_LOG}.html")
endif()
string(TIMESTAMP begun "%s")
set(ENV{LIFELINE_EXIT_BASE} ${base})
if(LIFELINE_COMMAND)
    cmake_path(NATIVE_PATH LIFELINE_COMMAND command_word)
    set(ENV{LIFELINE_COMMAND} "${command_word}")
endif()
if(NOT DEFINED ENV{LIFELINE_WINEPREFIX})
    set(ENV{LIFELINE_WINEPREFIX} "${LIFELINE_PREFIX}")
endif()
execute_process(COMMAND ${command} TIMEOUT ${LIFELINE_TIMEOUT_S} RESULT_VARIABLE code
                OUTPUT_VARIABLE output ERROR_VARIABLE complaints)
foreach(told output complaints)
    string(REPLACE "\r" "" ${told} "${${told}}")
    string(REPLACE "${mark}" "lifeline_test: skip?" ${told} "${${told}}") # only this script may say it
    string(STRIP "${${told}}" ${told})
    if(${told})
        message("${${told}}")
    endif()
endforeach()
string(REGEX MATCH "[^\n]+$" closing "${output}")

if(NOT code MATCHES "^20[0-5]$")
    message(FATAL_ERROR "no verdict: lifeline did not reach its own end (${code})")
endif()
math(EXPR code "${code} - ${base}")
if(NOT code EQUAL 0)
    if(LIFELINE_LOG)
        make_page()
    endif()
    message(FATAL_ERROR "lifeline ended with exit code ${code}; the test ran in ${CMAKE_CURRENT_BINARY_DIR}")
elseif(skipped_${LIFELINE_KIND} AND closing MATCHES "${skipped_${LIFELINE_KIND}}")
    message("${mark}")
elseif(NOT closing MATCHES "${closing_${LIFELINE_KIND}}")
    message(FATAL_ERROR "no verdict: the last line is no closing line of a pass: '${closing}'")
endif()
