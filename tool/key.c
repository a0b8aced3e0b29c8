/* SPDX-License-Identifier: Apache-2.0 */
#include "tool/key.h"

#include "lib/wipe.h"

#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <string.h>

bool tool_key_is_marked(const char *text)
{
    const char *block = strstr(text, "-----BEGIN");
    const char *mark = strstr(text, TOOL_KEY_DEVELOPMENT_MARK);

    if (mark == NULL || block == NULL || mark > block)
        return false;
    mark += strlen(TOOL_KEY_DEVELOPMENT_MARK);
    return *mark == '\n' || *mark == '\r';
}

static EVP_PKEY *read_pem(const struct tool_bytes *text, bool is_private)
{
    BIO *in = BIO_new_mem_buf(text->data, (int)text->size);
    EVP_PKEY *pkey = NULL;

    if (in != NULL)
        pkey = is_private ? PEM_read_bio_PrivateKey(in, NULL, NULL, NULL)
                          : PEM_read_bio_PUBKEY(in, NULL, NULL, NULL);
    BIO_free(in);
    return pkey;
}

/* The public half in the one form that a device accepts. False if it is of another curve. */
static bool export_public(struct tool_key *key)
{
    unsigned char *der = NULL;
    int size;
    bool done;

    if (EVP_PKEY_get_base_id(key->pkey) != EVP_PKEY_EC ||
        EVP_PKEY_set_utf8_string_param(key->pkey, OSSL_PKEY_PARAM_EC_POINT_CONVERSION_FORMAT,
                                       OSSL_PKEY_EC_POINT_CONVERSION_FORMAT_UNCOMPRESSED) != 1)
        return false;
    size = i2d_PUBKEY(key->pkey, &der);
    done = size == (int)BOOT_PUBLIC_KEY_SIZE &&
           memcmp(der, boot_public_key_head, BOOT_PUBLIC_KEY_HEAD_SIZE) == 0;
    if (done)
        memcpy(key->public_key, der, BOOT_PUBLIC_KEY_SIZE);
    key->public_size = BOOT_PUBLIC_KEY_SIZE;
    OPENSSL_free(der);
    return done;
}

static bool parse_pem(struct tool_report *report, const struct tool_bytes *text,
                      struct tool_key *key)
{
    key->pkey = read_pem(text, key->is_private);
    if (key->pkey == NULL)
        tool_report_add(report,
                        "%s: holds no key in PEM form; make one with `kedge image keygen %s`.",
                        key->path, key->path);
    else if (!export_public(key))
        tool_report_add(report,
                        "%s: is neither a P-256 key nor one of LMS, and the boot stage "
                        "knows no other.",
                        key->path);
    else
        return true;
    return false;
}

static bool parse_lms(struct tool_report *report, const struct tool_bytes *text,
                      struct tool_key *key)
{
    if (!tool_lms_parse((const char *)text->data, &key->lms)) {
        tool_report_add(report, "%s: is a key of LMS that was damaged or altered.", key->path);
        return false;
    }
    key->public_size = sizeof key->lms.public_key;
    memcpy(key->public_key, key->lms.public_key, key->public_size);
    return true;
}

bool tool_key_load(struct tool_report *report, const char *path, struct tool_key *key)
{
    struct tool_bytes text;
    bool done;

    *key = (struct tool_key){.path = path};
    if (!tool_file_read(report, path, &text))
        return false;
    key->development = tool_key_is_marked((const char *)text.data);
    key->is_private = strstr((const char *)text.data, "PRIVATE KEY-----") != NULL;
    done = tool_lms_is_key((const char *)text.data) ? parse_lms(report, &text, key)
                                                    : parse_pem(report, &text, key);
    tool_bytes_free(&text);
    return done && boot_sha256(key->public_key, key->public_size, key->hash);
}

void tool_key_free(struct tool_key *key)
{
    EVP_PKEY_free(key->pkey);
    lib_wipe(key, sizeof *key);
}

/* The text of a PEM file, in a BIO that the caller frees; null on failure. */
static BIO *write_pem(EVP_PKEY *pkey, bool is_private, bool development)
{
    BIO *out = BIO_new(is_private ? BIO_s_secmem() : BIO_s_mem());
    int done = out != NULL;

    if (done && development)
        done = BIO_printf(out, "%s\n", TOOL_KEY_DEVELOPMENT_MARK) > 0;
    if (done)
        done = is_private ? PEM_write_bio_PKCS8PrivateKey(out, pkey, NULL, NULL, 0, NULL, NULL)
                          : PEM_write_bio_PUBKEY(out, pkey);
    if (done)
        return out;
    BIO_free(out);
    return NULL;
}

bool tool_key_generate(struct tool_report *report, const char *path, bool development)
{
    EVP_PKEY *pkey = EVP_EC_gen("P-256");
    BIO *pem = pkey != NULL ? write_pem(pkey, true, development) : NULL;
    bool done = false;

    if (pem == NULL) {
        tool_report_add(report, "%s: OpenSSL cannot make a P-256 key here.", path);
    } else {
        char *text;
        long size = BIO_get_mem_data(pem, &text);

        done = tool_file_create_secret(report, path, text, (size_t)size);
    }
    BIO_free(pem);
    EVP_PKEY_free(pkey);
    return done;
}

bool tool_key_write_public(struct tool_report *report, const char *path, const struct tool_key *key)
{
    BIO *pem;
    bool done = false;

    if (key->pkey == NULL)
        return tool_lms_write_public(report, path, &key->lms, key->development);
    pem = write_pem(key->pkey, false, key->development);
    if (pem == NULL) {
        tool_report_add(report, "%s: OpenSSL cannot write this key.", path);
    } else {
        char *text;
        long size = BIO_get_mem_data(pem, &text);

        done = tool_file_write(report, path, text, (size_t)size);
    }
    BIO_free(pem);
    return done;
}

static size_t sign_ecdsa(const struct tool_key *key, const uint8_t digest[BOOT_SHA256_SIZE],
                         uint8_t signature[TOOL_SIGNATURE_SIZE_MAX])
{
    EVP_PKEY_CTX *context = EVP_PKEY_CTX_new(key->pkey, NULL);
    size_t size = TOOL_SIGNATURE_SIZE_MAX;
    bool done = context != NULL && EVP_PKEY_sign_init(context) == 1 &&
                EVP_PKEY_CTX_set_signature_md(context, EVP_sha256()) == 1 &&
                EVP_PKEY_sign(context, signature, &size, digest, BOOT_SHA256_SIZE) == 1;

    EVP_PKEY_CTX_free(context);
    return done ? size : 0;
}

size_t tool_key_sign(struct tool_report *report, const struct tool_key *key,
                     const uint8_t digest[BOOT_SHA256_SIZE],
                     uint8_t signature[TOOL_SIGNATURE_SIZE_MAX])
{
    uint32_t leaf;
    size_t size;

    if (key->pkey == NULL && !tool_lms_reserve(report, key->path, &leaf))
        return 0;
    size = key->pkey != NULL ? sign_ecdsa(key, digest, signature)
                             : tool_lms_sign(&key->lms, leaf, digest, BOOT_SHA256_SIZE, signature);
    if (size == 0)
        tool_report_add(report, "%s: cannot sign: no random bytes, or no memory.", key->path);
    return size;
}
