# cmake -DSOURCE=FOLDER -DTO=FILE.c -P commit.cmake
# Writes kit_commit (kit/base/version.h). Called in each build, so that it is never the commit of an
# earlier one; FILE.c is left alone where it would stay the same, so that nothing is compiled again.
#
# `git archive` writes the commit and its time into kit/base/version.txt. In a checkout git is asked, but only if
# the checkout is this project's own: a copy inside of another project's has that one's commits.
set(commit unknown)
file(STRINGS "${SOURCE}/kit/base/version.txt" told LIMIT_COUNT 1)
if(told MATCHES "^([0-9a-f]+) [0-9]+$")
    string(SUBSTRING "${CMAKE_MATCH_1}" 0 12 commit)
else()
    # In a container the checkout often belongs to another user, whom git does not trust unasked.
    set(git git --no-optional-locks -c "safe.directory=*" -C "${SOURCE}")
    execute_process(COMMAND ${git} rev-parse --show-cdup HEAD
                    OUTPUT_VARIABLE told ERROR_QUIET RESULT_VARIABLE code)
    if(code EQUAL 0 AND told MATCHES "^\n([0-9a-f]+)\n$")
        string(SUBSTRING "${CMAKE_MATCH_1}" 0 12 commit)
        execute_process(COMMAND ${git} status --porcelain OUTPUT_VARIABLE changes ERROR_QUIET)
        if(changes)
            string(APPEND commit " with changes")
        endif()
    endif()
endif()

set(text "#include \"kit/base/version.h\"\n\nconst char kit_commit[] = \"${commit}\";\n")
set(there "")
if(EXISTS "${TO}")
    file(READ "${TO}" there)
endif()
if(NOT there STREQUAL text)
    file(WRITE "${TO}" "${text}")
endif()
