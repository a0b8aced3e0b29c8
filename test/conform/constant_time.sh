#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# No branch and no address of our own code depends on a secret, but those that constant_time.c lists.
#
#   constant_time.sh     builds the programs without sanitizers, by GCC with -O2 and with -Os, and
#                        runs them under valgrind
#
# Prints the list and every case. Fails for a dependence that is not in the list, for a reason in
# the list that was not met or that CAVEATS.md does not tell, and if valgrind does not find the
# mistakes that are put before it.
set -eu

cd "$(dirname "$0")/../.."
work=build/constant_time
status=0
command -v valgrind >/dev/null || { echo "constant_time: valgrind is not installed" >&2; exit 1; }
rm -f $work/*.log
mkdir -p $work

# build FOLDER COMPILER TYPE. p256-m tells valgrind itself what of its values is public.
build() {
    cmake --preset host -B "$1" -DKEDGE_SANITIZE=OFF -DCMAKE_C_COMPILER="$2" -DCMAKE_BUILD_TYPE="$3" \
        "-DCMAKE_C_FLAGS=-DCT_VALGRIND -g" >"$1.log" &&
        cmake --build "$1" -j2 --target constant_time constant_time_store >>"$1.log" || {
        grep -A5 error "$1.log"
        return 1
    }
}

# look FOLDER: runs the programs in it. What was wrong stands behind the mistakes that are wanted.
look() {
    for program in constant_time constant_time_store; do
        valgrind -v --suppressions=$work/exceptions.supp --log-file="$1.$program.log" \
            "$1/$program" && continue
        status=1
        sed -n -e '/ERROR SUMMARY/q' -e '/^==[0-9]*== \(Cond\|Use of\|Inv\|Sys\)/,/^==[0-9]*== *$/p' \
            "$1.$program.log" | head -n 300
        grep -q 'ERROR SUMMARY' "$1.$program.log" || echo "valgrind failed: see $1.$program.log"
    done
}

for kind in gcc:RelWithDebInfo gcc:MinSizeRel; do
    folder=$work/$(echo $kind | tr ':' '-')
    build "$folder" ${kind%:*} ${kind#*:} || { status=1; continue; }
    "$folder/constant_time" --exceptions >$work/exceptions
    "$folder/constant_time" --suppressions >$work/exceptions.supp
    echo "$kind:"
    look "$folder"
done

# What valgrind says that it used is by reason.
grep -h used_suppression $work/*.constant_time*.log >$work/used
sed -n '/^{/{n;s/^ *//;p;}' $work/exceptions.supp | sort -u >$work/reasons
while read -r why; do
    grep -qF " $why " $work/used || { echo "an exception that is not met any more: $why"; status=1; }
done <$work/reasons
cat $work/exceptions
sed 's/.*(CAVEATS: \(.*\))$/\1/' $work/exceptions | sort -u >$work/caveats
while read -r words; do
    grep -qF "$words" CAVEATS.md || { echo "CAVEATS.md does not say: $words"; status=1; }
done <$work/caveats
exit $status
