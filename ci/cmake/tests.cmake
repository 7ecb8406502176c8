# The kinds of test. Each is proved by its exit code and by a line that it prints last: an exit
# code alone can lie under Wine.
find_program(LIFELINE_BASH bash REQUIRED)
math(EXPR LIFELINE_BACKSTOP_S "${LIFELINE_LIMIT_S} + 30") # ci/proved keeps the limit itself

# lifeline_add_proved_test(NAME LINE COMMAND...): LINE is an extended regular expression.
function(lifeline_add_proved_test name line)
    add_test(NAME "${name}"
             COMMAND "${LIFELINE_BASH}" "${PROJECT_SOURCE_DIR}/ci/proved" -t ${LIFELINE_LIMIT_S}
                     "${line}" ${ARGN}
             WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}")
    set_tests_properties("${name}" PROPERTIES TIMEOUT ${LIFELINE_BACKSTOP_S})
endfunction()

function(lifeline_add_program target layer file)
    cmake_path(GET file STEM name)
    add_executable(${target} "${file}")
    set_target_properties(${target} PROPERTIES OUTPUT_NAME "${name}"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests/${layer}")
    target_link_libraries(${target} PRIVATE kit_${layer} third_party kit_flags)
    lifeline_choose_entry(${target} "${file}")
endfunction()

# kit/<layer>/x_test.c is the test unit/<layer>/x; x_test_child.c is built beside it. What pure
# layers have is tested in both configurations, but *_win32_test.c on Windows alone. So is what `both`
# layers have, but that natively a layer with *_posix.c has only the tests *_posix_test.c.
function(lifeline_add_unit_tests layer)
    file(GLOB tests CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*_test.c")
    file(GLOB children CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*_test_child.c")
    set(suffix "")
    file(GLOB twins CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*_posix.c")
    if(CMAKE_C_SIMULATE_ID STREQUAL MSVC) # its linker puts no function in place of malloc
        list(FILTER tests EXCLUDE REGEX "/scarce_memory_test\\.c$")
    endif()
    if(WIN32)
        list(FILTER tests EXCLUDE REGEX "_posix_test\\.c$")
        if(NOT twins AND LIFELINE_${layer}_KIND MATCHES "^(pure|both)$")
            set(suffix "@windows")
        endif()
    elseif(twins)
        list(FILTER tests INCLUDE REGEX "_posix_test\\.c$")
        set(children "")
    else()
        list(FILTER tests EXCLUDE REGEX "_win32_test\\.c$")
        list(FILTER children EXCLUDE REGEX "_win32_test_child\\.c$")
    endif()
    foreach(file IN LISTS children)
        cmake_path(GET file STEM name)
        lifeline_add_program(${layer}_${name} ${layer} "${file}")
    endforeach()
    foreach(file IN LISTS tests)
        cmake_path(GET file STEM name)
        set(target ${layer}_${name})
        lifeline_add_program(${target} ${layer} "${file}")
        target_link_libraries(${target} PRIVATE cmocka)
        if(name MATCHES "^scarce_memory") # kit/base/scarce_memory_test.h
            target_link_options(${target} PRIVATE
                -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=zeroed_new)
        endif()
        string(REGEX REPLACE "_test$" "" name "unit/${layer}/${name}")
        lifeline_add_proved_test("${name}${suffix}" "^\\[  PASSED  \\] [1-9][0-9]* test\\(s\\)\\.$"
                                 ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:${target}>)
        # cmocka prints that line for the tests that did pass, whatever became of the others.
        set_tests_properties("${name}${suffix}" PROPERTIES
                             FAIL_REGULAR_EXPRESSION "\\[  FAILED  \\]")
    endforeach()
endfunction()

# What the fuzzers of a layer start from: a mutation of nothing finds no whole line in its time.
set(LIFELINE_SEEDS_scenario "${PROJECT_SOURCE_DIR}/scenarios")
set(LIFELINE_SEEDS_log "${CMAKE_BINARY_DIR}/seeds/log") # by native.cmake; ci/fuzz takes it, too
set(LIFELINE_SEEDS_tell "${LIFELINE_SEEDS_log}")
set(LIFELINE_SEEDS_page "${LIFELINE_SEEDS_log}")

# kit/<layer>/x_fuzz.c is the test fuzz/<layer>/x: bounded in time, from a fixed seed. A
# longer hunt is ci/fuzz.
function(lifeline_add_fuzz_tests layer)
    if(NOT LIFELINE_FUZZ)
        return()
    endif()
    file(GLOB fuzzers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*_fuzz.c")
    foreach(file IN LISTS fuzzers)
        cmake_path(GET file STEM name)
        set(target ${layer}_${name})
        lifeline_add_program(${target} ${layer} "${file}")
        # libFuzzer has no header that would declare its entry.
        set_source_files_properties("${file}" PROPERTIES COMPILE_OPTIONS -Wno-missing-prototypes)
        target_link_options(${target} PRIVATE -fsanitize=fuzzer)
        # Finds go to the first folder; what to start from is read from the second.
        set(finds "${CMAKE_BINARY_DIR}/fuzz/${layer}/${name}")
        file(MAKE_DIRECTORY "${finds}")
        string(REGEX REPLACE "_fuzz$" "" name "fuzz/${layer}/${name}")
        lifeline_add_proved_test("${name}" "^Done [1-9][0-9]* runs"
                                 $<TARGET_FILE:${target}> -seed=1 -max_total_time=3 -timeout=10
                                 -artifact_prefix=${finds}- "${finds}" ${LIFELINE_SEEDS_${layer}})
    endforeach()
endfunction()

# kit/<layer>/x_bench.c is a program that ci/bench runs; x_bench_part.c is linked to it, where
# something has to stand in another object file.
function(lifeline_add_bench_programs layer)
    if(NOT WIN32)
        return()
    endif()
    file(GLOB benches CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/*_bench.c")
    foreach(file IN LISTS benches)
        cmake_path(GET file STEM name)
        set(target ${layer}_${name})
        lifeline_add_program(${target} ${layer} "${file}")
        file(GLOB parts CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kit/${layer}/${name}_part.c")
        target_sources(${target} PRIVATE ${parts})
    endforeach()
endfunction()
