#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs a signed image on an emulated MPS2 board and exits with the program's status.
#
#   run.sh [options] BUILD_DIR PROGRAM [qemu options...]
#
#     --memory FILE   the non-volatile memory (default BUILD_DIR/nonvolatile.img). It is made and
#                     provisioned if it does not exist, and keeps its content from run to run.
#     --image FILE    a signed image other than BUILD_DIR/PROGRAM.signed.bin
#     --tamper        flips one bit of the signed image in the slot
#     --no-load       leaves the slot as it is
#     --direct        starts the secure image without the boot stage: for sweeps of many runs that
#                     are not about booting
#
#     --time SECONDS  kills the emulator when a run takes longer (default 120)
#
# BUILD_DIR holds what a device preset built.
set -eu

usage() {
    sed -n '3,18p' "$0" | sed 's/^# \{0,1\}//' >&2
    exit 2
}

memory='' image='' tamper=0 load=1 direct=0 time=120
while [ $# -gt 0 ]; do
    case $1 in
    --memory) memory=$2; shift 2 ;;
    --image) image=$2; shift 2 ;;
    --tamper) tamper=1; shift ;;
    --no-load) load=0; shift ;;
    --direct) direct=1; shift ;;
    --time) time=$2; shift 2 ;;
    -*) usage ;;
    *) break ;;
    esac
done
[ $# -ge 2 ] || usage
build=$1 program=$2
shift 2
memory=${memory:-$build/nonvolatile.img}
image=${image:-$build/$program.signed.bin}
[ -e "$image" ] || { echo "run.sh: there is no program $program in $build" >&2; exit 2; }

# The map of board/mps2/memory.h, as offsets from the start of the non-volatile memory.
provision_offset=0
entropy_offset=4096
slot_offset=1048576
slot_size=262144
memory_size=16777216

put() { # put FILE OFFSET: copies standard input into the memory
    dd of="$1" bs=4096 seek=$(($2 / 4096)) conv=notrunc status=none
}

if [ ! -e "$memory" ]; then
    tr '\000' '\377' </dev/zero | head -c $memory_size >"$memory.new"
    put "$memory.new" $provision_offset <"$build/provision.bin"
    mv "$memory.new" "$memory"
fi

if ! head -c 192 "$memory" | cmp -s - "$build/provision.bin"; then
    echo "note: $memory is provisioned otherwise than $build/provision.bin;" >&2
    echo "      if the image is refused, delete it and run again" >&2
fi

if [ $load = 1 ]; then
    tr '\000' '\377' </dev/zero | head -c $slot_size | put "$memory" $slot_offset
    put "$memory" $slot_offset <"$image"
fi
if [ $tamper = 1 ]; then
    position=$((slot_offset + 4242))
    byte=$(dd if="$memory" bs=1 skip=$position count=1 status=none | od -An -tu1 | tr -d ' ')
    printf "\\$(printf '%03o' $((byte ^ 16)))" |
        dd of="$memory" bs=1 seek=$position conv=notrunc status=none
    echo "tampered: flipped bit 4 of byte 4242 in the image slot"
fi

# A fresh page of entropy for each start: a count of words taken, random words, a mark.
{
    printf '\000\000\000\000'
    head -c 4088 /dev/urandom
    printf 'Ent!'
} | put "$memory" $entropy_offset

if [ $direct = 1 ]; then
    # The core takes its first stack pointer and program counter from the start of SSRAM1: the
    # secure image's own, copied there.
    dd if="$memory" bs=8 skip=$(((slot_offset + 512) / 8)) count=1 of="$memory.vectors" status=none
    set -- "$@" -device loader,file="$memory.vectors",addr=0x10000000,force-raw=on
else
    set -- "$@" -kernel "$build/boot.elf"
fi

machine=$(sed -n 's/^KEDGE_MACHINE:.*=//p' "$build/CMakeCache.txt")
exec timeout -s KILL "$time" qemu-system-arm \
    -M "$machine",memory-backend=nonvolatile -m 16M \
    -object memory-backend-file,id=nonvolatile,size=16M,mem-path="$memory",share=on \
    -display none -monitor none -nic user,restrict=on \
    -chardev stdio,id=console,mux=on,signal=off -serial chardev:console -serial chardev:console \
    -semihosting-config enable=on,target=native "$@" </dev/null
