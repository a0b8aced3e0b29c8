/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge provision`: the one-time area of a device (boot/provision.h), as a file.
 */
#include "boot/provision.h"

#include "lib/wipe.h"
#include "tool/command.h"
#include "tool/key.h"
#include "tool/value.h"

#include <getopt.h>
#include <openssl/rand.h>
#include <string.h>

static const char help[] =
    "usage: kedge provision --key KEY.pem [OPTION...] OUT.bin\n"
    "       kedge provision --info FILE\n"
    "       kedge provision --raise-security-counter N FILE\n\n"
    "The first form creates the one-time area of one device; a file that exists is never\n"
    "overwritten, because it holds that device's only copy of its unique key. The second form\n"
    "shows an area without its secret, the third clears bits of its security counter.\n\n"
    "  --key FILE               the device starts images signed by this key (private or public)\n"
    "  --life-cycle STATE       assembly, provisioning, secured (default), debug,\n"
    "                           recoverable-debug or decommissioned\n"
    "  --security-counter N     the least that an image must have, 0 (default) to 256\n"
    "  --huk HEX|random         hardware unique key, 32 bytes (default random)\n"
    "  --implementation-id HEX  32 bytes that name the kind of hardware (default zeros)\n"
    "  --help                   this text\n";

enum {
    OPTION_KEY = 1,
    OPTION_LIFE_CYCLE,
    OPTION_COUNTER,
    OPTION_HUK,
    OPTION_ID,
    OPTION_INFO,
    OPTION_RAISE,
    OPTION_HELP,
};

static const struct option options[] = {
    {"key", required_argument, NULL, OPTION_KEY},
    {"life-cycle", required_argument, NULL, OPTION_LIFE_CYCLE},
    {"security-counter", required_argument, NULL, OPTION_COUNTER},
    {"huk", required_argument, NULL, OPTION_HUK},
    {"implementation-id", required_argument, NULL, OPTION_ID},
    {"info", no_argument, NULL, OPTION_INFO},
    {"raise-security-counter", required_argument, NULL, OPTION_RAISE},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

/* In the order of their values, one 0x1000 apart. */
static const char *const life_cycles[] = {
    "assembly", "provisioning", "secured", "debug", "recoverable-debug", "decommissioned",
};

#define LIFE_CYCLE_COUNT (sizeof life_cycles / sizeof life_cycles[0])

enum action { ACTION_CREATE, ACTION_INFO, ACTION_RAISE };

struct request {
    enum action action;
    const char *key_path;
    uint32_t life_cycle;
    uint32_t counter;
    bool creates; /* an option of the first form was given */
    bool has_huk;
    uint8_t huk[BOOT_PROVISION_KEY_SIZE];
    uint8_t id[BOOT_PROVISION_ID_SIZE];
};

static bool parse_life_cycle(const char *text, uint32_t *life_cycle)
{
    for (uint32_t i = 0; i < LIFE_CYCLE_COUNT; i++) {
        if (strcmp(text, life_cycles[i]) == 0) {
            *life_cycle = BOOT_LIFE_CYCLE_ASSEMBLY * (i + 1);
            return true;
        }
    }
    return false;
}

/* Takes one option. False if its value is not of its form. */
static bool take(int option, const char *text, struct request *request)
{
    if (option != OPTION_INFO && option != OPTION_RAISE)
        request->creates = true;
    switch (option) {
    case OPTION_KEY:
        request->key_path = text;
        return true;
    case OPTION_LIFE_CYCLE:
        return parse_life_cycle(text, &request->life_cycle);
    case OPTION_COUNTER:
        return tool_value_number(text, BOOT_PROVISION_COUNTER_MAX, &request->counter);
    case OPTION_HUK:
        request->has_huk = strcmp(text, "random") != 0;
        return !request->has_huk || tool_value_hex(text, request->huk, sizeof request->huk);
    case OPTION_ID:
        return tool_value_hex(text, request->id, sizeof request->id);
    case OPTION_INFO:
        request->action = ACTION_INFO;
        return true;
    default:
        request->action = ACTION_RAISE;
        return tool_value_number(text, BOOT_PROVISION_COUNTER_MAX, &request->counter);
    }
}

static bool create(struct tool_report *report, struct request *request, const char *path)
{
    uint8_t area[BOOT_PROVISION_SIZE];
    struct tool_key key;
    bool done = tool_key_load(report, request->key_path, &key);
    struct boot_provision provision = {
        .root_key_hash = key.hash,
        .unique_key = request->huk,
        .implementation_id = request->id,
        .life_cycle = request->life_cycle,
        .security_counter = request->counter,
        .development = key.development,
    };

    if (done && !request->has_huk && RAND_priv_bytes(request->huk, sizeof request->huk) != 1) {
        tool_report_add(report, "%s: OpenSSL has no random bytes for the hardware unique key.",
                        path);
        done = false;
    }
    if (done)
        done = boot_provision_write(area, &provision) &&
               tool_file_create_secret(report, path, area, sizeof area);
    lib_wipe(area, sizeof area);
    tool_key_free(&key);
    return done;
}

/* Reads and checks an area. The caller frees the bytes, also after false. */
static bool load(struct tool_report *report, const char *path, struct tool_bytes *bytes,
                 struct boot_provision *provision)
{
    enum boot_reason reason;

    if (!tool_file_read(report, path, bytes))
        return false;
    if (bytes->size != BOOT_PROVISION_SIZE) {
        tool_report_add(report, "%s: has %zu bytes, and a provisioning area has %u.", path,
                        bytes->size, BOOT_PROVISION_SIZE);
        return false;
    }
    reason = boot_provision_parse(bytes->data, provision);
    if (reason == BOOT_REASON_NONE)
        return true;
    tool_report_add(report, "%s: %s; a device with it does not start.", path,
                    boot_reason_text(reason));
    return false;
}

static bool print_info(struct tool_report *report, const char *path)
{
    struct tool_bytes bytes = {0};
    struct boot_provision provision;
    char text[2 * BOOT_SHA256_SIZE + 1];
    bool done = load(report, path, &bytes, &provision);

    if (done) {
        printf("life cycle:        %s\n",
               life_cycles[provision.life_cycle / BOOT_LIFE_CYCLE_ASSEMBLY - 1]);
        printf("keys:              %s\n",
               provision.development ? "development (a release build refuses them)" : "production");
        printf("security counter:  %u of %u\n", provision.security_counter,
               BOOT_PROVISION_COUNTER_MAX);
        tool_value_hex_text(provision.root_key_hash, BOOT_PROVISION_HASH_SIZE, text);
        printf("root key hash:     %s\n", text);
        tool_value_hex_text(provision.implementation_id, BOOT_PROVISION_ID_SIZE, text);
        printf("implementation id: %s\n", text);
    }
    tool_bytes_free(&bytes);
    return done;
}

static bool raise_counter(struct tool_report *report, const char *path, uint32_t counter)
{
    struct tool_bytes bytes = {0};
    struct boot_provision provision;
    bool done = load(report, path, &bytes, &provision);

    if (done && !boot_provision_raise(bytes.data, counter)) {
        tool_report_add(report, "%s: the security counter is %u already, and never goes down.",
                        path, provision.security_counter);
        done = false;
    }
    if (done)
        done = tool_file_write(report, path, bytes.data, bytes.size);
    tool_bytes_free(&bytes);
    return done;
}

static bool run(struct tool_report *report, struct request *request, const char *path)
{
    switch (request->action) {
    case ACTION_INFO:
        return print_info(report, path);
    case ACTION_RAISE:
        return raise_counter(report, path, request->counter);
    default:
        return create(report, request, path);
    }
}

int tool_provision(int argc, char **argv)
{
    struct request request = {.life_cycle = BOOT_LIFE_CYCLE_SECURED};
    struct tool_report report = {"provision", stderr, 0};
    bool done;
    int c;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == OPTION_HELP) {
            fputs(help, stdout);
            return TOOL_OK;
        }
        if (c == '?')
            return TOOL_USAGE;
        if (!take(c, optarg, &request)) {
            tool_report_add(&report,
                            "\"%s\" is not a value that this option takes; see `kedge provision "
                            "--help`.",
                            c == OPTION_HUK ? "--huk ..." : optarg);
            return TOOL_USAGE;
        }
    }
    if (argc - optind != 1 || (request.action == ACTION_CREATE) != (request.key_path != NULL) ||
        (request.action != ACTION_CREATE && request.creates)) {
        fputs(help, stderr);
        return TOOL_USAGE;
    }
    done = run(&report, &request, argv[optind]);
    lib_wipe(&request, sizeof request);
    return done ? TOOL_OK : TOOL_REFUSED;
}
