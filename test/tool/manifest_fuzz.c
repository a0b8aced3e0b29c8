/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Any bytes as a manifest, alone and beside a good one: a table, or a message; never a crash.
 */
#include "tool/manifest.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char other[] =
    "{\"psa_framework_version\":1.1,\"name\":\"OTHER\",\"kedge_id\":1,\"type\":\"PSA-ROT\","
    "\"priority\":\"LOW\",\"model\":\"SFN\",\"stack_size\":1,\"services\":[{\"name\":\"OTHER\","
    "\"sid\":\"0x70\",\"non_secure_clients\":true,\"connection_based\":false}]}";

static void write_all(const struct tool_manifests *manifests)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);

    if (out == NULL)
        abort();
    tool_manifest_write_table(manifests, out);
    tool_manifest_write_sids(manifests, out);
    fclose(out);
    free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct tool_manifests manifests;
    struct tool_report report = {.command = "fuzz"};
    char *text = malloc(size + 1);

    if (text == NULL)
        abort();
    memcpy(text, data, size);
    text[size] = '\0';
    manifests.partition_count = 2;
    tool_manifest_parse(&report, "other", other, &manifests.partitions[0]);
    tool_manifest_parse(&report, "fuzzed", text, &manifests.partitions[1]);
    free(text);
    if (report.count == 0 && tool_manifest_check(&report, &manifests, true))
        write_all(&manifests);
    tool_manifest_free(&manifests.partitions[0]);
    tool_manifest_free(&manifests.partitions[1]);
    return 0;
}
