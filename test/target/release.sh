#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# A release build: refuses to sign with a development key, refuses a device provisioned with one,
# starts with keys of one's own, and has no test-only door (semihosting) in it.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
build=$here/build/test/release
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

say() {
    echo "$*"
    exit 1
}

configure() { # configure KEY
    cmake --preset mps2-an505-small-gcc -S "$here" -B "$build" -DKEDGE_RELEASE=ON -DKEDGE_SIGNING_KEY="$1"
}

"$here/build/tool/kedge" image keygen --development "$work/development.pem"
"$here/build/tool/kedge" image keygen "$work/own.pem"

configure "$work/development.pem"
if cmake --build "$build" -j2 >"$work/log" 2>&1; then
    say "a release image was signed with a development key"
fi
grep -qi 'development key' "$work/log" || { cat "$work/log"; say "refused without saying why"; }

configure "$work/own.pem"
cmake --build "$build" -j2
for image in boot secure first_light; do
    if arm-none-eabi-objdump -d "$build/$image.elf" | grep -q 'bkpt.*0x00ab'; then
        say "$image.elf has semihosting in it"
    fi
done

# Without semihosting the emulator never ends by itself: a time limit does it, and the console
# says how far it came.
run() {
    rm -f "$work/memory.img"
    "$here/board/mps2/run.sh" --time "$1" --memory "$work/memory.img" "$build" first_light >"$work/console" || true
    cat "$work/console"
}
run 10
grep -q 'all is well' "$work/console" || say "a release image with keys of its own did not start"

"$here/build/tool/kedge" provision --key "$work/development.pem" "$work/provision.bin"
cp "$work/provision.bin" "$build/provision.bin"
run 3
grep -q 'boot: refused: development keys in a release build' "$work/console" ||
    say "a release boot stage started on a device with development keys"
