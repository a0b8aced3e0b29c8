/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge image verify` and `kedge image info`: the boot stage's parser and decision on the host.
 */
#include "boot/verify.h"
#include "tool/command.h"
#include "tool/image.h"
#include "tool/value.h"

#include <cjson/cJSON.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char verify_help[] =
    "usage: kedge image verify --key KEY.pem [OPTION...] IMAGE\n"
    "       kedge image verify --root-key-hash HEX [OPTION...] IMAGE\n\n"
    "Decides as a device's boot stage would, with the same code, and names the reason.\n\n"
    "  --key FILE                the key that must have signed it (private or public)\n"
    "  --root-key-hash HEX       SHA-256 of that key, as devices are provisioned with it\n"
    "  --min-security-counter N  the device's security counter (default 0)\n"
    "  --slot-size SIZE          the image must fit (default: the file's size)\n"
    "  --help                    this text\n\n"
    "With --key, an image that carries only the key's hash is accepted with a remark; a device\n"
    "needs the key itself.\n";

static const char info_help[] =
    "usage: kedge image info [--json] IMAGE\n\n"
    "Shows what an image says about itself. Whether that is true is for\n"
    "`kedge image verify` to say.\n";

enum { OPTION_KEY = 1, OPTION_HASH, OPTION_COUNTER, OPTION_SLOT_SIZE, OPTION_JSON, OPTION_HELP };

static const struct option verify_options[] = {
    {"key", required_argument, NULL, OPTION_KEY},
    {"root-key-hash", required_argument, NULL, OPTION_HASH},
    {"min-security-counter", required_argument, NULL, OPTION_COUNTER},
    {"slot-size", required_argument, NULL, OPTION_SLOT_SIZE},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

static const struct option info_options[] = {
    {"json", no_argument, NULL, OPTION_JSON},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

struct request {
    const char *key_path;
    bool has_hash;
    uint8_t hash[BOOT_SHA256_SIZE];
    uint32_t counter;
    uint32_t slot_size;
};

/* What to do about the reasons that a person can do something about. */
static const char *remedy(enum boot_reason reason)
{
    switch (reason) {
    case BOOT_REASON_MAGIC:
        return "make an image of it with `kedge image sign`";
    case BOOT_REASON_COUNTER_MISSING:
        return "sign it with --security-counter";
    case BOOT_REASON_KEY_MISSING:
        return "sign it with `kedge image sign`, or imgtool's --public-key-format full";
    case BOOT_REASON_KEY_UNKNOWN:
        return "sign it with the key that the device knows";
    case BOOT_REASON_COUNTER_LOW:
        return "take a newer image, or sign it with a higher --security-counter";
    case BOOT_REASON_ENCRYPTED:
    case BOOT_REASON_COMPRESSED:
    case BOOT_REASON_RAM_LOAD:
    case BOOT_REASON_ROM_FIXED:
    case BOOT_REASON_DEPENDENCY:
        return "sign it without this option: the boot stage starts plain images in place";
    case BOOT_REASON_SIGNATURE_FORMAT:
        return "sign it again, without padding of the signature";
    default:
        return "it is damaged or was altered: build and sign it again";
    }
}

static bool read_image(struct tool_report *report, const char *path, uint32_t slot_size,
                       struct tool_bytes *bytes, struct boot_image *image)
{
    enum boot_reason reason;

    if (!tool_file_read(report, path, bytes))
        return false;
    if (slot_size != 0 && bytes->size > slot_size) {
        tool_report_add(report, "%s: has %zu bytes and does not fit a slot of %u.", path,
                        bytes->size, slot_size);
        return false;
    }
    reason = boot_image_parse(bytes->data, (uint32_t)bytes->size, image);
    if (reason == BOOT_REASON_NONE)
        return true;
    tool_report_add(report, "%s: refused: %s (at offset 0x%x); %s.", path, boot_reason_text(reason),
                    image->offset, remedy(reason));
    return false;
}

/* Where the thing that a reason complains of lies. */
static uint32_t reason_offset(enum boot_reason reason, const struct boot_image *image)
{
    enum boot_tlv tlv = BOOT_TLV_HASH;

    switch (reason) {
    case BOOT_REASON_KEY_FORMAT:
    case BOOT_REASON_KEY_UNKNOWN:
        tlv = BOOT_TLV_PUBLIC_KEY;
        break;
    case BOOT_REASON_SIGNATURE_FORMAT:
    case BOOT_REASON_SIGNATURE_WRONG:
        tlv = image->tlv[BOOT_TLV_SIGNATURE].value != NULL ? BOOT_TLV_SIGNATURE
                                                           : BOOT_TLV_LMS_SIGNATURE;
        break;
    case BOOT_REASON_COUNTER_LOW:
        tlv = BOOT_TLV_COUNTER;
        break;
    case BOOT_REASON_KEY_MISSING:
    case BOOT_REASON_SIGNATURE_MISSING:
        return image->signed_size;
    default:
        break;
    }
    return (uint32_t)(image->tlv[tlv].value - image->slot);
}

/* Lends the image a key that it only names. */
static void lend_key(struct boot_image *image, const struct tool_key *key)
{
    if (image->tlv[BOOT_TLV_PUBLIC_KEY].value != NULL ||
        image->tlv[BOOT_TLV_KEY_HASH].value == NULL ||
        memcmp(image->tlv[BOOT_TLV_KEY_HASH].value, key->hash, BOOT_SHA256_SIZE) != 0)
        return;
    image->tlv[BOOT_TLV_PUBLIC_KEY].value = key->public_key;
    image->tlv[BOOT_TLV_PUBLIC_KEY].size = (uint16_t)key->public_size;
    puts("remark: the image carries only the key's hash; a device refuses it");
}

static bool decide(struct tool_report *report, const char *path, const struct request *request,
                   const struct boot_image *image)
{
    struct boot_proof proof;
    char version[TOOL_VERSION_TEXT_SIZE];
    char digest[2 * BOOT_SHA256_SIZE + 1];
    char signer[2 * BOOT_SHA256_SIZE + 1];
    enum boot_reason reason = boot_verify(image, request->hash, request->counter, &proof);

    if (reason != BOOT_REASON_NONE || proof.flow != BOOT_FLOW_VERIFIED) {
        tool_report_add(report, "%s: refused: %s (at offset 0x%x); %s.", path,
                        boot_reason_text(reason), reason_offset(reason, image), remedy(reason));
        return false;
    }
    tool_value_version_text(&image->version, version);
    tool_value_hex_text(proof.digest, BOOT_SHA256_SIZE, digest);
    tool_value_hex_text(proof.key_hash, BOOT_SHA256_SIZE, signer);
    printf("verified: version %s, security counter %u\nmeasurement: %s\nsigner:      %s\n", version,
           image->security_counter, digest, signer);
    return true;
}

static bool verify(struct tool_report *report, const char *path, struct request *request)
{
    struct tool_bytes bytes = {0};
    struct tool_key key = {0};
    struct boot_image image;
    bool done = request->key_path == NULL || tool_key_load(report, request->key_path, &key);

    if (done)
        done = read_image(report, path, request->slot_size, &bytes, &image);
    if (done) {
        if (request->key_path != NULL) {
            memcpy(request->hash, key.hash, BOOT_SHA256_SIZE);
            lend_key(&image, &key);
        }
        done = decide(report, path, request, &image);
    }
    tool_bytes_free(&bytes);
    tool_key_free(&key);
    return done;
}

static bool take(int option, const char *text, struct request *request)
{
    switch (option) {
    case OPTION_KEY:
        request->key_path = text;
        return true;
    case OPTION_HASH:
        request->has_hash = true;
        return tool_value_hex(text, request->hash, sizeof request->hash);
    case OPTION_COUNTER:
        return tool_value_number(text, UINT32_MAX, &request->counter);
    default:
        return tool_value_number(text, TOOL_FILE_SIZE_MAX, &request->slot_size) &&
               request->slot_size != 0;
    }
}

int tool_image_verify(int argc, char **argv)
{
    struct tool_report report = {"image", stderr, 0};
    struct request request = {0};
    int c;

    while ((c = getopt_long(argc, argv, "", verify_options, NULL)) != -1) {
        if (c == OPTION_HELP) {
            fputs(verify_help, stdout);
            return TOOL_OK;
        }
        if (c == '?')
            return TOOL_USAGE;
        if (!take(c, optarg, &request)) {
            tool_report_add(&report,
                            "\"%s\" is not a value that this option takes; see `kedge image verify "
                            "--help`.",
                            optarg);
            return TOOL_USAGE;
        }
    }
    if (argc - optind != 1 || request.has_hash == (request.key_path != NULL)) {
        fputs(verify_help, stderr);
        return TOOL_USAGE;
    }
    return verify(&report, argv[optind], &request) ? TOOL_OK : TOOL_REFUSED;
}

/* One line for people or one member for programs. */
static void show_text(cJSON *json, const char *name, const char *text)
{
    if (json != NULL)
        cJSON_AddStringToObject(json, name, text);
    else
        printf("%-17s %s\n", name, text);
}

static void show_number(cJSON *json, const char *name, uint32_t number)
{
    if (json != NULL)
        cJSON_AddNumberToObject(json, name, number);
    else
        printf("%-17s %u\n", name, number);
}

static void show(cJSON *json, const struct boot_image *image)
{
    char version[TOOL_VERSION_TEXT_SIZE];
    char text[2 * BOOT_SHA256_SIZE + 1];
    uint8_t hash[BOOT_SHA256_SIZE];

    tool_value_version_text(&image->version, version);
    show_text(json, "version", version);
    show_number(json, "security_counter", image->security_counter);
    show_number(json, "header_size", image->header_size);
    show_number(json, "payload_size", image->payload_size);
    show_number(json, "size", image->size);
    tool_value_hex_text(image->tlv[BOOT_TLV_HASH].value, BOOT_SHA256_SIZE, text);
    show_text(json, "hash", text);
    if (image->tlv[BOOT_TLV_PUBLIC_KEY].value != NULL &&
        boot_sha256(image->tlv[BOOT_TLV_PUBLIC_KEY].value, image->tlv[BOOT_TLV_PUBLIC_KEY].size,
                    hash))
        tool_value_hex_text(hash, BOOT_SHA256_SIZE, text);
    else if (image->tlv[BOOT_TLV_KEY_HASH].value != NULL)
        tool_value_hex_text(image->tlv[BOOT_TLV_KEY_HASH].value, BOOT_SHA256_SIZE, text);
    else
        text[0] = '\0';
    show_text(json, "key_hash", text);
    show_text(json, "key", image->tlv[BOOT_TLV_PUBLIC_KEY].value != NULL ? "full" : "hash or none");
}

static bool print_info(struct tool_report *report, const char *path, bool as_json)
{
    struct tool_bytes bytes = {0};
    cJSON *json = as_json ? cJSON_CreateObject() : NULL;
    struct boot_image image;
    bool done = read_image(report, path, 0, &bytes, &image);

    if (done)
        show(json, &image);
    if (done && json != NULL) {
        char *text = cJSON_Print(json);

        puts(text != NULL ? text : "{}");
        cJSON_free(text);
    }
    cJSON_Delete(json);
    tool_bytes_free(&bytes);
    return done;
}

int tool_image_info(int argc, char **argv)
{
    struct tool_report report = {"image", stderr, 0};
    bool as_json = false;
    int c;

    while ((c = getopt_long(argc, argv, "", info_options, NULL)) != -1) {
        switch (c) {
        case OPTION_JSON:
            as_json = true;
            break;
        case OPTION_HELP:
            fputs(info_help, stdout);
            return TOOL_OK;
        default:
            return TOOL_USAGE;
        }
    }
    if (argc - optind != 1) {
        fputs(info_help, stderr);
        return TOOL_USAGE;
    }
    return print_info(&report, argv[optind], as_json) ? TOOL_OK : TOOL_REFUSED;
}
