#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# No branch and no address of our own code depends on a secret, but those that constant_time.c lists.
#
#   constant_time.sh     builds the programs, optimised and without sanitizers, and runs them under
#                        valgrind
#
# Prints the list and every case. Fails for a dependence that is not in the list, for a reason in
# the list that was not met or that CAVEATS.md does not tell, and if valgrind does not find the mistakes that
# are put before it.
set -eu

cd "$(dirname "$0")/../.."
build=build/constant_time
command -v valgrind >/dev/null || { echo "constant_time: valgrind is not installed" >&2; exit 1; }
# p256-m tells valgrind itself what of its values is public.
cmake --preset host -B $build -DKEDGE_SANITIZE=OFF -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DCMAKE_C_FLAGS=-DCT_VALGRIND >$build.log &&
    cmake --build $build -j2 --target constant_time constant_time_store >>$build.log || {
    grep -A5 error $build.log
    exit 1
}

$build/constant_time --exceptions
$build/constant_time --suppressions >$build/exceptions.supp
status=0
for program in constant_time constant_time_store; do
    valgrind -v --suppressions=$build/exceptions.supp --log-file=$build/$program.log \
        $build/$program || {
        status=1
        # What was wrong, after the mistakes that are wanted.
        sed -n -e '/ERROR SUMMARY/q' -e '/^==[0-9]*== \(Cond\|Use of\|Inv\|Sys\)/,/^==[0-9]*== *$/p' \
            $build/$program.log | head -n 300
    }
done

# What valgrind says that it used is by reason.
grep -h used_suppression $build/constant_time*.log >$build/used
sed -n '/^{/{n;s/^ *//;p;}' $build/exceptions.supp | sort -u >$build/reasons
while read -r why; do
    grep -qF " $why " $build/used || { echo "an exception that is not met any more: $why"; status=1; }
done <$build/reasons
$build/constant_time --exceptions | sed 's/.*(CAVEATS: \(.*\))$/\1/' | sort -u >$build/caveats
while read -r words; do
    grep -qF "$words" CAVEATS.md || { echo "CAVEATS.md does not say: $words"; status=1; }
done <$build/caveats
exit $status
