/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Power cuts and damage against the record log: every operation of a random sequence is cut at
 * every byte it programs and at every erase, in each way a unit can be torn, the recovery is cut
 * again, and at intervals every single bit of the flash is flipped. After each of these, every id
 * must have the value that a plain model in memory says, or (cuts) the operation's new value, or
 * (flips) an error.
 *
 * A failure prints the id of the trial; `powercut --replay ID` runs it alone. Where sectors are so
 * large that every place would take days, `--sparse N` takes one in N, at random but always the
 * same ones. The last line is made for adding up (run.sh powercut).
 */
#include "store/log.h"
#include "test/support/flash_model.h"

#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID_COUNT    7
#define VALUE_MAX   16384
#define NO_CUT      (-1L)
#define FLIP_EVERY  16 /* one flip in so many is followed by writes */
#define UNIT_DAMAGE 64 /* units damaged as a whole after each set of flips */

struct geometry {
    unsigned unit;
    unsigned sector_size;
    unsigned sector_count;
    unsigned erased;
    unsigned mapped; /* 1: read in place, 0: through read() */
};

/* What the model knows of an id. */
struct asset {
    bool exists;
    uint8_t flags;
    uint32_t size;
    uint8_t value[VALUE_MAX];
};

#define CHANGE_MAX 4

/* Changes that happen together; nearly always one. */
struct operation {
    unsigned count;
    struct change {
        int id;
        bool remove;
        struct asset asset; /* what to set */
    } changes[CHANGE_MAX];
};

/* Where a trial is in the sweep; printed and read as its id. */
struct trial {
    struct geometry geometry;
    unsigned seed;
    unsigned operation;
    unsigned tear;
    long cut;
    long cut2;
};

static const struct store_id ids[ID_COUNT] = {
    {1, -1, STORE_KIND_ITS}, {2, -1, STORE_KIND_ITS}, {0x100000001, -1, STORE_KIND_ITS},
    {1, 3, STORE_KIND_ITS},  {1, -1, STORE_KIND_KEY}, {UINT64_MAX, INT32_MIN, 31},
    {4, 3, STORE_KIND_KEY},
};

static struct store_log log_now;
static struct asset model[ID_COUNT];
static struct trial now;
static bool replaying;
static unsigned nest_every = 97; /* one cut in so many has its recovery cut too */
static unsigned sparse = 1;      /* one place in so many is cut or flipped */

static struct {
    unsigned long operations, full, cuts, nested, flips, flips_right, flips_error, flips_refused;
    unsigned long damages, damages_stale, failures;
    uint64_t programmed_size, erases;
} count;

static void fail(const char *what, int id, psa_status_t status)
{
    count.failures++;
    printf("FAILED: %s, value %d, status %d\n  replay: %u.%u.%u.%u.%u.%u.%u.%u.%ld.%ld\n", what, id,
           (int)status, now.geometry.unit, now.geometry.sector_size, now.geometry.sector_count,
           now.geometry.erased, now.geometry.mapped, now.seed, now.operation, now.tear, now.cut,
           now.cut2);
}

/* Only the part of an image that is in use is worth copying. */
static void copy_image(struct flash_image *to, const struct flash_image *from)
{
    memcpy(to->bytes, from->bytes, flash_model.size);
    memcpy(to->programmed, from->programmed, flash_model.size);
}

static bool same_image(const struct flash_image *a, const struct flash_image *b)
{
    return memcmp(a->bytes, b->bytes, flash_model.size) == 0 &&
           memcmp(a->programmed, b->programmed, flash_model.size) == 0;
}

/* ---- The log against the model -------------------------------------------------------------- */

struct source {
    const uint8_t *next;
    size_t left;
};

static void take(void *context, void *data, size_t size)
{
    struct source *source = context;

    if (size > source->left)
        abort(); /* It asked for more than there is. */
    memcpy(data, source->next, size);
    source->next += size;
    source->left -= size;
}

static psa_status_t run(struct store_log *log, const struct operation *operation)
{
    const struct change *first = &operation->changes[0];
    struct source sources[CHANGE_MAX];
    struct store_change changes[CHANGE_MAX];

    for (unsigned i = 0; i < operation->count; i++) {
        const struct change *change = &operation->changes[i];

        sources[i] = (struct source){change->asset.value, change->asset.size};
        changes[i] = (struct store_change){
            ids[change->id],    change->remove, change->asset.flags,
            change->asset.size, take,           &sources[i],
        };
    }
    if (operation->count > 1)
        return store_log_apply(log, changes, operation->count);
    if (first->remove)
        return store_log_remove(log, &ids[first->id]);
    return store_log_set(log, &ids[first->id], first->asset.flags, take, &sources[0],
                         first->asset.size);
}

/* Reads a value; an asset that does not exist is a success too. */
static psa_status_t read_asset(struct store_log *log, int id, struct asset *asset)
{
    struct store_info info;
    size_t size;
    psa_status_t status = store_log_info(log, &ids[id], &info);

    memset(asset, 0, offsetof(struct asset, value));
    if (status == PSA_ERROR_DOES_NOT_EXIST)
        return PSA_SUCCESS;
    if (status != PSA_SUCCESS)
        return status;
    status = store_log_get(log, &ids[id], 0, asset->value, sizeof(asset->value), &size);
    if (status != PSA_SUCCESS)
        return status;
    asset->exists = true;
    asset->flags = info.flags;
    asset->size = (uint32_t)size;
    return info.size == size ? PSA_SUCCESS : PSA_ERROR_GENERIC_ERROR;
}

static bool same(const struct asset *a, const struct asset *b)
{
    if (!a->exists || !b->exists)
        return a->exists == b->exists;
    return a->flags == b->flags && a->size == b->size && memcmp(a->value, b->value, a->size) == 0;
}

/* What an id is after an operation: the last change of it counts. */
static const struct asset *after(const struct operation *operation, int id)
{
    static const struct asset none;
    const struct asset *asset = &model[id];

    for (unsigned i = 0; operation != NULL && i < operation->count; i++)
        if (operation->changes[i].id == id)
            asset = operation->changes[i].remove ? &none : &operation->changes[i].asset;
    return asset;
}

/* Every id has its value: either all as they were, or all as after the operation; which it is goes
 * to `*done`, true where that makes no difference. */
static bool check_all(struct store_log *log, const char *what, const struct operation *operation,
                      bool *done)
{
    static struct asset asset;
    bool all_old = true;
    bool all_new = true;

    for (int id = 0; id < ID_COUNT; id++) {
        psa_status_t status = read_asset(log, id, &asset);

        all_old &= status == PSA_SUCCESS && same(&asset, &model[id]);
        all_new &= status == PSA_SUCCESS && same(&asset, after(operation, id));
        if (!all_old && !all_new) {
            fail(what, id, status);
            return false;
        }
    }
    if (done != NULL)
        *done = all_new;
    return true;
}

static void model_apply(const struct operation *operation)
{
    static struct asset next[ID_COUNT];

    for (int id = 0; id < ID_COUNT; id++)
        next[id] = *after(operation, id);
    memcpy(model, next, sizeof(model));
}

/* ---- Cuts ----------------------------------------------------------------------------------- */

static void arm(long cut, unsigned tear)
{
    flash_model.steps_left = cut;
    flash_model.tear = (enum flash_tear)tear;
    flash_model.random = (uint32_t)(cut * 2654435761u + tear * 40503u + now.operation) | 1u;
}

/* Runs an operation, after a mount if `mount`, until it is complete or the power goes; tells which.
 */
static bool run_powered(struct store_log *log, const struct operation *operation, bool mount,
                        psa_status_t *status)
{
    if (setjmp(flash_model.power_off) != 0)
        return false;
    *status = mount ? store_log_mount(log, &flash_model.flash) : PSA_SUCCESS;
    if (*status == PSA_SUCCESS)
        *status = run(log, operation);
    return true;
}

/* How far to the next place. */
static uint32_t stride(uint32_t *random)
{
    return sparse == 1 ? 1 : 1 + (flash_model_random(random) >> 4) % (2 * sparse - 1);
}

/* The recovery of a cut: mounting and the next write, which has to work. Where `cut` says so, it is
 * cut itself, at every step in turn; what the first mount showed must not change any more, and the
 * write is done or not. */
static void sweep_recovery(const struct operation *first, bool done, bool cut)
{
    static struct flash_image image;
    static struct asset kept[ID_COUNT];
    static struct operation second;
    uint32_t random = (uint32_t)now.cut * 2654435761u | 1u;
    bool complete = false;

    copy_image(&image, &flash_model.image);
    memcpy(kept, model, sizeof(kept));
    if (done)
        model_apply(first);
    second = *first;
    second.count = now.cut % 5 == 0 && first->count < CHANGE_MAX ? first->count + 1 : first->count;
    second.changes[second.count - 1] = first->changes[0];
    for (unsigned i = 0; i < second.count; i++) {
        second.changes[i].id = (first->changes[0].id + 1 + (int)i) % ID_COUNT;
        second.changes[i].remove = now.cut % 3 == 0 && model[second.changes[i].id].exists;
    }
    for (now.cut2 = cut ? 0 : NO_CUT; !complete; now.cut2 += stride(&random)) {
        struct store_log log;
        psa_status_t status = PSA_SUCCESS;

        copy_image(&flash_model.image, &image);
        arm(now.cut2, (now.tear + (unsigned)now.cut2) % FLASH_TEAR_COUNT);
        complete = run_powered(&log, &second, true, &status);
        arm(NO_CUT, 0);
        count.nested += cut;
        if (status == PSA_ERROR_STORAGE_FAILURE || status == PSA_ERROR_DATA_CORRUPT)
            fail("the write after a cut", second.changes[0].id, status);
        if (store_log_mount(&log, &flash_model.flash) != PSA_SUCCESS)
            fail("mounting after a second cut", -1, 0);
        else if (check_all(&log, "after a second cut", &second, NULL))
            continue;
        break;
    }
    now.cut2 = NO_CUT;
    memcpy(model, kept, sizeof(model));
    copy_image(&flash_model.image, &image);
}

static void check_cut(const struct operation *operation)
{
    static struct flash_image image;
    struct store_log log;
    bool done;
    psa_status_t status = store_log_mount(&log, &flash_model.flash);

    if (status != PSA_SUCCESS) {
        fail("mounting after a cut", -1, status);
        return;
    }
    if (!check_all(&log, "after a cut", operation, &done))
        return;
    copy_image(&image, &flash_model.image);
    if (store_log_mount(&log, &flash_model.flash) != PSA_SUCCESS ||
        !same_image(&image, &flash_model.image))
        fail("mounting again changed something", -1, 0);
    sweep_recovery(operation, done, replaying || (now.cut + now.operation) % nest_every == 0);
}

/* Cuts one operation everywhere, in every way. */
static void sweep_cuts(const struct operation *operation)
{
    static struct flash_image image;
    static struct store_log log;
    uint32_t random = now.operation * 2654435761u | 1u;
    unsigned first = replaying ? now.tear : 0;
    unsigned last = replaying ? now.tear : FLASH_TEAR_COUNT - 1;

    copy_image(&image, &flash_model.image);
    for (now.tear = first; now.tear <= last; now.tear++) {
        long only = now.cut;

        bool complete = false;
        psa_status_t status;

        for (now.cut = replaying ? only : 0; !complete; now.cut += stride(&random)) {
            copy_image(&flash_model.image, &image);
            log = log_now;
            arm(now.cut, now.tear);
            complete = run_powered(&log, operation, false, &status);
            arm(NO_CUT, 0);
            count.cuts++;
            check_cut(operation);
            if (replaying || count.failures > 10)
                break;
        }
        now.cut = NO_CUT;
    }
    now.tear = 0;
    copy_image(&flash_model.image, &image);
}

/* ---- Damage --------------------------------------------------------------------------------- */

/* Every id has its value or an error. Returns the number of errors, or -1. */
static int check_damaged(struct store_log *log, const char *what)
{
    static struct asset asset;
    int errors = 0;

    for (int id = 0; id < ID_COUNT; id++) {
        psa_status_t status = read_asset(log, id, &asset);

        if (status == PSA_ERROR_DATA_CORRUPT)
            errors++;
        else if (status != PSA_SUCCESS || !same(&asset, &model[id])) {
            if (what != NULL)
                fail(what, id, status);
            return -1;
        }
    }
    return errors;
}

/* Writes one id until the log has been compacted; the others keep their values or errors. */
static void write_on(struct store_log *log, uint32_t at)
{
    static struct operation operation;
    static struct asset kept;
    int id = (int)(at % ID_COUNT);
    uint32_t epoch = log->head.epoch;
    psa_status_t status = PSA_SUCCESS;
    bool written = false;

    operation.count = 1;
    operation.changes[0].id = id;
    operation.changes[0].asset.exists = true;
    operation.changes[0].asset.size = 16;
    kept = model[id];
    for (uint8_t i = 0; i < 200 && status == PSA_SUCCESS && log->head.epoch == epoch; i++) {
        operation.changes[0].asset.value[0] = i;
        status = run(log, &operation);
        if (status == PSA_SUCCESS) {
            model[id] = operation.changes[0].asset;
            written = true;
        }
    }
    if (status != PSA_SUCCESS && status != PSA_ERROR_INSUFFICIENT_STORAGE)
        fail("a write after damage", id, status);
    if (store_log_mount(log, &flash_model.flash) != PSA_SUCCESS)
        fail("mounting after damage and writes", -1, 0);
    else if (check_damaged(log, "after damage and writes") >= 0 && written &&
             read_asset(log, id, &operation.changes[0].asset) != PSA_SUCCESS)
        fail("reading what was set after damage", id, 0);
    model[id] = kept;
}

static void sweep_flips(void)
{
    static struct flash_image image;

    uint32_t random = now.operation * 2654435761u | 1u;

    copy_image(&image, &flash_model.image);
    for (uint32_t bit = 0; bit < flash_model.size * 8 && count.failures < 10;
         bit += stride(&random)) {
        struct store_log log;

        now.cut = bit;
        flash_model.image.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        count.flips++;
        if (store_log_mount(&log, &flash_model.flash) != PSA_SUCCESS) {
            count.flips_refused++;
        } else {
            int errors = check_damaged(&log, "after a flipped bit");

            /* Outside the log nothing is lost, and inside it one value. */
            if (errors > (bit / 8 >= log_now.base && bit / 8 < log_now.head.tail))
                fail("a flipped bit spoils more than a value", errors, 0);
            count.flips_right += errors == 0;
            count.flips_error += errors > 0;
            if ((bit ^ bit / FLIP_EVERY) % FLIP_EVERY == 0)
                write_on(&log, bit / FLIP_EVERY);
        }
        copy_image(&flash_model.image, &image);
    }
    now.cut = NO_CUT;
}

/* A whole granule becomes blank, zero or noise. Where that hits the end of the last record, it
 * looks as a cut would have left it, and the older value is read: counted, not failed. */
static void sweep_unit_damage(uint32_t *random)
{
    static struct flash_image image;

    copy_image(&image, &flash_model.image);
    for (int i = 0; i < UNIT_DAMAGE; i++) {
        uint32_t granule = now.geometry.unit > 8 ? now.geometry.unit : 8;
        uint32_t span = log_now.head.tail - log_now.base;
        uint32_t at = log_now.base + flash_model_random(random) % (span / granule) * granule;
        struct store_log log;

        for (uint32_t j = 0; j < granule; j++) {
            const uint8_t fill[3] = {flash_model.flash.erased_value, 0,
                                     (uint8_t)flash_model_random(random)};

            flash_model.image.bytes[at + j] = fill[i % 3];
        }
        count.damages++;
        if (store_log_mount(&log, &flash_model.flash) != PSA_SUCCESS)
            fail("mounting with one damaged unit", -1, 0);
        else if (check_damaged(&log, NULL) < 0) {
            if (at + granule == log_now.head.tail)
                count.damages_stale++;
            else
                (void)check_damaged(&log, "after one damaged unit");
        }
        copy_image(&flash_model.image, &image);
    }
}

/* ---- The sequence --------------------------------------------------------------------------- */

static void choose_change(struct change *change, uint32_t *random)
{
    uint32_t pick = flash_model_random(random) >> 4;
    uint32_t limit = now.geometry.sector_size / 8;
    struct asset *asset = &change->asset;

    change->id = (int)(pick % ID_COUNT);
    change->remove = (pick / 7) % 6 == 0;
    asset->exists = true;
    asset->flags = (uint8_t)(pick >> 12);
    if ((pick / 42) % 8 == 0)
        limit *= 6; /* Now and then one that fills most of a sector. */
    asset->size = flash_model_random(random) % (limit < VALUE_MAX ? limit : VALUE_MAX);
    if ((pick / 336) % 8 == 0)
        asset->size = 0;
    for (uint32_t i = 0; i < asset->size; i++)
        asset->value[i] = (uint8_t)(flash_model_random(random) >> 8);
    if ((pick >> 20) % 8 == 0) /* Values that look like flash without a value. */
        memset(asset->value, (pick >> 23) % 2 != 0 ? 0xff : 0, asset->size);
    if (!change->remove && (pick >> 24) % 16 == 0 && model[change->id].exists)
        *asset = model[change->id];
}

static void choose(struct operation *operation, uint32_t *random)
{
    uint32_t pick = flash_model_random(random) >> 7;

    operation->count = pick % 4 == 0 ? 2 + pick / 4 % (CHANGE_MAX - 1) : 1;
    for (unsigned i = 0; i < operation->count; i++)
        choose_change(&operation->changes[i], random);
}

static uint32_t span(uint32_t size)
{
    uint32_t granule = now.geometry.unit > 8 ? now.geometry.unit : 8;

    return (24 + granule - 1) / granule * granule + (size + granule - 1) / granule * granule +
           granule;
}

/* Does it fit, by the format's own arithmetic? */
static bool fits(const struct operation *operation)
{
    uint32_t size = 2 * span(0);
    uint32_t tail = log_now.head.tail - log_now.base;
    bool appends = !log_now.dirty;

    for (unsigned i = 0; i < operation->count; i++) {
        const struct change *change = &operation->changes[i];

        tail += span(change->remove ? 0 : change->asset.size);
        size += span(change->remove ? 0 : change->asset.size);
    }
    for (int id = 0; id < ID_COUNT; id++) {
        bool named = false;

        for (unsigned i = 0; i < operation->count; i++)
            named |= operation->changes[i].id == id;
        if (!named && model[id].exists)
            size += span(model[id].size);
    }
    return (appends && tail <= now.geometry.sector_size) || size <= now.geometry.sector_size;
}

static bool removes_nothing(const struct operation *operation)
{
    for (unsigned i = 0; i < operation->count; i++)
        if (operation->changes[i].remove && !model[operation->changes[i].id].exists)
            return true;
    return false;
}

static void commit(const struct operation *operation)
{
    uint64_t programmed = flash_model.programmed_size;
    bool is_missing = removes_nothing(operation);
    bool is_full = !fits(operation);
    uint64_t erases = 0;

    for (unsigned i = 0; i < now.geometry.sector_count; i++)
        erases += flash_model.erase_count[i];
    psa_status_t status = run(&log_now, operation);

    if (!(status == PSA_SUCCESS && !is_missing && !is_full) &&
        !(status == PSA_ERROR_DOES_NOT_EXIST && is_missing) &&
        !(status == PSA_ERROR_INSUFFICIENT_STORAGE && is_full))
        fail("the operation's status", operation->changes[0].id, status);
    if (status == PSA_SUCCESS)
        model_apply(operation);
    count.full += status == PSA_ERROR_INSUFFICIENT_STORAGE;
    count.operations++;
    count.programmed_size += flash_model.programmed_size - programmed;
    for (unsigned i = 0; i < now.geometry.sector_count; i++)
        count.erases += flash_model.erase_count[i];
    count.erases -= erases;
    (void)check_all(&log_now, "after the operation", NULL, NULL);
}

static void run_sequence(unsigned operations, unsigned flips_every, bool no_cuts)
{
    static struct operation operation;
    uint32_t random = now.seed * 2654435761u | 1u;
    uint32_t damage_random = random;
    struct trial wanted = now;

    memset(model, 0, sizeof(model));
    flash_model_open(now.geometry.sector_size, (uint8_t)now.geometry.sector_count,
                     (uint8_t)now.geometry.unit, (uint8_t)now.geometry.erased);
    flash_model.flash.map = now.geometry.mapped ? flash_model.image.bytes : NULL;
    if (store_log_format(&log_now, &flash_model.flash) != PSA_SUCCESS)
        fail("formatting", -1, 0);
    for (now.operation = 0; now.operation < operations && count.failures < 10; now.operation++) {
        uint32_t choice = random;

        choose(&operation, &choice);
        (void)flash_model_random(&random);
        if (replaying && now.operation == wanted.operation && wanted.cut >= 0) {
            now.tear = wanted.tear;
            now.cut = wanted.cut;
        }
        if (!no_cuts && (!replaying || now.operation == wanted.operation))
            sweep_cuts(&operation);
        commit(&operation);
        /* Every other time the log goes on from a mount, as after a restart. */
        if (now.operation % 2 != 0 && store_log_mount(&log_now, &flash_model.flash) != PSA_SUCCESS)
            fail("mounting", -1, 0);
        if (flips_every != 0 && now.operation % flips_every == flips_every - 1 &&
            (!replaying || now.operation == wanted.operation)) {
            sweep_flips();
            sweep_unit_damage(&damage_random);
        }
    }
}

static void report(void)
{
    uint32_t least = UINT32_MAX;
    uint32_t most = 0;

    for (unsigned i = 0; i < now.geometry.sector_count; i++) {
        uint32_t erases = flash_model.erase_count[i];

        least = erases < least ? erases : least;
        most = erases > most ? erases : most;
    }
    printf("unit %2u, sector %4u x %u, erased %02x, %s, index %2d, seed %u: %lu operations (%lu "
           "full), "
           "%lu cuts, %lu cuts in recovery, %lu flips (%lu right, %lu errors, %lu refused), "
           "%lu damaged units (%lu read as torn); %.1f bytes and %.3f erases an operation; erases "
           "by sector %" PRIu32 "..%" PRIu32 " (trials included); %lu failures\n",
           now.geometry.unit, now.geometry.sector_size, now.geometry.sector_count,
           now.geometry.erased, now.geometry.mapped ? "mapped" : "read", CONFIG_STORE_INDEX_COUNT,
           now.seed, count.operations, count.full, count.cuts, count.nested, count.flips,
           count.flips_right, count.flips_error, count.flips_refused, count.damages,
           count.damages_stale, (double)count.programmed_size / (double)count.operations,
           (double)count.erases / (double)count.operations, least, most, count.failures);
    printf("totals %lu %lu %lu %lu %lu\n", count.operations, count.cuts, count.nested, count.flips,
           count.failures);
}

static void usage(const char *name)
{
    printf("usage: %s [--unit N] [--sector BYTES] [--sectors N] [--erased BYTE] [--seed N]\n"
           "       [--map] [--sparse N (one place in N)] [--operations N]\n"
           "       [--flips-every N (0: never)] [--nest-every N] [--no-cuts]\n"
           "       [--replay ID]\n",
           name);
}

static const struct option options[] = {{"unit", required_argument, NULL, 'u'},
                                        {"sector", required_argument, NULL, 's'},
                                        {"sectors", required_argument, NULL, 'n'},
                                        {"erased", required_argument, NULL, 'e'},
                                        {"seed", required_argument, NULL, 'r'},
                                        {"operations", required_argument, NULL, 'o'},
                                        {"flips-every", required_argument, NULL, 'f'},
                                        {"replay", required_argument, NULL, 'i'},
                                        {"nest-every", required_argument, NULL, 'm'},
                                        {"no-cuts", no_argument, NULL, 'c'},
                                        {"map", no_argument, NULL, 'p'},
                                        {"sparse", required_argument, NULL, 'd'},
                                        {NULL, 0, NULL, 0}};

static unsigned operations = 40;
static unsigned flips_every = 20;
static bool no_cuts;

/* The id of a trial as a failure printed it: from now on only that one is run. */
static bool take_replay(const char *id)
{
    replaying = true;
    if (sscanf(id, "%u.%u.%u.%u.%u.%u.%u.%u.%ld.%ld", &now.geometry.unit, &now.geometry.sector_size,
               &now.geometry.sector_count, &now.geometry.erased, &now.geometry.mapped, &now.seed,
               &now.operation, &now.tear, &now.cut, &now.cut2) != 10) {
        fprintf(stderr, "powercut: not the id of a trial: %s\n", id);
        return false;
    }
    operations = now.operation + 1;
    return true;
}

int main(int argc, char **argv)
{
    now = (struct trial){{8, 1024, 2, 0xff, 0}, 1, 0, 0, NO_CUT, NO_CUT};
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        unsigned value = optarg != NULL ? (unsigned)strtoul(optarg, NULL, 0) : 0;

        switch (option) {
        case 'u':
            now.geometry.unit = value;
            break;
        case 's':
            now.geometry.sector_size = value;
            break;
        case 'n':
            now.geometry.sector_count = value;
            break;
        case 'e':
            now.geometry.erased = value;
            break;
        case 'r':
            now.seed = value;
            break;
        case 'o':
            operations = value;
            break;
        case 'f':
            flips_every = value;
            break;
        case 'm':
            nest_every = value;
            break;
        case 'p':
            now.geometry.mapped = 1;
            break;
        case 'd':
            sparse = value > 0 ? value : 1;
            break;
        case 'c':
            no_cuts = true;
            break;
        case 'i':
            if (!take_replay(optarg))
                return 2;
            break;
        default:
            usage(argv[0]);
            return 2;
        }
    }
    run_sequence(operations, flips_every, no_cuts);
    report();
    return count.failures != 0;
}
