# Called by cpack: a Debian package of the staged folder, the same from the same files. dpkg-deb sorts.
# Of a file that is older than SOURCE_DATE_EPOCH it keeps the time, so all get this one.
set(file "${CPACK_PACKAGE_DIRECTORY}/${CPACK_PACKAGE_FILE_NAME}.deb")
set(root "${CPACK_TEMPORARY_DIRECTORY}")
set(doc "${root}/usr/share/doc/lifeline")
file(RENAME "${doc}/LICENSE" "${doc}/copyright")

# What the lifeline for Linux needs of the C library: the newest version of which it takes something.
execute_process(COMMAND objdump -T "${root}/usr/lib/lifeline/lifeline" OUTPUT_VARIABLE symbols
                COMMAND_ERROR_IS_FATAL ANY)
string(REGEX MATCHALL "GLIBC_[0-9.]+" versions "${symbols}")
list(TRANSFORM versions REPLACE "^GLIBC_" "")
list(SORT versions COMPARE NATURAL ORDER DESCENDING)
list(GET versions 0 libc)

# In KiB, each file for itself, as dpkg counts them.
file(GLOB_RECURSE files "${root}/usr/*")
set(size 0)
foreach(each IN LISTS files)
    file(SIZE "${each}" bytes)
    math(EXPR size "${size} + (${bytes} + 1023) / 1024")
endforeach()

file(WRITE "${root}/DEBIAN/control" "Package: lifeline
Version: ${CPACK_PACKAGE_VERSION}
Architecture: amd64
Maintainer: ${CPACK_PACKAGE_VENDOR} <lifeline@localhost>
Installed-Size: ${size}
Depends: libc6 (>= ${libc}), wine, wine64
Recommends: xvfb
Suggests: bash-completion, cmake, gcc-mingw-w64-x86-64
Section: devel
Priority: optional
Description: ${CPACK_PACKAGE_DESCRIPTION_SUMMARY}
 Lifeline kills, hangs or disconnects one of two processes at one exact
 moment. Then it checks that the other process kept the contract: the parent
 may go on when a child terminates; a child must terminate by itself when its
 parent is gone.
 .
 The programs under test are for Windows and run under Wine. The package has
 the runner, the probe for programs of MinGW-w64, functions for CMake, and the
 lifeline for Linux, which reads scenarios and logs without Wine.
")
execute_process(
    COMMAND bash -c [[
        set -eu -o pipefail
        cd "$1"
        find usr/share/man -type f -exec gzip -9n {} +
        find usr -type f | LC_ALL=C sort | xargs -d '\n' md5sum >DEBIAN/md5sums
        find . -type d -exec chmod 755 {} +
        chmod 644 DEBIAN/*
        find . -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +
        dpkg-deb --root-owner-group -Zxz --threads-max=1 --build . "$2" >/dev/null]]
        pack_deb "${root}" "${file}"
    COMMAND_ERROR_IS_FATAL ANY)
set(CPACK_EXTERNAL_BUILT_PACKAGES "${file}")
