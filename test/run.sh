#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Runs the tests and prints one closing line, "N passed, N failed".
#
#   run.sh            everything that `make test` runs, each campaign as a short slice
#   run.sh powercut   the record log on the host: power cuts and bit flips, the long run
#   run.sh fuzz       every fuzz target, FUZZ_SECONDS each (default 300)
#   run.sh cuts       the emulator: a cut at every store of an ITS write
#   run.sh sequences  a million random sequences of operations on transfer lists, against a model
#   run.sh proof      transfer lists free of run-time errors, with Frama-C
#
# What fails prints its output; what passes prints one line. Logs are in build/test/.
set -u

cd "$(dirname "$0")/.." || exit 2
logs=build/test
mkdir -p $logs
passed=0 failed=0

# check NAME COMMAND...: runs a test, with its output in a log.
check() {
    name=$1
    shift
    log=$logs/$(echo "$name" | tr -c 'A-Za-z0-9_\n' '-').log
    begin=$(date +%s)
    if "$@" >"$log" 2>&1 </dev/null; then
        passed=$((passed + 1))
        printf 'ok    %4d s  %s\n' $(($(date +%s) - begin)) "$name"
    else
        failed=$((failed + 1))
        printf 'FAIL  %4d s  %s\n' $(($(date +%s) - begin)) "$name"
        sed 's/^/      | /' "$log" | tail -n 60
    fi
}

# build PRESET FOLDER [cmake options]: configures and builds; a test like any other, since a warning
# or a passed budget fails it.
build() {
    preset=$1 folder=$2
    shift 2
    cmake --preset "$preset" -B "$folder" "$@" && cmake --build "$folder" -j2
}

host_tests() {
    (cd build/host && ctest --output-on-failure -j2)
}

# PSA Crypto with OpenSSL's primitives: the tests that it has to pass with Mbed TLS's, and no more of
# the host build.
openssl_tests() {
    cmake --preset host-openssl && cmake --build build/host-openssl -j2 --target crypto_tests &&
        (cd build/host-openssl && ctest -L crypto --no-tests=error --output-on-failure -j2)
}

# The example under the Linux port, twice: the counter has to move.
host_example() {
    store=$(mktemp)
    rm -f "$store"
    KEDGE_STORE=$store build/host/first_light | tee "$logs/host-example-1.txt" &&
        KEDGE_STORE=$store build/host/first_light | tee "$logs/host-example-2.txt" &&
        grep -q 'run number 1,' "$logs/host-example-1.txt" &&
        grep -q 'run number 2,' "$logs/host-example-2.txt"
    result=$?
    rm -f "$store"
    return $result
}

fuzz() { # fuzz TARGET SECONDS
    mkdir -p "build/fuzz/corpus/$1"
    timeout $(($2 + 60)) "build/fuzz/$1" -max_total_time="$2" -max_len=4096 -timeout=10 \
        -print_final_stats=1 -artifact_prefix="build/fuzz/$1-" "build/fuzz/corpus/$1"
}

# fuzz_all SECONDS: every target that the fuzz preset builds.
fuzz_all() {
    check "build fuzz targets" build fuzz build/fuzz
    for target in build/fuzz/*_fuzz; do
        check "fuzz $(basename "$target") for $1 s" fuzz "$(basename "$target")" "$1"
    done
}

# The application's story on a board: twice, then with a bit of the image flipped.
story() { # story BUILD
    rm -f "$1/story.img"
    board/mps2/run.sh --memory "$1/story.img" "$1" first_light >"$1/story.1" || return 1
    board/mps2/run.sh --memory "$1/story.img" "$1" first_light >"$1/story.2" || return 1
    cat "$1/story.1" "$1/story.2"
    grep -q 'run number 1,' "$1/story.1" && grep -q 'run number 2,' "$1/story.2" || return 1
    grep -q 'first light: all is well' "$1/story.2" || return 1
    if board/mps2/run.sh --tamper --memory "$1/story.img" "$1" first_light >"$1/story.3"; then
        echo "a tampered image booted"
        return 1
    fi
    cat "$1/story.3"
    grep -q 'boot: refused: ' "$1/story.3" && ! grep -q 'first light' "$1/story.3"
}

attempts() { # attempts BUILD
    rm -f "$1/attempts.img"
    board/mps2/run.sh --memory "$1/attempts.img" "$1" attempts
}

plugin() {
    gcc -std=c11 -Wall -Wextra -O2 -shared -fPIC bench/emulator_plugin.c -o build/emulator_plugin.so
}

# The emulator killed not at a chosen store but at any time, while it writes; then started again.
kills() { # kills BUILD
    rm -f "$1/kills.img"
    board/mps2/run.sh --direct --memory "$1/kills.img" "$1" cuts || return 1
    for thousandth in 040 045 050 055 060 065 070 075 080 085 090 095 100 110 120 130 140 150; do
        board/mps2/run.sh --direct --time 0.$thousandth --memory "$1/kills.img" "$1" cuts || true
        board/mps2/run.sh --direct --memory "$1/kills.img" "$1" cuts || return 1
    done
}

compilers_and_boards() {
    for preset in mps2-an505-small-gcc mps2-an505-small-llvm mps2-an521-small-gcc \
        mps2-an521-small-llvm mps2-an521-tiny-gcc mps2-an505-medium-gcc mps2-an521-medium-gcc \
        mps2-an521-large-gcc mps2-an521-lms-gcc; do
        # The partition that misbehaves does not fit into the budget of tiny.
        partition=$PWD/test/target/partition/manifest.json
        case $preset in *-tiny-*) partition='' ;; esac
        check "build $preset" build $preset "build/test/$preset" -DKEDGE_PARTITIONS="$partition"
        check "story on $preset" story "build/test/$preset"
        check "attempts on $preset" attempts "build/test/$preset"
        case $preset in *-medium-* | *-large-*)
            check "protected storage on $preset" test/target/protected.sh "build/test/$preset"
            ;;
        esac
    done
}

everything() {
    check "build host" build host build/host
    check "unit tests and rules" host_tests
    check "PSA Crypto with the primitives of OpenSSL" openssl_tests
    check "no branch and no address depends on a secret" test/conform/constant_time.sh
    check "example as a Linux process" host_example
    check "transfer lists on other machines" test/cross.sh
    check "transfer lists installed, and used by strangers" test/tool/handoff_install.sh
    proof_slice
    compilers_and_boards
    check "build the emulator's plugin" plugin
    check "power cuts in the emulator, a slice" test/target/cuts.sh \
        build/test/mps2-an521-small-gcc build/emulator_plugin.so 6
    check "killed emulator" kills build/test/mps2-an505-small-gcc
    check "mutated images in the emulator" test/target/mutations.sh \
        build/test/mps2-an505-small-gcc build/host/image_mutate 200
    check "boot decisions with any instruction skipped, GCC" test/conform/skip.sh \
        build/test/mps2-an521-small-gcc
    check "boot decisions with any instruction skipped, LLVM" test/conform/skip.sh \
        build/test/mps2-an521-small-llvm
    check "boot decisions with any instruction skipped, LMS" test/conform/skip.sh \
        build/test/mps2-an521-lms-gcc
    check "a release build refuses development keys" test/target/release.sh
    check "sizes and instruction counts within their limits" numbers
    fuzz_all "${FUZZ_SECONDS:-10}"
}

# Frama-C is too large to install it for every run of all tests.
proof_slice() {
    if command -v frama-c >/dev/null 2>&1; then
        check "transfer lists proved free of run-time errors, the reader" test/proof/handoff.sh reader
    else
        echo "left out   transfer lists proved free of run-time errors: \`make proof\` installs Frama-C"
    fi
}

# A million sequences in eight pieces, so that one sees where it is.
sequences() {
    build/host/handoff_sequences --first $(($1 * 125000)) 125000
}

numbers() {
    bench/size.sh && bench/bench.sh && bench/check.sh
}

# The record log on the host, for as long as it takes: operations, seeds, index sizes, geometries.
powercut_geometry() { # powercut_geometry INDEX UNIT SECTOR SECTORS ERASED SEED
    case $3 in # what takes a minute in all
    256) amount="--operations 80 --flips-every 20" ;;
    1024) amount="--operations 40 --flips-every 20 --nest-every 397" ;;
    4096) amount="--operations 24 --flips-every 12 --nest-every 997 --sparse 4" ;;
    *) amount="--operations 60 --flips-every 30 --nest-every 997 --sparse 128" ;;
    esac
    for map in "" --map; do
        # shellcheck disable=SC2086 # words
        build/host/powercut_$1 --unit $2 --sector $3 --sectors $4 --erased $5 --seed $6 $amount $map || return 1
    done
}

powercut() {
    seed=0
    for unit in 1 4 8 16 32; do
        for sector in 256 1024 4096 65536; do
            for index in 0 3 32; do
                [ $index = 32 ] && [ $unit -gt 8 ] && continue # built for small units
                seed=$((seed + 1))
                sectors=$((2 + seed % 3))
                [ $((sector * sectors)) -le 262144 ] || sectors=2
                erased=0xff
                [ $((seed % 4)) != 0 ] || erased=0x00
                powercut_geometry $index $unit $sector $sectors $erased $seed || return 1
            done
        done
    done
    powercut_totals
}

powercut_totals() {
    awk '$1 == "totals" { runs++; for (i = 2; i <= 6; i++) sum[i] += $i }
        END { printf "powercut: %d runs, %d operations, %d cuts, %d cuts in recovery, %d flips, %d violations\n",
                     runs, sum[2], sum[3], sum[4], sum[5], sum[6] }' "$log"
}

# Protected assets on the host: cuts, flips, and an attacker who puts back what was.
ps_powercut() {
    for sector in 1024 2048; do
        for unit in 1 4 8 16 32; do
            for seed in 1 2 3 4; do
                build/host/ps_powercut --unit $unit --sector $sector --seed $seed --operations 60 || return 1
            done
        done
    done
}

case ${1:-} in
'') everything ;;
powercut)
    check "build host" build host build/host
    check "power cuts and bit flips, long" powercut
    grep "^powercut: " "$log"
    check "power cuts, bit flips and replay of protected assets, long" ps_powercut
    ;;
fuzz) fuzz_all "${FUZZ_SECONDS:-300}" ;;
cuts)
    check "build mps2-an521-small-gcc" build mps2-an521-small-gcc build/mps2-an521-small-gcc
    check "build the emulator's plugin" plugin
    check "power cuts in the emulator" test/target/cuts.sh build/mps2-an521-small-gcc \
        build/emulator_plugin.so 1
    ;;
sequences)
    check "build host" build host build/host
    for piece in 0 1 2 3 4 5 6 7; do
        check "random sequences on transfer lists, $((piece + 1)) of 8" sequences $piece
        grep 'sequences of operations' "$log"
    done
    ;;
proof)
    check "transfer lists proved free of run-time errors" test/proof/handoff.sh
    grep '^proof: ' "$log"
    check "proof fails where a bound is left out" test/proof/handoff.sh --self-test
    ;;
*)
    sed -n '3,14p' "$0" | sed 's/^# \{0,1\}//' >&2
    exit 2
    ;;
esac

echo
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
