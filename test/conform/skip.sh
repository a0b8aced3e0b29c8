#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Skips each instruction of the boot stage's decision once, in the emulator: see skip.c.
#
#   skip.sh BUILD_DIR     the folder of a device build, whose libraries are tested as they are
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
build=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

cpu="-mcpu=cortex-m33+nodsp -mthumb -mfloat-abi=soft -specs=picolibc.specs"
libraries=$(find "$build" -name libkedge_boot.a -o -name libkedge_lib.a -o -name libkedge_lms.a -o -name libmbedtls_primitives.a)

# The trial's own code and data, not compiled into calls of the library under test.
arm-none-eabi-gcc $cpu -std=c11 -Os -Wall -Wextra -Werror -fno-tree-loop-distribute-patterns \
    -I "$here" -I "$here/api" -I "$build/generated" -c "$here/test/conform/skip.c" -o "$work/skip.o"

# Linked twice: the table of instructions is made from the first program, and lies where it moves
# nothing of the second.
link() {
    printf '.section .table, "a"\n.global table\ntable:\n' >"$work/table.s"
    cat "$work/instructions" >>"$work/table.s"
    arm-none-eabi-gcc $cpu -c "$work/table.s" -o "$work/table.o"
    arm-none-eabi-gcc $cpu -nostartfiles -T "$here/test/conform/skip.ld" -Wl,--gc-sections \
        -Wl,-e,reset -Wl,--no-warn-mismatch -Wl,-z,noexecstack "$work/skip.o" "$work/table.o" \
        -Wl,--start-group $libraries -Wl,--end-group -o "$work/skip.elf"
}
: >"$work/instructions"
link
arm-none-eabi-objdump -d -j .text "$work/skip.elf" | awk -F '\t' '
    /^ *[0-9a-f]+:/ && $3 !~ /^\.(word|short|byte)/ {
        sub(/^ */, "", $1); sub(/:.*/, "", $1); sub(/ *$/, "", $2)
        print ".word 0x" $1 ", " (length($2) > 4 ? 4 : 2)
    }' >"$work/instructions"
link

# The time limit of a trial counts instructions, so that a slow machine changes nothing.
timeout 300 qemu-system-arm -M mps2-an505 -icount shift=5,sleep=off -kernel "$work/skip.elf" -display none -monitor none \
    -serial null -semihosting-config enable=on,target=native 2>&1
