#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Measures flash and RAM of every image and component, and what each option adds.
#
#   size.sh [PRESET...]     default: every preset for a device
#
# Also measures libraries alone: handoff/ for three machines (bench/handoff.sh) and PSA Crypto with every
# function (bench/crypto.sh). Their figures, and what PSA Crypto takes in each secure image, are in
# build/numbers/text.tsv.
#
# Writes build/numbers/size.tsv (profile, board, compiler, image, component, flash, ram; one row
# `total` an image), prints it for people, and renders doc/numbers.md. Flash is what an image takes
# there, the initial values of its data included; RAM is everything, stacks and retained memory
# included. Rows of image `option` say how many bytes an option adds to the secure image.
#
# What cannot be built is reported and left out, and the exit status is 1.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

table=$numbers/size.tsv
option_preset=mps2-an521-small-gcc # whose options are turned off one by one
option_profile=config/small
status=0

# The RAM that an ELF file's sections reach over, first to last byte.
elf_ram() {
    arm-none-eabi-readelf -SW "$1" | sed -n 's/^ *\[ *[0-9]*\] *\(\.[^ ]* .*\)/\1/p' | {
        low='' high=0
        while read -r _ type address _ size _ flags _; do
            case $type/$flags in
                NOBITS/*A* | PROGBITS/*WA*) ;;
                *) continue ;;
            esac
            [ $((0x$size)) -gt 0 ] || continue
            [ -n "$low" ] || low=$((0x$address))
            high=$((0x$address + 0x$size))
        done
        echo $((high - ${low:-0}))
    }
}

elf_flash() {
    arm-none-eabi-objcopy -O binary "$1" $numbers/image.bin
    wc -c <$numbers/image.bin
}

# measure FOLDER IMAGE: lines "component flash ram", the last of them the total, which has to be
# what the ELF file says.
measure() {
    awk -f bench/map.awk "$1/$2.map" >$numbers/unsorted || return 1
    # The tree's own folders come first, then what others wrote, then what is no code.
    awk -F "$tab" '{
            rank = $1 ~ /^(padding|retained|.*stack)$/ ? 3 : $1 ~ /^(mbedtls|p256-m|libc|libgcc|texts)$/ ? 2 : 1
            print rank FS $0
        }' $numbers/unsorted | LC_ALL=C sort | cut -f 2- | tee $numbers/components
    total=$(awk -F "$tab" '{ flash += $2; ram += $3 } END { print flash "\t" ram }' $numbers/components)
    said=$(printf '%d\t%d' "$(elf_flash "$1/$2.elf")" "$(elf_ram "$1/$2.elf")")
    [ "$total" = "$said" ] ||
        die "$1/$2: the map's components add up to $total bytes of flash and RAM, the ELF file has $said"
    printf 'total\t%s\n' "$total"
}

measure_preset() {
    for image in boot secure first_light; do
        measure "build/$1" $image >$numbers/rows || return 1
        sed "s|^|$(preset_columns "$1")$image$tab|" $numbers/rows >>$table.new
    done
}

# --- What an option adds -------------------------------------------------------------------------

# cost_of OPTION BASE_TOTAL: builds the secure image without the option.
cost_of() {
    folder=$numbers/without-$1
    profile_without "$option_profile" "$1" "$folder.profile" || return 1
    build $option_preset "$folder" "-DKEDGE_PROFILE=$PWD/$folder.profile" -- --target secure || return 1
    measure "$folder" secure >$numbers/rows || return 1
    { echo "$2" && sed -n "s/^total$tab//p" $numbers/rows; } | awk -F "$tab" -v name="$1" '
        NR == 1 { flash = $1; ram = $2 }
        NR == 2 { printf "%s\t%d\t%d\n", name, flash - $1, ram - $2 }' >$numbers/cost
    sed "s|^|$(preset_columns $option_preset)option$tab|" $numbers/cost >>$table.new
    printf '%s\t%s\n' "$1" "$(options_lost "$1" "build/$option_preset/generated/kedge_config.cmake" \
        "$folder.profile.cmake")" >>$numbers/options.tsv.new
}

measure_options() {
    base=$(sed -n "s|^$(preset_columns $option_preset)secure${tab}total$tab||p" $table.new)
    [ -n "$base" ] || { say "no options are measured, since $option_preset is not"; return; }
    : >$numbers/options.tsv.new
    # What is of the boot stage alone adds nothing to the secure image.
    for option in $(options_on "build/$option_preset/generated/kedge_config.cmake" | grep -v "^CONFIG_BOOT_"); do
        cost_of "$option" "$base" || status=1
    done
    mv $numbers/options.tsv.new $numbers/options.tsv
}

# --- What PSA Crypto takes in an image ------------------------------------------------------------

# Rows of text.tsv: what the service, the library below it and the primitives take in each secure
# image. All of lib/ counts as theirs, although others call its hash too. So does the stack, which
# all services share: cryptography is what goes deepest.
crypto_in_images() {
    awk -F "$tab" '
        $4 != "secure" { next }
        $5 ~ /^(crypto|service\/crypto|mbedtls|p256-m|lib|stack)$/ {
            build = $1 FS $2 FS $3
            if (!(build in flash)) order[++builds] = build
            flash[build] += $6
            ram[build] += $7
        }
        END {
            for (i = 1; i <= builds; i++)
                printf "%s\tPSA Crypto and its service\tflash\t%d\n%s\tPSA Crypto and its service\tram\t%d\n",
                    order[i], flash[order[i]], order[i], ram[order[i]]
        }' $table
}

# -------------------------------------------------------------------------------------------------

build_tool
printf 'profile\tboard\tcompiler\timage\tcomponent\tflash\tram\n' >$table.new
# shellcheck disable=SC2046 # names are words
[ $# -gt 0 ] || set -- $(device_presets)
for name; do
    { build "$name" "build/$name" && measure_preset "$name"; } || status=1
done
measure_options
mv $table.new $table
{
    printf 'profile\tboard\tcompiler\twhat\tunit\tvalue\n'
    bench/handoff.sh sizes || status=1
    bench/crypto.sh sizes || status=1
    crypto_in_images
} >$numbers/text.tsv
bench/numbers.sh size
exit $status
