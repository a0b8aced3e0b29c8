/* SPDX-License-Identifier: Apache-2.0 */
/**
 * `kedge handoff diff`: entries are compared by their tag and their number
 * among those of that tag, so that it does not matter where voids are or in
 * which order tags follow each other.
 */
#include "tool/command.h"
#include "tool/handoff.h"

#include <string.h>

struct comparison {
    const struct tool_handoff_request *request;
    const struct handoff_list *first;
    const struct handoff_list *second;
    uint32_t count; /* differences */
};

static void compare_number(struct comparison *c, const char *name, uint32_t first, uint32_t second)
{
    if (first == second)
        return;
    printf("header: %s: 0x%x and 0x%x\n", name, first, second);
    c->count++;
}

/* How many entries of the tag stand before this one. */
static uint32_t entry_index(const struct handoff_list *list, const struct handoff_entry *entry)
{
    struct handoff_entry other = {0};
    uint32_t index = 0;

    while (handoff_entry_find(list, entry->tag, &other) && other.offset < entry->offset)
        index++;
    return index;
}

static bool find_partner(const struct handoff_list *list, uint32_t tag, uint32_t index,
                         struct handoff_entry *partner)
{
    *partner = (struct handoff_entry){0};
    while (handoff_entry_find(list, tag, partner))
        if (index-- == 0)
            return true;
    return false;
}

static void compare_data(struct comparison *c, const char *name, const struct handoff_entry *first,
                         const struct handoff_entry *second)
{
    const uint8_t *a = handoff_entry_data(c->first, first);
    const uint8_t *b = handoff_entry_data(c->second, second);
    uint32_t common = first->size < second->size ? first->size : second->size;
    uint32_t at = 0;

    while (at < common && a[at] == b[at])
        at++;
    if (at == common && first->size == second->size)
        return;
    printf("%s: data_size 0x%x and 0x%x", name, first->size, second->size);
    if (at < common)
        printf(", data differs from 0x%x on: 0x%02x and 0x%02x", at, a[at], b[at]);
    putchar('\n');
    c->count++;
}

/* Every entry of one list: is there one in the other? Data is compared only the first time round.
 */
static void compare_entries(struct comparison *c, const struct handoff_list *from,
                            const struct handoff_list *to)
{
    bool is_first = from == c->first;
    struct handoff_entry entry = {0};
    struct handoff_entry partner;

    while (handoff_entry_next(from, &entry)) {
        uint32_t index = entry_index(from, &entry);
        char tag[TOOL_HANDOFF_TAG_TEXT_SIZE];
        char name[TOOL_HANDOFF_TAG_TEXT_SIZE + 16];

        if (entry.tag == HANDOFF_TAG_VOID)
            continue;
        tool_handoff_tag_text(entry.tag, tag);
        snprintf(name, sizeof name, "%s[%u]", tag, index);
        if (!find_partner(to, entry.tag, index, &partner)) {
            printf("%s: only in %s\n", name, is_first ? c->request->path : c->request->other);
            c->count++;
        } else if (is_first) {
            compare_data(c, name, &entry, &partner);
        }
    }
}

static int compare(struct comparison *c)
{
    compare_number(c, "version", handoff_list_version(c->first), handoff_list_version(c->second));
    compare_number(c, "alignment", handoff_list_alignment(c->first),
                   handoff_list_alignment(c->second));
    compare_number(c, "total_size", c->first->total_size, c->second->total_size);
    compare_number(c, "has_checksum", handoff_list_has_checksum(c->first),
                   handoff_list_has_checksum(c->second));
    compare_entries(c, c->first, c->second);
    compare_entries(c, c->second, c->first);
    return c->count == 0 ? TOOL_OK : TOOL_REFUSED;
}

int tool_handoff_diff(struct tool_handoff_request *request)
{
    struct tool_handoff_file first = {0};
    struct tool_handoff_file second = {0};
    struct comparison c = {request, &first.list, &second.list, 0};
    int status = TOOL_REFUSED;

    if (tool_handoff_open(request, request->path, &first) &&
        tool_handoff_open(request, request->other, &second))
        status = compare(&c);
    tool_handoff_close(&first);
    tool_handoff_close(&second);
    return status;
}
