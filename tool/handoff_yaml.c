/* SPDX-License-Identifier: Apache-2.0 */
/**
 * YAML to and from the tree of a description.
 */
#include "tool/handoff_spec.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

/* Aliases may lead round in a circle, or multiply: a description has four levels and few nodes. */
#define DEPTH_MAX 8u
#define NODE_MAX  65536u

struct reader {
    struct tool_report *report;
    const char *path;
    yaml_document_t document;
    uint32_t node_count;
};

static cJSON *convert(struct reader *reader, int id, uint32_t depth);

static cJSON *refuse(struct reader *reader, const yaml_node_t *node, const char *what)
{
    tool_report_add(reader->report, "%s:%zu: %s.", reader->path, node->start_mark.line + 1, what);
    return NULL;
}

static cJSON *convert_sequence(struct reader *reader, const yaml_node_t *node, uint32_t depth)
{
    cJSON *list = cJSON_CreateArray();

    for (const yaml_node_item_t *item = node->data.sequence.items.start;
         item < node->data.sequence.items.top; item++) {
        cJSON *value = convert(reader, *item, depth + 1);

        if (value == NULL) {
            cJSON_Delete(list);
            return NULL;
        }
        cJSON_AddItemToArray(list, value);
    }
    return list;
}

static bool add_pair(struct reader *reader, const yaml_node_pair_t *pair, uint32_t depth,
                     cJSON *object)
{
    const yaml_node_t *key = yaml_document_get_node(&reader->document, pair->key);
    const char *name;
    cJSON *value;

    if (key->type != YAML_SCALAR_NODE)
        return refuse(reader, key, "a field's name is no text") != NULL;
    name = (const char *)key->data.scalar.value;
    if (cJSON_GetObjectItemCaseSensitive(object, name) != NULL)
        return refuse(reader, key, "this field stands here a second time") != NULL;
    value = convert(reader, pair->value, depth + 1);
    return value != NULL && cJSON_AddItemToObject(object, name, value);
}

static cJSON *convert_mapping(struct reader *reader, const yaml_node_t *node, uint32_t depth)
{
    cJSON *object = cJSON_CreateObject();

    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++) {
        if (!add_pair(reader, pair, depth, object)) {
            cJSON_Delete(object);
            return NULL;
        }
    }
    return object;
}

static cJSON *convert(struct reader *reader, int id, uint32_t depth)
{
    const yaml_node_t *node = yaml_document_get_node(&reader->document, id);

    if (depth == DEPTH_MAX || ++reader->node_count == NODE_MAX)
        return refuse(reader, node, "is nested too deep, or too large, for a description");
    switch (node->type) {
    case YAML_SCALAR_NODE:
        if (strlen((const char *)node->data.scalar.value) != node->data.scalar.length)
            return refuse(reader, node, "has a zero character");
        return cJSON_CreateString((const char *)node->data.scalar.value);
    case YAML_SEQUENCE_NODE:
        return convert_sequence(reader, node, depth);
    case YAML_MAPPING_NODE:
        return convert_mapping(reader, node, depth);
    default:
        return refuse(reader, node, "is neither a value, a list nor a mapping");
    }
}

cJSON *tool_handoff_yaml_parse(struct tool_report *report, const char *path, const char *text)
{
    struct reader reader = {.report = report, .path = path};
    const yaml_node_t *root;
    yaml_parser_t parser;
    cJSON *spec = NULL;

    if (!yaml_parser_initialize(&parser))
        return NULL;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, strlen(text));
    if (!yaml_parser_load(&parser, &reader.document)) {
        tool_report_add(report, "%s:%zu: is no YAML: %s.", path, parser.problem_mark.line + 1,
                        parser.problem != NULL ? parser.problem : "cannot be read");
    } else {
        root = yaml_document_get_root_node(&reader.document);
        if (root == NULL || root->type != YAML_MAPPING_NODE)
            tool_report_add(report, "%s:1: is no description: it begins with no field.", path);
        else
            spec = convert(&reader, 1, 0);
        yaml_document_delete(&reader.document);
    }
    yaml_parser_delete(&parser);
    return spec;
}

/* --- printing --- */

static bool emit(yaml_emitter_t *emitter, yaml_event_t *event)
{
    return yaml_emitter_emit(emitter, event) != 0;
}

/* Digits alone are a number to most readers, which would lose leading zeros: bytes are quoted. */
static bool emit_scalar(yaml_emitter_t *emitter, const char *text, bool is_quoted)
{
    yaml_event_t event;

    return yaml_scalar_event_initialize(
               &event, NULL, NULL, (const yaml_char_t *)text, (int)strlen(text), 1, 1,
               is_quoted ? YAML_DOUBLE_QUOTED_SCALAR_STYLE : YAML_PLAIN_SCALAR_STYLE) != 0 &&
           emit(emitter, &event);
}

static bool emit_item(yaml_emitter_t *emitter, const cJSON *item);

static bool emit_object(yaml_emitter_t *emitter, const cJSON *object)
{
    yaml_event_t event;
    const cJSON *item;

    if (!yaml_mapping_start_event_initialize(&event, NULL, NULL, 1, YAML_BLOCK_MAPPING_STYLE) ||
        !emit(emitter, &event))
        return false;
    cJSON_ArrayForEach(item, object) if (!emit_scalar(emitter, item->string, false) ||
                                         !emit_item(emitter, item)) return false;
    return yaml_mapping_end_event_initialize(&event) != 0 && emit(emitter, &event);
}

static bool emit_list(yaml_emitter_t *emitter, const cJSON *list)
{
    bool has_objects = cJSON_IsObject(list->child);
    yaml_event_t event;
    const cJSON *item;

    if (!yaml_sequence_start_event_initialize(&event, NULL, NULL, 1,
                                              has_objects ? YAML_BLOCK_SEQUENCE_STYLE
                                                          : YAML_FLOW_SEQUENCE_STYLE) ||
        !emit(emitter, &event))
        return false;
    cJSON_ArrayForEach(item, list) if (!emit_item(emitter, item)) return false;
    return yaml_sequence_end_event_initialize(&event) != 0 && emit(emitter, &event);
}

static bool emit_item(yaml_emitter_t *emitter, const cJSON *item)
{
    char text[32];

    if (cJSON_IsObject(item))
        return emit_object(emitter, item);
    if (cJSON_IsArray(item))
        return emit_list(emitter, item);
    if (cJSON_IsBool(item))
        return emit_scalar(emitter, cJSON_IsTrue(item) ? "true" : "false", false);
    if (cJSON_IsString(item))
        return emit_scalar(emitter, item->valuestring,
                           item->string != NULL && strcmp(item->string, "data") == 0);
    snprintf(text, sizeof text, "%.0f", item->valuedouble);
    return emit_scalar(emitter, text, false);
}

bool tool_handoff_yaml_print(const cJSON *spec, FILE *out)
{
    yaml_emitter_t emitter;
    yaml_event_t event;
    bool done;

    if (!yaml_emitter_initialize(&emitter))
        return false;
    yaml_emitter_set_output_file(&emitter, out);
    yaml_emitter_set_width(&emitter, -1);
    done = yaml_stream_start_event_initialize(&event, YAML_UTF8_ENCODING) != 0 &&
           emit(&emitter, &event) &&
           yaml_document_start_event_initialize(&event, NULL, NULL, NULL, 1) != 0 &&
           emit(&emitter, &event) && emit_item(&emitter, spec) &&
           yaml_document_end_event_initialize(&event, 1) != 0 && emit(&emitter, &event) &&
           yaml_stream_end_event_initialize(&event) != 0 && emit(&emitter, &event);
    yaml_emitter_delete(&emitter);
    return done && fflush(out) == 0;
}
