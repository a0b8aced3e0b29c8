#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# crypto_status.sh PROGRAM: has it provoke every status that the headers of PSA Crypto document.
set -eu

here=$(dirname "$0")
api=$here/../../api/psa
pairs=$(mktemp)
trap 'rm -f "$pairs"' EXIT
awk -f "$here/crypto_status.awk" "$api"/error.h "$api"/crypto.h "$api"/crypto_*.h >"$pairs"
"$1" <"$pairs"
