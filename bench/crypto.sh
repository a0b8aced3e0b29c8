#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Measures the crypto library alone: every function of psa/crypto.h linked, whatever a program would
# call, with the primitives, for a Cortex-M33 with GCC -Os and no LTO. The storage of persistent keys
# and the source of entropy are left out (bench/crypto.c).
#
#   crypto.sh             text and static RAM of three profiles, beside their limits
#   crypto.sh objects     what each object takes of the text, by profile
#   crypto.sh options     what each option adds to the text and the RAM of `large`; takes minutes
#
# The profiles: `small` as config/small; `symmetric`, which is small without its curve; `large` as
# config/large. Exits with 1 if a limit is not met, or if something cannot be built.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

board=mps2-an521
flags='-mcpu=cortex-m33+nodsp -mthumb -mfloat-abi=soft -Os -ffunction-sections -fdata-sections --specs=picolibc.specs'
status=0

profile_of() { # profile_of NAME
    case $1 in
    symmetric) sed '/^CONFIG_CRYPTO_EC/d; $a CONFIG_CRYPTO_ECC_P256=n' config/small ;;
    *) cat "config/$1" ;;
    esac
}

# Links the library into $folder/library.elf, with a map.
link_library() {
    api=$folder/crypto/libkedge_crypto_api.a
    # What a client calls, without what the transport between stubs and service defines.
    roots=$(arm-none-eabi-nm -g "$api" 2>/dev/null |
        sed -n 's/^[0-9a-f]* T \(psa_.*\)$/\1/p' | grep -vxE 'psa_(call|read|write|skip)' | sort -u |
        sed 's/^/-Wl,-u,/')
    echo 'SECTIONS { .text : { *(.text* .rodata*) } .data : { *(.data*) } .bss : { *(.bss* COMMON) } }' \
        >"$folder/library.ld"
    # shellcheck disable=SC2086 # flags and roots are words
    arm-none-eabi-gcc $flags -nostartfiles -Wl,--gc-sections,-e,main,-Map="$folder/library.map" \
        -I . -I api -I "$folder/generated" bench/crypto.c $roots -Wl,--start-group "$api" \
        "$folder/crypto/libkedge_crypto.a" "$folder"/crypto/provider/mbedtls/*.a \
        "$folder/lib/libkedge_lib.a" -Wl,--end-group -T "$folder/library.ld" \
        -o "$folder/library.elf" 2>"$folder/link.log" || {
        cat "$folder/link.log" >&2
        return 1
    }
}

# Sums of each object's sections in a GNU linker's map, largest first.
objects() {
    awk '
        function hex(text,    value, i) {
            value = 0
            text = tolower(substr(text, 3))
            for (i = 1; i <= length(text); i++)
                value = value * 16 + index("0123456789abcdef", substr(text, i, 1)) - 1
            return value
        }
        function add(size, file) {
            sub(/.*\(/, "", file)
            sub(/\)?$/, "", file)
            sub(/\.c\.(obj|o)$/, "", file)
            total[file] += hex(size)
        }
        /^Linker script and memory map/ { inside = 1 }
        !inside { next }
        /^\.[a-z]/ { counted = $1 == ".text" }
        !counted { next }
        /^ \.[^ ]+ +0x[0-9a-f]+ +0x[0-9a-f]+ / { add($3, $4); next }
        /^ \.[^ ]+$/ { wrapped = 1; next }
        wrapped && /^ +0x[0-9a-f]+ +0x[0-9a-f]+ / { add($2, $3) }
        { wrapped = 0 }
        END { for (name in total) if (total[name] > 0) printf "%6d %s\n", total[name], name }
    ' "$folder/library.map" | sort -rn
}

# measure NAME TEXT_LIMIT RAM_LIMIT
measure() {
    folder=$numbers/crypto-$1
    mkdir -p $numbers
    profile_of "$1" >"$folder.profile"
    build gcc "$folder" "-DKEDGE_BOARD=$board" "-DKEDGE_PROFILE=$PWD/$folder.profile" -- \
        --target kedge_crypto_api && link_library || { status=1; return; }
    if [ "$what" = objects ]; then
        echo "$1:"
        objects
        return
    fi
    arm-none-eabi-size "$folder/library.elf" | awk -v name="$1" -v text="$2" -v ram="$3" '
        function judge(value, limit) {
            if (limit == "-") return ""
            if (value > limit) bad = 1
            return " of " limit (value > limit ? ", too much" : "")
        }
        NR == 2 {
            printf "%-10s text %d%s; static RAM %d%s\n", name, $1, judge($1, text), $2 + $3,
                judge($2 + $3, ram)
            exit bad
        }' || status=1
}

# The profile $1 without the option $2, and without those that `kedge config` says need it.
profile_without() {
    { sed "/^$2=/d" "$1" && echo "$2=n"; } >"$folder.profile"
    until build/tool/kedge config --kconfig config/Kconfig --cmake "$folder.cmake" "$folder.profile" \
        2>"$folder.refusal"; do
        needing=$(sed -n 's/^[^ ]*: kedge config: //; s/.*: \(CONFIG_[A-Z0-9_]*\)=.* needs .*/\1/p' \
            "$folder.refusal")
        [ -n "$needing" ] || { cat "$folder.refusal" >&2; return 1; }
        for name in $needing; do
            sed "/^$name=/d" "$folder.profile" >"$folder.next"
            mv "$folder.next" "$folder.profile"
        done
    done
}

# The text and the static RAM of what has been linked.
sizes() {
    arm-none-eabi-size "$folder/library.elf" | awk 'NR == 2 { print $1, $2 + $3 }'
}

measure_options() {
    base=$numbers/crypto-large.profile
    whole=$(sizes)
    for option in $(sed -n 's/^\(CONFIG_CRYPTO_[A-Z0-9_]*\)=y$/\1/p' "$base"); do
        folder=$numbers/crypto-without
        profile_without "$base" "$option" &&
            build gcc "$folder" "-DKEDGE_BOARD=$board" "-DKEDGE_PROFILE=$PWD/$folder.profile" -- \
                --target kedge_crypto_api && link_library || { status=1; continue; }
        echo "$option $whole $(sizes)" | awk '{ printf "%-36s text %6d  RAM %5d\n", $1, $2 - $4, $3 - $5 }'
    done
}

what=${1:-sizes}
build_tool
if [ "$what" = options ]; then
    measure large - -
    measure_options
    exit $status
fi
measure small 17000 1400
measure symmetric 11000 1400
measure large 56000 -
exit $status
