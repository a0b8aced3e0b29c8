# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# What the scripts in bench/ share: how they build, and where results stand. Read with `.`, from the
# root of the tree. What is up to date is not built again.

# shellcheck disable=SC2034 # used by who reads this
{
    numbers=build/numbers
    tab=$(printf '\t')
}

say() {
    printf '%s: %s\n' "$(basename "$0" .sh)" "$*" >&2
}

die() {
    say "$@"
    exit 1
}

# build NAME FOLDER [cmake options] -- [build options]: configures FOLDER by the preset NAME and
# builds it. Says nothing unless it fails.
build() {
    preset=$1 folder=$2
    shift 2
    log=$numbers/$(basename "$folder").log
    mkdir -p $numbers
    configure=''
    while [ $# -gt 0 ] && [ "$1" != -- ]; do
        configure="$configure $1"
        shift
    done
    [ $# -eq 0 ] || shift
    # shellcheck disable=SC2086 # no option has a space in it
    if cmake --preset "$preset" -B "$folder" $configure >"$log" 2>&1 &&
        cmake --build "$folder" -j2 "$@" >>"$log" 2>&1; then
        return 0
    fi
    grep -E 'error|overflow|kedge config|CMake Error' "$log" | head -n 5 >&2
    say "$folder cannot be built; all that was said is in $log"
    return 1
}

build_tool() {
    build tool build/tool || exit 1
}

# The names of all presets for devices: board-profile-compiler, where board/<board>/ exists.
device_presets() {
    cmake --list-presets | sed -n 's/^ *"\([^"]*\)".*/\1/p' | while read -r name; do
        rest=${name%-*}
        [ "$rest" = "$name" ] || [ ! -e "board/${rest%-*}/board.cmake" ] || echo "$name"
    done
}

# The first columns of a row: profile, board and compiler of a preset, with a tab behind each.
preset_columns() {
    rest=${1%-*}
    printf '%s\t%s\t%s\t' "${rest##*-}" "${rest%-*}" "${1##*-}"
}

# symbol ELF NAME: its address without the Thumb bit, in decimal.
symbol() {
    address=$(arm-none-eabi-nm "$1" | sed -n "s/^\([0-9a-f]*\) . $2\$/0x\1/p")
    [ -n "$address" ] || die "$1 has no symbol $2"
    echo $((address & ~1))
}

# profile_without BASE OPTION FILE: writes the profile BASE with the option turned off, and with it
# those that `kedge config` says need it. An unchanged file keeps its time, so that nothing is built
# again.
profile_without() {
    { sed "/^$2=/d" "$1" && echo "$2=n"; } >"$3.new"
    until build/tool/kedge config --kconfig config/Kconfig --cmake "$3.cmake" "$3.new" 2>"$3.log"; do
        needing=$(sed -n 's/^[^ ]*: kedge config: //; s/.*: \(CONFIG_[A-Z0-9_]*\)=.* needs .*/\1/p' "$3.log")
        [ -n "$needing" ] || { cat "$3.log" >&2; return 1; }
        for name in $needing; do
            sed "/^$name=/d" "$3.new" >"$3.next"
            mv "$3.next" "$3.new"
        done
    done
    if cmp -s "$3.new" "$3"; then rm "$3.new"; else mv "$3.new" "$3"; fi
}

# The options of a list made by `kedge config` that are on.
options_on() {
    sed -n 's/^set(\(CONFIG_[A-Z0-9_]*\) ON)$/\1/p' "$1"
}

# options_lost OPTION[+OPTION...] BEFORE AFTER: of two such lists, what went off with the options, in
# one line.
options_lost() {
    options_on "$2" | grep -vxE "$(echo "$1" | tr + "|")" | while read -r other; do
        options_on "$3" | grep -qx "$other" || echo "$other"
    done | paste -sd " " -
}
