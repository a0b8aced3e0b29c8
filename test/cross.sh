#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# The tests of handoff/ on machines of other word sizes and byte orders, under qemu-user: 32 bits
# little-endian (arm), 32 bits big-endian (powerpc) and 64 bits little-endian (aarch64). cmocka is
# not packaged for them, so test/support/cmocka stands in for it.
#
#   cross.sh [TARGET...]  a target is arm-linux-gnueabihf, powerpc-linux-gnu or aarch64-linux-gnu;
#                         the default is all
#
# A target whose compiler or emulator is missing fails: what was not run has not passed.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$root"

[ $# -gt 0 ] || set -- arm-linux-gnueabihf powerpc-linux-gnu aarch64-linux-gnu

emulator_of() {
    case $1 in
        arm-*) echo qemu-arm ;;
        powerpc-*) echo qemu-ppc ;;
        aarch64-*) echo qemu-aarch64 ;;
    esac
}

# The API of libtl maps structures over memory, as libtl does: it is for little-endian machines.
is_run() {
    case $1:$2 in
        powerpc-*:handoff_shim_test) return 1 ;;
    esac
}

failed=0
for target in "$@"; do
    emulator=$(emulator_of "$target")
    if ! command -v "$target-gcc" >/dev/null || ! command -v "$emulator" >/dev/null; then
        echo "cross: NOT RUN: $target-gcc or $emulator is not installed (\`tool/setup.sh test\` does it)"
        failed=1
        continue
    fi
    for source in test/unit/handoff_*_test.c; do
        test=$(basename "$source" .c)
        if grep -q 'openssl/' "$source" || ! is_run "$target" "$test"; then
            echo "cross: $target $test: not for this machine"
            continue
        fi
        "$target-gcc" -std=c11 -O2 -g -static -Wall -Wextra -Wconversion -Wno-sign-conversion -Werror \
            -I . -I test/support/cmocka "$source" handoff/*.c handoff/compat/transfer_list.c \
            -o "$work/$test"
        if "$emulator" "$work/$test" >"$work/log" 2>&1; then
            echo "cross: $target $test: $(grep -c '^ok ' "$work/log") tests pass"
        else
            cat "$work/log"
            echo "cross: $target $test: FAILED"
            failed=1
        fi
    done
done
exit "$failed"
