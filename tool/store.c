/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge store`: looks into the file of a storage area (store/log.h), and makes a good one of what
 * is left of a bad one.
 */
#include "tool/command.h"
#include "tool/store_image.h"
#include "tool/value.h"

#include <cjson/cJSON.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const char help[] =
    "usage: kedge store info [--json] [OPTION...] FILE\n"
    "       kedge store check [OPTION...] FILE\n"
    "       kedge store dump [--json] [OPTION...] FILE\n"
    "       kedge store repair --out OUT [OPTION...] FILE\n\n"
    "FILE is the storage area of a device, or of Kedge as a Linux process, which must not run\n"
    "meanwhile. It is never changed.\n\n"
    "  info    how the area is divided, how full it is and how much it has been used\n"
    "  check   verifies every value; status 1, and a line for each, if something is damaged\n"
    "  dump    shows every value in hexadecimal; they may be secret\n"
    "  repair  writes every value that is whole to a new area, and names those that are lost\n\n"
    "  --sector BYTES  size of a sector   } found out by trying where they are not given; without\n"
    "  --unit BYTES    program unit       } a good sector header repair needs all three\n"
    "  --erased BYTE   erased value       }\n"
    "  --json          for programs\n"
    "  --help          this text\n";

enum { OPTION_SECTOR = 1, OPTION_UNIT, OPTION_ERASED, OPTION_JSON, OPTION_OUT, OPTION_HELP };

static const struct option options[] = {
    {"sector", required_argument, NULL, OPTION_SECTOR},
    {"unit", required_argument, NULL, OPTION_UNIT},
    {"erased", required_argument, NULL, OPTION_ERASED},
    {"json", no_argument, NULL, OPTION_JSON},
    {"out", required_argument, NULL, OPTION_OUT},
    {"help", no_argument, NULL, OPTION_HELP},
    {0},
};

struct request {
    struct tool_report *report;
    const char *path;
    const char *out;
    struct tool_store_geometry geometry;
    bool is_json;
};

/* A value as it was read. */
struct value {
    struct store_id id;
    struct store_info info;
    psa_status_t status;
    uint8_t *data; /* info.size bytes, to be freed; null if they are not good */
};

static const char *kind_text(uint8_t kind)
{
    static const char *const names[] = {
        [STORE_KIND_ITS] = "its",
        [STORE_KIND_KEY] = "key",
        [STORE_KIND_PS] = "ps",
        [STORE_KIND_COUNTER] = "counter",
    };

    return kind < sizeof names / sizeof names[0] && names[kind] != NULL ? names[kind] : "other";
}

/* Goes to the next value and reads it. What is damaged is gone to as well. */
static bool value_next(struct tool_store_image *image, struct store_cursor *cursor,
                       struct value *value)
{
    size_t length = 0;

    memset(value, 0, sizeof *value);
    if (!store_log_next(&image->log, cursor, &value->id, &value->info))
        return false;
    value->status = store_log_info(&image->log, &value->id, &value->info);
    if (value->status != PSA_SUCCESS)
        return true;
    value->data = malloc(value->info.size + 1);
    if (value->data == NULL)
        value->status = PSA_ERROR_INSUFFICIENT_MEMORY;
    else
        value->status =
            store_log_get(&image->log, &value->id, 0, value->data, value->info.size, &length);
    return true;
}

static void value_free(struct value *value)
{
    free(value->data);
    value->data = NULL;
}

#define NAME_SIZE 64u

static void value_name(const struct value *value, char text[NAME_SIZE])
{
    snprintf(text, NAME_SIZE, "%s, owner %ld, uid 0x%llx", kind_text(value->id.kind),
             (long)value->id.owner, (unsigned long long)value->id.uid);
}

/* What there is in the log, all values read. */
struct summary {
    unsigned value_count;
    unsigned damaged_count;
    uint64_t value_size;
};

static struct summary summarize(struct tool_store_image *image)
{
    struct summary summary = {0};
    struct store_cursor cursor = {0};
    struct value value;

    while (value_next(image, &cursor, &value)) {
        summary.value_count++;
        summary.damaged_count += value.status != PSA_SUCCESS;
        summary.value_size += value.info.size;
        value_free(&value);
    }
    return summary;
}

/* ---- info ----------------------------------------------------------------------------------- */

static void print_json(cJSON *root)
{
    char *text = cJSON_Print(root);

    puts(text != NULL ? text : "{}");
    cJSON_free(text);
    cJSON_Delete(root);
}

static void info_json(const struct tool_store_image *image, const struct summary *summary)
{
    const struct store_log *log = &image->log;
    uint32_t active = log->base / image->flash.sector_size;
    cJSON *root = cJSON_CreateObject();

    cJSON_AddNumberToObject(root, "sector_size", image->flash.sector_size);
    cJSON_AddNumberToObject(root, "sector_count", image->flash.sector_count);
    cJSON_AddNumberToObject(root, "program_unit", image->flash.program_unit);
    cJSON_AddNumberToObject(root, "erased_value", image->flash.erased_value);
    cJSON_AddNumberToObject(root, "active_sector", active);
    cJSON_AddNumberToObject(root, "epoch", log->head.epoch);
    cJSON_AddNumberToObject(root, "used", log->head.tail - log->base);
    cJSON_AddNumberToObject(root, "values", summary->value_count);
    cJSON_AddNumberToObject(root, "value_bytes", (double)summary->value_size);
    cJSON_AddNumberToObject(root, "damaged_values", summary->damaged_count);
    cJSON_AddBoolToObject(root, "records_lost", log->damaged);
    cJSON_AddBoolToObject(root, "end_torn", log->dirty);
    print_json(root);
}

static void info_text(const struct tool_store_image *image, const struct summary *summary)
{
    const struct store_log *log = &image->log;

    printf("sectors        %u of %u bytes\n", image->flash.sector_count, image->flash.sector_size);
    printf("program unit   %u%s\n", image->flash.program_unit,
           image->flash.program_unit == 8 ? " or less" : "");
    printf("erased value   0x%02x\n", image->flash.erased_value);
    printf("active         sector %u, epoch %u: compacted %u times\n",
           log->base / image->flash.sector_size, log->head.epoch, log->head.epoch - 1);
    printf("used           %u of %u bytes until the next compaction\n", log->head.tail - log->base,
           image->flash.sector_size);
    printf("values         %u, of %llu bytes\n", summary->value_count,
           (unsigned long long)summary->value_size);
    printf("end            %s\n",
           log->dirty ? "torn by a power cut: the next write compacts" : "clean");
    printf("damage         %s\n",
           log->damaged || summary->damaged_count > 0 ? "yes: see `kedge store check`" : "none");
}

static int run_info(const struct request *request, struct tool_store_image *image)
{
    struct summary summary = summarize(image);

    if (request->is_json)
        info_json(image, &summary);
    else
        info_text(image, &summary);
    return TOOL_OK;
}

/* ---- check ---------------------------------------------------------------------------------- */

static int run_check(const struct request *request, struct tool_store_image *image)
{
    struct store_cursor cursor = {0};
    unsigned count = 0;
    struct value value;
    char name[NAME_SIZE];

    while (value_next(image, &cursor, &value)) {
        value_name(&value, name);
        if (value.status != PSA_SUCCESS)
            tool_report_add(request->report, "%s: %s: damaged; set or remove it.", request->path,
                            name);
        count++;
        value_free(&value);
    }
    if (image->log.damaged)
        tool_report_add(request->report,
                        "%s: records were lost: values that are not listed may have existed.",
                        request->path);
    if (request->report->count > 0)
        return TOOL_REFUSED;
    printf("%s: good, %u values\n", request->path, count);
    return TOOL_OK;
}

/* ---- dump ----------------------------------------------------------------------------------- */

static char *hex_of(const struct value *value)
{
    char *text = calloc(2, value->info.size + 1);

    if (text != NULL && value->data != NULL)
        tool_value_hex_text(value->data, value->info.size, text);
    return text;
}

static cJSON *value_object(const struct value *value)
{
    cJSON *object = cJSON_CreateObject();
    char uid[2 + 16 + 1];
    char *hex = hex_of(value);

    snprintf(uid, sizeof uid, "0x%llx", (unsigned long long)value->id.uid);
    cJSON_AddStringToObject(object, "kind", kind_text(value->id.kind));
    cJSON_AddNumberToObject(object, "kind_id", value->id.kind);
    cJSON_AddNumberToObject(object, "owner", value->id.owner);
    cJSON_AddStringToObject(object, "uid", uid);
    cJSON_AddNumberToObject(object, "flags", value->info.flags);
    cJSON_AddNumberToObject(object, "size", (double)value->info.size);
    if (value->status == PSA_SUCCESS && hex != NULL)
        cJSON_AddStringToObject(object, "data", hex);
    else
        cJSON_AddBoolToObject(object, "damaged", true);
    free(hex);
    return object;
}

static void value_print(const struct value *value)
{
    char name[NAME_SIZE];
    char *hex = hex_of(value);

    value_name(value, name);
    printf("%s, flags 0x%02x, %zu bytes: %s\n", name, value->info.flags, value->info.size,
           value->status == PSA_SUCCESS && hex != NULL ? hex : "damaged");
    free(hex);
}

static int run_dump(const struct request *request, struct tool_store_image *image)
{
    struct store_cursor cursor = {0};
    cJSON *root = request->is_json ? cJSON_CreateArray() : NULL;
    struct value value;

    while (value_next(image, &cursor, &value)) {
        if (root != NULL)
            cJSON_AddItemToArray(root, value_object(&value));
        else
            value_print(&value);
        value_free(&value);
    }
    if (root != NULL)
        print_json(root);
    return TOOL_OK;
}

/* ---- repair --------------------------------------------------------------------------------- */

struct source {
    const uint8_t *next;
};

static void take(void *context, void *data, size_t size)
{
    struct source *source = context;

    memcpy(data, source->next, size);
    source->next += size;
}

/* Copies what is whole. What is not, is named: that it existed does not survive. */
static bool copy_values(const struct request *request, struct tool_store_image *from,
                        struct tool_store_image *to)
{
    struct store_cursor cursor = {0};
    unsigned kept = 0;
    unsigned lost = 0;
    struct value value;
    char name[NAME_SIZE];

    while (value_next(from, &cursor, &value)) {
        struct source source = {value.data};
        psa_status_t status = value.status;

        value_name(&value, name);
        if (status != PSA_SUCCESS) {
            printf("lost: %s\n", name);
            lost++;
        } else {
            status = store_log_set(&to->log, &value.id, value.info.flags, take, &source,
                                   value.info.size);
            kept += status == PSA_SUCCESS;
        }
        value_free(&value);
        if (status == PSA_ERROR_INSUFFICIENT_STORAGE) {
            tool_report_add(request->report, "%s: has no room for %s.", request->out, name);
            return false;
        }
    }
    printf("%s: %u values kept, %u lost%s\n", request->out, kept, lost,
           from->log.damaged ? "; others may have existed" : "");
    return true;
}

static int run_repair(const struct request *request, struct tool_store_image *image)
{
    struct tool_store_image fresh;
    bool done;

    if (!image->is_mounted && !tool_store_salvage(request->report, request->path, image))
        return TOOL_REFUSED;
    if (!tool_store_blank(request->report, image, &fresh))
        return TOOL_REFUSED;
    done =
        copy_values(request, image, &fresh) &&
        tool_file_create_secret(request->report, request->out, fresh.bytes.data, fresh.bytes.size);
    tool_store_close(&fresh);
    return done ? TOOL_OK : TOOL_REFUSED;
}

/* ---- The command line ----------------------------------------------------------------------- */

static const struct subcommand {
    const char *name;
    int (*run)(const struct request *request, struct tool_store_image *image);
    bool takes_json;
    bool takes_out;
} subcommands[] = {
    {"info", run_info, true, false},
    {"check", run_check, false, false},
    {"dump", run_dump, true, false},
    {"repair", run_repair, false, true},
};

static const struct subcommand *find_subcommand(const char *name)
{
    for (size_t i = 0; i < sizeof subcommands / sizeof subcommands[0]; i++)
        if (strcmp(name, subcommands[i].name) == 0)
            return &subcommands[i];
    return NULL;
}

/* Takes one option. False if its value is not of its form. */
static bool take_option(int option, const char *text, struct request *request)
{
    uint32_t number;

    switch (option) {
    case OPTION_SECTOR:
        return tool_value_number(text, 128 * 1024, &request->geometry.sector_size) &&
               request->geometry.sector_size != 0;
    case OPTION_UNIT:
        return tool_value_number(text, 32, &request->geometry.unit) &&
               request->geometry.unit != 0 &&
               (request->geometry.unit & (request->geometry.unit - 1)) == 0;
    case OPTION_ERASED:
        if (!tool_value_number(text, UINT8_MAX, &number))
            return false;
        request->geometry.erased = (int)number;
        return true;
    case OPTION_JSON:
        request->is_json = true;
        return true;
    default:
        request->out = text;
        return true;
    }
}

static int usage(void)
{
    fputs(help, stderr);
    return TOOL_USAGE;
}

static int run(const struct subcommand *subcommand, const struct request *request)
{
    struct tool_store_image image;
    int status;

    if (!tool_store_open(request->report, request->path, &request->geometry, subcommand->takes_out,
                         &image))
        return TOOL_REFUSED;
    status = subcommand->run(request, &image);
    tool_store_close(&image);
    return status;
}

int tool_store(int argc, char **argv)
{
    struct tool_report report = {"store", stderr, 0};
    struct request request = {.report = &report, .geometry = {.erased = -1}};
    const struct subcommand *subcommand;
    int c;

    while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
        if (c == OPTION_HELP) {
            fputs(help, stdout);
            return TOOL_OK;
        }
        if (c == '?')
            return TOOL_USAGE;
        if (!take_option(c, optarg, &request)) {
            tool_report_add(
                &report, "\"%s\" is not a value that this option takes; see `kedge store --help`.",
                optarg);
            return TOOL_USAGE;
        }
    }
    if (argc - optind != 2)
        return usage();
    subcommand = find_subcommand(argv[optind]);
    request.path = argv[optind + 1];
    if (subcommand == NULL || (request.is_json && !subcommand->takes_json) ||
        (request.out != NULL) != subcommand->takes_out)
        return usage();
    return run(subcommand, &request);
}
