#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# `kedge image` and `kedge provision` on the command line: what they make, what they refuse with
# which exit status, and that the remedy is named.
#
#   image_tool.sh KEDGE IMAGE_MUTATE
set -u

kedge=$1 mutate=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failed=0

# expect STATUS TEXT COMMAND...: the exit status, and a text in what it prints ("" for nothing).
expect() {
    status=$1 text=$2
    shift 2
    "$@" >out 2>&1
    got=$?
    says=1
    if [ -n "$text" ]; then grep -qF -e "$text" out || says=0; else [ ! -s out ] || says=0; fi
    if [ $got != "$status" ] || [ $says = 0 ]; then
        echo "FAIL: $* gave $got instead of $status, or not \"$text\":"
        cat out
        failed=1
    fi
}

sign="$kedge image sign --version 1.2.3+4 --slot-size 0x8000"
i=0
while [ $i -lt 500 ]; do echo "line $i of the secure part"; i=$((i + 1)); done >secure.bin
echo "the non-secure part" >nonsecure.bin

# Keys.
expect 0 "" "$kedge" image keygen --development dev.pem
expect 0 "" "$kedge" image keygen release.pem
expect 1 "never overwritten" "$kedge" image keygen dev.pem
expect 0 "" "$kedge" image keygen --public dev.pub dev.pem
expect 2 "usage" "$kedge" image keygen
[ "$(ls -l dev.pem | cut -c1-10)" = -rw------- ] || { echo "FAIL: others may read the key"; failed=1; }
grep -qx "Kedge-Key: development" dev.pem dev.pub || { echo "FAIL: no mark"; failed=1; }
grep -q "Kedge-Key" release.pem && { echo "FAIL: a release key is marked"; failed=1; }

# Signing.
expect 0 "" $sign --key dev.pem --security-counter 7 secure.bin image.bin
expect 0 "" $sign --key release.pem --release --security-counter 7 secure.bin release.bin
expect 1 "development key" $sign --key dev.pem --release --security-counter 7 secure.bin no.bin
expect 1 "public key" $sign --key dev.pub --security-counter 7 secure.bin no.bin
expect 1 "do not fit" $sign --key dev.pem --security-counter 7 --align 32 --slot-size 0x3000 secure.bin no.bin
expect 1 "No such file" $sign --key dev.pem --security-counter 7 absent.bin no.bin
expect 1 "overlaps" $sign --key dev.pem --security-counter 7 --part secure.bin@0 --part nonsecure.bin@64 no.bin
expect 2 "--security-counter is missing" $sign --key dev.pem secure.bin no.bin
expect 2 "not a value" $sign --key dev.pem --security-counter -1 secure.bin no.bin
expect 2 "not a value" $sign --key dev.pem --security-counter 7 --version 1.256 secure.bin no.bin
[ ! -e no.bin ] || { echo "FAIL: a refusal wrote a file"; failed=1; }

# LMS: its file counts, and its images are verified with the same commands.
expect 0 "" "$kedge" image keygen --development --lms 5 dev.lms
expect 1 "never overwritten" "$kedge" image keygen --lms 5 dev.lms
expect 2 "5, 10 or 15" "$kedge" image keygen --lms 6 no.lms
expect 2 "5, 10 or 15" "$kedge" image keygen --lms 20 no.lms
expect 2 "usage" "$kedge" image keygen --lms 5 --public no.lms dev.lms
expect 0 "" "$kedge" image keygen --public dev.lms.pub dev.lms
[ "$(ls -l dev.lms | cut -c1-10)" = -rw------- ] || { echo "FAIL: others may read the key"; failed=1; }
grep -q seed dev.lms.pub && { echo "FAIL: the public key is the private one"; failed=1; }
expect 1 "development key" $sign --key dev.lms --release --security-counter 7 secure.bin no.bin
expect 1 "public key" $sign --key dev.lms.pub --security-counter 7 secure.bin no.bin
grep -qx "next: 0" dev.lms || { echo "FAIL: a leaf was taken for nothing"; failed=1; }
expect 0 "" $sign --key dev.lms --security-counter 7 secure.bin lms.bin
grep -qx "next: 1" dev.lms || { echo "FAIL: a signature was not counted"; failed=1; }
expect 0 "verified: version 1.2.3+4, security counter 7" "$kedge" image verify --key dev.lms.pub lms.bin
expect 1 "unknown signer" "$kedge" image verify --key dev.pem lms.bin
expect 1 "unknown signer" "$kedge" image verify --key dev.lms.pub image.bin
expect 0 "" "$kedge" provision --key dev.lms.pub lms.area
sed 's/^next: 1$/next: 32/' dev.lms >spent.lms
expect 1 "make another key" $sign --key spent.lms --security-counter 7 secure.bin no.bin
sed 's/^seed: ../seed: zz/' dev.lms >damaged.lms
expect 1 "damaged" $sign --key damaged.lms --security-counter 7 secure.bin no.bin

# Parts: each at its place, 0xff between them, the header before them.
expect 0 "" $sign --key dev.pem --security-counter 7 --pad --part secure.bin@0 --part nonsecure.bin@0x5000 parts.bin
dd if=parts.bin bs=512 skip=1 2>/dev/null | cmp -s -n "$(wc -c <secure.bin)" - secure.bin &&
    dd if=parts.bin bs=512 skip=41 2>/dev/null | cmp -s -n "$(wc -c <nonsecure.bin)" - nonsecure.bin &&
    [ "$(wc -c <parts.bin)" = 32768 ] || { echo "FAIL: the parts are not in their places"; failed=1; }

# Verifying.
hash=$("$kedge" image info --json image.bin | sed -n 's/.*"key_hash":[^"]*"\([0-9a-f]*\)".*/\1/p')
expect 0 "verified: version 1.2.3+4, security counter 7" "$kedge" image verify --key dev.pem image.bin
expect 0 "verified" "$kedge" image verify --key dev.pub parts.bin
expect 0 "verified" "$kedge" image verify --root-key-hash "$hash" image.bin
expect 1 "unknown signer" "$kedge" image verify --key release.pem image.bin
expect 0 "verified" "$kedge" image verify --key dev.pem --min-security-counter 7 image.bin
expect 1 "image too old" "$kedge" image verify --key dev.pem --min-security-counter 8 image.bin
expect 1 "does not fit" "$kedge" image verify --key dev.pem --slot-size 0x1000 image.bin
expect 1 "no image in slot" "$kedge" image verify --key dev.pem secure.bin
expect 2 "usage" "$kedge" image verify image.bin
expect 2 "not a value" "$kedge" image verify --root-key-hash 12 image.bin
expect 0 "" $sign --key dev.pem --key-hash --security-counter 7 secure.bin keyhash.bin
expect 0 "a device refuses it" "$kedge" image verify --key dev.pem keyhash.bin
expect 1 "no public key" "$kedge" image verify --root-key-hash "$hash" keyhash.bin
i=0
while [ $i -lt 60 ]; do
    expect 0 "seed $i" "$mutate" image.bin $i mutant.bin
    expect 1 "refused: " "$kedge" image verify --key dev.pem mutant.bin
    i=$((i + 1))
done

# Provisioning.
expect 0 "" "$kedge" provision --key dev.pem --security-counter 3 area.bin
expect 1 "never overwritten" "$kedge" provision --key dev.pem area.bin
expect 0 "secured" "$kedge" provision --info area.bin
expect 0 "development" "$kedge" provision --info area.bin
expect 0 "$hash" "$kedge" provision --info area.bin
expect 0 "" "$kedge" provision --raise-security-counter 9 area.bin
expect 0 "9 of 256" "$kedge" provision --info area.bin
expect 1 "never goes down" "$kedge" provision --raise-security-counter 8 area.bin
expect 2 "not a value" "$kedge" provision --raise-security-counter 257 area.bin
expect 0 "" "$kedge" provision --key release.pem --life-cycle debug --huk random other.bin
expect 0 "production" "$kedge" provision --info other.bin
[ "$(ls -l area.bin | cut -c1-10)" = -rw------- ] || { echo "FAIL: others may read the unique key"; failed=1; }
cmp -s area.bin other.bin && { echo "FAIL: two devices are the same"; failed=1; }
for bad in "--life-cycle retired" "--huk 1234" "--security-counter 257" "--implementation-id zz"; do
    expect 2 "not a value" "$kedge" provision --key dev.pem $bad no.bin
done
expect 2 "usage" "$kedge" provision no.bin

[ $failed = 0 ] && echo "image and provision: as documented"
exit $failed
