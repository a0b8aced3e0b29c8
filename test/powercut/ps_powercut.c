/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Power cuts, damage and replay against protected assets, which live in two areas: sealed values in
 * one that an attacker writes, anchors and the counter in an internal one.
 *
 * Every operation of a random sequence is cut at every step it takes in either area, in each way a
 * unit can be torn, and now and then its recovery too. After that every asset is what a plain model
 * says, or, the operation's own, the new one; and what has been read once stays so. At intervals
 *  - every single bit of both areas is flipped: every asset is right, or an error;
 *  - every older state of the external area is put back as a whole, also right after a cut, and
 *    every older record alone, under its own id and under the others': no older value is given out,
 *    and no asset hidden, unless it was set without replay protection.
 * Over all of it, no nonce is used twice.
 *
 * A failure prints the id of the trial; `--replay ID` runs the same sequence and trials only there.
 */
#include "crypto/provider/mbedtls/aead.h"
#include "psa/storage_common.h"
#include "service/ps/asset.h"
#include "test/support/flash_model.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ID_COUNT       5
#define VALUE_MAX      300
#define HISTORY_MAX    400
#define SNAPSHOT_COUNT 10
#define NONCE_MAX      100000
#define NO_CUT         (-1L)

struct asset {
    bool exists;
    uint8_t flags;
    uint32_t size;
    uint32_t capacity;
    uint8_t value[VALUE_MAX];
};

enum action { SET, CREATE, CHANGE, REMOVE };

struct operation {
    int id;
    enum action action;
    struct asset after; /* what the asset is then */
    uint32_t offset;    /* CHANGE: these bytes of `after` are new */
    uint32_t length;
};

/* Both areas, and what the service has in RAM. */
struct state {
    uint8_t internal[4096];
    bool internal_programmed[4096];
    uint8_t protected[4096];
    bool protected_programmed[4096];
    struct store_log internal_log;
    struct store_log protected_log;
    struct ps_assets assets;
    size_t nonce_count;
};

static const struct store_id ids[ID_COUNT] = {{1, -1, STORE_KIND_PS},
                                              {2, -1, STORE_KIND_PS},
                                              {1, 3, STORE_KIND_PS},
                                              {0x100000001, -1, STORE_KIND_PS},
                                              {UINT64_MAX - 1, INT32_MIN, STORE_KIND_PS}};

static struct {
    unsigned unit, sector_size, seed, operation, tear;
    long cut, cut2;
} now = {8, 1024, 1, 0, 0, NO_CUT, NO_CUT}, wanted;

static bool replaying;
static unsigned operations = 12;
static unsigned attacks_every = 6; /* operations; 0: never */
static unsigned nest_every = 61;   /* cuts */

static struct asset model[ID_COUNT];
static struct asset history[HISTORY_MAX];
static int history_id[HISTORY_MAX];
static size_t history_count;

static struct store_log internal_log;
static struct store_log protected_log;
static struct ps_assets assets;

static struct {
    unsigned long cuts, nested, flips, flips_right, rollbacks, splices, refused, allowed, nonces;
    unsigned long failures;
} count;

static void fail(const char *what, int id, psa_status_t status)
{
    count.failures++;
    printf("FAILED: %s, asset %d, status %d\n  replay: %u.%u.%u.%u.%u.%ld.%ld\n", what, id,
           (int)status, now.unit, now.sector_size, now.seed, now.operation, now.tear, now.cut,
           now.cut2);
}

/* ---- Nonces --------------------------------------------------------------------------------- */

static uint8_t nonces[NONCE_MAX][8];
static size_t nonce_count;

/* All that is ever encrypted goes through here. */
static bool encrypting;

static psa_status_t begin_and_tell(struct crypto_aead *aead, const struct crypto_key *key,
                                   psa_algorithm_t algorithm, bool encrypt)
{
    encrypting = encrypt;
    return crypto_mbedtls_aead_begin(aead, key, algorithm, encrypt);
}

static psa_status_t start_and_look(struct crypto_aead *aead, const uint8_t *nonce,
                                   size_t nonce_size, size_t ad_size, size_t data_size)
{
    if (encrypting) {
        for (size_t i = 0; i < nonce_count; i++)
            if (memcmp(nonces[i], nonce, 8) == 0)
                fail("a nonce is used twice", -1, 0);
        if (nonce_count == NONCE_MAX || nonce_size != 8)
            abort();
        memcpy(nonces[nonce_count++], nonce, 8);
        count.nonces++;
    }
    return crypto_mbedtls_aead_start(aead, nonce, nonce_size, ad_size, data_size);
}

const struct crypto_provider crypto_provider = {
    .aead_begin = begin_and_tell,
    .aead_start = start_and_look,
    .aead_update_ad = crypto_mbedtls_aead_update_ad,
    .aead_update = crypto_mbedtls_aead_update,
    .aead_finish = crypto_mbedtls_aead_finish,
    .aead_swap = crypto_mbedtls_aead_swap,
};

/* ---- The machine ---------------------------------------------------------------------------- */

struct store_log *store_internal(void)
{
    return &internal_log;
}

static void copy_area(uint8_t *bytes, bool *programmed, const struct flash_model *area)
{
    memcpy(bytes, area->image.bytes, area->size);
    memcpy(programmed, area->image.programmed, area->size);
}

static void restore_area(struct flash_model *area, const uint8_t *bytes, const bool *programmed)
{
    memcpy(area->image.bytes, bytes, area->size);
    memcpy(area->image.programmed, programmed, area->size);
}

static void save(struct state *state)
{
    copy_area(state->internal, state->internal_programmed, &flash_model);
    copy_area(state->protected, state->protected_programmed, &flash_model_second);
    state->internal_log = internal_log;
    state->protected_log = protected_log;
    state->assets = assets;
    state->nonce_count = nonce_count;
}

static void restore(const struct state *state)
{
    restore_area(&flash_model, state->internal, state->internal_programmed);
    restore_area(&flash_model_second, state->protected, state->protected_programmed);
    internal_log = state->internal_log;
    protected_log = state->protected_log;
    assets = state->assets;
    nonce_count = state->nonce_count;
}

/* A start: RAM is empty, both logs are mounted. */
static psa_status_t boot(void)
{
    memset(&assets, 0, sizeof(assets));
    memset(assets.seal.key, 0x5a, sizeof(assets.seal.key));
    assets.seal.log = &protected_log;
    assets.seal.lease = &store_counter_ps;
    assets.anchors = &internal_log;
    psa_status_t status = store_log_mount(&internal_log, &flash_model.flash);

    if (status == PSA_SUCCESS)
        status = store_log_mount(&protected_log, &flash_model_second.flash);
    if (status == PSA_SUCCESS)
        ps_asset_clean(&assets);
    return status;
}

static void arm(long cut, unsigned tear)
{
    flash_model.steps_left = cut;
    flash_model.tear = (enum flash_tear)tear;
    flash_model.random = (uint32_t)(cut * 2654435761u + tear * 40503u + now.operation) | 1u;
}

/* ---- Operations ----------------------------------------------------------------------------- */

static void fill(void *context, void *data, size_t size)
{
    const uint8_t **from = context;

    memcpy(data, *from, size);
    *from += size;
}

static void empty(void *context, void *data, size_t size)
{
    uint8_t **to = context;

    memcpy(*to, data, size);
    *to += size;
}

static psa_status_t run(const struct operation *operation)
{
    const struct asset *after = &operation->after;
    const uint8_t *from = after->value + operation->offset;
    const struct store_seal_range range = {operation->offset, operation->length, fill,
                                           (void *)&from};
    struct store_sealed value = {.id = ids[operation->id]};
    struct store_sealed old;
    bool change = operation->action == CHANGE;

    if (operation->action == REMOVE)
        return ps_asset_remove(&assets, &value.id);
    if (change) {
        psa_status_t status = ps_asset_open(&assets, &value);

        if (status != PSA_SUCCESS)
            return status;
        old = value;
    }
    value.flags = after->flags;
    value.size = after->size;
    value.capacity = after->capacity;
    return ps_asset_set(&assets, &value, change ? &old : NULL, &range);
}

/* An asset that does not exist is a success too. */
static psa_status_t read_asset(int id, struct asset *asset)
{
    struct store_sealed value = {.id = ids[id]};
    uint8_t *to = asset->value;
    struct store_seal_range range = {0, 0, empty, &to};
    psa_status_t status = ps_asset_open(&assets, &value);

    memset(asset, 0, sizeof(*asset));
    if (status == PSA_ERROR_DOES_NOT_EXIST)
        return PSA_SUCCESS;
    if (status != PSA_SUCCESS)
        return status;
    asset->exists = true;
    asset->flags = value.flags;
    asset->size = range.size = value.size;
    asset->capacity = value.capacity;
    return value.size <= VALUE_MAX ? store_seal_read(&assets.seal, &value, &range)
                                   : PSA_ERROR_GENERIC_ERROR;
}

static bool same(const struct asset *a, const struct asset *b)
{
    if (!a->exists || !b->exists)
        return a->exists == b->exists;
    return a->flags == b->flags && a->size == b->size && a->capacity == b->capacity &&
           memcmp(a->value, b->value, a->size) == 0;
}

/* Every asset is as it was; the operation's may be the new one, unless it was `seen`. */
static bool check_all(const char *what, const struct operation *operation, const struct asset *seen,
                      struct asset *found)
{
    struct asset asset;

    for (int id = 0; id < ID_COUNT; id++) {
        psa_status_t status = read_asset(id, &asset);
        bool its = operation != NULL && operation->id == id;
        bool right = same(&asset, &model[id]) || (its && same(&asset, &operation->after));

        if (its && seen != NULL)
            right = same(&asset, seen);
        if (its && found != NULL)
            *found = asset;
        /* The policy outlives the value, so it may not come before it either. */
        if (status == PSA_SUCCESS &&
            ((ps_asset_flags(&assets, &ids[id]) ^ asset.flags) & PSA_STORAGE_FLAG_WRITE_ONCE) != 0)
            right = false;
        if (status == PSA_SUCCESS && right)
            continue;
        fail(what, id, status);
        return false;
    }
    return true;
}

/* ---- An attacker ---------------------------------------------------------------------------- */

static struct snapshot {
    uint8_t bytes[4096];
    bool programmed[4096];
} snapshots[SNAPSHOT_COUNT];
static size_t snapshot_count;

static void take_snapshot(void)
{
    struct snapshot *snapshot = &snapshots[snapshot_count++ % SNAPSHOT_COUNT];

    copy_area(snapshot->bytes, snapshot->programmed, &flash_model_second);
}

/* No asset is older than it is, and none that exists is hidden. The operation that was cut, if any,
 * may have happened or not. */
static void check_attacked(const char *what, const struct operation *operation)
{
    struct asset asset;

    for (int id = 0; id < ID_COUNT; id++) {
        psa_status_t status = read_asset(id, &asset);
        const struct asset *after =
            operation != NULL && operation->id == id ? &operation->after : &model[id];

        if (status != PSA_SUCCESS) {
            count.refused++;
            continue;
        }
        if (same(&asset, &model[id]) || same(&asset, after))
            continue;
        fail(what, id, status);
    }
}

static void roll_back(const struct snapshot *snapshot, const struct operation *operation)
{
    restore_area(&flash_model_second, snapshot->bytes, snapshot->programmed);
    count.rollbacks++;
    if (boot() == PSA_SUCCESS)
        check_attacked("an older state of the external area", operation);
}

static uint8_t record[VALUE_MAX + STORE_SEAL_OVERHEAD];

/* Puts one record of a snapshot into the present log, as its own checksums want it. */
static void splice(const struct state *state, const struct snapshot *snapshot, int from, int to)
{
    const uint8_t *next = record;
    struct store_info info;
    size_t size;

    restore(state);
    restore_area(&flash_model_second, snapshot->bytes, snapshot->programmed);
    if (boot() != PSA_SUCCESS || store_log_info(&protected_log, &ids[from], &info) != PSA_SUCCESS ||
        store_log_get(&protected_log, &ids[from], 0, record, sizeof(record), &size) != PSA_SUCCESS)
        return;
    restore(state);
    if (boot() != PSA_SUCCESS || store_log_set(&protected_log, &ids[to], info.flags, fill,
                                               (void *)&next, size) != PSA_SUCCESS)
        return;
    count.splices++;
    check_attacked("an older record", NULL);
}

static void flip_area(const struct state *state, struct flash_model *area)
{
    struct asset asset;

    for (uint32_t bit = 0; bit < area->size * 8 && count.failures < 10; bit++) {
        bool right = true;

        now.cut = bit;
        restore(state);
        area->image.bytes[bit / 8] ^= (uint8_t)(1u << bit % 8);
        count.flips++;
        if (boot() != PSA_SUCCESS)
            continue;
        for (int id = 0; id < ID_COUNT; id++) {
            psa_status_t status = read_asset(id, &asset);

            if (status != PSA_SUCCESS)
                right = false;
            else if (!same(&asset, &model[id]))
                fail("a flipped bit", id, status);
            if (model[id].exists && (model[id].flags & PSA_STORAGE_FLAG_WRITE_ONCE) != 0 &&
                (ps_asset_flags(&assets, &ids[id]) & PSA_STORAGE_FLAG_WRITE_ONCE) == 0)
                fail("write-once was lost", id, 0);
        }
        count.flips_right += right;
    }
    now.cut = NO_CUT;
}

static void attack(void)
{
    static struct state state;

    save(&state);
    for (size_t i = 0; i < SNAPSHOT_COUNT && i < snapshot_count; i++) {
        restore(&state);
        roll_back(&snapshots[i], NULL);
        for (int pair = 0; pair < ID_COUNT * ID_COUNT; pair++)
            splice(&state, &snapshots[i], pair / ID_COUNT, pair % ID_COUNT);
    }
    flip_area(&state, &flash_model_second);
    flip_area(&state, &flash_model);
    restore(&state);
}

/* ---- Cuts ----------------------------------------------------------------------------------- */

static bool run_powered(const struct operation *operation, psa_status_t *status)
{
    if (setjmp(flash_model.power_off) != 0)
        return false;
    *status = run(operation);
    return true;
}

/* A start, a look at the asset that was cut, and another operation. */
static bool recover_powered(const struct operation *first, const struct operation *second,
                            struct asset *seen, bool *looked)
{
    *looked = false;
    if (setjmp(flash_model.power_off) != 0)
        return false;
    if (boot() != PSA_SUCCESS || read_asset(first->id, seen) != PSA_SUCCESS)
        fail("the first look after a cut", first->id, 0);
    *looked = true;
    psa_status_t status = run(second);

    if (status != PSA_SUCCESS && status != PSA_ERROR_DOES_NOT_EXIST &&
        status != PSA_ERROR_INSUFFICIENT_STORAGE)
        fail("an operation after a cut", second->id, status);
    return true;
}

static void sweep_recovery(const struct state *cut, const struct operation *first)
{
    static struct operation second;
    static struct asset seen;
    static struct asset kept;
    bool complete = false;
    bool looked;

    second = *first;
    second.id = (first->id + 1) % ID_COUNT;
    second.action = now.cut % 3 == 0 ? REMOVE : SET;
    second.after.exists = second.action == SET;
    second.offset = 0;
    second.length = second.after.size;
    second.after.capacity = second.after.size;
    for (now.cut2 = 0; !complete && count.failures < 10; now.cut2++) {
        restore(cut);
        arm(now.cut2, (now.tear + (unsigned)now.cut2) % FLASH_TEAR_COUNT);
        complete = recover_powered(first, &second, &seen, &looked);
        arm(NO_CUT, 0);
        count.nested++;
        if (boot() != PSA_SUCCESS) {
            fail("mounting after a second cut", -1, 0);
            break;
        }
        /* The second's asset is old or new, and the first's what was seen, if it was. */
        kept = model[first->id];
        if (looked)
            model[first->id] = seen;
        if (looked || same(&first->after, &kept) ||
            !check_all("after a second cut", first, NULL, NULL))
            (void)check_all("after a second cut", &second, NULL, NULL);
        model[first->id] = kept;
    }
    now.cut2 = NO_CUT;
}

/* A start leaves no value that has no anchor. */
static bool is_clean(void)
{
    struct store_cursor cursor = {0};
    struct store_id id;
    struct store_info info;
    struct store_info anchor;

    while (store_log_next(&protected_log, &cursor, &id, &info))
        if (store_log_info(&internal_log, &id, &anchor) == PSA_ERROR_DOES_NOT_EXIST)
            return false;
    return true;
}

static void check_cut(const struct operation *operation)
{
    static struct state cut;
    static struct asset seen;
    static struct asset kept;

    save(&cut);
    if (boot() != PSA_SUCCESS)
        fail("mounting after a cut", -1, 0);
    else if (!is_clean())
        fail("a value without an anchor is left", -1, 0);
    else if (check_all("after a cut", operation, NULL, &seen)) {
        /* It stays so, over another start and whatever an attacker puts back. */
        if (boot() == PSA_SUCCESS)
            (void)check_all("after a cut and a start", operation, &seen, NULL);
        if (snapshot_count > 0) {
            kept = model[operation->id];
            model[operation->id] = seen;
            roll_back(&snapshots[(snapshot_count - 1) % SNAPSHOT_COUNT], NULL);
            model[operation->id] = kept;
        }
    }
    if (snapshot_count > 0 && (replaying || now.cut % 7 == 0)) {
        restore(&cut);
        roll_back(&snapshots[(size_t)now.cut %
                             (snapshot_count < SNAPSHOT_COUNT ? snapshot_count : SNAPSHOT_COUNT)],
                  operation);
    }
    if (replaying || (now.cut + now.operation) % nest_every == 0)
        sweep_recovery(&cut, operation);
}

static void sweep_cuts(const struct operation *operation)
{
    static struct state state;

    save(&state);
    for (now.tear = 0; now.tear < FLASH_TEAR_COUNT; now.tear++) {
        bool complete = false;
        psa_status_t status;

        for (now.cut = 0; !complete && count.failures < 10; now.cut++) {
            if (replaying && (now.tear != wanted.tear || now.cut < wanted.cut))
                now.cut = now.tear == wanted.tear ? wanted.cut : now.cut;
            restore(&state);
            arm(now.cut, now.tear);
            complete = run_powered(operation, &status);
            arm(NO_CUT, 0);
            count.cuts++;
            check_cut(operation);
            if (replaying)
                break;
        }
        now.cut = NO_CUT;
    }
    now.tear = 0;
    restore(&state);
}

/* ---- The sequence --------------------------------------------------------------------------- */

static uint32_t draw(uint32_t *random, uint32_t limit)
{
    return (flash_model_random(random) >> 8) % limit;
}

static void choose(struct operation *operation, uint32_t *random)
{
    struct asset *after = &operation->after;
    uint32_t limit = draw(random, 4) == 0 ? VALUE_MAX / 2 : 80;

    operation->id = (int)draw(random, ID_COUNT);
    *after = model[operation->id];
    operation->action = (enum action)(draw(random, 8) / 2);
    if (operation->action == CREATE && after->exists)
        operation->action = SET;
    if (operation->action == CHANGE && !after->exists)
        operation->action = CREATE;
    operation->offset = operation->length = 0;
    if (operation->action == REMOVE) {
        memset(after, 0, sizeof(*after));
        return;
    }
    if (operation->action == CHANGE) {
        operation->offset = draw(random, after->size + 1);
        operation->length = draw(random, after->capacity - operation->offset + 1);
        if (after->size < operation->offset + operation->length)
            after->size = operation->offset + operation->length;
    } else {
        memset(after, 0, sizeof(*after));
        after->exists = true;
        after->flags = (uint8_t)draw(random, 8);
        after->capacity = draw(random, limit);
        if (operation->action == SET)
            operation->length = after->size = after->capacity;
    }
    for (uint32_t i = 0; i < operation->length; i++)
        after->value[operation->offset + i] = (uint8_t)draw(random, 256);
}

static void commit(const struct operation *operation)
{
    bool existed = model[operation->id].exists;
    psa_status_t status = run(operation);

    if (operation->action == REMOVE && !existed) {
        if (status != PSA_ERROR_DOES_NOT_EXIST)
            fail("removing what does not exist", operation->id, status);
    } else if (status == PSA_SUCCESS) {
        model[operation->id] = operation->after;
        if (history_count < HISTORY_MAX) {
            history_id[history_count] = operation->id;
            history[history_count++] = operation->after;
        }
    } else if (status != PSA_ERROR_INSUFFICIENT_STORAGE)
        fail("an operation", operation->id, status);
    (void)check_all("after an operation", NULL, NULL, NULL);
}

/* The power fails in earnest, an attacker keeps what is in the external area then, and the
 * operation is tried again. */
static void cut_in_earnest(const struct operation *operation, uint32_t *random)
{
    static struct asset found;
    psa_status_t status;

    arm((long)draw(random, 160), draw(random, FLASH_TEAR_COUNT));
    (void)run_powered(operation, &status);
    arm(NO_CUT, 0);
    take_snapshot();
    if (boot() != PSA_SUCCESS)
        fail("mounting", -1, 0);
    else if (check_all("after a cut in earnest", operation, NULL, &found)) {
        model[operation->id] = found;
        if (history_count < HISTORY_MAX) {
            history_id[history_count] = operation->id;
            history[history_count++] = found;
        }
    }
}

static void run_sequence(void)
{
    static struct operation operation;
    uint32_t random = now.seed * 2654435761u | 1u;

    flash_model_open(now.sector_size, 2, (uint8_t)now.unit, 0xff);
    flash_model_open_second(now.sector_size, 2, (uint8_t)now.unit, 0xff);
    if (2 * now.sector_size > 4096 || boot() != PSA_SUCCESS)
        abort();
    for (now.operation = 0; now.operation < operations && count.failures < 10; now.operation++) {
        bool here = !replaying || now.operation == wanted.operation;

        choose(&operation, &random);
        if (here)
            sweep_cuts(&operation);
        if (now.operation % 3 == 2)
            cut_in_earnest(&operation, &random);
        if (operation.action != CHANGE && operation.action != CREATE)
            commit(&operation);
        else if (same(&model[operation.id], &operation.after) == false)
            commit(&operation);
        take_snapshot();
        if (now.operation % 2 != 0 && boot() != PSA_SUCCESS)
            fail("mounting", -1, 0);
        if (attacks_every != 0 && now.operation % attacks_every == attacks_every - 1 && here)
            attack();
    }
}

static void usage(const char *name)
{
    printf("usage: %s [--unit N] [--sector BYTES] [--seed N] [--operations N]\n"
           "       [--attacks-every N (0: never)] [--nest-every N] [--replay ID]\n",
           name);
}

static const struct option options[] = {
    {"unit", required_argument, NULL, 'u'},          {"sector", required_argument, NULL, 's'},
    {"seed", required_argument, NULL, 'r'},          {"operations", required_argument, NULL, 'o'},
    {"attacks-every", required_argument, NULL, 'a'}, {"nest-every", required_argument, NULL, 'm'},
    {"replay", required_argument, NULL, 'i'},        {NULL, 0, NULL, 0}};

static bool take_replay(const char *id)
{
    replaying = true;
    wanted = now;
    if (sscanf(id, "%u.%u.%u.%u.%u.%ld.%ld", &now.unit, &now.sector_size, &now.seed,
               &wanted.operation, &wanted.tear, &wanted.cut, &wanted.cut2) != 7) {
        fprintf(stderr, "ps_powercut: not the id of a trial: %s\n", id);
        return false;
    }
    operations = wanted.operation + 1;
    return true;
}

int main(int argc, char **argv)
{
    for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        unsigned value = optarg != NULL ? (unsigned)strtoul(optarg, NULL, 0) : 0;

        if (option == 'u')
            now.unit = value;
        else if (option == 's')
            now.sector_size = value;
        else if (option == 'r')
            now.seed = value;
        else if (option == 'o')
            operations = value;
        else if (option == 'a')
            attacks_every = value;
        else if (option == 'm')
            nest_every = value;
        else if (option != 'i' || !take_replay(optarg)) {
            usage(argv[0]);
            return 2;
        }
    }
    run_sequence();
    printf("unit %2u, sector %u, seed %u: %u operations, %lu cuts, %lu cuts in recovery, %lu flips "
           "(%lu right everywhere), %lu areas rolled back, %lu records put back (%lu assets "
           "refused, %lu older ones allowed by their flag), %lu nonces; %lu failures\n",
           now.unit, now.sector_size, now.seed, now.operation, count.cuts, count.nested,
           count.flips, count.flips_right, count.rollbacks, count.splices, count.refused,
           count.allowed, count.nonces, count.failures);
    return count.failures != 0;
}
