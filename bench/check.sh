#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Fails when a figure of build/numbers/*.tsv passes its limit in bench/limits.tsv.
#
#   check.sh     after bench/size.sh and bench/bench.sh
#
# In limits.tsv, `what` is an image or an operation, and `*` stands for any profile, board or
# compiler. A limit that begins with >= is what a figure has to reach. A limit that no figure answers to fails too: nothing passes by not being measured.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

for table in size bench text; do
    [ -e $numbers/$table.tsv ] || die "$numbers/$table.tsv is missing: run bench/size.sh and bench/bench.sh first"
done

awk -F '\t' '
    function check(what, unit, value,    i) {
        for (i = 1; i <= limits; i++) {
            if (name[i] != what || measure[i] != unit || profile[i] != "*" && profile[i] != $1 ||
                board[i] != "*" && board[i] != $2 || compiler[i] != "*" && compiler[i] != $3)
                continue
            used[i] = 1
            if (least[i] ? value + 0 >= most[i] + 0 : value + 0 <= most[i] + 0) continue
            printf "%s, %s, %s: %s: %d %s, the limit is %s%d\n", $1, $2, $3, what, value, unit,
                least[i] ? "at least " : "", most[i]
            bad = 1
        }
    }
    FNR == 1 { table++; next }
    table == 1 {
        limits++
        profile[limits] = $1; board[limits] = $2; compiler[limits] = $3
        least[limits] = sub(/^>=/, "", $6)
        name[limits] = $4; measure[limits] = $5; most[limits] = $6
    }
    table == 2 && $5 == "total" { check($4, "flash", $6); check($4, "ram", $7) }
    table >= 3 { check($4, $5, $6) }
    END {
        for (i = 1; i <= limits; i++)
            if (!used[i]) {
                printf "%s, %s, %s: %s has a limit of %d %s, but no figure\n", profile[i], board[i],
                    compiler[i], name[i], most[i], measure[i]
                bad = 1
            }
        if (!bad) printf "%d limits, none is passed\n", limits
        exit bad
    }' bench/limits.tsv $numbers/size.tsv $numbers/bench.tsv $numbers/text.tsv
