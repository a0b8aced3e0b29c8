#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Protected storage in the emulator: what one start wrote the next one finds; the external area put
# back to an earlier state, or to nothing, is refused; nothing of it is readable.
#
#   protected.sh BUILD_DIR
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
area_page=32 # of 4 KB: BOARD_PROTECTED_BASE, board/mps2/memory.h
area_pages=16

start() { # start EXPECTED
    said=$("$here/board/mps2/run.sh" --direct --memory "$work/memory.img" "$build" protected) || {
        echo "$said" >&2
        exit 1
    }
    said=$(echo "$said" | tr -d '\r' | grep -E '^(found|refused)') || said=nothing
    [ "$said" = "$1" ] || {
        echo "expected \"$1\", the program said \"$said\"" >&2
        exit 1
    }
    echo "$said"
}

keep() { # keep FILE: a copy of the external area
    dd if="$work/memory.img" of="$1" bs=4096 skip=$area_page count=$area_pages status=none
}

put_back() { # put_back FILE
    dd if="$1" of="$work/memory.img" bs=4096 seek=$area_page conv=notrunc status=none
}

for version in 0 1 2 3 4 5 6 7; do
    start "found $version"
done
keep "$work/now"

# Compaction has not yet erased the first values; the present area still has to be the newest.
start 'found 8'
keep "$work/newest"
put_back "$work/now"
start refused
put_back "$work/newest"
start 'found 9'

# A chip that was exchanged for an empty one.
tr '\000' '\377' </dev/zero | head -c $((area_pages * 4096)) >"$work/blank"
put_back "$work/blank"
start refused

# The long value of each version begins with these bytes, which must not be there.
hex=$(od -An -v -tx1 "$work/newest" | tr -d ' \n')
for version in 1 2 3 4 5 6 7 8 9; do
    begin=''
    for i in 0 1 2 3 4 5 6 7; do
        begin=$begin$(printf '%02x' $(((version * 7 + i * 13) % 256)))
    done
    case $hex in *"$begin"*)
        echo "plaintext of version $version lies in the external area" >&2
        exit 1
        ;;
    esac
done
