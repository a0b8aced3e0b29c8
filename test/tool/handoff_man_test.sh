#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The man page of `kedge handoff` has every subcommand and every option of each.
#
#   handoff_man_test.sh KEDGE PAGE
set -eu

page=$(sed 's/\\f[BIR]//g; s/\\-/-/g' "$2")
failed=0
count=0

has() { # has TEXT
    count=$((count + 1))
    printf '%s\n' "$page" | grep -qwF -e "$1" && return
    echo "$2: $1 is missing"
    failed=1
}

for subcommand in $("$1" handoff --help | sed -n 's/^  \([a-z]*\)  *[a-z].*/\1/p'); do
    has "kedge handoff $subcommand" "$2"
    for option in $("$1" handoff "$subcommand" --help | grep -oE -e '--[a-z-]+' | sort -u); do
        has "$option" "$2"
    done
done
[ "$count" -gt 20 ] || {
    echo "only $count subcommands and options were found in the help"
    failed=1
}
exit "$failed"
