/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Signing keys: P-256, in PEM files as any other tool writes them (PKCS #8 or SEC 1 for private
 * keys, SubjectPublicKeyInfo for public ones); or LMS, in files of our own (tool/lms.h).
 *
 * A development key is marked by a line of text above the PEM block, which other tools ignore. The
 * mark keeps a key that lies around on every developer's machine from signing a release by mistake;
 * against intent it protects nothing, since anybody can delete the line.
 */
#ifndef TOOL_KEY_H
#define TOOL_KEY_H

#include "boot/image.h"
#include "tool/file.h"
#include "tool/lms.h"

#include <openssl/evp.h>

#define TOOL_KEY_DEVELOPMENT_MARK "Kedge-Key: development"

struct tool_key {
    EVP_PKEY *pkey; /**< null: it is of LMS */
    struct tool_lms lms;
    const char *path;
    bool is_private;
    bool development;
    uint8_t public_key[BOOT_PUBLIC_KEY_SIZE]; /**< as an image carries it */
    size_t public_size;
    uint8_t hash[BOOT_SHA256_SIZE]; /**< of it: what a device is provisioned with */
};

/** Does this text of a key begin with the mark, on a line of its own? */
bool tool_key_is_marked(const char *text);

/** Loads a private or public key. The caller frees it, also after false; `path` is kept. */
bool tool_key_load(struct tool_report *report, const char *path, struct tool_key *key);

void tool_key_free(struct tool_key *key);

/** Makes a new key and creates `path` with it: PKCS #8, not encrypted, for its owner's eyes. */
bool tool_key_generate(struct tool_report *report, const char *path, bool development);

/** Writes the public half, with the mark of a development key. */
bool tool_key_write_public(struct tool_report *report, const char *path,
                           const struct tool_key *key);

/** The most bytes that a signature takes: DER of P-256 has 72. */
#define TOOL_SIGNATURE_SIZE_MAX TOOL_LMS_SIGNATURE_MAX

/** Signs a digest with a private key; one of LMS counts this in its file first. Returns the bytes
 * of the signature; 0 after reporting a failure. */
size_t tool_key_sign(struct tool_report *report, const struct tool_key *key,
                     const uint8_t digest[BOOT_SHA256_SIZE],
                     uint8_t signature[TOOL_SIGNATURE_SIZE_MAX]);

#endif
