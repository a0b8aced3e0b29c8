/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Writes the partition manager's tables and the clients' psa_manifest/sid.h.
 */
#include "tool/manifest.h"

#include "core/manifest.h"

#include <ctype.h>

static void write_lower(const char *name, FILE *out)
{
    for (; *name != '\0'; name++)
        fputc(tolower((unsigned char)*name), out);
}

static void write_origin(const struct tool_manifests *manifests, FILE *out)
{
    fputs("/* Written by `kedge manifest`: change the manifest of the partition, not this.\n", out);
    for (size_t i = 0; i < manifests->partition_count; i++)
        fprintf(out, " * Partition %s\n", manifests->partitions[i].name);
    fputs(" */\n", out);
}

static void write_declarations(const struct tool_partition *partition, FILE *out)
{
    if (partition->entry_init != NULL)
        fprintf(out, "psa_status_t %s(void);\n", partition->entry_init);
    for (size_t i = 0; i < partition->service_count; i++) {
        fputs("psa_service_handler_t ", out);
        write_lower(partition->services[i].name, out);
        fputs("_sfn;\n", out);
    }
}

static void write_dependencies(const struct tool_manifests *manifests,
                               const struct tool_partition *partition, FILE *out)
{
    if (partition->dependency_count == 0)
        return;
    fprintf(out, "\nstatic const uint32_t %s_dependencies[] = {\n", partition->name);
    for (size_t i = 0; i < partition->dependency_count; i++) {
        const char *name = partition->dependencies[i];

        fprintf(out, "    0x%08xu, /* %s */\n",
                (unsigned)tool_manifest_find(manifests, name, NULL)->sid, name);
    }
    fputs("};\n", out);
}

static void write_partition(const struct tool_partition *partition, FILE *out)
{
    fprintf(out, "    {\n        /* %s */\n        .id = %d,\n", partition->name,
            (int)partition->id);
    if (partition->entry_init != NULL)
        fprintf(out, "        .init = %s,\n", partition->entry_init);
    if (partition->dependency_count > 0)
        fprintf(out,
                "        .dependencies = %s_dependencies,\n"
                "        .dependency_count = %zu,\n",
                partition->name, partition->dependency_count);
    fputs("    },\n", out);
}

static const char *truth(bool value)
{
    return value ? "true" : "false";
}

static void write_service(const struct tool_service *service, size_t partition, FILE *out)
{
    fprintf(out, "    {\n        /* %s */\n        .handler = ", service->name);
    write_lower(service->name, out);
    fprintf(out,
            "_sfn,\n"
            "        .sid = 0x%08xu,\n"
            "        .version = %u,\n"
            "        .partition = %zu,\n"
            "        .stateless_index = %u,\n"
            "        .non_secure_clients = %s,\n"
            "        .version_strict = %s,\n"
            "    },\n",
            (unsigned)service->sid, service->version, partition, service->stateless_index,
            truth(service->non_secure_clients), truth(service->version_strict));
}

static const char *find_connection_based(const struct tool_manifests *manifests)
{
    for (size_t i = 0; i < manifests->partition_count; i++) {
        const struct tool_partition *partition = &manifests->partitions[i];

        for (size_t j = 0; j < partition->service_count; j++) {
            if (partition->services[j].connection_based)
                return partition->services[j].name;
        }
    }
    return NULL;
}

/* The profile is not this command's business, so what a manifest asks of it the compiler checks. */
static void write_needs(const struct tool_manifests *manifests, FILE *out)
{
    const char *name = find_connection_based(manifests);

    fputs("#include \"core/manifest.h\"\n", out);
    if (name != NULL)
        fprintf(out,
                "\n#include \"kedge_config.h\"\n\n"
                "_Static_assert(CONFIG_CONNECTION_COUNT > 0,\n"
                "               \"%s is connection based: set CONFIG_CONNECTION_COUNT\");\n",
                name);
    fputc('\n', out);
}

void tool_manifest_write_table(const struct tool_manifests *manifests, FILE *out)
{
    size_t service_count = 0;

    write_origin(manifests, out);
    write_needs(manifests, out);
    for (size_t i = 0; i < manifests->partition_count; i++)
        write_declarations(&manifests->partitions[i], out);
    for (size_t i = 0; i < manifests->partition_count; i++)
        write_dependencies(manifests, &manifests->partitions[i], out);

    fputs("\nconst struct core_partition core_partitions[] = {\n", out);
    for (size_t i = 0; i < manifests->partition_count; i++)
        write_partition(&manifests->partitions[i], out);
    fprintf(out, "};\nconst uint8_t core_partition_count = %zu;\n", manifests->partition_count);

    fputs("\nconst struct core_service core_services[] = {\n", out);
    for (size_t i = 0; i < manifests->partition_count; i++) {
        const struct tool_partition *partition = &manifests->partitions[i];

        for (size_t j = 0; j < partition->service_count; j++)
            write_service(&partition->services[j], i, out);
        service_count += partition->service_count;
    }
    fprintf(out, "};\nconst uint8_t core_service_count = %zu;\n", service_count);
}

static void write_sid(const struct tool_partition *partition, const struct tool_service *service,
                      FILE *out)
{
    fprintf(out, "\n/* Partition %s, %s, for %s clients. */\n", partition->name,
            service->connection_based ? "connection based" : "stateless",
            service->non_secure_clients ? "all" : "secure");
    fprintf(out, "#define %s_SID 0x%08xu\n", service->name, (unsigned)service->sid);
    fprintf(out, "#define %s_VERSION %uu\n", service->name, service->version);
    if (!service->connection_based)
        fprintf(out, "#define %s_HANDLE ((psa_handle_t)0x%08x)\n", service->name,
                (unsigned)CORE_STATELESS_HANDLE(service->stateless_index, service->version));
}

void tool_manifest_write_sids(const struct tool_manifests *manifests, FILE *out)
{
    write_origin(manifests, out);
    fputs("#ifndef PSA_MANIFEST_SID_H\n"
          "#define PSA_MANIFEST_SID_H\n\n"
          "#include \"psa/client.h\"\n",
          out);
    for (size_t i = 0; i < manifests->partition_count; i++) {
        const struct tool_partition *partition = &manifests->partitions[i];

        for (size_t j = 0; j < partition->service_count; j++)
            write_sid(partition, &partition->services[j], out);
    }
    fputs("\n#endif\n", out);
}
