#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Checks who includes whom, so that a layer cannot lean on one above it by accident.
#
#   layering.sh [ROOT]       checks a tree; the default is this repository
#   layering.sh --self-test  shows that each rule catches what it is for
set -eu

# The rules. A line is a folder or file, and what its files may include: a folder, or one header.
# A file gets what every line gives it that is the beginning of its path. `api` means psa/*.h,
# kedge/*.h and psa_manifest/sid.h; kedge_config.h is for everybody.
rules() {
    cat <<'END'
lib               lib
handoff           handoff
api               api
client            client api
crypto            crypto lib api
store             store lib crypto api
tpm               tpm lib crypto store api
core              core lib api port/port.h
service           service lib api crypto store tpm port/port.h
# What it reports is what they recorded.
service/platform  core/fault.h boot/record.h
# It writes what boot verifies.
service/fwu       boot
boot              boot lib api handoff store/flash.h
boot/primitive_lms.c  crypto/provider/mbedtls/lms.h
# Ports and boards answer interfaces of the layers, and nobody above includes them.
port              port lib api core client boot store/flash.h crypto/random.h
board             board port lib api core client boot store/flash.h crypto/random.h example/machine.h example/console.h
# The same application on every machine; its Linux program also plays the machine.
example           example lib api
example/posix.c   port/posix
tool              tool lib api boot core handoff store tpm crypto
bench             bench lib api client core crypto store boot tpm handoff port example
test              test lib api client core crypto store boot tpm handoff service port board tool example
END
}

# Libraries of others, and the only places that may know them.
library_rules() {
    cat <<'END'
mbedtls/  crypto/provider/mbedtls boot/primitive_mbedtls.c test
p256-m    crypto/provider/mbedtls boot/primitive_mbedtls.c test
openssl/  crypto/provider/openssl tool test bench
cJSON.h   tool
cmocka.h  test
yaml.h    tool test
__fc_     test
END
}

# "FILE LINE KIND NAME" for each #include; KIND is q for "name" and a for <name>.
list_includes() {
    find . \( -name .git -o -path ./build \) -prune -o -type f \( -name '*.[chS]' -o -name '*.ld.in' \) -print |
        sed 's|^\./||' | LC_ALL=C sort | xargs -r awk '
            /^[ \t]*#[ \t]*include[ \t]*"/ { split($0, part, "\""); print FILENAME, FNR, "q", part[2] }
            /^[ \t]*#[ \t]*include[ \t]*</ { split($0, part, /[<>]/); print FILENAME, FNR, "a", part[2] }'
}

# Reads the rules, a line "--", the library rules, a line "--", and the includes.
check_includes() {
    awk '
        /^#/ { next }
        /^--$/ { section++; next }
        section == 0 { who[++rows] = $1; for (i = 2; i <= NF; i++) may[rows] = may[rows] " " $i " "; next }
        section == 1 { lib[++libs] = $1; for (i = 2; i <= NF; i++) user[libs] = user[libs] " " $i; next }
        function begins(path, start) {
            return path == start || index(path, start "/") == 1
        }
        function wrong(text) {
            printf "%s:%d: includes %s: %s\n", $1, $2, $4, text
            failed = 1
        }
        function check_library(  i, j, count, list, known) {
            for (i = 1; i <= libs; i++) {
                if (index($4, lib[i]) != 1) continue
                count = split(user[i], list, " ")
                for (j = 1; j <= count; j++) if (begins($1, list[j])) return 1
                wrong("only" user[i] " may know this library")
                return 1
            }
            return 0
        }
        {
            if ($4 ~ /\.c$/) { wrong("a .c file is compiled, not included"); next }
            if (check_library() || $3 == "a" || $4 == "kedge_config.h") next
            folder = $4
            if (!sub(/\/.*/, "", folder)) { wrong("name it by its path from the root"); next }
            if (folder == "psa" || folder == "kedge" || folder == "psa_manifest") folder = "api"
            known = allowed = 0; all = ""
            for (i = 1; i <= rows; i++) {
                if (!begins($1, who[i])) continue
                known = 1; all = all may[i]
                if (index(may[i], " " folder " ") || index(may[i], " " $4 " ")) allowed = 1
                # A row may name a folder of the second level, such as port/posix.
                count = split(may[i], list, " ")
                for (j = 1; j <= count; j++) if (list[j] ~ /\// && begins($4, list[j])) allowed = 1
            }
            gsub(/ +/, " ", all)
            if (!known) wrong("its folder has no line in the rules of test/rules/layering.sh")
            else if (!allowed) wrong("this folder may include" all "only")
        }
        END { exit failed }'
}

# tsort complains when headers include each other in a circle.
check_circles() {
    awk '$1 ~ /\.h$/ && $3 == "q" {
            name = $4
            if (name ~ /^(psa|kedge)\//) name = "api/" name
            print $1, name
        }' | tsort 2>&1 >/dev/null | sed 's/^tsort: -: /headers: /; s/^tsort: /  /' | {
        if grep .; then return 1; fi
    }
}

check_tree() {
    cd "$1"
    includes=$(list_includes)
    failed=0
    { rules && echo -- && library_rules && echo -- && echo "$includes"; } | check_includes || failed=1
    echo "$includes" | check_circles || failed=1
    return "$failed"
}

# expect TEXT PATH LINE...: a tree with this file is refused with this text, and without is not.
expect() {
    text=$1
    path=$2
    shift 2
    mkdir -p "$sample/$(dirname "$path")"
    check_tree "$sample" >/dev/null || {
        echo "FAIL: the sample tree is not clean before \"$text\""
        exit 1
    }
    cp "$sample/$path" "$sample.kept" 2>/dev/null || rm -f "$sample.kept"
    printf '%s\n' "$@" >"$sample/$path"
    if output=$(check_tree "$sample") || ! echo "$output" | grep -qF "$text"; then
        echo "FAIL: not caught in $path: $text (said: $output)"
        exit 1
    fi
    rm "$sample/$path"
    [ ! -f "$sample.kept" ] || mv "$sample.kept" "$sample/$path"
}

self_test() {
    sample=$(mktemp -d)
    trap 'rm -rf "$sample" "$sample.kept"' EXIT
    mkdir -p "$sample/lib" "$sample/core" "$sample/api/psa" "$sample/service/platform"
    echo '#include <stdint.h>' >"$sample/lib/bytes.h"
    echo '#include "psa/error.h"' >"$sample/core/call.h"
    echo '#include "core/call.h"' >"$sample/core/handle.h"
    echo '#include "core/fault.h"' >"$sample/service/platform/platform.c"
    expect 'this folder may include' lib/up.c '#include "core/call.h"'
    expect 'this folder may include' core/port.c '#include "port/port.h"' '#include "port/armv8m/registers.h"'
    expect 'this folder may include' client/leak.c '#include "lib/bytes.h"'
    expect 'this folder may include' service/its/its.c '#include "core/fault.h"'
    expect 'this folder may include' api/psa/client.h '#  include "core/call.h"'
    expect 'this folder may include' handoff/list.c '#include "lib/bytes.h"'
    expect 'is compiled, not included' core/all.c '#include "core/call.c"'
    expect 'by its path from the root' core/short.c '#include "call.h"'
    expect 'has no line in the rules' misc/any.c '#include "lib/bytes.h"'
    expect 'may know this library' core/hash.c '#include <mbedtls/sha256.h>'
    expect 'may know this library' core/hash.c '#include "openssl/sha.h"'
    expect 'contains a loop' core/call.h '#include "core/handle.h"'
    echo "layering: each rule catches its sample"
}

if [ "${1:-}" = --self-test ]; then
    self_test
else
    check_tree "${1:-$(dirname "$0")/../..}" && echo "layering: no folder includes what it may not"
fi
