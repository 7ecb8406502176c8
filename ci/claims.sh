# For a check to source, from the project's root: claims that are counted, and told where they are
# not true. The check says what was told last in $work/told, and may set told_most, the lines of it
# that are worth reading.
checks=0 violations=0
claim() { # claim SENTENCE COMMAND...
    checks=$((checks + 1))
    "${@:2}" && return
    violations=$((violations + 1))
    echo "not true: $1"
    tail -n "${told_most:-+1}" "$work/told" | sed 's/^/    /'
}
