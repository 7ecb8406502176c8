# Called by cpack: a zip of the staged folder, the same from the same files: in the order of their
# names, with the time of SOURCE_DATE_EPOCH, without the user (-X).
set(file "${CPACK_PACKAGE_DIRECTORY}/${CPACK_PACKAGE_FILE_NAME}.zip")
get_filename_component(around "${CPACK_TEMPORARY_DIRECTORY}" DIRECTORY)
execute_process(
    COMMAND bash -c [[
        set -eu -o pipefail
        cd "$1"
        rm -f "$3"
        find "$2" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
        find "$2" -type f | LC_ALL=C sort | TZ=UTC zip -q -X -D "$3" -@]]
        pack_zip "${around}" "${CPACK_PACKAGE_FILE_NAME}" "${file}"
    COMMAND_ERROR_IS_FATAL ANY)
set(CPACK_EXTERNAL_BUILT_PACKAGES "${file}")
