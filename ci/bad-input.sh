# Sourced by ci/check-bad-*, which give lifeline.exe in the folder $1 what is wrong, one input
# after another: each must end in time with its exit code, and say what is wrong in a sentence
# that a person can act on. They run in a folder of their own, and close with nothing_is_left.
set -u
unset LIFELINE_COMMAND
folder=$(cd "$1" && pwd -P)
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
root=$PWD
lifeline=$folder/lifeline.exe
actor=$folder/tests/cli/actor_test_child.exe
started=$folder/tests/cli/started_win32_test_child.exe
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit

. "$root/ci/processes.sh"

inputs=0 violations=0
complain() {
    violations=$((violations + 1))
    printf '%s\n' "$1"
    sed 's/^/    /' told
}

# obeyed FILE: something in it is no text on a line of its own: C0 but for line ends and tabs, DEL,
# C1, and what changes the direction of text
obeyed() {
    LC_ALL=C grep -qaP \
        '[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]|\r.|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xa8-\xae]|\xe2\x81[\xa6-\xaf]' "$1"
}

# expect CODE REGEX ARGUMENT...: the exit code matches CODE, a regex as well; all that lifeline tells, on one line, matches the REGEX.
# `starter` is what starts it, where it is not started as usual. It may take limit_s seconds.
starter=()
limit_s=30
expect() {
    local code=$1 says=$2 got
    shift 2
    inputs=$((inputs + 1))
    LIFELINE_MARK=$work timeout -k 2 "$limit_s" "$root/ci/wine" "${starter[@]}" "$lifeline" "$@" \
        </dev/null >raw 2>&1
    got=$?
    tr -d '\r' <raw >told
    ! obeyed raw || complain "lifeline $*: what a terminal obeys reached it"
    if ! [[ $got =~ ^$code$ ]]; then
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
    for left in $(marked "$work"); do
        was_never_born "$left" || complain "left: $(command_of "$left")"
        kill -KILL "$left"
    done
}

nothing_is_left() {
    nobody_has_its_mark
    echo "$inputs inputs, $violations violations"
    [ "$violations" -eq 0 ]
}
