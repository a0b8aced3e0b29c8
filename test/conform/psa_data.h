/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Mbed TLS's test data for PSA Crypto, driven against our front end.
 *
 * psa_data_generate.c makes of the data tables of cases, each a call of one of the functions below.
 * A function is our own reading of what the arguments mean; it calls psa_*() and says with EXPECT()
 * and CHECK() what must hold, of which the first that does not ends the case. Keys made by
 * data_import() and data_generated(), buffers of data_buffer(), and the operations of `data_ops`
 * need no cleaning up: psa_data.c does it after each case, however it ended.
 */
#ifndef TEST_PSA_DATA_H
#define TEST_PSA_DATA_H

#include "psa/crypto.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/** Bytes of a quoted string. */
struct data {
    size_t size;
    const uint8_t *bytes;
};

/** A condition of a case, in the data's words. */
struct data_need {
    const char *name;
    bool met;
};

struct data_case {
    const char *title, *function;
    int line;                      /**< in the file of data */
    const struct data_need *needs; /**< ends with a null name */
    void (*run)(void);             /**< null: nothing drives this function */
};

/** The files of data, as test/conform/CMakeLists.txt names them. */
#define DATA_SUITES(F)    \
    F(psa_crypto)         \
    F(pbkdf2)             \
    F(hash)               \
    F(low_hash)           \
    F(make)               \
    F(not_supported)      \
    F(not_supported_misc) \
    F(op_fail)            \
    F(op_fail_misc)       \
    F(attributes)         \
    F(persistent)         \
    F(slots)              \
    F(storage)            \
    F(values)

/* What a case is made of. */

/** The status of a call must be `expected`. Returns the status; another one ends the case, as
 * failed or as one of the deviations of psa_data_verdict.h. */
psa_status_t data_expect(psa_status_t actual, psa_status_t expected, const char *what,
                         const char *file, int line);
/** Must be true. */
void data_check(bool condition, const char *what, const char *file, int line);
/** Ends the case as skipped. */
void data_skip(const char *reason);

#define EXPECT(call, status) data_expect(call, status, #call, __FILE__, __LINE__)
#define OK(call)             EXPECT(call, PSA_SUCCESS)
#define CHECK(condition)     data_check(condition, #condition, __FILE__, __LINE__)
#define SAME(a, a_size, b, b_size) \
    CHECK((a_size) == (b_size) && ((a_size) == 0 || memcmp(a, b, a_size) == 0))

/** Memory of exactly this size, zeros, given back after the case; null for size 0. */
uint8_t *data_buffer(size_t size);
/** The attributes with nothing else in them. */
psa_key_attributes_t data_attributes(psa_key_type_t type, psa_key_usage_t usage,
                                     psa_algorithm_t alg);
/** Imports, which must succeed. */
psa_key_id_t data_import(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                         const struct data *material);
psa_key_id_t data_import_as(const psa_key_attributes_t *attributes, const struct data *material);
/** A key that the case made by other means, to be destroyed after it. */
psa_key_id_t data_made(psa_key_id_t key);
/** The same, of a function's key if its status is success; gives the status. */
psa_status_t data_made_if(psa_status_t status, const psa_key_id_t *key);
size_t data_key_bits(psa_key_id_t key);

/** Whether cases that take a minute are run. */
extern bool data_patient;

/** The operations of a case; inactive at its beginning. */
struct data_operations {
    psa_hash_operation_t hash[2];
    psa_mac_operation_t mac;
    psa_cipher_operation_t cipher;
    psa_aead_operation_t aead;
    psa_key_derivation_operation_t derivation;
};
extern struct data_operations data_ops;

/** Does with a key what its usage and algorithm allow, and is refused what they do not: signs and
 * verifies, encrypts and decrypts, derives, agrees, exports. They are the key's own. */
void data_exercise(psa_key_id_t key, psa_key_usage_t usage, psa_algorithm_t alg);
/** Usage with what it implies: ..._HASH has ..._MESSAGE with it. */
psa_key_usage_t data_full_usage(psa_key_usage_t usage);
/** Nothing finds a key of this name. */
void data_gone(psa_key_id_t key);
/** Sets a derivation up, with its inputs in the right order, of which `key` is the secret. */
void data_derivation(psa_key_id_t key, psa_algorithm_t alg, const struct data *input1,
                     const struct data *input2, size_t capacity);
/** Agrees with the public half of the same key: alone, or into the derivation that is set up. */
psa_status_t data_agree_alone(psa_key_id_t key, psa_algorithm_t alg);
psa_status_t data_agree_into(psa_key_id_t key);
/** The number in up to eight bytes, big-endian. */
uint64_t data_integer(const struct data *input);

#define IN const struct data *

/* psa_data_key.c */
void data_import_with_data(IN material, psa_key_type_t type, size_t bits, psa_status_t expected);
void data_import_export(IN material, psa_key_type_t type, psa_key_usage_t usage,
                        psa_algorithm_t alg, psa_key_lifetime_t lifetime, size_t bits, int delta,
                        psa_status_t expected, bool canonical);
void data_import_export_public_key(IN material, psa_key_type_t type, psa_algorithm_t alg,
                                   psa_key_lifetime_t lifetime, int delta, psa_status_t expected,
                                   IN public_key);

/* psa_data_hash.c */
void data_hash_setup(psa_algorithm_t alg, psa_status_t expected);
void data_hash_compute_fail(psa_algorithm_t alg, IN input, size_t capacity, psa_status_t expected);
void data_hash_compare_fail(psa_algorithm_t alg, IN input, IN hash, psa_status_t expected);
void data_hash_compute_compare(psa_algorithm_t alg, IN input, IN hash);
void data_hash_finish(psa_algorithm_t alg, IN input, IN hash);
void data_hash_verify(psa_algorithm_t alg, IN input, IN hash);
void data_hash_multi_part(psa_algorithm_t alg, IN input, IN hash);

void data_hash_valid_one_shot(psa_algorithm_t alg, IN input, IN hash);
void data_hash_valid_multipart(psa_algorithm_t alg, IN input1, IN hash1, IN input2, IN hash2);
void data_hash_empty(psa_algorithm_t alg, IN hash);

/* psa_data_mac.c */
void data_static_checks(void);
void data_hmac(psa_algorithm_t hash, const char *input, IN mac);
void data_mac_setup(psa_key_type_t type, IN material, psa_algorithm_t alg, psa_status_t expected);
void data_mac_sign(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input, IN mac);
void data_mac_verify(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input, IN mac);
void data_mac_sign_verify_multi(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                                bool verify, IN mac);

/* psa_data_cipher.c */
void data_cipher_encrypt_multipart(psa_algorithm_t alg, psa_key_type_t type, IN material, IN iv,
                                   IN input, size_t first, size_t out1, size_t out2, IN output,
                                   psa_status_t expected);
void data_cipher_decrypt_multipart(psa_algorithm_t alg, psa_key_type_t type, IN material, IN iv,
                                   IN input, size_t first, size_t out1, size_t out2, IN output,
                                   psa_status_t expected);
void data_cipher_decrypt(psa_algorithm_t alg, psa_key_type_t type, IN material, IN iv, IN input,
                         IN output);
void data_cipher_verify_output(psa_algorithm_t alg, psa_key_type_t type, IN material, IN input);
void data_cipher_verify_output_multipart(psa_algorithm_t alg, psa_key_type_t type, IN material,
                                         IN input, size_t first);
void data_cipher_setup(psa_key_type_t type, IN material, psa_algorithm_t alg,
                       psa_status_t expected);
void data_cipher_bad_key(psa_algorithm_t alg, psa_key_type_t type, IN material);
void data_cipher_encrypt_fail(psa_algorithm_t alg, psa_key_type_t type, IN material, IN input,
                              psa_status_t expected);
void data_cipher_decrypt_fail(psa_algorithm_t alg, psa_key_type_t type, IN material, IN iv,
                              IN input, psa_status_t expected);
void data_cipher_encrypt_validate_iv_length(psa_algorithm_t alg, psa_key_type_t type, IN material,
                                            IN input, size_t iv_size, psa_status_t expected);
void data_cipher_alg_without_iv(psa_algorithm_t alg, psa_key_type_t type, IN material, IN plain,
                                IN sealed);
void data_cipher_encrypt_validation(psa_algorithm_t alg, psa_key_type_t type, IN material,
                                    IN input);

/* psa_data_aead.c */
void data_aead_encrypt_decrypt(psa_key_type_t type, IN material, psa_algorithm_t alg, IN nonce,
                               IN ad, IN input, psa_status_t expected);
void data_aead_encrypt(psa_key_type_t type, IN material, psa_algorithm_t alg, IN nonce, IN ad,
                       IN input, IN output);
void data_aead_decrypt(psa_key_type_t type, IN material, psa_algorithm_t alg, IN nonce, IN ad,
                       IN input, IN output, psa_status_t expected);
void data_aead_multipart_encrypt(psa_key_type_t type, IN material, psa_algorithm_t alg, IN nonce,
                                 IN ad, IN input, bool lengths, IN output);
void data_aead_multipart_decrypt(psa_key_type_t type, IN material, psa_algorithm_t alg, IN nonce,
                                 IN ad, IN input, bool lengths, IN output);
void data_aead_multipart_setup(psa_key_type_t type, IN material, psa_algorithm_t alg,
                               psa_status_t expected);
void data_aead_multipart_generate_nonce(psa_key_type_t type, IN material, psa_algorithm_t alg,
                                        size_t capacity, size_t nonce_size, IN ad, IN input,
                                        psa_status_t expected);
void data_aead_multipart_set_nonce(psa_key_type_t type, IN material, psa_algorithm_t alg,
                                   int nonce_size, int when, IN ad, IN input,
                                   psa_status_t expected);
void data_aead_multipart_update_buffer_test(psa_key_type_t type, IN material, psa_algorithm_t alg,
                                            size_t capacity, IN nonce, IN ad, IN input,
                                            psa_status_t expected);
void data_aead_multipart_finish_buffer_test(psa_key_type_t type, IN material, psa_algorithm_t alg,
                                            size_t capacity, size_t tag_capacity, IN nonce, IN ad,
                                            IN input, psa_status_t expected);
void data_aead_multipart_verify(psa_key_type_t type, IN material, psa_algorithm_t alg, IN nonce,
                                IN ad, IN input, IN tag, bool tag_given,
                                psa_status_t expected_setup, psa_status_t expected);

/* psa_data_order.c */
void data_hash_operation_init(void);
void data_hash_bad_order(void);
void data_hash_verify_bad_args(void);
void data_hash_finish_bad_args(void);
void data_hash_clone_source_state(void);
void data_hash_clone_target_state(void);
void data_mac_operation_init(void);
void data_mac_bad_order(void);
void data_cipher_operation_init(void);
void data_cipher_bad_order(void);
void data_derive_actions_without_setup(void);
void data_key_derivation_init(void);
void data_aead_multipart_state_test(psa_key_type_t type, IN material, psa_algorithm_t alg, IN nonce,
                                    IN ad, IN input);

/* psa_data_sign.c */
void data_sign_hash_deterministic(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                                  IN output);
void data_sign_verify_hash(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input);
void data_verify_hash(psa_key_type_t type, IN material, psa_algorithm_t alg, IN hash, IN signature);
void data_verify_hash_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, IN hash,
                           IN signature, psa_status_t expected);
void data_sign_message_deterministic(psa_key_type_t type, IN material, psa_algorithm_t alg,
                                     IN input, IN output);
void data_verify_message(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                         IN signature);
void data_verify_message_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                              IN signature, psa_status_t expected);
void data_signature_size(psa_key_type_t type, size_t bits, psa_algorithm_t alg, size_t expected);
void data_sign_hash_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                         size_t capacity, psa_status_t expected);
void data_sign_message_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                            size_t capacity, psa_status_t expected);
void data_sign_verify_message(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input);

/* psa_data_encrypt.c */
void data_asymmetric_encrypt_decrypt(psa_key_type_t type, IN material, psa_algorithm_t alg,
                                     IN input, IN label);
void data_asymmetric_decrypt(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                             IN label, IN output);
void data_asymmetric_encrypt(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                             IN label, size_t expected_size, psa_status_t expected);
void data_asymmetric_decrypt_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, IN input,
                                  IN label, size_t capacity, psa_status_t expected);

/* psa_data_derive.c */
void data_derive_output(psa_algorithm_t alg, uint32_t step1, IN input1, psa_status_t expected1,
                        uint32_t step2, IN input2, psa_status_t expected2, uint32_t step3,
                        IN input3, psa_status_t expected3, uint32_t step4, IN input4,
                        psa_status_t expected4, IN peer, size_t capacity, IN output1, IN output2,
                        int other_way, int way, int kind);
void data_derive_setup(psa_algorithm_t alg, psa_status_t expected);
void data_derive_set_capacity(psa_algorithm_t alg, int64_t capacity, psa_status_t expected);
void data_parse_binary_string_test(IN input, uint64_t output);
void data_derive_input(psa_algorithm_t alg, uint32_t step1, uint32_t type1, IN input1,
                       psa_status_t expected1, uint32_t step2, uint32_t type2, IN input2,
                       psa_status_t expected2, uint32_t step3, uint32_t type3, IN input3,
                       psa_status_t expected3, psa_key_type_t output_type,
                       psa_status_t expected_output);
void data_derive_input_invalid_cost(psa_algorithm_t alg, int64_t cost);
void data_derive_over_capacity(psa_algorithm_t alg);
void data_derive_full(psa_algorithm_t alg, IN material, IN input1, IN input2, size_t capacity);
void data_derive_key_exercise(psa_algorithm_t alg, IN material, IN input1, IN input2,
                              psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                              psa_algorithm_t derived_alg);
void data_derive_key_export(psa_algorithm_t alg, IN material, IN input1, IN input2, size_t size1,
                            size_t size2);
void data_derive_key_type(psa_algorithm_t alg, IN material, IN input1, IN input2,
                          psa_key_type_t type, size_t bits, IN output);
void data_derive_key_custom(psa_algorithm_t alg, IN material, IN input1, IN input2,
                            psa_key_type_t type, size_t bits, uint32_t flags, IN custom,
                            psa_status_t expected, IN output);
void data_derive_key(psa_algorithm_t alg, IN material, IN input1, IN input2, psa_key_type_t type,
                     size_t bits, psa_status_t expected, bool large);

/* psa_data_agree.c */
void data_key_agreement(psa_algorithm_t alg, psa_key_type_t type, IN material, IN peer, IN output,
                        psa_status_t expected);
void data_key_agreement_setup(psa_algorithm_t alg, psa_key_type_t type, psa_algorithm_t policy,
                              IN material, IN peer, psa_status_t expected);
void data_key_agreement_capacity(psa_algorithm_t alg, psa_key_type_t type, IN material, IN peer,
                                 size_t capacity);
void data_key_agreement_output(psa_algorithm_t alg, psa_key_type_t type, IN material, IN peer,
                               IN output1, IN output2);

/* psa_data_policy.c */
void data_key_attributes_init(void);
void data_check_key_policy(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                           psa_algorithm_t alg);
void data_copy_success(psa_key_usage_t usage, psa_algorithm_t alg, psa_algorithm_t alg2,
                       psa_key_lifetime_t lifetime, psa_key_type_t type, IN material,
                       bool attributes, int64_t target_usage, int64_t target_alg,
                       int64_t target_alg2, psa_key_lifetime_t target_lifetime,
                       psa_key_usage_t expected_usage, psa_algorithm_t expected_alg,
                       psa_algorithm_t expected_alg2);
void data_copy_fail(psa_key_usage_t usage, psa_algorithm_t alg, psa_algorithm_t alg2,
                    psa_key_lifetime_t lifetime, psa_key_type_t type, IN material,
                    psa_key_type_t target_type, size_t target_bits, psa_key_usage_t target_usage,
                    psa_algorithm_t target_alg, psa_algorithm_t target_alg2, psa_key_id_t target_id,
                    psa_key_lifetime_t target_lifetime, psa_status_t expected);
void data_mac_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                         IN material, psa_algorithm_t alg, psa_status_t expected_sign,
                         psa_status_t expected_verify);
void data_cipher_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                            IN material, psa_algorithm_t alg);
void data_aead_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                          IN material, size_t nonce_size, size_t tag_size, psa_algorithm_t alg,
                          psa_status_t expected);
void data_asymmetric_encryption_key_policy(psa_key_usage_t usage, psa_algorithm_t policy,
                                           psa_key_type_t type, IN material, psa_algorithm_t alg,
                                           bool opaque);
void data_asymmetric_signature_key_policy(psa_key_usage_t usage, psa_algorithm_t policy,
                                          psa_key_type_t type, IN material, psa_algorithm_t alg,
                                          int payload_size, psa_key_usage_t expected_usage);
void data_derive_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                            IN material, psa_algorithm_t alg);
void data_agreement_key_policy(psa_key_usage_t usage, psa_algorithm_t policy, psa_key_type_t type,
                               IN material, psa_algorithm_t alg, psa_status_t expected);
void data_raw_agreement_key_policy(psa_key_usage_t usage, psa_algorithm_t policy,
                                   psa_key_type_t type, IN material, psa_algorithm_t alg,
                                   psa_status_t expected);

/* psa_data_make.c */
void data_import_with_policy(psa_key_type_t type, psa_key_usage_t usage, psa_algorithm_t alg,
                             psa_status_t expected);
void data_import_large_key(psa_key_type_t type, size_t size, psa_status_t expected);
void data_import_rsa_made_up(size_t bits, bool pair, psa_status_t expected);
void data_import_and_exercise_key(IN material, psa_key_type_t type, size_t bits,
                                  psa_algorithm_t alg);
void data_make_generate_key(psa_key_type_t type, size_t bits, psa_status_t expected);
void data_generate_key_custom(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                              psa_algorithm_t alg, uint32_t flags, IN custom,
                              psa_status_t expected);
void data_generate_random(size_t size);
void data_generate_key(psa_key_type_t type, size_t bits, psa_key_usage_t usage, psa_algorithm_t alg,
                       psa_status_t expected, bool large);

/* psa_data_fail.c */
void data_hash_fail(psa_algorithm_t alg, psa_status_t expected);
void data_key_derivation_fail(psa_algorithm_t alg, psa_status_t expected);
void data_mac_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, psa_status_t expected);
void data_cipher_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, psa_status_t expected);
void data_aead_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, psa_status_t expected);
void data_sign_fail(psa_key_type_t type, IN material, psa_algorithm_t alg, bool private_only,
                    psa_status_t expected);
void data_asymmetric_encryption_fail(psa_key_type_t type, IN material, psa_algorithm_t alg,
                                     bool private_only, psa_status_t expected);
void data_key_agreement_fail(psa_key_type_t type, IN material, psa_algorithm_t alg,
                             bool private_only, psa_status_t expected);
void data_import_not_supported(psa_key_type_t type, IN material);
void data_generate_not_supported(psa_key_type_t type, size_t bits);

/* psa_data_slot.c */
void data_attributes_set_get(int64_t owner, psa_key_id_t id, psa_key_lifetime_t lifetime,
                             psa_key_usage_t usage, psa_algorithm_t alg, psa_key_type_t type,
                             size_t bits);
void data_persistence_attributes(int64_t id1, int64_t owner1, int64_t lifetime, int64_t id2,
                                 int64_t owner2, psa_key_id_t expected_id, int64_t expected_owner,
                                 psa_key_lifetime_t expected_lifetime);
void data_transient_slot_lifecycle(int64_t owner, psa_key_usage_t usage, psa_algorithm_t alg,
                                   psa_key_type_t type, IN material, int method);
void data_persistent_slot_lifecycle(psa_key_lifetime_t lifetime, int64_t owner, psa_key_id_t id,
                                    psa_key_usage_t usage, psa_algorithm_t alg,
                                    psa_algorithm_t alg2, psa_key_type_t type, IN material,
                                    int method);
void data_persistent_key_load_key_from_storage(IN material, psa_key_type_t type, size_t bits,
                                               psa_key_usage_t usage, psa_algorithm_t alg,
                                               int method);
void data_create_existent(psa_key_lifetime_t lifetime, int64_t owner, psa_key_id_t id, int reopen);
void data_create_fail(psa_key_lifetime_t lifetime, psa_key_id_t id, psa_status_t expected);
void data_open_fail(psa_key_id_t id, psa_status_t expected);
void data_copy_across_lifetimes(psa_key_lifetime_t lifetime, int64_t owner, psa_key_id_t id,
                                psa_key_usage_t usage, psa_algorithm_t alg, psa_algorithm_t alg2,
                                psa_key_type_t type, IN material,
                                psa_key_lifetime_t target_lifetime, int64_t target_owner,
                                psa_key_id_t target_id, psa_key_usage_t target_usage,
                                psa_algorithm_t target_alg, psa_algorithm_t target_alg2,
                                psa_key_usage_t expected_usage, psa_algorithm_t expected_alg,
                                psa_algorithm_t expected_alg2);
void data_copy_to_occupied(psa_key_lifetime_t lifetime, psa_key_id_t id, psa_key_usage_t usage,
                           psa_algorithm_t alg, psa_key_type_t type, IN material,
                           psa_key_lifetime_t target_lifetime, psa_key_id_t target_id,
                           psa_key_usage_t target_usage, psa_algorithm_t target_alg,
                           psa_key_type_t target_type, IN target_material);
void data_import_export_persistent_key(IN material, psa_key_type_t type, size_t bits, bool restarts,
                                       bool vanishes);
void data_persistent_key_import(int64_t owner, psa_key_id_t id, psa_key_type_t type, IN material,
                                bool restarts, psa_status_t expected);
void data_persistent_key_destroy(int64_t owner, psa_key_id_t id, bool restarts,
                                 psa_key_type_t first_type, IN first, psa_key_type_t second_type,
                                 IN second);
void data_save_large_persistent_key(size_t size, psa_status_t expected);
void data_destroy_nonexistent(psa_key_id_t id, psa_status_t expected);

/* psa_data_place.c */
void data_many_transient_keys(int count);
void data_fill_key_store(int which);
void data_key_slot_eviction_to_import_new_key(psa_key_lifetime_t lifetime);
void data_non_reusable_key_slots_integrity_in_case_of_key_slot_starvation(void);
void data_invalid_handle(int which, psa_status_t expected);
void data_key_id_ranges(void);

/* psa_data_values.c */
void data_hash_algorithm(psa_algorithm_t alg, size_t length);
void data_mac_algorithm(psa_algorithm_t alg, unsigned classes, size_t length, psa_key_type_t type,
                        size_t bits);
void data_hmac_algorithm(psa_algorithm_t alg, size_t length, size_t block_size);
void data_cipher_algorithm(psa_algorithm_t alg, unsigned classes);
void data_aead_algorithm(psa_algorithm_t alg, unsigned classes, size_t length, psa_key_type_t type,
                         size_t bits);
void data_asymmetric_signature_algorithm(psa_algorithm_t alg, unsigned classes);
void data_asymmetric_signature_wildcard(psa_algorithm_t alg, unsigned classes);
void data_asymmetric_encryption_algorithm(psa_algorithm_t alg, unsigned classes);
void data_key_derivation_algorithm(psa_algorithm_t alg, unsigned classes);
void data_key_agreement_algorithm(psa_algorithm_t alg, unsigned classes, psa_algorithm_t base,
                                  psa_algorithm_t derivation);
void data_pake_algorithm(psa_algorithm_t alg);
void data_key_type(psa_key_type_t type, unsigned classes);
void data_block_cipher_key_type(psa_key_type_t type, size_t block_size);
void data_stream_cipher_key_type(psa_key_type_t type);
void data_ecc_key_family(psa_ecc_family_t family);
void data_dh_key_family(psa_dh_family_t family);
void data_lifetime(psa_key_lifetime_t lifetime, unsigned classes, psa_key_persistence_t persistence,
                   psa_key_location_t location);

#undef IN

#endif
