#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Measures transfer lists. Prints rows of the form of bench.tsv: profile (handoff), machine, compiler,
# what, unit, value.
#
#   handoff.sh times    on this machine; bench/handoff.c says how
#   handoff.sh sizes    bytes of text of the library for three machines
#
# A compiler that is missing makes the exit status 1.
set -eu

cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
status=0

# Sums byte by byte stay that, as in firmware, which has no vectors; and where a loop happens to begin
# is not to count, which makes such a short one up to twice as slow.
time_lists() {
    gcc -std=c11 -D_POSIX_C_SOURCE=199309L -O2 -fno-tree-vectorize -falign-loops=64 -I . bench/handoff.c handoff/list.c handoff/change.c \
        handoff/sum.c -o "$work/bench"
    "$work/bench" | sed 's/^/handoff\thost\tgcc\t/'
}

# text_of PREFIX FLAGS... -- FILES...: bytes of text of all the files, which must have no data.
text_of() {
    prefix=$1
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
        "${prefix}gcc" $flags -std=c11 -Os -ffunction-sections -fdata-sections -I . \
            -c "handoff/$file.c" -o "$work/object.o"
        text=$("${prefix}size" "$work/object.o" | awk 'NR == 2 { print $1; exit $2 + $3 != 0 }') || {
            echo "handoff: $file.c has static data" >&2
            return 1
        }
        total=$((total + text))
    done
    echo "$total"
}

# measure MACHINE PREFIX FLAGS...
measure() {
    machine=$1
    shift
    if ! command -v "${1}gcc" >/dev/null; then
        echo "handoff: $machine is not measured: ${1}gcc is not installed" >&2
        status=1
        return
    fi
    while read -r files what; do
        # shellcheck disable=SC2046 # the files are words
        size=$(text_of "$@" -- $(echo "$files" | tr + ' ')) || status=1
        printf 'handoff\t%s\tgcc\t%s\ttext\t%s\n' "$machine" "$what" "$size"
    done <<END
list+sum reader
list+sum+change reader and all changes
registers registers
event_log+event_write event log
END
}

case ${1:-} in
times) time_lists ;;
sizes)
    measure cortex-m33 arm-none-eabi- -mcpu=cortex-m33+nodsp -mthumb -mfloat-abi=soft
    measure aarch64 aarch64-linux-gnu- -fno-asynchronous-unwind-tables
    measure x86-64 x86_64-linux-gnu- -fno-asynchronous-unwind-tables
    ;;
*)
    echo "usage: handoff.sh times|sizes" >&2
    exit 2
    ;;
esac
exit $status
