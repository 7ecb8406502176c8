# cmake -DFROM=FILE -DTO=FILE.c -DNAME=name_js -P embed.cmake: a style or a script as C, with its hash.
# The bytes are those that a browser hashes: it reads each line's end as LF, so CR is left out.
file(READ "${FROM}" text)
string(REPLACE "\r" "" text "${text}")
string(SHA256 hash "${text}")
string(HEX "${text}" hex)
string(LENGTH "${hex}" size)
math(EXPR size "${size} / 2")
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
file(WRITE "${TO}" "#include \"kit/page/embedded.h\"

static const char bytes[] = {
${hex}0};

const struct embedded embedded_${NAME} = {bytes, ${size}, \"${hash}\"};
")
