/* SPDX-License-Identifier: Apache-2.0 */
/* Keys of LMS in the host program: what they sign, a device verifies; and no leaf signs twice. */
#include "tool/lms.h"

#include "boot/verify.h"
#include "crypto/provider/mbedtls/lms.h"
#include "tool/file.h"
#include "tool/image.h"
#include "tool/value.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define LEVELS 5u /* 32 leaves */

static const uint8_t message[] = "A kedge is a small anchor.";
static uint8_t signature[TOOL_LMS_SIGNATURE_MAX];
static char folder[] = "lms_test.XXXXXX", path[64], public_path[64];
static struct tool_report report = {"lms", NULL, 0}; /* it counts, and is silent */

static int begin(void **state)
{
    (void)state;
    if (mkdtemp(folder) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/key", folder);
    (void)snprintf(public_path, sizeof public_path, "%s/public", folder);
    return tool_lms_generate(&report, path, LEVELS, true) ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    (void)unlink(path);
    (void)unlink(public_path);
    return rmdir(folder);
}

static psa_status_t verify(const struct tool_lms *lms, const uint8_t *data, size_t size,
                           size_t signature_size)
{
    return crypto_lms_verify(lms->public_key, sizeof lms->public_key, data, size, signature,
                             signature_size);
}

/* RFC 8554, appendix F, test case 2, the key of the upper level. */
static void a_key_is_the_rfc_s(void **state)
{
    struct tool_lms lms = {.levels = 10};
    uint8_t root[TOOL_LMS_HASH_SIZE];

    (void)state;
    assert_true(tool_value_hex("558b8966c48ae9cb898b423c83443aae014a72f1b1ab5cc85cf1d892903b5439",
                               lms.seed, sizeof lms.seed));
    assert_true(
        tool_value_hex("d08fabd4a2091ff0a8cb4ed834e74534", lms.identifier, sizeof lms.identifier));
    assert_true(tool_value_hex("32a58885cd9ba0431235466bff9651c6c92124404d45fa53cf161c28f1ad5a8e",
                               root, sizeof root));
    assert_true(tool_lms_complete(&lms));
    assert_memory_equal(lms.public_key, "\0\0\0\6\0\0\0\3", 8);
    assert_memory_equal(lms.public_key + 8, lms.identifier, sizeof lms.identifier);
    assert_memory_equal(lms.public_key + 24, root, sizeof root);
}

static void every_leaf_signs(void **state)
{
    struct tool_lms lms = {.levels = LEVELS, .seed = {1}, .identifier = {2}};
    size_t size;

    (void)state;
    assert_true(tool_lms_complete(&lms));
    for (uint32_t leaf = 0; leaf < 1u << LEVELS; leaf++) {
        size = tool_lms_sign(&lms, leaf, message, sizeof message, signature);
        assert_int_equal(verify(&lms, message, sizeof message, size), PSA_SUCCESS);
        assert_int_equal(verify(&lms, message, sizeof message - 1, size),
                         PSA_ERROR_INVALID_SIGNATURE);
        assert_memory_equal(signature, ((uint8_t[]){0, 0, 0, (uint8_t)leaf}), 4);
    }
}

/* Different messages reach every value of a digit, in every chain. */
static void many_messages_are_signed(void **state)
{
    struct tool_lms lms = {.levels = LEVELS, .seed = {3}, .identifier = {4}};

    (void)state;
    assert_true(tool_lms_complete(&lms));
    for (uint8_t i = 0; i < 30; i++) {
        size_t size = tool_lms_sign(&lms, i % (1u << LEVELS), &i, 1, signature);

        assert_int_equal(verify(&lms, &i, 1, size), PSA_SUCCESS);
    }
}

static struct tool_key load(const char *file)
{
    struct tool_key key;

    assert_true(tool_key_load(&report, file, &key));
    return key;
}

static void a_public_key_says_no_more(void **state)
{
    struct tool_key key = load(path), public_key;

    (void)state;
    assert_true(key.is_private && key.development);
    assert_true(tool_key_write_public(&report, public_path, &key));
    public_key = load(public_path);
    assert_false(public_key.is_private);
    assert_true(public_key.development);
    assert_int_equal(public_key.public_size, TOOL_LMS_PUBLIC_SIZE);
    assert_memory_equal(public_key.public_key, key.public_key, TOOL_LMS_PUBLIC_SIZE);
    assert_memory_equal(public_key.hash, key.hash, sizeof key.hash);
    assert_int_equal(public_key.lms.levels, 0);
    tool_key_free(&key);
    tool_key_free(&public_key);
}

static void damaged_keys_are_refused(void **state)
{
    struct tool_bytes bytes;
    struct tool_lms lms;
    char *text;

    (void)state;
    assert_true(tool_file_read(&report, path, &bytes));
    text = (char *)bytes.data;
    assert_true(tool_lms_parse(text, &lms));
    for (size_t line = 0; text[line] != '\0'; line += strcspn(text + line, "\n") + 1) {
        char saved = text[line];

        if (strchr("lnisp", saved) == NULL) /* the five lines of a key */
            continue;
        text[line] = 'x';
        assert_false(tool_lms_parse(text, &lms));
        text[line] = saved;
    }
    *strstr(text, "levels: 5") = '\0';
    assert_false(tool_lms_parse(text, &lms));
    tool_bytes_free(&bytes);
}

/* --- Images ------------------------------------------------------------------------------------
 */

static struct tool_bytes built;
static struct boot_image image;
static struct boot_proof proof;

static void build(const struct tool_key *key)
{
    static uint8_t data[600] = {7};
    const struct tool_bytes payload = {data, sizeof data};
    const struct tool_image_plan plan = {
        .security_counter = 7, .header_size = 0x80, .slot_size = 0x8000, .alignment = 1};

    assert_true(tool_image_build(&report, &plan, &payload, key, &built));
    assert_int_equal(boot_image_parse(built.data, (uint32_t)built.size, &image), BOOT_REASON_NONE);
}

static void expect(enum boot_reason reason, const struct tool_key *key)
{
    assert_string_equal(boot_reason_text(boot_verify(&image, key->hash, 7, &proof)),
                        boot_reason_text(reason));
    assert_true((proof.flow == BOOT_FLOW_VERIFIED) == (reason == BOOT_REASON_NONE));
}

static void a_device_verifies_an_image(void **state)
{
    struct tool_key key = load(path), other = key;

    (void)state;
    build(&key);
    expect(BOOT_REASON_NONE, &key);
    assert_memory_equal(proof.key_hash, key.hash, sizeof key.hash);
    other.hash[31] ^= 1;
    expect(BOOT_REASON_KEY_UNKNOWN, &other);
    for (size_t i = 0; i < image.tlv[BOOT_TLV_LMS_SIGNATURE].size; i += 5) {
        uint8_t *byte = built.data + (image.tlv[BOOT_TLV_LMS_SIGNATURE].value - built.data) + i;

        *byte ^= 0x20;
        expect(BOOT_REASON_SIGNATURE_WRONG, &key);
        *byte ^= 0x20;
    }
    built.data[image.header_size] ^= 1;
    expect(BOOT_REASON_HASH_WRONG, &key);
    assert_true(boot_sha256(built.data, image.signed_size,
                            built.data + (image.tlv[BOOT_TLV_HASH].value - built.data)));
    expect(BOOT_REASON_SIGNATURE_WRONG, &key);
    tool_bytes_free(&built);
    tool_key_free(&key);
}

/* The device's key decides which signature counts, not the image. */
static void the_kind_of_the_key_decides(void **state)
{
    struct tool_key key = load(path);
    uint16_t size;

    (void)state;
    build(&key);
    image.tlv[BOOT_TLV_SIGNATURE] = image.tlv[BOOT_TLV_LMS_SIGNATURE];
    image.tlv[BOOT_TLV_LMS_SIGNATURE].value = NULL;
    expect(BOOT_REASON_SIGNATURE_MISSING, &key);
    image.tlv[BOOT_TLV_LMS_SIGNATURE] = image.tlv[BOOT_TLV_SIGNATURE];
    image.tlv[BOOT_TLV_SIGNATURE].value = NULL;
    expect(BOOT_REASON_NONE, &key);
    size = image.tlv[BOOT_TLV_LMS_SIGNATURE].size;
    for (image.tlv[BOOT_TLV_LMS_SIGNATURE].size = 0; image.tlv[BOOT_TLV_LMS_SIGNATURE].size < size;
         image.tlv[BOOT_TLV_LMS_SIGNATURE].size += 4)
        expect(BOOT_REASON_SIGNATURE_WRONG, &key);
    /* As long as a key of P-256, it would have to be one. */
    image.tlv[BOOT_TLV_LMS_SIGNATURE].size = size;
    image.tlv[BOOT_TLV_PUBLIC_KEY].size = BOOT_PUBLIC_KEY_SIZE;
    expect(BOOT_REASON_KEY_FORMAT, &key);
    tool_bytes_free(&built);
    tool_key_free(&key);
}

/* Runs last: nothing is left then. */
static void leaves_are_counted_until_none_is_left(void **state)
{
    struct tool_key key = load(path);
    struct stat status;
    uint32_t leaf;

    (void)state;
    assert_true(key.lms.next > 0);
    for (uint32_t next = key.lms.next; next < 1u << LEVELS; next++) {
        assert_true(tool_lms_reserve(&report, path, &leaf));
        assert_int_equal(leaf, next);
        assert_int_equal(stat(path, &status), 0);
        assert_int_equal(status.st_mode & 0777, 0600);
    }
    assert_false(tool_lms_reserve(&report, path, &leaf));
    assert_int_equal(tool_key_sign(&report, &key, key.hash, signature), 0);
    tool_key_free(&key);
    key = load(path);
    assert_int_equal(key.lms.next, 1u << LEVELS);
    assert_true(key.development);
    tool_key_free(&key);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_key_is_the_rfc_s),
        cmocka_unit_test(every_leaf_signs),
        cmocka_unit_test(many_messages_are_signed),
        cmocka_unit_test(a_public_key_says_no_more),
        cmocka_unit_test(damaged_keys_are_refused),
        cmocka_unit_test(a_device_verifies_an_image),
        cmocka_unit_test(the_kind_of_the_key_decides),
        cmocka_unit_test(leaves_are_counted_until_none_is_left),
    };

    return cmocka_run_group_tests(tests, begin, end);
}
