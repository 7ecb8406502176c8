# For a script to source: packages from npm, checked by their SHA-512. They are kept in
# $XDG_CACHE_HOME/lifeline, else in ~/.cache/lifeline.
npm_kept=${XDG_CACHE_HOME:-$HOME/.cache}/lifeline

npm_is_whole() { # npm_is_whole FILE SHA512
    sha512sum --check --status <<<"$2  $1" 2>/dev/null
}

npm_fetch() { # npm_fetch PACKAGE FOLDER
    command -v npm >/dev/null || {
        echo "ci/${0##*/}: npm is missing, which fetches '$1'; install npm" >&2
        return 1
    }
    (cd "$2" && timeout 900 npm pack --loglevel=error --fetch-retries=1 "$1") >"$2/log" 2>&1 ||
        { cat "$2/log" >&2; return 1; }
}

# Puts the name of the package's file into npm_file. Says what it fetches, and fetches it into FOLDER
# only where the package is not kept.
npm_package() { # npm_package NAME@VERSION SHA512 SIZE FOLDER
    local package=$1 sha512=$2 size=$3 folder=$4
    local name=${package#@}
    name=${name//[@\/]/-}.tgz
    npm_file=$npm_kept/$name
    ! npm_is_whole "$npm_file" "$sha512" || return 0
    echo "ci/${0##*/}: fetching $package ($size)"
    npm_fetch "$package" "$folder" || return
    npm_file=$folder/$name
    npm_is_whole "$npm_file" "$sha512" || {
        echo "ci/${0##*/}: the package '$package' has another SHA-512 than expected; run ci/${0##*/} again" >&2
        return 1
    }
    # Kept where it can be; aside first, so that nobody ever finds half of it.
    if mkdir -p "$npm_kept" 2>/dev/null && cp "$npm_file" "$npm_kept/$name.$$" 2>/dev/null; then
        mv "$npm_kept/$name.$$" "$npm_kept/$name"
    fi
}
