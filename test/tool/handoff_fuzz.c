/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Descriptions of transfer lists: any text is taken or refused, never more; and a list, whether
 * made from a text or given as bytes, is described so that its description makes it again.
 */
#include "tool/command.h"
#include "tool/handoff_spec.h"

#include <stdlib.h>
#include <string.h>

#define REGION_SIZE 0x4000u

static struct tool_report report = {"handoff", NULL, 0};
static struct tool_handoff_request request = {.report = &report, .path = "list", .from = "fuzz"};

static bool build(const cJSON *spec, uint8_t *region, struct handoff_list *list)
{
    struct tool_handoff_header header = {REGION_SIZE, 2, 3, true};

    memset(region, 0, REGION_SIZE);
    if (!tool_handoff_spec_header(&report, "fuzz", spec, &header) || header.size > REGION_SIZE ||
        handoff_list_create(list, region, header.size, header.version,
                            header.has_checksum ? HANDOFF_FLAG_CHECKSUM : 0) != HANDOFF_OK)
        return false;
    list->address = TOOL_HANDOFF_ADDRESS;
    if (tool_handoff_spec_add(&request, spec, list) != TOOL_OK)
        return false;
    if (handoff_list_alignment(list) < header.alignment)
        tool_handoff_set_header(list, 7, (uint8_t)header.alignment);
    return true;
}

/* Voids may have become one with their neighbours. */
static bool next_data(const struct handoff_list *list, struct handoff_entry *entry)
{
    while (handoff_entry_next(list, entry))
        if (entry->tag != HANDOFF_TAG_VOID)
            return true;
    return false;
}

static void assert_same(const struct handoff_list *first, const struct handoff_list *second)
{
    struct handoff_entry a = {0};
    struct handoff_entry b = {0};

    while (next_data(first, &a))
        if (!next_data(second, &b) || a.offset != b.offset || a.tag != b.tag || a.size != b.size ||
            memcmp(handoff_entry_data(first, &a), handoff_entry_data(second, &b), a.size) != 0)
            abort();
    if (next_data(second, &b) || first->used_size != second->used_size ||
        handoff_list_alignment(first) != handoff_list_alignment(second))
        abort();
}

static void describe_and_compare(const struct handoff_list *list)
{
    static uint8_t region[REGION_SIZE] __attribute__((aligned(8)));
    cJSON *spec = tool_handoff_spec_of(list);
    struct handoff_list again;

    if (handoff_list_open(&again, list->base, list->total_size, HANDOFF_READ) != HANDOFF_OK)
        abort();
    if (!build(spec, region, &again))
        abort();
    assert_same(list, &again);
    cJSON_Delete(spec);
}

static void play_text(const uint8_t *data, size_t size)
{
    static uint8_t region[REGION_SIZE] __attribute__((aligned(8)));
    char *text = malloc(size + 1);
    struct handoff_list list;
    cJSON *spec;

    if (text == NULL)
        return;
    memcpy(text, data, size);
    text[size] = '\0';
    spec = tool_handoff_spec_parse(&report, "fuzz", text);
    if (spec != NULL && build(spec, region, &list))
        describe_and_compare(&list);
    cJSON_Delete(spec);
    free(text);
}

static void play_list(const uint8_t *data, size_t size)
{
    static uint8_t region[REGION_SIZE] __attribute__((aligned(8)));
    struct handoff_list list;

    memset(region, 0, sizeof region);
    memcpy(region, data, size < sizeof region ? size : sizeof region);
    if (handoff_list_repair(&list, region, sizeof region) == HANDOFF_OK)
        describe_and_compare(&list);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size >= 4 && data[0] == 0x0b && data[1] == 0xb1)
        play_list(data, size);
    else
        play_text(data, size);
    return 0;
}
