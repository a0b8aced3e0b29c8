#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Renders build/numbers/*.tsv for people.
#
#   numbers.sh size     prints the sizes, and renders doc/numbers.md
#   numbers.sh bench    prints the counts, and renders doc/numbers.md
#   numbers.sh crypto   prints the sizes of PSA Crypto, and renders doc/numbers.md
#
# doc/numbers.md needs both tables; while one is missing it stays as it is.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

# render PART: Markdown of one part, from the tables that there are.
render() {
    set -- "$1" bench/peer.tsv bench/limits.tsv
    for table in options crypto_options size bench text; do
        [ ! -e $numbers/$table.tsv ] || set -- "$@" $numbers/$table.tsv
    done
    part=$1
    shift
    awk -v part="$part" -f bench/numbers.awk -f bench/numbers_library.awk "$@"
}

[ $# -eq 1 ] || die "usage: numbers.sh size|bench|crypto"
render "$1"
if [ -e $numbers/size.tsv ] && [ -e $numbers/bench.tsv ]; then
    { render head && render size && render bench; } >$numbers/numbers.md
    cp $numbers/numbers.md doc/numbers.md
else
    say "doc/numbers.md is left as it was: it needs both \`make size\` and \`make bench\`"
fi
