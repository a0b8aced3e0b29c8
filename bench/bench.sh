#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Counts instructions on the emulator, and how deep the secure stack goes; and times transfer lists
# (bench/handoff.sh) and PSA Crypto over OpenSSL (bench/crypto_host.sh) on this machine.
#
#   bench.sh [PRESET...]     default: mps2-an521-small-gcc, -medium-gcc, -large-gcc, -tiny-gcc and
#                            mps2-an505-small-gcc
#
# Writes build/numbers/bench.tsv (profile, board, compiler, what, unit, value), prints it for
# people, and renders doc/numbers.md. Units:
#
#   instructions   exact; where runs differ, the median of five. What it takes to count (an empty
#                  pair of marks, and the call of the marks) is taken off
#   spread         the largest of the five less the smallest, where they differ: random values are
#                  drawn until they fit (P-256)
#   secure stack   bytes from the top of the secure stack to the lowest byte stored, at most of five
#
# Every run begins with an empty store and fresh entropy. An operation that fails, a count without
# a name or a preset that cannot be built makes the exit status 1.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

table=$numbers/bench.tsv
plugin=$numbers/emulator_plugin.so
runs=5
status=0

# emulate PRESET PROGRAM OPTIONS: counts go to $numbers/counts, the console to $numbers/console.
emulate() {
    rm -f $numbers/bench.img
    board/mps2/run.sh --memory $numbers/bench.img "build/$1" "$2" \
        -plugin "$plugin,out=$numbers/counts,$3" >$numbers/console 2>&1 || {
        cat $numbers/console >&2
        say "$2 of $1 failed on the emulator"
        return 1
    }
}

# stack_of ELF: the plugin's options for its stack.
stack_of() {
    low=$(symbol "$1" armv8m_stack_limit)
    echo "stack=$low,stacksize=$(($(symbol "$1" armv8m_stack) - low))"
}

# name_counts: the names on the console and the counts are in the same order. Lines "what,
# instructions, stack"; the first count is the empty pair's.
name_counts() {
    tr -d '\r' <$numbers/console | awk '
        NR == FNR {
            if ($1 == "count") { instructions[++counts] = $2; stack[counts] = $4 }
            next
        }
        /^bench / {
            names++
            name = substr($0, 7)
            if (name ~ /^FAILED /) { print "the operation failed: " name >"/dev/stderr"; bad = 1 }
            if (names == 1 && name != "empty") { print "the empty pair is missing" >"/dev/stderr"; bad = 1 }
            if (names > 1 && name !~ /^absent /)
                printf "%s\t%d\t%d\n", name, instructions[names] - instructions[1], stack[names]
        }
        END {
            if (names != counts) {
                printf "%d names on the console, but %d counts\n", names, counts >"/dev/stderr"
                bad = 1
            }
            exit bad
        }' $numbers/counts -
}

# first_count WHAT: the count from reset, in the same form.
first_count() {
    awk -v what="$1" '
        $1 == "count" { stack = $4 }
        $1 == "first" { count = $2; found = 1 }
        END {
            if (found) printf "%s\t%d\t%d\n", what, count, stack
            else print what ": never reached" >"/dev/stderr"
            exit !found
        }' $numbers/counts
}

# summarise: of all runs' lines, in the order of the first run.
summarise() {
    awk -F '\t' '
        !($1 in count) { order[++names] = $1 }
        { value[$1, ++count[$1]] = $2; if ($3 > stack[$1]) stack[$1] = $3 }
        function median(name, n,    i, j, moved) {
            for (i = 2; i <= n; i++) {
                moved = value[name, i]
                for (j = i - 1; j >= 1 && value[name, j] > moved; j--)
                    value[name, j + 1] = value[name, j]
                value[name, j + 1] = moved
            }
            return value[name, int((n + 1) / 2)]
        }
        END {
            for (i = 1; i <= names; i++) {
                name = order[i]
                n = count[name]
                printf "%s\tinstructions\t%d\n", name, median(name, n)
                if (value[name, n] != value[name, 1])
                    printf "%s\tspread\t%d\n", name, value[name, n] - value[name, 1]
                if (stack[name] > 0)
                    printf "%s\tsecure stack\t%d\n", name, stack[name]
            }
        }' "$1"
}

measure() { # measure PRESET
    folder=build/$1
    secure_stack=$(stack_of "$folder/secure.elf")
    begin=$(symbol "$folder/operations.elf" bench_begin)
    end=$(symbol "$folder/operations.elf" bench_end)
    # The start clears all of the stack, so its depth counts from after that.
    start=$(symbol "$folder/secure.elf" armv8m_reset)
    boot_marks="first=$start,begin=$(symbol "$folder/boot.elf" armv8m_main),end=$start,$(stack_of "$folder/boot.elf")"
    : >$numbers/runs
    run=0
    while [ $run -lt $runs ]; do
        emulate "$1" first_light "$boot_marks" &&
            first_count 'reset to secure image' >>$numbers/runs || return 1
        emulate "$1" first_light "first=$(symbol "$folder/first_light.elf" main)" &&
            first_count 'reset to application' >>$numbers/runs || return 1
        emulate "$1" operations "begin=$begin,end=$end,$secure_stack" &&
            name_counts >>$numbers/runs || return 1
        run=$((run + 1))
    done
    summarise $numbers/runs | sed "s|^|$(preset_columns "$1")|" >>$table.new
}

build_tool
cc -O2 -shared -fPIC -Wall -Wextra -Werror -o $plugin bench/emulator_plugin.c
printf 'profile\tboard\tcompiler\twhat\tunit\tvalue\n' >$table.new
[ $# -gt 0 ] || set -- mps2-an521-small-gcc mps2-an521-medium-gcc mps2-an521-large-gcc \
    mps2-an521-tiny-gcc mps2-an505-small-gcc
for name; do
    { build "$name" "build/$name" && measure "$name"; } || status=1
done
bench/handoff.sh times >>$table.new || status=1
bench/crypto_host.sh >>$table.new || status=1
mv $table.new $table
bench/numbers.sh bench
exit $status
