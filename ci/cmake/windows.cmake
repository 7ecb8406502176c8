# What only exists on Windows: the children, and the scenarios as tests.

# children/NAME.c, or a folder children/NAME of several files, is children/NAME.exe
file(GLOB places CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/children/*")
foreach(place IN LISTS places)
    if(place MATCHES "/(strangers|boxes|odd|unprobed)$")
        continue() # a folder of programs, below
    elseif(IS_DIRECTORY "${place}")
        file(GLOB sources CONFIGURE_DEPENDS "${place}/*.c")
    elseif(place MATCHES "\\.c$")
        set(sources "${place}")
    else()
        continue()
    endif()
    if(NOT sources)
        continue() # of another language
    endif()
    cmake_path(GET place STEM name)
    add_executable(child_${name} ${sources})
    set_target_properties(child_${name} PROPERTIES OUTPUT_NAME "${name}"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/children")
    # The published samples and the tutorial's pair are built as a program of a user's is.
    if(name MATCHES "^(seed|tutorial)")
        target_link_libraries(child_${name} PRIVATE lifeline_static kit_flags)
    else()
        target_link_libraries(child_${name} PRIVATE ${LIFELINE_children_USES} third_party kit_flags)
    endif()
    lifeline_choose_entry(child_${name} ${sources})
endforeach()

# children/strangers/NAME.c is built twice, as a user builds: children/strangers/NAME.exe without the
# probe, and children/strangers/probed/NAME.exe with its lines of probe
file(GLOB strangers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/children/strangers/*.c")
foreach(file IN LISTS strangers)
    cmake_path(GET file STEM name)
    add_executable(stranger_${name} "${file}")
    set_target_properties(stranger_${name} PROPERTIES OUTPUT_NAME "${name}"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/children/strangers")
    target_link_libraries(stranger_${name} PRIVATE kit_flags)
    add_executable(stranger_probed_${name} "${file}")
    set_target_properties(stranger_probed_${name} PROPERTIES OUTPUT_NAME "${name}"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/children/strangers/probed")
    target_compile_definitions(stranger_probed_${name} PRIVATE STRANGER_PROBED)
    target_link_libraries(stranger_probed_${name} PRIVATE lifeline_static kit_flags)
endforeach()

# children/boxes/NAME.c is children/boxes/NAME.exe: a program that knows nothing of lifeline. So is
# children/odd/NAME.c, which is hard to examine.
file(GLOB boxes CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/children/boxes/*.c"
    "${PROJECT_SOURCE_DIR}/children/odd/*.c")
foreach(file IN LISTS boxes)
    cmake_path(GET file STEM name)
    cmake_path(GET file PARENT_PATH folder)
    cmake_path(GET folder FILENAME folder)
    add_executable(${folder}_${name} "${file}")
    set_target_properties(${folder}_${name} PROPERTIES OUTPUT_NAME "${name}"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/children/${folder}")
    target_link_libraries(${folder}_${name} PRIVATE kit_flags)
endforeach()

# Each actor of kit/link, so each children/NAME.c that includes its header, is built once more without
# the probe: children/unprobed/NAME.exe, from the same sources. kit_link_unprobed is kit/link without
# the probe, and children/unprobed/end_of_input.c is how a run asks such a parent to end.
lifeline_layer_sources(link sources)
add_library(kit_link_unprobed STATIC ${sources} "${PROJECT_SOURCE_DIR}/children/unprobed/end_of_input.c")
target_compile_definitions(kit_link_unprobed PUBLIC LIFELINE_OFF)
set(uses ${LIFELINE_link_USES})
list(REMOVE_ITEM uses kit_probe)
target_link_libraries(kit_link_unprobed PUBLIC ${uses} third_party kit_flags)
file(GLOB actors CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/children/*.c")
foreach(file IN LISTS actors)
    file(STRINGS "${file}" used REGEX "^#include \"kit/link/actor.h\"")
    if(NOT used)
        continue()
    endif()
    cmake_path(GET file STEM name)
    add_executable(unprobed_${name} "${file}")
    set_target_properties(unprobed_${name} PROPERTIES OUTPUT_NAME "${name}"
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/children/unprobed")
    target_compile_definitions(unprobed_${name} PRIVATE parent_actor_main=unprobed_parent_main)
    target_link_libraries(unprobed_${name} PRIVATE kit_link_unprobed)
    lifeline_choose_entry(unprobed_${name} "${file}")
endforeach()

# The parent of the published sample of 2010, whose children in .NET are there without the probe, too.
add_executable(unprobed_seed1_parent "${PROJECT_SOURCE_DIR}/children/seed1_parent.c")
set_target_properties(unprobed_seed1_parent PROPERTIES OUTPUT_NAME seed1_parent
    RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/children/unprobed")
target_compile_definitions(unprobed_seed1_parent PRIVATE LIFELINE_OFF)
target_link_libraries(unprobed_seed1_parent PRIVATE kit_flags)
lifeline_choose_entry(unprobed_seed1_parent "${PROJECT_SOURCE_DIR}/children/seed1_parent.c")

# ci/wine-extras/NAME.c is wine-extras/NAME.dll: what Wine 8.0 lacks and current programs need.
# ci/wine-session puts it into the prefix of a Wine that has none.
file(GLOB extras CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/ci/wine-extras/*.c")
if(NOT CMAKE_HOST_SYSTEM_NAME STREQUAL Linux OR NOT LIFELINE_RUNNER)
    set(extras "")
endif()
foreach(file IN LISTS extras)
    cmake_path(GET file STEM name)
    add_library(${name} SHARED "${file}")
    set_target_properties(${name} PROPERTIES PREFIX ""
        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/wine-extras")
    target_link_libraries(${name} PRIVATE kit_flags advapi32)
    if(TARGET lifeline_package)
        install(FILES $<TARGET_FILE:${name}> DESTINATION share/lifeline/wine-extras COMPONENT wine)
        add_dependencies(lifeline_package ${name})
    endif()
endforeach()

if(LIFELINE_RUNNER) # they have the width of the runtime, which has 64 bits
    include(dotnet)
endif()

# scenarios/a/b.scenario is the test scenario/a/b
file(GLOB_RECURSE scenarios CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
     "${PROJECT_SOURCE_DIR}/scenarios/*.scenario")
if(NOT TARGET lifeline)
    set(scenarios "")
endif()
foreach(file IN LISTS scenarios)
    string(REGEX REPLACE "^scenarios/(.*)\\.scenario$" "scenario/\\1" name "${file}")
    lifeline_add_proved_test("${name}" "^1 passed, 0 failed in [0-9.]+ s$"
                             ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:lifeline> run "${file}")
    set_tests_properties("${name}" PROPERTIES
                         SKIP_REGULAR_EXPRESSION "(^|\n)0 passed, 0 failed, 1 skipped in [0-9.]+ s\n")
    file(STRINGS "${PROJECT_SOURCE_DIR}/${file}" must_fail REGEX "^must fail ")
    if(must_fail)
        list(APPEND must_fail_tests "${name}")
    endif()
    # The line `uses WORD` keeps scenarios of one command apart. Here each is a command of its own.
    file(STRINGS "${PROJECT_SOURCE_DIR}/${file}" used REGEX "^uses ")
    list(TRANSFORM used REPLACE "^uses +([^ #]+).*$" "\\1")
    if(used)
        set_tests_properties("${name}" PROPERTIES RESOURCE_LOCK "${used}")
    endif()
endforeach()

# ci/large/NAME.scenario is the test large/NAME: what takes too long or too much memory to be run
# with every `lifeline run scenarios`.
file(GLOB large CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
     "${PROJECT_SOURCE_DIR}/ci/large/*.scenario")
if(NOT TARGET lifeline)
    set(large "")
endif()
foreach(file IN LISTS large)
    cmake_path(GET file STEM name)
    lifeline_add_proved_test("large/${name}" "^1 passed, 0 failed in [0-9.]+ s$"
                             ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:lifeline> run "${file}")
    # Alone: it demands a rate, and a test beside it takes the processor from the runner.
    set_tests_properties("large/${name}" PROPERTIES RUN_SERIAL TRUE)
endforeach()

# scenarios/sweep/NAME.scenario is the test sweep/NAME, too: its likeliest points, for some seconds.
# All of them, and what is not reached in them, is what ci/sweep is for.
file(GLOB sweeps CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
     "${PROJECT_SOURCE_DIR}/scenarios/sweep/*.scenario")
if(NOT TARGET lifeline)
    set(sweeps "")
endif()
foreach(file IN LISTS sweeps)
    cmake_path(GET file STEM name)
    lifeline_add_proved_test("sweep/${name}" "^[1-9][0-9]* runs: [1-9][0-9]* passed, 0 failed, "
                             ${CMAKE_CROSSCOMPILING_EMULATOR} $<TARGET_FILE:lifeline> sweep "${file}"
                             --budget 12s --jobs 2)
endforeach()

# scenarios/sweep/broken/NAME.scenario, and those in ci/wrong-alone that are wrong without a fault, are
# the test check/sweep-broken/NAME: a part of the sweep finds the broken actor.
file(GLOB broken CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
     "${PROJECT_SOURCE_DIR}/scenarios/sweep/broken/*.scenario"
     "${PROJECT_SOURCE_DIR}/ci/wrong-alone/*.scenario")
if(NOT TARGET lifeline)
    set(broken "")
endif()
foreach(file IN LISTS broken)
    cmake_path(GET file STEM name)
    lifeline_add_proved_test("check/sweep-broken/${name}" "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-sweep-broken" "${CMAKE_BINARY_DIR}" "${name}")
endforeach()

# Each pair of children/strangers is the test check/strangers/NAME: what a user would try with it first.
# ci/slow makes all.
set(pairs asks lines job restarts restarts-one jobs no-more daemon daemon-stays moves lines-no-window lines-new-console)
if(NOT TARGET lifeline)
    set(pairs "")
endif()
foreach(name IN LISTS pairs)
    lifeline_add_proved_test("check/strangers/${name}" "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-strangers" "${CMAKE_BINARY_DIR}" "${name}")
endforeach()

# system/NAME/PART: the suite and the unit tests in another Debian, with another Wine and programs of 32
# bits. Each takes minutes and all processors, and is skipped where ci/system has not made that Debian.
set(system_parts debian12/units32 debian12/both debian13/suite debian13/units debian13/units32
    debian13/child debian13/parent)
set(plain_systems debian12 debian13)
if(NOT TARGET lifeline OR NOT CMAKE_HOST_SYSTEM_NAME STREQUAL Linux)
    set(system_parts "")
    set(plain_systems "")
endif()
set(usual_limit_s ${LIFELINE_LIMIT_S})
set(LIFELINE_LIMIT_S 900)
set(LIFELINE_BACKSTOP_S 930)
foreach(part IN LISTS system_parts)
    string(REPLACE "/" ";" words "${part}")
    lifeline_add_proved_test("system/${part}"
        "^([1-9][0-9]* checks, 0 violations|[1-9][0-9]* passed, 0 failed(, [0-9]+ skipped)? in [0-9.]+ s)$"
        "${PROJECT_SOURCE_DIR}/ci/check-system" ${words})
    set_tests_properties("system/${part}" PROPERTIES PROCESSORS 4
                         SKIP_REGULAR_EXPRESSION "ci/check-system: skipped: ")
endforeach()
# system/NAME/deb: the Debian package in that Debian as a user has it. One at a time: each has a copy of
# the system in memory, with Wine and a prefix.
foreach(name IN LISTS plain_systems)
    lifeline_add_proved_test("system/${name}/deb" "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-installed" "${name}-plain")
    set_tests_properties("system/${name}/deb" PROPERTIES RESOURCE_LOCK plain-system
                         SKIP_REGULAR_EXPRESSION "ci/check-installed: skipped: ")
endforeach()
set(LIFELINE_LIMIT_S ${usual_limit_s})
math(EXPR LIFELINE_BACKSTOP_S "${LIFELINE_LIMIT_S} + 30")

if(TARGET lifeline)
    lifeline_add_proved_test(check/imports "^[1-9][0-9]* programs, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-imports" "${CMAKE_OBJDUMP}" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/symbols "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-symbols" "${CMAKE_NM}" "${CMAKE_C_COMPILER}"
        "${CMAKE_BINARY_DIR}")
    if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux) # it cross compiles, and runs Wine by our scripts
        foreach(part c cpp python functions test)
            lifeline_add_proved_test("check/package/${part}" "^[1-9][0-9]* checks, 0 violations$"
                "${PROJECT_SOURCE_DIR}/ci/check-package" "${CMAKE_BINARY_DIR}" "${part}")
        endforeach()
        lifeline_add_proved_test(check/deb "^[1-9][0-9]* checks, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-deb" "${CMAKE_BINARY_DIR}")
    endif()
    lifeline_add_proved_test(check/probe-dll "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-probe-dll" "${CMAKE_OBJDUMP}" "${CMAKE_BINARY_DIR}")
    if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux) # it has pseudo terminals
        lifeline_add_proved_test(check/console "^[1-9][0-9]* checks, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-console.py" "${CMAKE_BINARY_DIR}")
    endif()
    lifeline_add_proved_test(check/logs "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-logs" "${CMAKE_BINARY_DIR}")
    if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux) # ci/build made the lifeline for Linux as well
        foreach(name native extract)
            lifeline_add_proved_test("check/${name}" "^[1-9][0-9]* checks, 0 violations$"
                "${PROJECT_SOURCE_DIR}/ci/check-${name}" "${CMAKE_BINARY_DIR}"
                "${PROJECT_SOURCE_DIR}/build/native")
        endforeach()
    endif()
    if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux) # it reads /proc, and calls the lifeline for Linux
        lifeline_add_proved_test(check/field "^[1-9][0-9]* checks, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-field" "${CMAKE_BINARY_DIR}"
            "${PROJECT_SOURCE_DIR}/build/native")
        lifeline_add_proved_test(check/must-fail "^([1-9][0-9]* checks, 0 violations$|skipped: )"
            "${PROJECT_SOURCE_DIR}/ci/check-must-fail" "${CMAKE_BINARY_DIR}"
            "${PROJECT_SOURCE_DIR}/build/native")
        # It takes the logs of these, where they are run, too.
        set_tests_properties(check/must-fail PROPERTIES DEPENDS "${must_fail_tests}"
            SKIP_REGULAR_EXPRESSION "(^|\n)skipped: ")
    endif()
    lifeline_add_proved_test(check/shrink "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-shrink" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/mutants "^[1-9][0-9]* mutants of [1-9][0-9]* logs, [0-9]+ green, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-mutants" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/reports "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-reports" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/report "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-report" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/together "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-together" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/bad-input "^[1-9][0-9]* inputs, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-bad-input" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/any-program "^[1-9][0-9]* inputs, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-any-program" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/exact "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-exact" "${CMAKE_BINARY_DIR}")
    if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux) # it reads /proc
        lifeline_add_proved_test(check/doctor "^[1-9][0-9]* checks, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-doctor" "${CMAKE_BINARY_DIR}")
    endif()
    # That they still measure all, and nothing that is far off; a target of a few rounds beside
    # other tests can well be missed.
    lifeline_add_proved_test(check/bench "^[1-9][0-9]* measures, [0-9]+ missed, 0 far off, 0 unmeasured$"
        "${PROJECT_SOURCE_DIR}/ci/bench" --rounds 2)
    lifeline_add_proved_test(check/bad-company "^[1-9][0-9]* inputs, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-bad-company" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/closed "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-closed" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/made-again "^[1-9][0-9]* inputs, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-made-again" "${CMAKE_BINARY_DIR}")
    if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux) # it mounts a small disk, if it may
        lifeline_add_proved_test(check/outputs "^[1-9][0-9]* checks, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-outputs" "${CMAKE_BINARY_DIR}")
    endif()
    lifeline_add_proved_test(check/hostile "^[1-9][0-9]* inputs, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-hostile" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/many "^[1-9][0-9]* inputs, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-many" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/sweep "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-sweep" "${CMAKE_BINARY_DIR}")
    foreach(part lock ends)
        lifeline_add_proved_test("check/sweep-own/${part}" "^[1-9][0-9]* checks, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-sweep-own" "${CMAKE_BINARY_DIR}" "${part}")
    endforeach()
    lifeline_add_proved_test(check/sweep-injected "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-sweep-injected" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/sweep-same "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-sweep-same" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/sweep-shards "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-sweep-shards" "${CMAKE_BINARY_DIR}")
    lifeline_add_proved_test(check/break "^[1-9][0-9]* checks, 0 violations$"
        "${PROJECT_SOURCE_DIR}/ci/check-break" "${CMAKE_BINARY_DIR}")
    if(CMAKE_HOST_SYSTEM_NAME STREQUAL Linux) # it reads /proc
        lifeline_add_proved_test(check/runner-dies "^[1-9][0-9]* rounds, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-runner-dies" $<TARGET_FILE:lifeline>)
        lifeline_add_proved_test(check/killed "^[1-9][0-9]* checks, 0 violations$"
            "${PROJECT_SOURCE_DIR}/ci/check-killed" $<TARGET_FILE:lifeline>)
    endif()
endif()
