#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# Installs libkedge-handoff into a folder of its own, as handoff/README.md says, and uses it from
# outside as strangers do: one program through pkg-config, one through CMake's find_package. With both
# kinds of library, and of headers each one alone.
#
#   handoff_install.sh
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(realpath "$(mktemp -d)")
trap 'rm -rf "$work"' EXIT
cd "$work"

# A user's program: makes a list, changes it and reads it back.
cat >program.c <<'END'
#include "handoff/change.h"
#include "handoff/check.h"
#include "handoff/reason.h"

#include <stdio.h>
#include <string.h>

static _Alignas(8) unsigned char memory[256];

int main(void)
{
    struct handoff_list list;
    struct handoff_entry entry = {.tag = HANDOFF_TAG_FDT, .size = 4};

    if (handoff_list_create(&list, memory, sizeof memory, HANDOFF_VERSION, HANDOFF_FLAG_CHECKSUM) !=
            HANDOFF_OK ||
        handoff_entry_add(&list, &entry, "tree", 3) != HANDOFF_OK ||
        handoff_list_open(&list, memory, sizeof memory, HANDOFF_READ) != HANDOFF_OK ||
        handoff_list_check(memory, sizeof memory, HANDOFF_STRICT, NULL) != HANDOFF_OK)
        return 1;
    entry = (struct handoff_entry){0};
    if (!handoff_entry_find(&list, HANDOFF_TAG_FDT, &entry) ||
        memcmp(handoff_entry_data(&list, &entry), "tree", 4) != 0)
        return 1;
    return printf("used_size %u: %s\n", (unsigned)list.used_size,
                  handoff_reason_text(HANDOFF_BAD_CHECKSUM)) < 0;
}
END

mkdir project
cat >project/CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.16)
project(stranger C)
find_package(kedge-handoff 0.1 REQUIRED)
add_executable(program ../program.c)
target_link_libraries(program kedge::handoff)
END

# install FOLDER [cmake options]
install() {
    prefix=$work/$1
    shift
    cmake -S "$root/handoff" -B "$prefix.build" "$@"
    cmake --build "$prefix.build"
    cmake --install "$prefix.build" --prefix "$prefix"
}

# use FOLDER: both programs run; the library is found where it was installed and nowhere else.
use() {
    prefix=$work/$1
    PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name kedge-handoff.pc)")
    export PKG_CONFIG_PATH
    [ "$(realpath "$(pkg-config --variable=prefix kedge-handoff)")" = "$prefix" ]
    # shellcheck disable=SC2046 # the flags are words
    cc -std=c11 -Wall -Wextra -Werror program.c -o "$prefix.program" \
        $(pkg-config --cflags --libs kedge-handoff)
    LD_LIBRARY_PATH=$(pkg-config --variable=libdir kedge-handoff) "$prefix.program"
    cmake -S project -B "$prefix.user" -DCMAKE_PREFIX_PATH="$prefix"
    cmake --build "$prefix.user"
    "$prefix.user/program"
}

# Each header stands alone.
headers() {
    include=$work/$1/include/kedge
    for header in "$include"/handoff/*.h; do
        name=handoff/$(basename "$header")
        grep -q 'SPDX-License-Identifier: MIT OR GPL-2.0-or-later' "$header"
        echo "#include \"$name\"" >header.c
        cc -std=c11 -Wall -Wextra -Wpedantic -Werror -I "$include" -fsyntax-only header.c
    done
}

install static
use static
headers static
install shared -DBUILD_SHARED_LIBS=ON
use shared
echo "installed as a static and as a shared library, and used through pkg-config and CMake"
