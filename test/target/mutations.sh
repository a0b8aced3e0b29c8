#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Gives the boot stage COUNT spoilt images in the emulator. None may start, none may hang.
#
#   mutations.sh BUILD_DIR IMAGE_MUTATE COUNT
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
build=$1 mutate=$2 count=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

run() {
    "$here/board/mps2/run.sh" --memory "$work/memory.img" "$@" >"$work/log" 2>&1
}

# The same images unspoilt must start, or a refusal proves nothing.
run "$build" first_light || { cat "$work/log"; exit 1; }

seed=1
while [ "$seed" -le "$count" ]; do
    "$mutate" "$build/first_light.signed.bin" "$seed" "$work/mutant.bin" >"$work/what"
    status=0
    run --image "$work/mutant.bin" "$build" first_light || status=$?
    if [ $status != 2 ] || ! grep -q '^boot: refused: ' "$work/log"; then
        cat "$work/what" "$work/log"
        echo "status $status instead of a refusal"
        exit 1
    fi
    sed -n 's/^boot: refused: \([^,]*\).*/\1/p' "$work/log" >>"$work/reasons"
    seed=$((seed + 1))
done
sort "$work/reasons" | uniq -c | sort -rn
echo "$count mutated images, none started"
