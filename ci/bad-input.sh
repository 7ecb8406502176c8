# Sourced by ci/check-bad-*, which give lifeline.exe in the folder $1 what is wrong, one input
# after another: each must end in time with its exit code, and say what is wrong in a sentence
# that a person can act on. They run in a folder of their own, and close with nothing_is_left.
set -u
folder=$(cd "$1" && pwd -P)
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
root=$PWD
lifeline=$folder/lifeline.exe
actor=$folder/tests/cli/actor_test_child.exe
started=$folder/tests/cli/started_win32_test_child.exe
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

inputs=0 violations=0
complain() {
    violations=$((violations + 1))
    printf '%s\n' "$1"
    sed 's/^/    /' told
}

# expect CODE REGEX ARGUMENT...: all that lifeline tells, on one line, matches the REGEX.
# `starter` is what starts it, where it is not started as usual.
starter=()
expect() {
    local code=$1 says=$2 got
    shift 2
    inputs=$((inputs + 1))
    LIFELINE_MARK=$work timeout -k 2 30 "$root/ci/wine" "${starter[@]}" "$lifeline" "$@" \
        </dev/null >raw 2>&1
    got=$?
    tr -d '\r' <raw >told
    if [ "$got" != "$code" ]; then
        complain "lifeline $*: exit code $got instead of $code"
    elif ! tr '\n' ' ' <told | grep -qE -- "$says"; then
        complain "lifeline $*: does not say '$says'"
    fi
}

# expect_text CODE REGEX FORMAT [ARGUMENT...]: a scenario of this text, by printf
expect_text() {
    local code=$1 says=$2
    shift 2
    printf "$@" >text.scenario
    expect "$code" "$says" run text.scenario
}

pair='parent host is ref_parent\nchild cs is ref_child tick 20ms\n'

# What a lifeline starts has its mark, as it inherits its environment.
nobody_has_its_mark() {
    local left
    : >told
    [ -r /proc/self/environ ] || return 0
    for left in $(grep -lsFz -- "LIFELINE_MARK=$work" /proc/[0-9]*/environ | tr -dc '0-9\n'); do
        complain "left: $(tr '\0' ' ' <"/proc/$left/cmdline")"
        kill -KILL "$left"
    done
}

nothing_is_left() {
    nobody_has_its_mark
    echo "$inputs inputs, $violations violations"
    [ "$violations" -eq 0 ]
}
