#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Checks the conventions of CONTRIBUTING.md that a machine can check.
#
#   style.sh [ROOT]       checks a tree; the default is this repository
#   style.sh --self-test  shows that each rule catches what it is for
set -eu

file_lines_max=800
function_lines_max=60
conditionals_per_1000_max=3
clang_format_major=14

# The only servers that a file may name. A mirror, or a machine of somebody's own, is not one.
known_hosts='github.com www.apache.org spdx.org keepachangelog.com semver.org
    developercertificate.org developer.arm.com arm-software.github.io trustedcomputinggroup.org
    www.rfc-editor.org datatracker.ietf.org csrc.nist.gov nvlpubs.nist.gov www.debian.org
    docs.mcuboot.com www.kernel.org docs.kernel.org www.qemu.org example.com example.org'

here=$(cd "$(dirname "$0")" && pwd)

# Every file of the project but licence texts, which are others' words.
list_files() {
    find . \( -name .git -o -path ./build -o -path ./LICENSES \) -prune -o -type f ! -name LICENSE -print |
        sed 's|^\./||' | LC_ALL=C sort
}

# The same, without those that hold bytes rather than text.
list_texts() {
    list_files | xargs -r grep -lI '' /dev/null || :
}

list_c() {
    list_files | grep -E '\.[ch]$' || :
}

# A rule prints each offence as FILE:LINE: what; nothing printed means kept.

# A language without comments, or a text for people, carries no licence line.
rule_spdx() {
    list_texts | grep -vE '\.(md|json|hex|pem|txt|tsv)$|(^|/)\.(gitignore|editorconfig|clang-format)$' | while read -r file; do
        head -n 3 "$file" | grep -q 'SPDX-License-Identifier: ' ||
            echo "$file:1: has no SPDX-License-Identifier in its first three lines"
    done
}

rule_file_lines() {
    list_texts | grep -vE '\.(md|json|hex|txt|tsv)$' | while read -r file; do
        lines=$(wc -l <"$file")
        [ "$lines" -le "$file_lines_max" ] ||
            echo "$file:$lines: has more than $file_lines_max lines; divide it"
    done
}

# clang-format puts a function's braces, and no others, alone in the first column.
rule_function_lines() {
    list_c | xargs -r awk -v max="$function_lines_max" '
        /^\{$/ { start = FNR; next }
        /^\}$/ {
            if (start && FNR - start - 1 > max)
                printf "%s:%d: this function has %d lines; %d are the limit\n", FILENAME, start, FNR - start - 1, max
            start = 0
        }'
}

# Counted over all files together: an option is a file that is not linked, or a condition that folds
# away. The guard of a header does not count.
rule_conditionals() {
    list_c | grep -vE '^(port|board)/' | xargs -r awk -v max="$conditionals_per_1000_max" '
        { lines++ }
        /^[ \t]*#[ \t]*ifndef [A-Z0-9_]+_H$/ { next }
        /^[ \t]*#[ \t]*(if|ifdef|ifndef|elif)/ { count++; seen = seen " " FILENAME ":" FNR }
        END {
            if (count * 1000 > max * lines)
                printf "%d #if in %d lines is more than %d per 1000:%s\n", count, lines, max, seen
        }'
}

rule_whitespace() {
    tab=$(printf '\t')
    list_texts | grep -vE '(^|/)(Makefile|Kconfig|[^/]*\.tsv)$' | xargs -r grep -n "$tab" /dev/null |
        sed 's/^\([^:]*:[0-9]*\):.*/\1: has a tab/'
    list_texts | xargs -r grep -nE '[[:blank:]]$' /dev/null |
        sed 's/^\([^:]*:[0-9]*\):.*/\1: ends in white space/'
    list_texts | while read -r file; do
        [ ! -s "$file" ] || [ -z "$(tail -c 1 "$file")" ] || echo "$file: does not end in a newline"
    done
}

# A path of one machine has no meaning on another. A temporary folder may be the default of TMPDIR.
rule_paths() {
    list_texts | xargs -r grep -nE '(^|[^A-Za-z0-9_.}-])/(home|root|work|tmp|Users)(/|[^A-Za-z0-9_-]|$)' /dev/null |
        grep -vE 'TMPDIR:-' | sed 's/^\([^:]*:[0-9]*\):.*/\1: names a folder of one machine/'
}

rule_hosts() {
    list_texts | xargs -r grep -noE '[a-z+]+://[A-Za-z0-9.-]*[A-Za-z0-9]' /dev/null |
        while IFS=: read -r file line scheme host; do
            # shellcheck disable=SC2086 # the list is words
            printf '%s\n' $known_hosts | grep -qxF "${host#//}" || [ "$scheme" = file ] ||
                echo "$file:$line: names the server ${host#//}, which test/rules/style.sh does not know"
        done
}

# What runs on a device has no heap.
rule_heap() {
    list_c | grep -E '^(api|lib|client|core|service|crypto|store|boot|tpm|handoff|board|port/armv8m|port/aarch64)/' |
        grep -vE '^crypto/provider/openssl/' |
        xargs -r grep -nE '(^|[^A-Za-z0-9_])(malloc|calloc|realloc|strdup|free)[ ]?\(' /dev/null |
        sed 's/^\([^:]*:[0-9]*\):.*/\1: uses a heap/'
}

rule_unfinished() {
    list_texts | grep -v '^test/rules/style\.sh$' | xargs -r grep -nwE 'TODO|FIXME|XXX|HACK' /dev/null |
        sed 's/^\([^:]*:[0-9]*\):.*/\1: is marked as unfinished; finish it, or say it in CAVEATS.md/'
}

rule_languages() {
    list_files | grep -E '\.(py|pl|rb|js)$' |
        sed 's/$/: the build, its tools and tests are of C, CMake and sh/'
}

# Other releases of clang-format lay some lines out differently, so only one of them is the judge.
rule_format() {
    tool=
    for name in "clang-format-$clang_format_major" clang-format; do
        case $("$name" --version 2>/dev/null) in
            *" version $clang_format_major."*) tool=$name && break ;;
        esac
    done
    if [ -z "$tool" ]; then
        echo "style: not checked: formatting, which needs clang-format $clang_format_major" >&2
        return
    fi
    list_c | xargs -r "$tool" --style=file --dry-run 2>&1 |
        sed -n 's/^\([^: ]*:[0-9]*\):[0-9]*: warning: .*/\1: is not as clang-format writes it/p'
}

rules='spdx file_lines function_lines conditionals whitespace paths hosts heap unfinished languages format'

check_tree() {
    cd "$1"
    failed=0
    for rule in ${2:-$rules}; do
        offences=$("rule_$rule")
        [ -z "$offences" ] || {
            echo "$offences"
            failed=1
        }
    done
    return "$failed"
}

# --- Self-test -----------------------------------------------------------------------------------

spdx='/* SPDX-License-Identifier: Apache-2.0 */'

# expect RULE PATH: a tree with standard input as this file breaks this rule and no other.
expect() {
    mkdir -p "$sample/$(dirname "$2")"
    cat >"$sample/$2"
    for rule in $rules; do
        output=$(cd "$sample" && "rule_$rule" 2>/dev/null)
        if [ "$rule" = "$1" ] && [ -z "$output" ]; then
            echo "FAIL: rule $rule does not catch $2"
            exit 1
        fi
        if [ "$rule" != "$1" ] && [ -n "$output" ]; then
            echo "FAIL: rule $rule wrongly says of $2: $output"
            exit 1
        fi
    done
    rm "$sample/$2"
}

numbers() {
    i=0
    while [ "$i" -lt "$1" ]; do
        # shellcheck disable=SC2059 # the format is the argument
        printf "$2" "$i"
        i=$((i + 1))
    done
}

has_format() {
    rule_format 2>&1 | grep -q 'not checked' && return 1
    return 0
}

self_test() {
    sample=$(mktemp -d)
    trap 'rm -rf "$sample"' EXIT
    cp "$here/../../.clang-format" "$sample"
    (cd "$sample" && check_tree . >/dev/null) || {
        echo "FAIL: an empty tree is not clean"
        exit 1
    }
    printf 'int a;\n' | expect spdx lib/a.c
    { echo "$spdx" && numbers 800 'int a%d;\n'; } | expect file_lines lib/a.c
    { printf '%s\nvoid f(void)\n{\n' "$spdx" && numbers 61 '    g(%d);\n' && echo '}'; } |
        expect function_lines lib/a.c
    printf '%s\n#ifdef A\nint a;\n#endif\n' "$spdx" | expect conditionals lib/a.c
    printf '# SPDX-License-Identifier: Apache-2.0\necho\t1\n' | expect whitespace tool/a.sh
    printf '# SPDX-License-Identifier: Apache-2.0\necho 1 \n' | expect whitespace tool/a.sh
    printf '# SPDX-License-Identifier: Apache-2.0\necho 1' | expect whitespace tool/a.sh
    printf '# SPDX-License-Identifier: Apache-2.0\ncp a /%s/b\n' home | expect paths tool/a.sh
    printf 'See http:/%s/debian\n' /mirror.invalid | expect hosts doc/a.md
    printf '%s\nvoid *f(void)\n{\n    return malloc(1);\n}\n' "$spdx" | expect heap lib/a.c
    printf '%s\n/* %s */\n' "$spdx" TODO | expect unfinished lib/a.c
    printf '# SPDX-License-Identifier: Apache-2.0\n' | expect languages tool/a.py
    if has_format; then
        printf '%s\nint  a;\n' "$spdx" | expect format lib/a.c
    else
        rule_format
    fi
    # What must not be caught.
    printf '%s\n#ifndef LIB_A_H\n#define LIB_A_H\n#endif\n' "$spdx" >"$sample/lib/a.h"
    mkdir -p "$sample/port/armv8m"
    printf '%s\n#ifdef A\nint a;\n#endif\n' "$spdx" >"$sample/port/armv8m/a.c"
    (cd "$sample" && check_tree .) || {
        echo "FAIL: a good tree is refused"
        exit 1
    }
    echo "style: each rule catches its sample"
}

if [ "${1:-}" = --self-test ]; then
    self_test
else
    check_tree "${1:-$here/../..}" && echo "style: the conventions are kept"
fi
