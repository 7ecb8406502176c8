# For a check to source behind ci/claims.sh: what the lifeline.exe in $folder and the lifeline for Linux
# in $native tell, without and with sanitizers, is equal to the byte: standard output, standard error
# and exit code. A whole path has the drive Z: under Wine alone.
tell() { # tell NAME COMMAND...
    local name=$1
    shift
    "$@" >"$work/$name.out" 2>"$work/$name.err" </dev/null
    echo $? >"$work/$name.code"
    sed -i 's#Z:/#/#g' "$work/$name.out" "$work/$name.err"
}

is_same() { # is_same NAME
    local part
    for part in code out err; do
        diff -a "$work/windows.$part" "$work/$1.$part" | head -6 >"$work/told"
        [ ! -s "$work/told" ] || return 1
    done
}

same() { # same ARGUMENT...
    tell windows ci/wine "$folder/lifeline.exe" "$@"
    tell native "$native/lifeline" "$@"
    tell checked "$native/lifeline_checked" "$@"
    claim "the same, natively: $*" is_same native
    claim "the same, natively and with sanitizers: $*" is_same checked
}
