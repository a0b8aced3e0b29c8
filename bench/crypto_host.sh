#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# How much longer operations take through PSA Crypto as a library, with OpenSSL's primitives, than
# by OpenSSL itself: bench/crypto_host.c says how. Prints rows of the form of bench.tsv: profile
# (openssl), machine, compiler, what, unit, value.
set -eu

cd "$(dirname "$0")/.."
# shellcheck source=bench/build.sh
. bench/build.sh

folder=$numbers/crypto-host
build host-openssl "$folder" -DKEDGE_PROFILE=large \
    "-DKEDGE_OPTIONS=CONFIG_CRYPTO_OPENSSL=y;CONFIG_CRYPTO_KEY_PERSISTENT=n" -DKEDGE_SANITIZE=OFF \
    -DCMAKE_BUILD_TYPE=Release -- --target kedge_crypto_api
gcc -std=c11 -D_POSIX_C_SOURCE=199309L -O2 -Wall -Wextra -Werror -I . -I api -I "$folder/generated" \
    bench/crypto_host.c -Wl,--start-group "$folder"/crypto/*.a "$folder"/crypto/provider/*/*.a \
    "$folder/lib/libkedge_lib.a" -Wl,--end-group -lcrypto -o "$folder/crypto_host"
"$folder/crypto_host" | sed 's/^/openssl\thost\tgcc\t/'
