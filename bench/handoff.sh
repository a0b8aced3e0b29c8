#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Times transfer lists on the host (bench/handoff.c says how) and measures the library's text for
# three machines.
#
#   handoff.sh [TABLE [SIZES]]   appends to TABLE rows of the form of bench.tsv (profile, board,
#                                compiler, what, unit, value); without it prints them. SIZES gets
#                                rows "machine, part, text bytes"
#
# What is not installed is said and left out.
set -eu

cd "$(dirname "$0")/.."
table=${1:-/dev/stdout}
sizes=${2:-/dev/stdout}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

gcc -std=c11 -D_POSIX_C_SOURCE=199309L -O2 -I . bench/handoff.c handoff/list.c handoff/change.c \
    handoff/sum.c -o "$work/bench"
"$work/bench" | awk -F '\t' -v OFS='\t' '{ print "handoff", "host", "gcc", $1, $2, $3 }' >>"$table"

# text_of COMPILER FLAGS... -- FILES...: bytes of text of the files.
text_of() {
    compiler=$1
    shift
    flags=
    while [ "$1" != -- ]; do
        flags="$flags $1"
        shift
    done
    shift
    total=0
    for file in "$@"; do
        # shellcheck disable=SC2086 # the flags are words
        "$compiler"gcc $flags -std=c11 -Os -ffunction-sections -fdata-sections -I . -c "handoff/$file.c" \
            -o "$work/object.o"
        set_size=$("$compiler"size "$work/object.o" | awk 'NR == 2 { print $1, $2 + $3 }')
        [ "${set_size#* }" = 0 ] || echo "handoff: $file.c has static data" >&2
        total=$((total + ${set_size% *}))
    done
    echo "$total"
}

# measure MACHINE COMPILER FLAGS...
measure() {
    machine=$1
    shift
    if ! command -v "${1}gcc" >/dev/null; then
        echo "handoff: $machine not measured: ${1}gcc is not installed" >&2
        return
    fi
    printf '%s\treader\t%s\n' "$machine" "$(text_of "$@" -- list sum)"
    printf '%s\treader and all changes\t%s\n' "$machine" "$(text_of "$@" -- list sum change)"
    printf '%s\tregisters\t%s\n' "$machine" "$(text_of "$@" -- registers)"
    printf '%s\tevent log\t%s\n' "$machine" "$(text_of "$@" -- event_log event_write)"
}

{
    measure cortex-m33 arm-none-eabi- -mcpu=cortex-m33+nodsp -mthumb -mfloat-abi=soft
    measure aarch64 aarch64-linux-gnu- -fno-asynchronous-unwind-tables
    measure x86-64 '' -fno-asynchronous-unwind-tables
} >>"$sizes"
