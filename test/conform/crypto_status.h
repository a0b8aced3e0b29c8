/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Every status that the headers of PSA Crypto document, provoked (crypto_status.c).
 *
 * A function is tried in a scene: keys, operations, arguments and buffers of exact sizes, with
 * which it succeeds. A change makes one thing in the scene wrong, and only that; what the function
 * answers then is the change's doing. A case says which status it has to be.
 */
#ifndef CRYPTO_STATUS_H
#define CRYPTO_STATUS_H

#include "psa/crypto.h"

#include <stdbool.h>
#include <string.h>

/** The most bytes in an argument: a pair of RSA with 1024 bits is the longest that is needed. */
#define SCENE_BYTES 700

struct bytes {
    uint8_t data[SCENE_BYTES];
    size_t size;
};

/** All that a call is made of. */
struct scene {
    const struct subject *subject;
    /* The key that the function, or the setup of its operation, is given; no type, no key. */
    psa_key_attributes_t attributes;
    struct bytes material;
    psa_key_id_t key;
    psa_algorithm_t algorithm;
    /* What else goes in, and what must come out: a message; a nonce, salt or peer's key; a MAC,
     * hash, tag or signature to compare with. */
    struct bytes input, nonce, expected;
    psa_key_derivation_step_t step;
    uint64_t number;
    psa_custom_key_parameters_t custom;
    /* What comes out. `room` is as long as the output. */
    uint8_t output[SCENE_BYTES];
    size_t room, length;
    /* The key that the function makes. */
    psa_key_attributes_t new_attributes;
    psa_key_id_t new_key;
    psa_hash_operation_t hash, clone;
    psa_mac_operation_t mac;
    psa_cipher_operation_t cipher;
    psa_aead_operation_t aead;
    psa_key_derivation_operation_t derivation;
    psa_pake_operation_t pake;
    bool is_void; /**< the change could not be made: what follows proves nothing */
};

/** The kinds of functions that have statuses in common, with the headings that api/psa/crypto.h has
 * for them. */
enum {
    WITH_KEY = 1,       /**< a key */
    WITH_ALGORITHM = 2, /**< an algorithm */
    MAKES_KEY = 4,      /**< the attributes of a new key */
    WITH_OUTPUT = 8,    /**< an output and its length */
    BEGINS = 16,        /**< an operation to begin */
    WITH_OPERATION = 32 /**< an operation that goes on */
};

/** A function under test. */
struct subject {
    const char *name;
    void (*describe)(struct scene *scene); /**< sets arguments; or null */
    /** With the key: computes what goes in, to decrypt or compare; or null. The key is another one
     * than that of the call, so that a change of this does not reach so far. */
    psa_status_t (*expect)(struct scene *scene);
    psa_status_t (*begin)(struct scene *scene); /**< with the key: sets operations up; or null */
    psa_status_t (*call)(struct scene *scene);
    unsigned kind;
    psa_status_t normally; /**< what it answers when nothing is wrong */
};

/** Makes something wrong: in the description, from which the key is made; or at the last moment,
 * before the call. Either may be null. */
struct change {
    const char *name;
    void (*before)(struct scene *scene, uint32_t value);
    void (*after)(struct scene *scene, uint32_t value);
};

/** A status that comes of a change: of one function by name, or of all functions of `kind`. */
struct status_case {
    const char *function;
    psa_status_t status;
    const struct change *change;
    uint32_t value;
    unsigned kind;
};

/** A family of functions and what is special to each. */
struct family {
    const struct subject *subjects;
    size_t subject_count;
    const struct status_case *cases;
    size_t case_count;
};

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define FAMILY(subject_array, case_array)                                        \
    {                                                                            \
        subject_array, COUNT_OF(subject_array), case_array, COUNT_OF(case_array) \
    }

extern const struct family family_key, family_hash, family_cipher, family_aead, family_asymmetric,
    family_derivation, family_pake;

/* Changes that several families need; `value` is what their comment names. */

extern const struct change as_it_is;          /**< none */
extern const struct change no_such_key;       /**< destroyed before the call */
extern const struct change key_not_in_table;  /**< persistent, while volatile keys fill the table */
extern const struct change key_corrupt;       /**< persistent, with a bit of its record flipped */
extern const struct change key_of_other_time; /**< persistent, its record of another version */
extern const struct change key_unreadable;    /**< persistent, and the flash does not answer */
extern const struct change key_unwritable;    /**< persistent, and nothing can be written */
extern const struct change key_in_no_storage; /**< persistent, and the storage cannot be mounted */
extern const struct change key_lost;          /**< persistent; its record, in a full log */
extern const struct change key_elsewhere;     /**< where nothing but to be kept is possible */
extern const struct change key_usage;         /**< the usage */
extern const struct change key_type;          /**< the type */
extern const struct change policy;            /**< the algorithm that is asked for and allowed */
extern const struct change asked;             /**< the algorithm that is asked for alone */
extern const struct change new_lifetime;      /**< of the new key: lifetime; identifier 77 */
extern const struct change new_type;          /**< of the new key: type */
extern const struct change new_bits;          /**< of the new key: bits */
extern const struct change new_usage;         /**< of the new key: usage */
extern const struct change new_policy;        /**< of the new key: algorithm */
extern const struct change new_id;            /**< of the new key: identifier */
extern const struct change new_exists;        /**< persistent, and exists */
extern const struct change new_corrupt;       /**< as key_corrupt, under the new identifier */
extern const struct change new_of_other_time; /**< as key_of_other_time */
extern const struct change new_unwritable;    /**< persistent, and the flash does not answer */
extern const struct change new_in_no_storage; /**< as key_in_no_storage */
extern const struct change new_storage_full;  /**< persistent, and the record log is full */
extern const struct change new_table_full;    /**< volatile, and the table of keys is full */
extern const struct change room_short;        /**< a byte less room for the output */
extern const struct change places_taken;      /**< by other operations */
extern const struct change already_begun;     /**< the same setup went before */
extern const struct change aborted;           /**< the operation, before the call */
extern const struct change no_entropy;        /**< and the generator must be seeded anew */
extern const struct change input_size;        /**< size of the input */
extern const struct change nonce_size;        /**< size of the nonce, salt or peer's key */
extern const struct change expected_size;     /**< size of what is compared */
extern const struct change expected_wrong;    /**< its last byte is another */
extern const struct change input_wrong;       /**< the last byte of the input is another */
extern const struct change input_algorithm;   /**< the algorithm in a suspended state */
extern const struct change derivation_step;   /**< the step */
extern const struct change custom_flags;      /**< the flags */

/** Takes back what changes did beside the scene. */
void change_undo(void);
/** Aborts the operations of a scene. */
void scene_abort(struct scene *scene);

/* The machine (crypto_status_machine.c). */

/** Makes the storage empty and everything work again. */
void machine_reset(void);
/** False if the generator never asks for it. */
bool machine_entropy_fails(void);
void machine_flash_fails(void);
void machine_flash_is_worn(void);   /**< it can be read, and nothing else */
void machine_storage_is_gone(void); /**< it cannot be mounted */
/** Flips a bit in the value of a key's record, or makes it a record of version 2; false without a
 * record. */
bool machine_flip_bit(psa_key_id_t key);
bool machine_make_version_2(psa_key_id_t key);
/** Makes the header of a key's record unreadable: nothing tells of what it was. */
bool machine_lose_record(psa_key_id_t key);

/** A location of which keys come back wrapped in nothing, and which can do nothing with them. */
#define SAFE_PLACE ((psa_key_location_t)0x800001)

/* For descriptions. */

void bytes_fill(struct bytes *bytes, size_t size);
psa_key_attributes_t attributes_of(psa_key_type_t type, size_t bits, psa_key_usage_t usage,
                                   psa_algorithm_t algorithm);

#define P256_PAIR   PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1)
#define P256_PUBLIC PSA_KEY_TYPE_ECC_PUBLIC_KEY(PSA_ECC_FAMILY_SECP_R1)

#endif
