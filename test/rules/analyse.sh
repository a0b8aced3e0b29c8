#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Static analysis: clang-tidy (.clang-tidy says which checks and why) over what a build compiled,
# and cppcheck over every folder, the device's code too.
#
#   analyse.sh BUILD_DIR...  each with a compile_commands.json
#   analyse.sh --self-test   shows that both find what they are for
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
analysed='nothing yet'

has() {
    command -v "$1" >/dev/null 2>&1 || {
        echo "analyse: not checked: $1 is not installed; \`make setup\` installs it" >&2
        return 1
    }
}

# The project's own C files of a compilation database: generated ones and Mbed TLS are others'. Tests
# are run rather than read, under sanitizers.
list_sources() {
    sed -n 's/^ *"file": "\(.*\.c\)",\{0,1\}$/\1/p' "$1/compile_commands.json" |
        grep "^$root/" | grep -vE "^$root/(build|test)/" | LC_ALL=C sort -u
}

# One process a file: given several, clang-tidy 14 takes every va_list but the first file's for
# uninitialised. What it prints about warnings in system headers is not wanted.
run_tidy() {
    has clang-tidy || return 0
    # A file that two builds compile is read once.
    list_sources "$1" | grep -vxF "$analysed" |
        xargs -r -n 1 -P 2 clang-tidy --quiet -p "$1" --extra-arg=-Wno-unknown-warning-option 2>/dev/null
}

# Suppressed, each for a reason:
#   missingInclude*   generated headers are not there without a build
#   uninitvar, ctuuninitvar   it takes an array that is handed over to be filled for one that is read,
#                     and does not see what assembly writes; clang-tidy looks for the same, better
#   unmatchedSuppression  a reason above may go away before its line does
run_cppcheck() {
    has cppcheck || return 0
    folders=
    for folder in api lib client core service crypto store boot tpm handoff port board tool example bench; do
        [ ! -d "$folder" ] || folders="$folders $folder"
    done
    # shellcheck disable=SC2086 # the list is words
    cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
        --error-exitcode=1 -I . -I api \
        --suppress=missingInclude --suppress=missingIncludeSystem \
        --suppress=uninitvar --suppress=ctuuninitvar \
        --suppress=unmatchedSuppression $folders
}

self_test() {
    sample=$(mktemp -d)
    trap 'rm -rf "$sample"' EXIT
    mkdir "$sample/lib"
    cat >"$sample/lib/bad.c" <<'END'
#include <string.h>
int f(int *p)
{
        int a[4];
        memset(a, 0, sizeof(p));
        a[4] = 1;
        return p == 0 ? *p : a[0];
}
END
    cp "$root/.clang-tidy" "$sample"
    printf '[{"directory": "%s",\n"command": "cc -c lib/bad.c",\n"file": "%s"\n}]\n' \
        "$sample" "$sample/lib/bad.c" >"$sample/compile_commands.json"
    root=$sample
    cd "$sample"
    if has clang-tidy && run_tidy "$sample" >/dev/null; then
        echo "FAIL: clang-tidy finds nothing in a file of bugs"
        exit 1
    fi
    if has cppcheck && run_cppcheck 2>/dev/null; then
        echo "FAIL: cppcheck finds nothing in a file of bugs"
        exit 1
    fi
    echo "analyse: both find the bugs of a sample"
}

case ${1:-} in
    '')
        echo "usage: analyse.sh BUILD_DIR... | --self-test" >&2
        exit 2
        ;;
    --self-test)
        self_test
        exit
        ;;
esac

failed=0
for build in "$@"; do
    build=$(cd "$build" && pwd)
    (cd "$root" && run_tidy "$build") || failed=1
    analysed="$analysed
$(list_sources "$build")"
done
(cd "$root" && run_cppcheck) || failed=1
[ "$failed" -ne 0 ] || echo "analyse: nothing found"
exit "$failed"
