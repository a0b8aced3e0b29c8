#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Signing with LMS while others do, and while it is killed: no two signatures that came out are by one
# leaf, all of them are good, and the key goes on.
#
#   lms_kill.sh KEDGE
set -u

kedge=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
echo "an image" >in.bin
"$kedge" image keygen --lms 5 key.lms || exit 1

sign() { # sign OUTPUT
    "$kedge" image sign --key key.lms --version 1.0 --security-counter 1 --slot-size 0x8000 in.bin "$1"
}

# 31 signatures at most, of 32. Some end by themselves; the others die at times that go through all of
# what signing does.
round=0
while [ $round -lt 6 ]; do
    for one in 1 2 3 4; do
        delay=$(printf "0.%03d" $(((round * 4 + one) * 5)))
        { timeout -s KILL "$delay" "$kedge" image sign --key key.lms --version 1.0 --security-counter 1 \
            --slot-size 0x8000 in.bin "$round-$one.bin" || :; } 2>/dev/null &
    done
    sign "$round-5.bin" || exit 1
    wait
    round=$((round + 1))
done
sign last.bin || exit 1

# A signature begins with its leaf, and is the last 12 + 32 * 73 bytes of an image.
for image in *-*.bin last.bin; do
    [ -e "$image" ] || continue
    "$kedge" image verify --key key.lms "$image" >/dev/null || { echo "$image is not good"; exit 1; }
    tail -c 2348 "$image" | head -c 4 | od -An -tu1
done >leaves
signed=$(wc -l <leaves)
different=$(sort -u leaves | wc -l)
next=$(sed -n 's/^next: //p' key.lms)
echo "$signed signatures by $different leaves, $next leaves taken"
[ "$signed" = "$different" ] && [ "$signed" -ge 7 ] && [ "$next" -ge "$signed" ] && [ ! -e key.lms.next ]
