/* SPDX-License-Identifier: Apache-2.0 */
/*
 * First light: an application on the non-secure side that uses Kedge. Copy it to begin your own.
 *
 * It needs nothing but the headers of api/ and a console. The same file runs on a board and, as a
 * Linux process, with port/posix.
 */
#include "example/console.h"
#include "example/machine.h"

#include "kedge/platform.h"
#include "psa/client.h"
#include "psa/crypto.h"
#include "psa/internal_trusted_storage.h"

#include <stdbool.h>

/* Storage uids and key ids are the application's own: no other client can see them. */
#define COUNTER_UID 1
#define SIGNING_KEY 1

/* Says what went wrong and gives the program's exit status. */
static int failed(const char *what, psa_status_t status)
{
    console_write("FAILED: ");
    console_write(what);
    console_write(" returned ");
    console_decimal(status);
    console_write("\n");
    return 1;
}

static void show_boot(void)
{
    struct kedge_boot_info info;
    psa_status_t status = kedge_boot_info(&info);

    console_write("booted:   ");
    if (status != PSA_SUCCESS) {
        console_write(status == PSA_ERROR_NOT_SUPPORTED
                          ? "no boot stage on this machine\n"
                          : "this profile has no platform service to tell\n");
        return;
    }
    console_write("image ");
    console_decimal(info.major);
    console_write(".");
    console_decimal(info.minor);
    console_write(".");
    console_decimal(info.revision);
    console_write("+");
    console_decimal((int32_t)info.build);
    console_write(info.development ? " (development keys)" : "");
    console_write(", measurement\n          ");
    console_hex(info.measurement, sizeof(info.measurement));
    console_write("\n");
}

/* A value that survives power: read, add one, write back. Whatever moment the power fails at, the
 * next start finds the old number or the new one. */
static psa_status_t count_boots(uint32_t *count)
{
    size_t length = 0;
    psa_status_t status = psa_its_get(COUNTER_UID, 0, sizeof(*count), count, &length);

    if (status == PSA_ERROR_DOES_NOT_EXIST)
        *count = 0;
    else if (status != PSA_SUCCESS)
        return status;
    *count += 1;
    return psa_its_set(COUNTER_UID, sizeof(*count), count, PSA_STORAGE_FLAG_NONE);
}

static psa_status_t show_random(void)
{
    uint8_t bytes[16];
    psa_status_t status = psa_generate_random(bytes, sizeof(bytes));

    if (status == PSA_SUCCESS) {
        console_write("random:   ");
        console_hex(bytes, sizeof(bytes));
        console_write("\n");
    }
    return status;
}

/* The private key is made inside Kedge at the first start and never leaves it. */
static psa_status_t make_key(psa_key_id_t *key)
{
    psa_key_attributes_t attributes = PSA_KEY_ATTRIBUTES_INIT;

    *key = SIGNING_KEY;
    if (psa_get_key_attributes(*key, &attributes) == PSA_SUCCESS)
        return PSA_SUCCESS;
    psa_set_key_id(&attributes, SIGNING_KEY);
    psa_set_key_lifetime(&attributes, PSA_KEY_LIFETIME_PERSISTENT);
    psa_set_key_type(&attributes, PSA_KEY_TYPE_ECC_KEY_PAIR(PSA_ECC_FAMILY_SECP_R1));
    psa_set_key_bits(&attributes, 256);
    psa_set_key_usage_flags(&attributes, PSA_KEY_USAGE_SIGN_MESSAGE | PSA_KEY_USAGE_VERIFY_MESSAGE);
    psa_set_key_algorithm(&attributes, PSA_ALG_ECDSA(PSA_ALG_SHA_256));
    return psa_generate_key(&attributes, key);
}

static psa_status_t show_signature(void)
{
    static const uint8_t message[] = "Kedge is a small anchor.";
    uint8_t signature[64];
    size_t length = 0;
    psa_key_id_t key;
    psa_status_t status = make_key(&key);

    if (status == PSA_SUCCESS)
        status = psa_sign_message(key, PSA_ALG_ECDSA(PSA_ALG_SHA_256), message, sizeof(message),
                                  signature, sizeof(signature), &length);
    if (status == PSA_SUCCESS)
        status = psa_verify_message(key, PSA_ALG_ECDSA(PSA_ALG_SHA_256), message, sizeof(message),
                                    signature, length);
    if (status == PSA_SUCCESS) {
        console_write("signed:   ");
        console_hex(signature, 16);
        console_write("... and verified, the key stays inside\n");
        signature[3] ^= 1;
        status = psa_verify_message(key, PSA_ALG_ECDSA(PSA_ALG_SHA_256), message, sizeof(message),
                                    signature, length);
        if (status != PSA_ERROR_INVALID_SIGNATURE)
            return PSA_ERROR_CORRUPTION_DETECTED;
        console_write("          with one bit flipped the signature is refused\n");
        status = PSA_SUCCESS;
    }
    return status;
}

/* Reaching for secure memory is answered by a restart; the next start learns why. */
static bool explain_refusal(void)
{
    struct kedge_fault fault;

    if (kedge_last_fault(&fault) != PSA_SUCCESS)
        return false; /* an ordinary start */
    console_write("refused:  this program read secure memory at ");
    console_word(machine_secure_address());
    console_write(" (pc ");
    console_word(fault.pc);
    console_write(");\n          the core raised ");
    console_write(fault.reason == KEDGE_FAULT_SECURE ? "a SecureFault" : "a fault");
    console_write(", Kedge recorded it and restarted the system\n");
    return fault.reason == KEDGE_FAULT_SECURE && fault.who < 0;
}

/* Without the service that tells of the last fault, the next start could not know that it is the
 * second, and would try again for ever. */
static bool can_be_explained(void)
{
    struct kedge_fault fault;

    return machine_secure_address() != 0 && kedge_last_fault(&fault) == PSA_ERROR_DOES_NOT_EXIST;
}

int main(void)
{
    uint32_t count = 0;
    psa_status_t status;

    /* The second start of one run: the read below was refused as it should be. */
    if (machine_secure_address() != 0 && explain_refusal()) {
        console_write("first light: all is well\n");
        return 0;
    }

    console_write("first light: an application that uses Kedge, framework version ");
    console_word(psa_framework_version());
    console_write("\n");
    show_boot();

    status = count_boots(&count);
    if (status != PSA_SUCCESS)
        return failed("the boot counter", status);
    console_write("counter:  this is run number ");
    console_decimal((int32_t)count);
    console_write(", kept in internal trusted storage\n");

    status = psa_crypto_init();
    if (status == PSA_SUCCESS)
        status = show_random();
    if (status != PSA_SUCCESS)
        return failed("the random generator", status);

    status = show_signature();
    if (status == PSA_ERROR_NOT_SUPPORTED)
        console_write("signed:   this profile has no asymmetric cryptography\n");
    else if (status != PSA_SUCCESS)
        return failed("the signature", status);

    if (!can_be_explained()) {
        console_write("refused:  not tried: without secure memory, or without the platform service "
                      "that\n          tells why the system restarted, there is no story in it\n");
        console_write("first light: all is well\n");
        return 0;
    }
    console_write("attempt:  reading secure memory at ");
    console_word(machine_secure_address());
    console_write("\n");
    uint32_t stolen = *(volatile uint32_t *)(uintptr_t)machine_secure_address();
    console_write("FAILED: secure memory could be read: ");
    console_word(stolen);
    console_write("\n");
    return 1;
}
