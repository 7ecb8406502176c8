/*
 * Goal: no bytes make the reader of logs crash, leak or run long, and every log that it accepts
 * can be written. Method: reads the bytes as a log. An accepted log is written, read again and
 * compared. Without the lines that cannot be read, the bytes are a log whenever the whole is
 * one.
 */
#include "kit/log/log.h"

#include <stdlib.h>
#include <string.h>

/* The reader never makes a text longer, and the longest escape of a byte has six bytes. */
static size_t room_for(const struct log *log)
{
    return LOG_LINE_MOST * 2 + log->header.scenario_size * 6 + log->event_count * 4096;
}

static void write_log(struct text *to, const struct log *log)
{
    log_write_header(to, &log->header);
    for (size_t i = 0; i < log->event_count; i++)
        log_write_event(to, &log->events[i]);
    if (log->has_judgement)
        log_write_judgement(to, &log->judgement);
}

static void require(bool is_so)
{
    if (!is_so)
        abort();
}

static void compare(const struct log *a, const struct log *b)
{
    require(a->header.scenario_size == b->header.scenario_size);
    require(memcmp(a->header.scenario, b->header.scenario, a->header.scenario_size) == 0);
    require(words_equal(a->header.path, b->header.path) && a->header.seed == b->header.seed);
    require(a->header.program_count == b->header.program_count);
    require(a->header.program_count == 0 ||
            memcmp(a->header.programs, b->header.programs,
                   a->header.program_count * sizeof *a->header.programs) == 0);
    require(a->event_count == b->event_count && a->has_judgement == b->has_judgement);
    for (size_t i = 0; i < a->event_count; i++)
        require(memcmp(&a->events[i], &b->events[i], sizeof *a->events) == 0);
    require(memcmp(&a->judgement, &b->judgement, sizeof a->judgement) == 0);
}

/* As a command reads that only tells: whatever comes behind the first line is no failure. */
static bool can_be_told(const char *bytes, size_t size)
{
    static struct log log;
    struct kit_error err;
    bool is_told = log_read_readable(bytes, size, &log, &err) == KIT_OK;
    require((log.damaged > 0) == (log.damage[0] != 0));
    log_free(&log);
    return is_told;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct log first, second; /* too large for some stacks */
    struct kit_error err = {.status = KIT_OK};
    bool is_told = can_be_told((const char *)data, size);
    if (log_read((const char *)data, size, &first, &err) != KIT_OK) {
        require(err.text[0] != 0 && !first.events && !first.header.scenario);
        return 0;
    }
    require(is_told);
    if (first.header.version > 0) {
        size_t room = room_for(&first);
        char *bytes = malloc(room);
        require(bytes != NULL);
        struct text text = text_over(bytes, room);
        write_log(&text, &first);
        require(!text.cut);
        require(log_read(bytes, text.length, &second, &err) == KIT_OK);
        compare(&first, &second);
        log_free(&second);
        free(bytes);
    }
    log_free(&first);
    return 0;
}
