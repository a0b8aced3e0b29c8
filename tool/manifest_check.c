/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Checks the manifests of an image together: what must be unique, dependencies, and the order in
 * which partitions start.
 */
#include "tool/manifest.h"

#include <stdlib.h>
#include <string.h>

/* The tables of core/manifest.h count in bytes. */
#define SERVICE_TOTAL_MAX 255u

const struct tool_service *tool_manifest_find(const struct tool_manifests *manifests,
                                              const char *name, const struct tool_partition **owner)
{
    for (size_t i = 0; i < manifests->partition_count; i++) {
        const struct tool_partition *partition = &manifests->partitions[i];

        for (size_t j = 0; j < partition->service_count; j++) {
            if (strcmp(partition->services[j].name, name) != 0)
                continue;
            if (owner != NULL)
                *owner = partition;
            return &partition->services[j];
        }
    }
    return NULL;
}

static void check_partition_pair(struct tool_report *report, const struct tool_partition *a,
                                 const struct tool_partition *b)
{
    if (strcmp(a->name, b->name) == 0)
        tool_report_add(report, "%s: name %s is already the partition of %s.", b->path, b->name,
                        a->path);
    if (a->id == b->id)
        tool_report_add(report,
                        "%s: kedge_id %d is already that of %s (%s); whichever "
                        "of the two is newer takes another.",
                        b->path, (int)b->id, a->name, a->path);
}

static void check_service_pair(struct tool_report *report, const char *path,
                               const struct tool_service *a, const struct tool_service *b)
{
    if (strcmp(a->name, b->name) == 0)
        tool_report_add(report, "%s: there are two services of the name %s.", path, b->name);
    if (a->sid == b->sid)
        tool_report_add(report, "%s: sid 0x%08x of %s is already that of %s.", path,
                        (unsigned)b->sid, b->name, a->name);
    if (a->stateless_index != 0 && a->stateless_index == b->stateless_index)
        tool_report_add(report,
                        "%s: stateless_handle %u of %s is already that of %s; whichever of the two "
                        "is newer takes another.",
                        path, b->stateless_index, b->name, a->name);
}

/* All services of the image in one list, with the paths of their manifests. */
struct listed_service {
    struct tool_service *service;
    const char *path;
};

struct service_list {
    struct listed_service items[TOOL_PARTITION_COUNT_MAX * TOOL_SERVICE_COUNT_MAX];
    size_t count;
};

static void list_services(struct tool_manifests *manifests, struct service_list *list)
{
    list->count = 0;
    for (size_t i = 0; i < manifests->partition_count; i++) {
        struct tool_partition *partition = &manifests->partitions[i];

        for (size_t j = 0; j < partition->service_count; j++)
            list->items[list->count++] =
                (struct listed_service){&partition->services[j], partition->path};
    }
}

static void check_unique(struct tool_report *report, const struct tool_manifests *manifests,
                         const struct service_list *list)
{
    for (size_t j = 1; j < manifests->partition_count; j++) {
        for (size_t i = 0; i < j; i++)
            check_partition_pair(report, &manifests->partitions[i], &manifests->partitions[j]);
    }
    for (size_t j = 1; j < list->count; j++) {
        for (size_t i = 0; i < j; i++)
            check_service_pair(report, list->items[j].path, list->items[i].service,
                               list->items[j].service);
    }
}

static void number_stateless(struct tool_report *report, const struct service_list *list)
{
    bool used[TOOL_STATELESS_COUNT_MAX + 1] = {true};
    size_t free_index = 0;

    for (size_t i = 0; i < list->count; i++)
        used[list->items[i].service->stateless_index] = true;
    for (size_t i = 0; i < list->count; i++) {
        struct tool_service *service = list->items[i].service;

        if (service->connection_based || service->stateless_index != 0)
            continue;
        while (free_index <= TOOL_STATELESS_COUNT_MAX && used[free_index])
            free_index++;
        if (free_index > TOOL_STATELESS_COUNT_MAX) {
            tool_report_add(report, "%s: no stateless handle is left for %s: there are %u.",
                            list->items[i].path, service->name, TOOL_STATELESS_COUNT_MAX);
            return;
        }
        used[free_index] = true;
        service->stateless_index = (uint8_t)free_index;
    }
}

static void refuse_auto(struct tool_report *report, const struct service_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct tool_service *service = list->items[i].service;

        if (!service->connection_based && service->stateless_index == 0)
            tool_report_add(report,
                            "%s: stateless_handle of %s is \"auto\", which could differ between "
                            "--table and --sids when they are written apart; give it a number from "
                            "1 to %u.",
                            list->items[i].path, service->name, TOOL_STATELESS_COUNT_MAX);
    }
}

static void check_dependency(struct tool_report *report, const struct tool_manifests *manifests,
                             const struct service_list *list,
                             const struct tool_partition *partition, size_t index)
{
    const char *name = partition->dependencies[index];
    struct tool_nearest nearest = {.word = name};

    for (size_t i = 0; i < index; i++) {
        if (strcmp(partition->dependencies[i], name) == 0)
            tool_report_add(report, "%s: dependencies has %s twice; remove one.", partition->path,
                            name);
    }
    if (tool_manifest_find(manifests, name, NULL) != NULL)
        return;
    for (size_t i = 0; i < list->count; i++)
        tool_nearest_try(&nearest, list->items[i].service->name);
    if (nearest.best != NULL)
        tool_report_add(report,
                        "%s: dependencies[%zu] is %s, which no partition of this image offers; did "
                        "you mean %s?",
                        partition->path, index, name, nearest.best);
    else
        tool_report_add(report,
                        "%s: dependencies[%zu] is %s, which no partition of this image offers; "
                        "turn its service on in the profile, or remove it here.",
                        partition->path, index, name);
}

/* Marks of the ordering: a partition is placed when all it depends on are. */
struct order {
    size_t placed[TOOL_PARTITION_COUNT_MAX];
    size_t placed_count;
    bool is_placed[TOOL_PARTITION_COUNT_MAX];
};

/* A dependency of the partition that is not placed yet, or the partition count. */
static size_t find_unplaced(const struct tool_manifests *manifests, const struct order *order,
                            size_t index)
{
    const struct tool_partition *partition = &manifests->partitions[index];

    for (size_t i = 0; i < partition->dependency_count; i++) {
        const struct tool_partition *owner = NULL;
        size_t other;

        tool_manifest_find(manifests, partition->dependencies[i], &owner);
        other = (size_t)(owner - manifests->partitions);
        if (!order->is_placed[other])
            return other;
    }
    return manifests->partition_count;
}

/* Every unplaced partition waits for another, so following them must come round: after as many
 * steps as there are partitions one stands on the circle, and the next round names it. */
static void report_circle(struct tool_report *report, const struct tool_manifests *manifests,
                          const struct order *order)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    size_t at = 0;
    size_t start;

    if (out == NULL)
        abort();
    while (order->is_placed[at])
        at++;
    for (size_t i = 0; i < manifests->partition_count; i++)
        at = find_unplaced(manifests, order, at);
    start = at;
    fprintf(out, "%s", manifests->partitions[at].name);
    do {
        at = find_unplaced(manifests, order, at);
        fprintf(out, " needs %s", manifests->partitions[at].name);
        if (at != start)
            fputs(", which", out);
    } while (at != start);
    fclose(out);
    tool_report_add(report,
                    "%s: dependencies go in a circle: %s; a service function cannot be entered "
                    "while it runs.",
                    manifests->partitions[start].path, text);
    free(text);
}

/* Among those that may come next the first of the command line does: the order is stable. */
static size_t find_next(const struct tool_manifests *manifests, const struct order *order)
{
    for (size_t i = 0; i < manifests->partition_count; i++) {
        if (!order->is_placed[i] &&
            find_unplaced(manifests, order, i) == manifests->partition_count)
            return i;
    }
    return manifests->partition_count;
}

static void apply_order(struct tool_manifests *manifests, const struct order *order)
{
    struct tool_manifests *copy = malloc(sizeof *copy);

    if (copy == NULL)
        abort();
    *copy = *manifests;
    for (size_t i = 0; i < order->placed_count; i++)
        manifests->partitions[i] = copy->partitions[order->placed[i]];
    free(copy);
}

static void order_partitions(struct tool_report *report, struct tool_manifests *manifests)
{
    struct order order = {0};

    while (order.placed_count < manifests->partition_count) {
        size_t next = find_next(manifests, &order);

        if (next == manifests->partition_count) {
            report_circle(report, manifests, &order);
            return;
        }
        order.placed[order.placed_count++] = next;
        order.is_placed[next] = true;
    }
    apply_order(manifests, &order);
}

bool tool_manifest_check(struct tool_report *report, struct tool_manifests *manifests,
                         bool allow_auto)
{
    unsigned before = report->count;
    struct service_list *list = malloc(sizeof *list);

    if (list == NULL)
        abort();
    list_services(manifests, list);
    if (list->count > SERVICE_TOTAL_MAX)
        tool_report_add(report, "the image has %zu services; %u are possible.", list->count,
                        SERVICE_TOTAL_MAX);
    check_unique(report, manifests, list);
    if (allow_auto)
        number_stateless(report, list);
    else
        refuse_auto(report, list);
    for (size_t i = 0; i < manifests->partition_count; i++) {
        for (size_t j = 0; j < manifests->partitions[i].dependency_count; j++)
            check_dependency(report, manifests, list, &manifests->partitions[i], j);
    }
    free(list);
    if (report->count == before)
        order_partitions(report, manifests);
    return report->count == before;
}
