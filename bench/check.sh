#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Fails when a figure of build/numbers/*.tsv passes its limit in bench/limits.tsv.
#
#   check.sh     after bench/size.sh and bench/bench.sh
#
# In limits.tsv, `what` is an image or an operation, and `*` stands for any profile, board or
# compiler. A limit that begins with >= is what a figure has to reach. Where a figure does not meet
# its limit yet, `held` is what it must not get worse than until it does: doc/numbers.md then says
# that the limit is not met. A limit that no figure answers to fails too: nothing passes by not being
# measured.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

for table in size bench text; do
    [ -e $numbers/$table.tsv ] || die "$numbers/$table.tsv is missing: run bench/size.sh and bench/bench.sh first"
done

awk -F '\t' '
    function concerns(i, what, unit) {
        return name[i] == what && measure[i] == unit && (profile[i] == "*" || profile[i] == $1) &&
            (board[i] == "*" || board[i] == $2) && (compiler[i] == "*" || compiler[i] == $3)
    }
    function meets(value, limit,    least) {
        least = sub(/^>=/, "", limit)
        return least ? value + 0 >= limit + 0 : value + 0 <= limit + 0
    }
    # What is to be said of a figure, if anything.
    function judge(value, i) {
        if (meets(value, limit[i]))
            return held[i] == "" ? "" : "meets its limit and need not be held at " held[i]
        unmet[i] = 1
        if (held[i] != "" && meets(value, held[i]))
            return "held at " held[i] ", the limit is " limit[i]
        bad = 1
        return "PAST ITS LIMIT, which is " limit[i] (held[i] == "" ? "" : " and held at " held[i])
    }
    function check(what, unit, value,    i, verdict) {
        for (i = 1; i <= limits; i++) {
            if (!concerns(i, what, unit)) continue
            used[i] = 1
            verdict = judge(value, i)
            if (verdict != "")
                printf "%s, %s, %s: %s: %d %s: %s\n", $1, $2, $3, what, value, unit, verdict
        }
    }
    FNR == 1 { table++; next }
    table == 1 {
        limits++
        profile[limits] = $1; board[limits] = $2; compiler[limits] = $3
        name[limits] = $4; measure[limits] = $5; limit[limits] = $6; held[limits] = $7
    }
    table == 2 && $5 == "total" { check($4, "flash", $6); check($4, "ram", $7) }
    table >= 3 { check($4, $5, $6) }
    END {
        for (i = 1; i <= limits; i++) {
            if (i in unmet) above++
            if (!used[i]) {
                printf "%s, %s, %s: %s has a limit of %s %s, but no figure\n", profile[i], board[i],
                    compiler[i], name[i], limit[i], measure[i]
                bad = 1
            }
        }
        if (!bad) printf "%d limits: %d met, %d not met yet and held\n", limits, limits - above, above
        exit bad
    }' bench/limits.tsv $numbers/size.tsv $numbers/bench.tsv $numbers/text.tsv
