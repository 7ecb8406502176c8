# For a check to source: how it finds the processes of what it started, and waits for them.

# What a program starts inherits its environment, and with it the mark. A process that has ended and
# was not waited for yet has no environment any more.
marked() { # marked MARK: the processes that were started with LIFELINE_MARK=MARK
    grep -lsFxz -- "LIFELINE_MARK=$1" /proc/[0-9]*/environ | tr -dc '0-9\n'
}

command_of() { # command_of PID
    tr '\0' ' ' <"/proc/$1/cmdline" 2>/dev/null | cut -c 1-120
}

now_ms() {
    echo $((${EPOCHREALTIME/./} / 1000))
}

# await MS CONDITION...: looks again and again for at most so long. A check that sets least_looks
# gives a busy machine so many looks all the same.
await() {
    local looks=0 until_ms=$(($(now_ms) + $1))
    until "${@:2}"; do
        looks=$((looks + 1))
        [ "$looks" -lt "${least_looks:-0}" ] || [ "$(now_ms)" -lt "$until_ms" ] || return 1
        sleep 0.01
    done
}

# Wine leaves behind what it was just creating when the creator's job ended: a process that has
# not one of its programs mapped, waits for an answer of the server, and never runs a line of ours
# (docs/wine-and-windows.md). It is nobody's that could have ended it, so it is counted apart.
was_never_born() {
    local maps
    maps=$(cat "/proc/$1/maps" 2>/dev/null)
    [ -n "$maps" ] && ! grep -qi '\.exe$' <<<"$maps" # what is dying has no memory at all
}
