# Called by cpack before it packs: removes debug information from programs. CPack's own stripping would
# write the time of day into each program for Windows. The linker wrote no time, and `strip -p` adds none.
execute_process(
    COMMAND bash -c [[
        set -eu
        find "$1" -type f -regex '.*\.\(exe\|dll\)' -exec x86_64-w64-mingw32-strip -p {} +
        find "$1" -type f -path '*/lib/lifeline/lifeline' -exec strip {} +]]
        pack_strip "${CPACK_TEMPORARY_DIRECTORY}"
    COMMAND_ERROR_IS_FATAL ANY)
