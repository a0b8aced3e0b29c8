#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Measures the crypto library alone: every function of psa/crypto.h linked, whatever a program would
# call, with the primitives, for a Cortex-M33 with GCC -Os and no LTO. The storage of persistent keys
# and the source of entropy are left out (bench/crypto.c).
#
#   crypto.sh [sizes]     text and static RAM of three profiles, in rows of text.tsv: profile, machine,
#                         compiler, what, unit, value. Their limits are in bench/limits.tsv
#   crypto.sh objects     what each object takes of the text, by profile
#   crypto.sh options     what each option adds to the text and the static RAM of `large`; takes
#                         minutes. Writes build/numbers/crypto_options.tsv (option, what is off with
#                         it, text, static RAM), and renders doc/numbers.md
#
# The profiles: `small` as config/small; `symmetric`, which is small without its curve and with the
# smaller AES, as tiny has it; `large` as config/large. What cannot be built is reported, and the exit status is 1.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

board=mps2-an521
flags='-mcpu=cortex-m33+nodsp -mthumb -mfloat-abi=soft -Os -ffunction-sections -fdata-sections --specs=picolibc.specs'
status=0

profile_of() { # profile_of NAME
    case $1 in
    symmetric) sed '/^CONFIG_CRYPTO_EC/d; $a CONFIG_CRYPTO_ECC_P256=n\nCONFIG_CRYPTO_AES_SMALL=y' config/small ;;
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

# build_library FOLDER PROFILE: the library, and a program that links all of it.
build_library() {
    folder=$1
    build gcc "$folder" "-DKEDGE_BOARD=$board" "-DKEDGE_PROFILE=$PWD/$2" -- --target kedge_crypto_api &&
        link_library
}

build_profile() { # build_profile NAME
    base=$numbers/crypto-$1.profile
    mkdir -p $numbers
    profile_of "$1" >"$base"
    build_library "$numbers/crypto-$1" "$base"
}

# The text and the static RAM of what has been linked last, with a tab between.
sizes() {
    arm-none-eabi-size "$folder/library.elf" | awk 'NR == 2 { print $1 "\t" $2 + $3 }'
}

rows() { # rows NAME
    sizes | awk -F "$tab" -v row="$1${tab}cortex-m33${tab}gcc${tab}PSA Crypto library" -v OFS="$tab" '
        { print row, "text", $1; print row, "static RAM", $2 }'
}

# --- What an option adds -------------------------------------------------------------------------

# The options that `large` has; then, joined by +, those that share most of their code; then those
# that it could have, with a value.
options() {
    options_on "$folder/generated/kedge_config.cmake" | grep '^CONFIG_CRYPTO_'
    cat <<END
CONFIG_CRYPTO_SHA384+CONFIG_CRYPTO_SHA512
CONFIG_CRYPTO_AES_ECB+CONFIG_CRYPTO_AES_CBC+CONFIG_CRYPTO_AES_CTR+CONFIG_CRYPTO_AES_CFB+CONFIG_CRYPTO_AES_OFB
CONFIG_CRYPTO_CCM+CONFIG_CRYPTO_GCM+CONFIG_CRYPTO_CHACHA20_POLY1305
CONFIG_CRYPTO_ECC_P256+CONFIG_CRYPTO_ECC_P384
CONFIG_CRYPTO_HKDF+CONFIG_CRYPTO_TLS12_PRF+CONFIG_CRYPTO_PBKDF2_HMAC+CONFIG_CRYPTO_SP800_108
CONFIG_CRYPTO_OPAQUE=y
CONFIG_CRYPTO_RSA_BITS_MAX=3072
CONFIG_CRYPTO_RSA_BITS_MAX=4096
END
}

# profile_with OPTION=VALUE FILE, and profile_without_all OPTION[+OPTION...] FILE: large, changed.
profile_with() {
    { sed "/^${1%=*}=/d" "$base" && echo "$1"; } >"$2"
}

profile_without_all() {
    cp "$base" "$2"
    for each in $(echo "$1" | tr + ' '); do
        profile_without "$2" "$each" "$2" || return 1
    done
}

# A row of crypto_options.tsv: what is more with the options than without them.
cost() { # cost OPTIONS WHOLE
    other=$numbers/crypto-other
    case $1 in
    *=*) sign=-1 && profile_with "$1" $other.profile ;;
    *) sign=1 && profile_without_all "$1" $other.profile ;;
    esac && build_library $other $other.profile || return 1
    lost=$(options_lost "$1" $numbers/crypto-large/generated/kedge_config.cmake \
        $other/generated/kedge_config.cmake)
    printf '%s\n%s\n' "$2" "$(sizes)" | awk -F "$tab" -v row="$1$tab$lost" -v sign=$sign -v OFS="$tab" '
        NR == 1 { text = $1; ram = $2 }
        NR == 2 { print row, sign * (text - $1), sign * (ram - $2) }'
}

measure_options() {
    build_profile large || return 1
    whole=$(sizes)
    for option in $(options); do
        cost "$option" "$whole" || status=1
    done >$numbers/crypto_options.new
    mv $numbers/crypto_options.new $numbers/crypto_options.tsv
}

build_tool
case ${1:-sizes} in
sizes | objects)
    for name in small symmetric large; do
        build_profile $name || { status=1; continue; }
        if [ "${1:-sizes}" = sizes ]; then rows $name; else echo "$name:" && objects; fi
    done
    ;;
options)
    measure_options || status=1
    bench/numbers.sh crypto
    ;;
*) die "usage: crypto.sh [sizes|objects|options]" ;;
esac
exit $status
