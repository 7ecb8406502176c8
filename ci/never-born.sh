# Sourced by checks that look for what is left.

# Wine leaves behind what it was just creating when the creator's job ended: a process that has
# not one of its programs mapped, waits for an answer of the server, and never runs a line of ours
# (docs/wine-and-windows.md). It is nobody's that could have ended it, so it is counted apart.
was_never_born() {
    local maps
    maps=$(cat "/proc/$1/maps" 2>/dev/null)
    [ -n "$maps" ] && ! grep -qi '\.exe$' <<<"$maps" # what is dying has no memory at all
}
