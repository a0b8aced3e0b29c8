#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Makes a machine able to build Kedge: installs the Debian packages that are missing, and puts the
# source of Mbed TLS 3.6 into build/mbedtls. `make run` and `make test` call this each time; when
# nothing is missing it is done in a few milliseconds, by looking rather than by remembering.
#
#   tool/setup.sh            what every build needs
#   tool/setup.sh size       and the compilers of the other machines whose code `make size` measures
#   tool/setup.sh test       and what runs the tests of handoff/ on other machines, and valgrind
#   tool/setup.sh proof      and Frama-C, which is large
#   MBEDTLS_DIR=DIR tool/setup.sh   takes Mbed TLS from DIR, which must hold a 3.6 release
#
# Nothing here needs the network when nothing is missing. Each step that fails says what to do by
# hand.
set -eu

cd "$(dirname "$0")/.."
build=${KEDGE_BUILD_DIR:-build}
mbedtls=$build/mbedtls

# In Debian 12 and 13 alike. libclang-rt-dev has the sanitizers' and the fuzzer's libraries.
packages='build-essential cmake ninja-build pkg-config
    gcc-arm-none-eabi picolibc-arm-none-eabi
    clang lld llvm libclang-rt-dev
    clang-format clang-tidy cppcheck
    libcmocka-dev libcjson-dev libssl-dev libyaml-dev
    qemu-system-arm
    bzip2 xz-utils ca-certificates'

# For sizes of code on AArch64 and x86-64; the C library is for its <stdint.h>.
other_compilers() {
    case $(dpkg --print-architecture) in
        amd64) echo gcc-aarch64-linux-gnu libc6-dev-arm64-cross ;;
        arm64) echo gcc-x86-64-linux-gnu libc6-dev-amd64-cross ;;
        *) echo gcc-aarch64-linux-gnu libc6-dev-arm64-cross gcc-x86-64-linux-gnu libc6-dev-amd64-cross ;;
    esac
}

# Machines of other word sizes and byte orders, and what runs their programs (test/cross.sh).
other_machines='gcc-arm-linux-gnueabihf libc6-dev-armhf-cross
    gcc-powerpc-linux-gnu libc6-dev-powerpc-cross qemu-user'

say() {
    printf 'setup: %s\n' "$*" >&2
}

die() {
    say "$@"
    exit 1
}

# --- Debian packages -----------------------------------------------------------------------------

is_debian() {
    [ -r /etc/os-release ] && [ "$(. /etc/os-release && echo "${ID:-}")" = debian ] &&
        command -v apt-get >/dev/null 2>&1 && command -v dpkg-query >/dev/null 2>&1
}

# The packages that are not installed, on one line.
missing_packages() {
    # shellcheck disable=SC2086 # the list is words
    installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $packages 2>/dev/null |
        sed -n 's/^installed //p')
    list=
    for package in $packages; do
        case "
$installed
" in
            *"
$package
"*) ;;
            *) list="$list $package" ;;
        esac
    done
    echo "${list# }"
}

# apt-get as root. Lists are fetched only if apt does not know the packages, or no longer finds
# them where its lists say.
install_packages() {
    sudo=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null 2>&1 ||
            die "these packages are missing: $1. Only root can install them, and there is no sudo" \
                "here; as root, run: apt-get install $1"
        say "these packages are missing: $1"
        say "sudo may now ask for your password, to run apt-get install for them and nothing else"
        sudo='sudo'
    else
        say "installing the packages that are missing: $1"
    fi
    # shellcheck disable=SC2086 # both are words
    set -- $1
    install="$sudo env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends install"
    if apt-get -qq -s --no-install-recommends install "$@" >/dev/null 2>&1 && $install "$@" >&2; then
        return
    fi
    $sudo apt-get -q update >&2 ||
        say "apt-get update failed; going on with the lists that are there"
    $install "$@" >&2 ||
        die "apt-get could not install them; once this works, start again: apt-get install $*"
}

# On another system: are the tools there, whatever their packages are called? What only some rows of
# numbers or some tests need is left to those, who say it.
check_tools() {
    absent=
    for program in cc cmake ninja pkg-config arm-none-eabi-gcc clang ld.lld llvm-objcopy \
        qemu-system-arm; do
        command -v "$program" >/dev/null 2>&1 || absent="$absent $program"
    done
    for library in libcjson libcrypto yaml-0.1 cmocka; do
        pkg-config --exists "$library" 2>/dev/null || absent="$absent $library"
    done
    if command -v arm-none-eabi-gcc >/dev/null 2>&1 &&
        ! arm-none-eabi-gcc -specs=picolibc.specs -E -x c /dev/null >/dev/null 2>&1; then
        absent="$absent picolibc-for-arm-none-eabi"
    fi
    [ -z "$absent" ] && return
    say "this is not Debian, so nothing is installed by itself. Missing here:$absent"
    # shellcheck disable=SC2086 # the list is words
    die "install them by hand, then start again. In Debian the packages are:" $packages
}

# --- Mbed TLS ------------------------------------------------------------------------------------

# The version of the source in a folder, such as 3.6.6, or nothing.
mbedtls_version() {
    sed -n 's/^#define MBEDTLS_VERSION_STRING  *"\([0-9.]*\)".*/\1/p' \
        "$1/include/mbedtls/build_info.h" 2>/dev/null || :
}

is_mbedtls_36() {
    case $(mbedtls_version "$1") in
        3.6.*) [ -f "$1/3rdparty/p256-m/p256-m/p256-m.c" ] ;;
        *) false ;;
    esac
}

use_mbedtls_dir() {
    [ -d "$MBEDTLS_DIR" ] ||
        die "MBEDTLS_DIR is $MBEDTLS_DIR, which is no folder; unset it, or name the source of" \
            "Mbed TLS 3.6"
    is_mbedtls_36 "$MBEDTLS_DIR" ||
        die "MBEDTLS_DIR is $MBEDTLS_DIR, which holds no source of Mbed TLS 3.6 (version found:" \
            "$(mbedtls_version "$MBEDTLS_DIR" | grep . || echo none)); unset it, or name one that does"
    wanted=$(cd "$MBEDTLS_DIR" && pwd -P)
    if [ -d "$mbedtls" ] && [ "$(cd "$mbedtls" && pwd -P)" = "$wanted" ]; then
        return
    fi
    mkdir -p "$build"
    # Without the slash, so that a link is removed and not what it points to.
    rm -rf "$mbedtls"
    ln -s "$wanted" "$mbedtls"
    say "Mbed TLS $(mbedtls_version "$mbedtls") from MBEDTLS_DIR"
}

# Writes a source list of Debian's suite trixie, which has Mbed TLS 3.6, from the machine's own
# entry for Debian's archive: the same server, the same key, another suite. $1: the folder to write
# to. Prints the file's name.
write_source_list() {
    suites='bookworm|trixie|forky|sid|oldstable|stable|testing|unstable'
    blank='[[:blank:]]'
    for file in /etc/apt/sources.list.d/*.sources; do
        [ -r "$file" ] || continue
        # A stanza ends at an empty line; a field goes on in lines that begin with a space.
        awk -v RS= -v suites="$suites" -v out="$1/trixie.sources" '
            {
                count = split($0, line, "\n"); field = ""; keep = ""; uri = suite = main = binary = off = 0
                for (i = 1; i <= count; i++) {
                    if (line[i] ~ /^#/) continue
                    if (line[i] ~ /^[^ \t]/) { field = tolower(line[i]); sub(/:.*/, "", field) }
                    if (field == "uris") uri = 1
                    if (field == "types" && line[i] ~ /(^|[ \t:])deb([ \t]|$)/) binary = 1
                    if (field == "suites" &&
                            line[i] ~ ("[ \t:](" suites ")([ \t]|$)"))
                        suite = 1
                    if (field == "components" && line[i] ~ /[ \t:]main([ \t]|$)/) main = 1
                    if (field == "enabled" && tolower(line[i]) ~ /(no|false|0)[ \t]*$/) off = 1
                    if (field ~ /^(uris|signed-by|trusted|check-valid-until)$/) keep = keep line[i] "\n"
                }
                if (uri && suite && main && binary && !off) {
                    printf "Types: deb-src\nSuites: trixie\nComponents: main\n%s", keep > out
                    exit
                }
            }' "$file"
        [ -s "$1/trixie.sources" ] && echo "$1/trixie.sources" && return
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ -r "$file" ] || continue
        sed -n -E "s/^deb$blank+(\\[[^]]*\\]$blank+)?([^ \t]+)$blank+($suites)$blank(.*$blank)?main($blank.*)?\$/deb-src \\1\\2 trixie main/p" \
            "$file" | head -n 1 >"$1/trixie.list"
        [ -s "$1/trixie.list" ] && echo "$1/trixie.list" && return
    done
    return 1
}

# Debian's source package, through a private apt folder: the machine's lists stay as they are, and
# no root is needed. apt checks signatures and hashes.
fetch_mbedtls_apt() {
    apt=$(pwd -P)/$build/apt
    case $build in /*) apt=$build/apt ;; esac
    rm -rf "$apt"
    mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/source"
    list=$(write_source_list "$apt") || {
        say "apt has no entry for Debian's archive"
        return 1
    }
    set -- -q -o "Dir::Etc::sourcelist=$list" -o Dir::Etc::sourceparts=- \
        -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o Acquire::Languages=none
    # apt as root gives downloads to a user who may not write here; it would only warn.
    [ "$(id -u)" -ne 0 ] || set -- "$@" -o APT::Sandbox::User=root
    say "getting the source of Mbed TLS 3.6 through apt (Debian's source package mbedtls)"
    (cd "$apt/source" && apt-get "$@" update && apt-get "$@" source --download-only mbedtls) \
        >"$apt/log" 2>&1 || {
        say "apt could not get it; what it said is in $build/apt/log"
        return 1
    }
    for archive in "$apt"/source/mbedtls_3.6.*.orig.tar.*; do
        [ -f "$archive" ] || {
            say "apt's source package mbedtls is not of version 3.6"
            return 1
        }
        mkdir "$mbedtls.new"
        tar -x -f "$archive" -C "$mbedtls.new" --strip-components=1 || return 1
        break
    done
}

# The last resort. The newest release of 3.6, found by its tag.
fetch_mbedtls_git() {
    url=https://github.com/Mbed-TLS/mbedtls.git
    command -v git >/dev/null 2>&1 || {
        say "git is not there either"
        return 1
    }
    say "getting the source of Mbed TLS 3.6 from its own repository with git"
    tag=$(git ls-remote --tags --refs "$url" 'refs/tags/v3.6.*' 'refs/tags/mbedtls-3.6.*' |
        sed 's|.*refs/tags/||' | grep -E '^(v|mbedtls-)3\.6\.[0-9]+$' | sort -t. -k3n | tail -n 1)
    [ -n "$tag" ] || return 1
    git -c advice.detachedHead=false clone -q --depth 1 --branch "$tag" --recurse-submodules --shallow-submodules "$url" \
        "$mbedtls.new" >&2
}

fetch_mbedtls() {
    mkdir -p "$build"
    rm -rf "$mbedtls.new"
    if ! { is_debian && fetch_mbedtls_apt; }; then
        rm -rf "$mbedtls.new"
        fetch_mbedtls_git || :
    fi
    is_mbedtls_36 "$mbedtls.new" ||
        die "Mbed TLS 3.6 could not be got. Unpack a release of it (3.6.x, from" \
            "https://github.com/Mbed-TLS/mbedtls/releases) anywhere, and start again with" \
            "MBEDTLS_DIR=that-folder"
    rm -rf "$mbedtls"
    mv "$mbedtls.new" "$mbedtls"
    rm -rf "$build/apt"
    say "Mbed TLS $(mbedtls_version "$mbedtls") is in $mbedtls"
}

# -------------------------------------------------------------------------------------------------

case ${1:-} in
'' | size | test | proof) ;;
*) die "usage: tool/setup.sh [size | test | proof]" ;;
esac
if is_debian; then
    case ${1:-} in
        size) packages="$packages $(other_compilers)" ;;
        test) packages="$packages $(other_compilers) $other_machines valgrind" ;;
        proof) packages="$packages frama-c-base" ;;
    esac
    missing=$(missing_packages)
    [ -z "$missing" ] || install_packages "$missing"
else
    check_tools
fi
if [ -n "${MBEDTLS_DIR:-}" ]; then
    use_mbedtls_dir
elif ! is_mbedtls_36 "$mbedtls"; then
    fetch_mbedtls
fi
