/* SPDX-License-Identifier: Apache-2.0 */
/* LMS and HSS: signatures that others made, of every Winternitz parameter, and what they become by
 * any change. */
#include "crypto/provider/mbedtls/lms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "test/vectors/lms_signatures.h"

#define COUNT (sizeof lms_signatures / sizeof lms_signatures[0])

struct text {
    uint8_t *data;
    size_t size;
};

/* On the heap, so that a read beyond it is found. */
static struct text decode(const char *hex)
{
    struct text text = {malloc(strlen(hex) / 2 + 1), strlen(hex) / 2};

    for (size_t i = 0; i < text.size; i++) {
        unsigned byte;

        assert_int_equal(sscanf(hex + 2 * i, "%2x", &byte), 1);
        text.data[i] = (uint8_t)byte;
    }
    text.data = realloc(text.data, text.size);
    return text;
}

static struct {
    bool hss;
    struct text message, key, signature;
} x;

static void take(size_t which)
{
    x.hss = lms_signatures[which].hss;
    x.message = decode(lms_signatures[which].message);
    x.key = decode(lms_signatures[which].key);
    x.signature = decode(lms_signatures[which].signature);
}

static void drop(void)
{
    free(x.message.data);
    free(x.key.data);
    free(x.signature.data);
}

static psa_status_t verify(void)
{
    return (x.hss ? crypto_hss_verify : crypto_lms_verify)(
        x.key.data, x.key.size, x.message.data, x.message.size, x.signature.data, x.signature.size);
}

static void good_signatures_are_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        take(i);
        assert_int_equal(verify(), PSA_SUCCESS);
        drop();
    }
}

/* The status of a changed type may also be that of a key. */
static void any_changed_bit_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        struct text *parts[] = {&x.message, &x.key, &x.signature};

        take(i);
        for (size_t part = 0; part < 3; part++) {
            size_t step = parts[part]->size > 200 ? 7 : 1;

            for (size_t at = 0; at < parts[part]->size; at += at < 80 ? 1 : step) {
                uint8_t bit = (uint8_t)(1u << at % 8);
                psa_status_t status;

                parts[part]->data[at] ^= bit;
                status = verify();
                assert_int_not_equal(status, PSA_SUCCESS);
                if (part != 1)
                    assert_int_equal(status, PSA_ERROR_INVALID_SIGNATURE);
                parts[part]->data[at] ^= bit;
            }
        }
        drop();
    }
}

static void any_other_length_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT; i++) {
        struct text whole;

        take(i);
        whole = x.signature;
        for (size_t size = 0; size < whole.size; size += size < 100 ? 1 : 37) {
            x.signature.data = malloc(size);
            x.signature.size = size;
            memcpy(x.signature.data, whole.data, size);
            assert_int_equal(verify(), PSA_ERROR_INVALID_SIGNATURE);
            free(x.signature.data);
        }
        x.signature.size = whole.size + 1;
        x.signature.data = calloc(1, x.signature.size);
        memcpy(x.signature.data, whole.data, whole.size);
        assert_int_equal(verify(), PSA_ERROR_INVALID_SIGNATURE);
        free(x.signature.data);
        x.signature = whole;
        for (size_t size = x.key.size; size-- > 0;) {
            x.key.size = size;
            assert_int_equal(verify(), PSA_ERROR_INVALID_ARGUMENT);
        }
        drop();
    }
}

static void other_types_of_keys_are_not_supported(void **state)
{
    (void)state;
    take(0);
    for (unsigned type = 0; type < 256; type++) {
        psa_status_t status;

        x.key.data[7] = (uint8_t)type;
        status = verify();
        if (type < 5 || type > 14)
            assert_int_equal(status, PSA_ERROR_NOT_SUPPORTED);
        else
            assert_true((status == PSA_SUCCESS) == (type == 5));
    }
    drop();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_signatures_are_good),
        cmocka_unit_test(any_changed_bit_is_found),
        cmocka_unit_test(any_other_length_is_found),
        cmocka_unit_test(other_types_of_keys_are_not_supported),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
