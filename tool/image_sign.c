/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge image sign`: from binaries to a signed image.
 */
#include "tool/command.h"
#include "tool/image.h"
#include "tool/value.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: kedge image sign --key KEY.pem --version V --security-counter N --slot-size SIZE\n"
    "                        [OPTION...] IN.bin OUT.bin\n"
    "       kedge image sign ... --part FILE@OFFSET [--part FILE@OFFSET...] OUT.bin\n\n"
    "Makes an image in MCUboot's format, as imgtool does. The second form joins several binaries\n"
    "into one payload, at offsets from the payload's first byte; gaps are filled with 0xff.\n\n"
    "  --key FILE              private key, P-256 or LMS: see `kedge image keygen`\n"
    "  --version V             major[.minor[.revision[+build]]]\n"
    "  --security-counter N    a device refuses images whose counter is lower than its own\n"
    "  --slot-size SIZE        bytes of the slot: image and trailer must fit\n"
    "  --header-size SIZE      where the payload starts (default 0x200); the vector table's\n"
    "                          alignment asks for more than the 32 bytes of the header\n"
    "  --header-room           the input begins with that many zero bytes: replace them\n"
    "  --part FILE@OFFSET      a piece of the payload, instead of IN.bin\n"
    "  --align N               write unit of the flash, 1 to 32 (default 1)\n"
    "  --pad                   fill the file up to the slot's size, with MCUboot's trailer magic\n"
    "  --key-hash              carry the key's hash, not the key; Kedge's boot stage needs the "
    "key\n"
    "  --release               refuse a development key\n"
    "  --help                  this text\n";

enum {
    OPTION_KEY = 1,
    OPTION_VERSION,
    OPTION_COUNTER,
    OPTION_SLOT_SIZE,
    OPTION_HEADER_SIZE,
    OPTION_HEADER_ROOM,
    OPTION_PART,
    OPTION_ALIGN,
    OPTION_PAD,
    OPTION_KEY_HASH,
    OPTION_RELEASE,
    OPTION_HELP,
};

static const struct option options[] = {
    {"key", required_argument, NULL, OPTION_KEY},
    {"version", required_argument, NULL, OPTION_VERSION},
    {"security-counter", required_argument, NULL, OPTION_COUNTER},
    {"slot-size", required_argument, NULL, OPTION_SLOT_SIZE},
    {"header-size", required_argument, NULL, OPTION_HEADER_SIZE},
    {"header-room", no_argument, NULL, OPTION_HEADER_ROOM},
    {"part", required_argument, NULL, OPTION_PART},
    {"align", required_argument, NULL, OPTION_ALIGN},
    {"pad", no_argument, NULL, OPTION_PAD},
    {"key-hash", no_argument, NULL, OPTION_KEY_HASH},
    {"release", no_argument, NULL, OPTION_RELEASE},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

#define PART_COUNT_MAX 16u

struct request {
    struct tool_image_plan plan;
    const char *key_path;
    const char *part_path[PART_COUNT_MAX];
    uint32_t part_offset[PART_COUNT_MAX];
    unsigned int part_count;
    bool release;
    bool has_version;
    bool has_counter;
};

/* FILE@OFFSET; the file's name may have an @ of its own. Cuts the text at the last one. */
static bool parse_part(char *text, struct request *request)
{
    char *at = strrchr(text, '@');
    unsigned int i = request->part_count;

    if (at == NULL || at == text || i == PART_COUNT_MAX ||
        !tool_value_number(at + 1, TOOL_FILE_SIZE_MAX, &request->part_offset[i]))
        return false;
    *at = '\0';
    request->part_path[i] = text;
    request->part_count++;
    return true;
}

/* Takes one option with a value. False if the value is not of its form. */
static bool take_value(int option, char *text, struct request *request)
{
    struct tool_image_plan *plan = &request->plan;

    switch (option) {
    case OPTION_KEY:
        request->key_path = text;
        return true;
    case OPTION_VERSION:
        return request->has_version = tool_value_version(text, &plan->version);
    case OPTION_COUNTER:
        return request->has_counter = tool_value_number(text, UINT32_MAX, &plan->security_counter);
    case OPTION_SLOT_SIZE:
        return tool_value_number(text, TOOL_FILE_SIZE_MAX, &plan->slot_size);
    case OPTION_HEADER_SIZE:
        return tool_value_number(text, UINT16_MAX, &plan->header_size) &&
               plan->header_size >= BOOT_IMAGE_HEADER_SIZE;
    case OPTION_ALIGN:
        return tool_value_number(text, 32, &plan->alignment) && plan->alignment != 0 &&
               (plan->alignment & (plan->alignment - 1)) == 0;
    default:
        return parse_part(text, request);
    }
}

static bool take_flag(int option, struct request *request)
{
    switch (option) {
    case OPTION_HEADER_ROOM:
        request->plan.has_room = true;
        return true;
    case OPTION_PAD:
        request->plan.pad = true;
        return true;
    case OPTION_KEY_HASH:
        request->plan.key_hash = true;
        return true;
    case OPTION_RELEASE:
        request->release = true;
        return true;
    default:
        return false;
    }
}

/* The first thing that is missing from a command line, or null. */
static const char *missing(const struct request *request, int file_count)
{
    if (request->key_path == NULL)
        return "--key";
    if (!request->has_version)
        return "--version";
    if (!request->has_counter)
        return "--security-counter";
    if (request->plan.slot_size == 0)
        return "--slot-size";
    if (file_count < 1)
        return "the name of the output";
    if (file_count + (int)request->part_count < 2)
        return "the input";
    return NULL;
}

/* Copies one part to its place; the bytes of `used` say which are taken. */
static bool place(struct tool_report *report, const char *path, const struct tool_bytes *part,
                  uint8_t *data, uint8_t *used)
{
    if (memchr(used, 1, part->size) != NULL) {
        tool_report_add(report, "%s: overlaps a part given before; check the offsets.", path);
        return false;
    }
    memcpy(data, part->data, part->size);
    memset(used, 1, part->size);
    return true;
}

/* Joins the parts that were read. */
static bool join(struct tool_report *report, const struct request *request,
                 const struct tool_bytes *parts, struct tool_bytes *payload)
{
    size_t size = 0;
    uint8_t *used;
    bool done = true;

    for (unsigned int i = 0; i < request->part_count; i++)
        if (request->part_offset[i] + parts[i].size > size)
            size = request->part_offset[i] + parts[i].size;
    payload->data = malloc(size + 1);
    payload->size = size;
    used = calloc(1, size + 1);
    if (payload->data == NULL || used == NULL) {
        free(used);
        tool_report_add(report, "not enough memory for a payload of %zu bytes.", size);
        return false;
    }
    memset(payload->data, 0xff, size);
    for (unsigned int i = 0; i < request->part_count && done; i++)
        done = place(report, request->part_path[i], &parts[i],
                     payload->data + request->part_offset[i], used + request->part_offset[i]);
    free(used);
    return done;
}

static bool read_payload(struct tool_report *report, const struct request *request,
                         struct tool_bytes *payload)
{
    struct tool_bytes parts[PART_COUNT_MAX] = {0};
    bool done = true;

    *payload = (struct tool_bytes){0};
    for (unsigned int i = 0; i < request->part_count && done; i++) {
        done = tool_file_read(report, request->part_path[i], &parts[i]);
        if (done && parts[i].size == 0) {
            tool_report_add(report, "%s: is empty; there is nothing to start.",
                            request->part_path[i]);
            done = false;
        }
    }
    if (done)
        done = join(report, request, parts, payload);
    for (unsigned int i = 0; i < request->part_count; i++)
        tool_bytes_free(&parts[i]);
    return done;
}

static bool load_key(struct tool_report *report, const struct request *request,
                     struct tool_key *key)
{
    if (!tool_key_load(report, request->key_path, key))
        return false;
    if (!key->is_private) {
        tool_report_add(report, "%s: is a public key, and signing needs the private one.",
                        request->key_path);
        return false;
    }
    if (request->release && key->development) {
        tool_report_add(report,
                        "%s: is a development key, which a release must not be signed with; make "
                        "one with `kedge image keygen` and keep it safe.",
                        request->key_path);
        return false;
    }
    return true;
}

static bool sign(struct tool_report *report, const struct request *request, const char *out_path)
{
    struct tool_bytes payload = {0};
    struct tool_bytes image = {0};
    struct tool_key key;
    bool done = load_key(report, request, &key) && read_payload(report, request, &payload) &&
                tool_image_build(report, &request->plan, &payload, &key, &image) &&
                tool_file_write(report, out_path, image.data, image.size);

    tool_bytes_free(&image);
    tool_bytes_free(&payload);
    tool_key_free(&key);
    return done;
}

int tool_image_sign(int argc, char **argv)
{
    struct request request = {.plan = {.header_size = 0x200, .alignment = 1}};
    struct tool_report report = {"image", stderr, 0};
    const char *lacks;
    int c;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == OPTION_HELP) {
            fputs(help, stdout);
            return TOOL_OK;
        }
        if (c == '?')
            return TOOL_USAGE;
        if (!take_flag(c, &request) && !take_value(c, optarg, &request)) {
            tool_report_add(&report,
                            "\"%s\" is not a value that this option takes; see `kedge image sign "
                            "--help`.",
                            optarg);
            return TOOL_USAGE;
        }
    }
    lacks = missing(&request, argc - optind);
    if (lacks != NULL || argc - optind > (request.part_count == 0 ? 2 : 1)) {
        tool_report_add(&report,
                        lacks != NULL ? "%s is missing; see `kedge image sign --help`."
                                      : "too many arguments; see `kedge image sign --help`.",
                        lacks);
        return TOOL_USAGE;
    }
    if (request.part_count == 0)
        request.part_path[request.part_count++] = argv[optind++];
    return sign(&report, &request, argv[optind]) ? TOOL_OK : TOOL_REFUSED;
}
