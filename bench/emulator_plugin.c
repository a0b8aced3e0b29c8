/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A plugin for QEMU's TCG that counts instructions and cuts the power.
 *
 *   begin=ADDRESS,end=ADDRESS   each time `end` runs, writes the instructions since `begin`
 *                               last ran
 *   first=ADDRESS               writes the instructions from reset to the first run of ADDRESS
 *   base=ADDRESS,size=BYTES     the range whose stores are counted (non-volatile memory)
 *   from=ADDRESS                stores count only after this address has run once
 *   cut=N                       ends the emulator at once after the Nth counted store
 *   stack=ADDRESS,stacksize=BYTES   a stack, from its limit up: each line of `end` and `first`
 *                               then ends with the bytes of it reached since `begin` or reset
 *   out=FILE                    where lines go (standard error otherwise)
 *
 * Counts are exact and the same on every machine. Addresses are those of the instruction, without
 * the Thumb bit. Debian ships no header for plugins, so the part of the interface (version 1) that
 * is used is declared here.
 */
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef uint64_t qemu_plugin_id_t;
typedef uint32_t qemu_plugin_meminfo_t;
struct qemu_plugin_tb;
struct qemu_plugin_insn;
typedef struct qemu_info_t qemu_info_t;

enum { QEMU_PLUGIN_CB_NO_REGS = 0, QEMU_PLUGIN_MEM_W = 2, QEMU_PLUGIN_INLINE_ADD_U64 = 0 };

void qemu_plugin_register_vcpu_tb_trans_cb(qemu_plugin_id_t id,
                                           void (*cb)(qemu_plugin_id_t, struct qemu_plugin_tb *));
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *tb);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *tb, size_t index);
uint64_t qemu_plugin_insn_vaddr(const struct qemu_plugin_insn *insn);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn,
                                            void (*cb)(unsigned, void *), int flags, void *data);
void qemu_plugin_register_vcpu_insn_exec_inline(struct qemu_plugin_insn *insn, int op, void *ptr,
                                                uint64_t imm);
void qemu_plugin_register_vcpu_mem_cb(struct qemu_plugin_insn *insn,
                                      void (*cb)(unsigned, qemu_plugin_meminfo_t, uint64_t, void *),
                                      int flags, int rw, void *data);
bool qemu_plugin_mem_is_store(qemu_plugin_meminfo_t info);
void qemu_plugin_register_atexit_cb(qemu_plugin_id_t id, void (*cb)(qemu_plugin_id_t, void *),
                                    void *data);

__attribute__((visibility("default"))) int qemu_plugin_version = 1;
__attribute__((visibility("default"))) int
qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv);

static struct {
    const char *name;
    uint64_t value;
} options[] = {{"begin", 0}, {"end", 0}, {"first", 0}, {"base", 0},     {"size", 0},
               {"from", 0},  {"cut", 0}, {"stack", 0}, {"stacksize", 0}};

enum { BEGIN, END, FIRST, BASE, SIZE, FROM, CUT, STACK, STACK_SIZE, OPTION_COUNT };

static FILE *out;
static uint64_t instructions; /* before the one that runs now */
static uint64_t begun;
static uint64_t stores;
static uint64_t lowest = UINT64_MAX; /* stored to in the stack, since `begin` or reset */
static bool first_seen;
static bool counting_stores;

/* Writes one result. What a function reserves without storing to it is not seen: the figure is the
 * deepest byte that was written. */
static void report(const char *what, uint64_t count)
{
    uint64_t top = options[STACK].value + options[STACK_SIZE].value;

    fprintf(out, "%s %" PRIu64, what, count);
    if (options[STACK_SIZE].value != 0)
        fprintf(out, " stack %" PRIu64, lowest < top ? top - lowest : 0);
    fputc('\n', out);
}

static void on_begin(unsigned cpu, void *data)
{
    (void)cpu;
    (void)data;
    begun = instructions;
    lowest = UINT64_MAX;
}

static void on_end(unsigned cpu, void *data)
{
    (void)cpu;
    (void)data;
    report("count", instructions - begun);
}

static void on_first(unsigned cpu, void *data)
{
    (void)cpu;
    (void)data;
    if (!first_seen)
        report("first", instructions);
    first_seen = true;
}

static void on_from(unsigned cpu, void *data)
{
    (void)cpu;
    (void)data;
    counting_stores = true;
}

static bool within(uint64_t address, int base, int size)
{
    return address - options[base].value < options[size].value;
}

/* The cut is before the emulator's exit handlers, as a plug pulled from the wall: the mapped file
 * holds what the stores up to here wrote. */
static void on_store(unsigned cpu, qemu_plugin_meminfo_t info, uint64_t address, void *data)
{
    (void)cpu;
    (void)data;
    if (!qemu_plugin_mem_is_store(info))
        return;
    if (within(address, STACK, STACK_SIZE) && address < lowest)
        lowest = address;
    if (!counting_stores || !within(address, BASE, SIZE))
        return;
    if (++stores == options[CUT].value) {
        fprintf(out, "cut %" PRIu64 "\n", stores);
        fflush(out);
        _exit(99);
    }
}

static void instrument(struct qemu_plugin_insn *insn)
{
    static void (*const callbacks[OPTION_COUNT])(unsigned, void *) = {
        [BEGIN] = on_begin, [END] = on_end, [FIRST] = on_first, [FROM] = on_from};
    uint64_t address = qemu_plugin_insn_vaddr(insn);

    for (int i = 0; i < OPTION_COUNT; i++)
        if (callbacks[i] != NULL && options[i].value != 0 && options[i].value == address)
            qemu_plugin_register_vcpu_insn_exec_cb(insn, callbacks[i], QEMU_PLUGIN_CB_NO_REGS,
                                                   NULL);
    qemu_plugin_register_vcpu_insn_exec_inline(insn, QEMU_PLUGIN_INLINE_ADD_U64, &instructions, 1);
    if (options[SIZE].value != 0 || options[STACK_SIZE].value != 0)
        qemu_plugin_register_vcpu_mem_cb(insn, on_store, QEMU_PLUGIN_CB_NO_REGS, QEMU_PLUGIN_MEM_W,
                                         NULL);
}

static void on_translate(qemu_plugin_id_t id, struct qemu_plugin_tb *tb)
{
    (void)id;
    for (size_t i = 0; i < qemu_plugin_tb_n_insns(tb); i++)
        instrument(qemu_plugin_tb_get_insn(tb, i));
}

static void on_exit_of_emulator(qemu_plugin_id_t id, void *data)
{
    (void)id;
    (void)data;
    fprintf(out, "stores %" PRIu64 "\ntotal %" PRIu64 "\n", stores, instructions);
    fflush(out);
}

static bool take_option(const char *text)
{
    const char *value = strchr(text, '=');

    if (value == NULL)
        return false;
    value++;
    if (strncmp(text, "out=", 4) == 0)
        return (out = fopen(value, "w")) != NULL;
    for (int i = 0; i < OPTION_COUNT; i++)
        if (strncmp(text, options[i].name, strlen(options[i].name)) == 0 &&
            text[strlen(options[i].name)] == '=') {
            options[i].value = strtoull(value, NULL, 0);
            return true;
        }
    return false;
}

int qemu_plugin_install(qemu_plugin_id_t id, const qemu_info_t *info, int argc, char **argv)
{
    (void)info;
    out = stderr;
    for (int i = 0; i < argc; i++)
        if (!take_option(argv[i])) {
            fprintf(stderr, "emulator_plugin: cannot use '%s'\n", argv[i]);
            return 1;
        }
    counting_stores = options[FROM].value == 0;
    qemu_plugin_register_vcpu_tb_trans_cb(id, on_translate);
    qemu_plugin_register_atexit_cb(id, on_exit_of_emulator, NULL);
    return 0;
}
