#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Cuts the power at the stores that one ITS write makes to flash, in the emulator, and checks each
# time that the next start finds the old value or the new one, everything else untouched, and can
# write again.
#
#   cuts.sh BUILD_DIR PLUGIN [STEP]
#
# Two writes are swept: one that appends to the log, and one that has to compact it first. Every
# STEP-th store of the second is cut (default 1: every one), and of the erasure at its end, which is
# 8192 stores alike, every 64 * STEP-th; of the first, always every one.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
build=$1 plugin=$2 step=${3:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

symbol() {
    arm-none-eabi-nm "$build/cuts.elf" | sed -n "s/^\([0-9a-f]*\) . $1\$/0x\1/p"
}
from=$(($(symbol cut_begin) & ~1))
erase=8192
range="base=0x80010000,size=0x10000,from=$from" # the record log, board/mps2/memory.h

run() { # run MEMORY [plugin options]: prints the console, gives the emulator's status
    memory=$1
    shift
    "$here/board/mps2/run.sh" --direct --memory "$memory" "$build" cuts "$@"
}

stores_of() { # the stores that the next write makes to flash
    cp "$1" "$work/count.img"
    run "$work/count.img" -plugin "$plugin,out=$work/count.txt,$range" >"$work/count.log" || {
        cat "$work/count.log" >&2
        return 1
    }
    sed -n 's/^stores //p' "$work/count.txt"
}

generation_of() { # what a start finds; also the proof that it can write again
    cp "$1" "$work/look.img"
    run "$work/look.img" >"$work/look.log" || {
        cat "$work/look.log" >&2
        return 1
    }
    sed -n 's/^found //p' "$work/look.log"
}

cuts=0
old_count=0
sweep() { # sweep MEMORY STEP NAME
    total=$(stores_of "$1")
    old=$(generation_of "$1")
    cut=1
    while [ "$cut" -le "$total" ]; do
        cp "$1" "$work/cut.img"
        status=0
        run "$work/cut.img" -plugin "$plugin,out=$work/cut.txt,$range,cut=$cut" >"$work/cut.log" ||
            status=$?
        [ $status = 99 ] || { echo "cut $cut of $3: the power was not cut (status $status)" >&2; exit 1; }
        found=$(generation_of "$work/cut.img") || {
            echo "$3: lost after the cut at store $cut of $total" >&2
            exit 1
        }
        case $found in
        "$old") old_count=$((old_count + 1)) ;;
        $((old + 1))) ;;
        *) echo "$3: found $found after the cut at store $cut, neither $old nor the next" >&2; exit 1 ;;
        esac
        cuts=$((cuts + 1))
        if [ "$total" -gt $erase ] && [ $cut -ge $((total - erase)) ]; then
            cut=$((cut + 64 * $2))
        else
            cut=$((cut + $2))
        fi
    done
    echo "$3: $total stores"
}

# An image with all assets, then one whose next write compacts.
run "$work/append.img" >/dev/null
run "$work/append.img" >/dev/null
sweep "$work/append.img" 1 "append"

cp "$work/append.img" "$work/compact.img"
tries=0
while [ "$(stores_of "$work/compact.img")" -lt 200 ]; do
    run "$work/compact.img" >/dev/null
    tries=$((tries + 1))
    [ $tries -lt 400 ] || { echo "no write compacts the log" >&2; exit 1; }
done
sweep "$work/compact.img" "$step" "compact"

[ $old_count -gt 0 ] && [ $old_count -lt $cuts ] || {
    echo "the cuts never showed both values: the sweep proves nothing" >&2
    exit 1
}
echo "$cuts cuts, $old_count left the old value, none lost anything"
