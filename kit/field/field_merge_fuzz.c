/*
 * Goal: no field log, however it was cut or spoiled, makes `collect` crash, run long or write a
 * log that lifeline refuses. Method: the bytes fill a few field logs, by the probe's functions
 * and by nonsense in any place; they are read, merged, written and read back.
 */
#include "kit/field/field_merge.h"
#include "kit/field/field_sample.h"
#include "kit/field/read_again.h"

#include <assert.h>

#define LOGS 3

struct bytes {
    const uint8_t *at;
    size_t left;
};

static uint64_t number(struct bytes *from, size_t size)
{
    uint64_t value = 0;
    for (; size > 0 && from->left > 0; size--, from->left--)
        value = value << 8 | *from->at++;
    return value;
}

/* A log that was spoiled is not written to by the probe's functions any more: they may wait for
 * a name that a thread is just writing. */
static void poke(struct bytes *from, struct field_log *log, bool *is_spoiled)
{
    static const char *const names[] = {"x", "y", "child.lost", "host", "cs", ""};
    size_t size = sizeof *log;
    switch (number(from, 1) % 8) {
    case 0:
        atomic_store(&log->block.claimed, number(from, 8));
        break;
    case 1:
        *is_spoiled = true;
        ((uint8_t *)log)[sizeof(struct field_facts) + number(from, 4) % (size - 256)] =
            (uint8_t)number(from, 1);
        break;
    case 2: /* the version and the sizes stay: of another one nothing is read */
        ((uint8_t *)log)[24 + number(from, 1) % (sizeof(struct field_facts) - 24)] =
            (uint8_t)number(from, 1);
        break;
    case 3:
        field_say_end(log, number(from, 2));
        break;
    default:
        if (*is_spoiled)
            break;
        field_say(log, number(from, 1) % RING_KIND_COUNT, number(from, 2),
                  names[number(from, 1) % 6], names[number(from, 1) % 6]);
        break;
    }
}

static bool is_any(const char *name)
{
    return name[0] == 'x';
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[LOGS] = {"host", "cs", ""};
    struct field_record records[LOGS];
    struct field_log *logs[LOGS];
    bool is_spoiled[LOGS] = {false};
    struct bytes from = {data, size};
    struct kit_error err;
    struct log log;
    size_t count = 0;
    for (uint32_t i = 0; i < LOGS; i++)
        logs[i] = field_sample(names[i], "x.exe", i + 1, (uint32_t)number(&from, 1) % 4, i);
    while (from.left > 0) {
        uint64_t at = number(&from, 1) % LOGS;
        poke(&from, logs[at], &is_spoiled[at]);
    }
    for (int i = 0; i < LOGS; i++) {
        if (!field_log_valid(logs[i], sizeof *logs[i]))
            continue;
        assert(field_record_read("a", logs[i], &records[count++], &err) == KIT_OK);
    }
    struct field_source source = {.records = records,
                                  .count = field_merge_choose(records, count),
                                  .path = "a",
                                  .commit = "0123456789ab",
                                  .is_kits = is_any};
    if (source.count > 0) {
        assert(field_merge(&source, &log, &err) == KIT_OK);
        read_again(&log, 3);
        log_free(&log);
    }
    for (size_t i = 0; i < count; i++)
        field_record_free(&records[i]);
    for (int i = 0; i < LOGS; i++)
        free(logs[i]);
    return 0;
}
