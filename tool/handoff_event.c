/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge handoff eventlog`: the events of a TPM event log, the PCRs that they
 * make, and where these differ from those that a TPM has.
 */
#include "handoff/event_log.h"
#include "tool/command.h"
#include "tool/handoff.h"
#include "tool/value.h"

#include <ctype.h>
#include <openssl/evp.h>
#include <string.h>

#define HEX_SIZE (2 * HANDOFF_DIGEST_SIZE + 1)

static const struct {
    uint16_t id;
    const char *name; /* OpenSSL's, too */
} algorithms[] = {
    {HANDOFF_ALGORITHM_SHA1, "sha1"},     {HANDOFF_ALGORITHM_SHA256, "sha256"},
    {HANDOFF_ALGORITHM_SHA384, "sha384"}, {HANDOFF_ALGORITHM_SHA512, "sha512"},
    {HANDOFF_ALGORITHM_SM3_256, "sm3"},
};

/* TCG PC Client Platform Firmware Profile, "Event types". */
static const struct {
    uint32_t type;
    const char *name;
} types[] = {
    {0x0, "EV_PREBOOT_CERT"},
    {0x1, "EV_POST_CODE"},
    {0x3, "EV_NO_ACTION"},
    {0x4, "EV_SEPARATOR"},
    {0x5, "EV_ACTION"},
    {0x6, "EV_EVENT_TAG"},
    {0x7, "EV_S_CRTM_CONTENTS"},
    {0x8, "EV_S_CRTM_VERSION"},
    {0x9, "EV_CPU_MICROCODE"},
    {0xa, "EV_PLATFORM_CONFIG_FLAGS"},
    {0xb, "EV_TABLE_OF_DEVICES"},
    {0xc, "EV_COMPACT_HASH"},
    {0xd, "EV_IPL"},
    {0xe, "EV_IPL_PARTITION_DATA"},
    {0xf, "EV_NONHOST_CODE"},
    {0x10, "EV_NONHOST_CONFIG"},
    {0x11, "EV_NONHOST_INFO"},
    {0x12, "EV_OMIT_BOOT_DEVICE_EVENTS"},
    {0x13, "EV_POST_CODE2"},
    {0x80000001, "EV_EFI_VARIABLE_DRIVER_CONFIG"},
    {0x80000002, "EV_EFI_VARIABLE_BOOT"},
    {0x80000003, "EV_EFI_BOOT_SERVICES_APPLICATION"},
    {0x80000004, "EV_EFI_BOOT_SERVICES_DRIVER"},
    {0x80000005, "EV_EFI_RUNTIME_SERVICES_DRIVER"},
    {0x80000006, "EV_EFI_GPT_EVENT"},
    {0x80000007, "EV_EFI_ACTION"},
    {0x80000008, "EV_EFI_PLATFORM_FIRMWARE_BLOB"},
    {0x80000009, "EV_EFI_HANDOFF_TABLES"},
    {0x8000000a, "EV_EFI_PLATFORM_FIRMWARE_BLOB2"},
    {0x8000000b, "EV_EFI_HANDOFF_TABLES2"},
    {0x8000000c, "EV_EFI_VARIABLE_BOOT2"},
    {0x8000000d, "EV_EFI_GPT_EVENT2"},
    {0x80000010, "EV_EFI_HCRTM_EVENT"},
    {0x800000e0, "EV_EFI_VARIABLE_AUTHORITY"},
    {0x800000e1, "EV_EFI_SPDM_FIRMWARE_BLOB"},
    {0x800000e2, "EV_EFI_SPDM_FIRMWARE_CONFIG"},
};

/* A value that the TPM is said to have. */
struct expected {
    uint32_t pcr;
    uint32_t size;
    uint8_t value[HANDOFF_DIGEST_SIZE];
};

static const char *algorithm_name(uint16_t id)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++)
        if (algorithms[i].id == id)
            return algorithms[i].name;
    return NULL;
}

static const char *type_name(uint32_t type)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (types[i].type == type)
            return types[i].name;
    return "unknown type";
}

static bool hash(void *context, uint16_t algorithm, const uint8_t *first, const uint8_t *second,
                 uint32_t digest_size, uint8_t *digest)
{
    const char *name = algorithm_name(algorithm);
    const EVP_MD *md = name != NULL ? EVP_get_digestbyname(name) : NULL;
    EVP_MD_CTX *evp = EVP_MD_CTX_new();
    bool done;

    (void)context;
    done = md != NULL && evp != NULL && EVP_MD_get_size(md) == (int)digest_size &&
           EVP_DigestInit_ex(evp, md, NULL) == 1 &&
           EVP_DigestUpdate(evp, first, digest_size) == 1 &&
           EVP_DigestUpdate(evp, second, digest_size) == 1 &&
           EVP_DigestFinal_ex(evp, digest, NULL) == 1;
    EVP_MD_CTX_free(evp);
    return done;
}

/* --- events --- */

/* Most events are text or begin with it; others would spoil the terminal. */
static void print_event_data(const struct handoff_event *event)
{
    uint32_t size = event->size < 64 ? event->size : 64;

    fputs("    data 0x", stdout);
    printf("%x: \"", event->size);
    for (uint32_t i = 0; i < size; i++)
        putchar(isprint(event->data[i]) && event->data[i] != '"' ? event->data[i] : '.');
    puts(size < event->size ? "\"..." : "\"");
}

static void print_event(const struct handoff_event_log *log, const struct handoff_event *event)
{
    char text[HEX_SIZE];

    printf("0x%06x  PCR %-2u  0x%08x %s\n", event->offset, event->pcr, event->type,
           type_name(event->type));
    for (uint32_t i = 0; i < log->algorithm_count; i++) {
        const char *name = algorithm_name(log->algorithms[i].id);

        if (event->digests[i] == NULL)
            continue;
        tool_value_hex_text(event->digests[i], log->algorithms[i].digest_size, text);
        printf("    %s %s\n", name != NULL ? name : "unknown algorithm", text);
    }
    print_event_data(event);
}

static bool print_events(const struct tool_handoff_request *request,
                         const struct handoff_event_log *log, uint32_t data_offset)
{
    struct handoff_event event = {0};
    enum handoff_reason reason;

    printf("need_to_replay: %s\n", handoff_event_log_need_to_replay(log) ? "yes" : "no");
    while ((reason = handoff_event_next(log, &event)) == HANDOFF_OK)
        print_event(log, &event);
    if (reason == HANDOFF_NO_ENTRY)
        return true;
    tool_report_add(request->report, "%s: offset 0x%x: event at 0x%x of the log: %s.",
                    request->path, data_offset + event.end, event.end, handoff_reason_text(reason));
    return false;
}

/* --- PCRs --- */

static bool print_pcrs(const struct tool_handoff_request *request,
                       const struct handoff_event_log *log)
{
    for (uint32_t i = 0; i < log->algorithm_count; i++) {
        const char *name = algorithm_name(log->algorithms[i].id);
        struct handoff_pcrs pcrs;
        enum handoff_reason reason =
            handoff_event_log_replay(log, log->algorithms[i].id, hash, NULL, &pcrs);
        char text[HEX_SIZE];

        if (reason == HANDOFF_HASH_FAILED) {
            tool_report_add(
                request->report,
                "%s: algorithm 0x%04x: OpenSSL does not compute it; its PCRs are left out.",
                request->path, log->algorithms[i].id);
            continue;
        }
        if (reason != HANDOFF_OK)
            return false;
        for (uint32_t pcr = 0; pcr < HANDOFF_PCR_COUNT; pcr++) {
            if ((pcrs.extended >> pcr & 1) == 0)
                continue;
            tool_value_hex_text(pcrs.values[pcr], pcrs.digest_size, text);
            printf("%s PCR %-2u %s\n", name, pcr, text);
        }
    }
    return true;
}

static bool parse_expected(const char *text, struct expected *expected)
{
    const char *value = strchr(text, '=') + 1;
    char number[8] = {0};
    uint64_t pcr;

    if (value - text > (ptrdiff_t)sizeof number)
        return false;
    memcpy(number, text, (size_t)(value - text) - 1);
    value += strncmp(value, "0x", 2) == 0 ? 2 : 0;
    expected->size = (uint32_t)(strlen(value) / 2);
    if (!tool_handoff_number(number, HANDOFF_PCR_COUNT - 1, &pcr) || expected->size == 0 ||
        expected->size > HANDOFF_DIGEST_SIZE)
        return false;
    expected->pcr = (uint32_t)pcr;
    return tool_value_hex(value, expected->value, expected->size);
}

/* The last event after which the PCR had this value: what follows it was not measured into the TPM,
 * or is not what was. The log is replayed up to each event; it has dozens. */
static bool find_state(const struct handoff_event_log *log, uint16_t algorithm,
                       const struct expected *expected, struct handoff_event *last)
{
    struct handoff_event_log part = *log;
    struct handoff_event event = {0};
    struct handoff_pcrs pcrs;
    bool found = false;

    part.size = log->first;
    do {
        if (handoff_event_log_replay(&part, algorithm, hash, NULL, &pcrs) == HANDOFF_OK &&
            memcmp(pcrs.values[expected->pcr], expected->value, expected->size) == 0) {
            *last = event;
            found = true;
        }
        if (handoff_event_next(log, &event) != HANDOFF_OK)
            break;
        part.size = event.end;
    } while (true);
    return found;
}

/* The event that the TPM's value parts from the log at: the one that changes the PCR next. */
static void report_mismatch(const struct tool_handoff_request *request,
                            const struct handoff_event_log *log, uint16_t algorithm,
                            const struct expected *expected)
{
    struct handoff_event event = {0};
    bool found = find_state(log, algorithm, expected, &event);

    if (found && handoff_event_next(log, &event) == HANDOFF_OK)
        tool_report_add(request->report,
                        "%s: PCR %u of %s: the log goes on where the given value stops: the first "
                        "event that is not in it is at 0x%x of the log (%s).",
                        request->path, expected->pcr, algorithm_name(algorithm), event.offset,
                        type_name(event.type));
    else
        tool_report_add(
            request->report,
            "%s: PCR %u of %s: the given value is not that of the log, after none of its events.",
            request->path, expected->pcr, algorithm_name(algorithm));
}

/* The algorithm of a given value is the first of its size in the log. */
static bool compare_pcr(const struct tool_handoff_request *request,
                        const struct handoff_event_log *log, const struct expected *expected)
{
    struct handoff_pcrs pcrs;

    for (uint32_t i = 0; i < log->algorithm_count; i++) {
        uint16_t id = log->algorithms[i].id;

        if (log->algorithms[i].digest_size != expected->size ||
            handoff_event_log_replay(log, id, hash, NULL, &pcrs) != HANDOFF_OK)
            continue;
        if (memcmp(pcrs.values[expected->pcr], expected->value, expected->size) == 0)
            return true;
        report_mismatch(request, log, id, expected);
        return false;
    }
    tool_report_add(request->report, "%s: PCR %u: the log has no digests of %u bytes.",
                    request->path, expected->pcr, expected->size);
    return false;
}

/* Only the first mismatch: an event that is wrong in one PCR makes many. */
static bool compare_pcrs(const struct tool_handoff_request *request,
                         const struct handoff_event_log *log, const struct expected *expected)
{
    for (uint32_t i = 0; i < request->value_count; i++)
        if (!compare_pcr(request, log, &expected[i]))
            return false;
    if (request->value_count != 0)
        puts("the given PCR values are those of the log");
    return true;
}

static bool show_log(const struct tool_handoff_request *request, const struct handoff_list *list,
                     const struct handoff_entry *entry, const struct expected *expected)
{
    uint32_t data_offset = entry->offset + entry->header_size;
    struct handoff_event_log log;
    enum handoff_reason reason =
        handoff_event_log_open(&log, handoff_entry_data(list, entry), entry->size);

    if (reason != HANDOFF_OK) {
        tool_report_add(request->report, "%s: offset 0x%x: %s.", request->path, data_offset,
                        handoff_reason_text(reason));
        return false;
    }
    return print_events(request, &log, data_offset) && print_pcrs(request, &log) &&
           compare_pcrs(request, &log, expected);
}

int tool_handoff_eventlog(struct tool_handoff_request *request)
{
    struct expected expected[TOOL_HANDOFF_VALUE_MAX];
    struct tool_handoff_file file;
    struct handoff_entry entry;
    bool done;

    for (uint32_t i = 0; i < request->value_count; i++) {
        if (!parse_expected(request->values[i], &expected[i])) {
            tool_report_add(request->report, "\"%s\" is not a PCR's number and value.",
                            request->values[i]);
            return TOOL_USAGE;
        }
    }
    request->tag = HANDOFF_TAG_EVENT_LOG;
    done = tool_handoff_open(request, request->path, &file) &&
           tool_handoff_find(request, &file.list, &entry) &&
           show_log(request, &file.list, &entry, expected);
    tool_handoff_close(&file);
    return done ? TOOL_OK : TOOL_REFUSED;
}
