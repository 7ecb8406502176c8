# For a script to source, from the project's root: ends it with a sentence where it would write to what is
# another user's, as in a checkout that somebody else has built.
own_places=(build build/*/)
[ -e build ] || own_places=(.)
for own_place in "${own_places[@]}"; do
    [ ! -e "$own_place" ] || [ -w "$own_place" ] || {
        echo "ci/${0##*/}: '$(cd "$own_place" && pwd -P)' belongs to $(stat -c %U "$own_place"), and $(id -un) cannot write there;" \
            "clone the project again" >&2
        exit 1
    }
done
