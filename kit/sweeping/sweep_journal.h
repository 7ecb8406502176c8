#pragma once
/*
 * The journal of a sweep: on disk, line by line, what became of each point, for a later
 * `--resume` and for `merge`. One thread at a time.
 *
 * The journal has a head, with its version and what text it is of; for each run its state, the
 * times that it took and until somebody told of harm, the rules that it exercised, and its
 * point; for each step that a run came to, once, `seen` and the step; and `over` at the end.
 * SWEEP_JOURNAL_VERSION grows when a reader of the old version would misread a line of the new
 * one.
 */
#include "kit/os/output.h"
#include "kit/sweep/map.h"

#define SWEEP_JOURNAL_VERSION 2u

/* What became of a point. */
struct sweep_journal_line {
    const char *line; /* the point's; in the journal, without an end */
    size_t size;
    enum sweep_state state;
    int64_t took_ns;
    int64_t detection_ns;
    uint32_t exercised;
};

/* ---- to read one: of the whole sweep, or of a shard ---- */

/* How many damaged lines are named; of more it is only said how many there are. */
#define SWEEP_JOURNAL_NAMED 20u

/* The lines of a journal that say nothing that a journal can say, or that stand behind its end:
 * what they told is lost. A last line without an end is none of them: there it was cut. */
struct sweep_damage {
    uint32_t count;
    uint32_t lines[SWEEP_JOURNAL_NAMED]; /* the first ones, in the file from 1 */
};

struct sweep_journal {
    char *bytes;
    size_t size;
    const char *at;       /* the next line */
    uint32_t line_number; /* in the file, of the last one that was read, from 1 */
    uint64_t seen;        /* this and the next two are known once all lines are read */
    bool is_over;         /* its sweep came to its end */
    struct sweep_damage damage;
};

/* KIT_BAD_INPUT if it is of another text than this, or of another lifeline; `then` says what to
 * do about it. */
enum kit_status sweep_journal_read(const char *path, const char *text, size_t size,
                                   const char *then, struct sweep_journal *out,
                                   struct kit_error *err);

/* Begins anew with its first line. */
void sweep_journal_rewind(struct sweep_journal *journal);

/* The next whole line; false at the end, or where it was cut. What is damaged is noted and
 * passed over. */
bool sweep_journal_next(struct sweep_journal *journal, struct sweep_journal_line *out);
void sweep_journal_free(struct sweep_journal *journal);

/* ---- to write one ---- */

/* The first bytes of every journal. */
#define SWEEP_JOURNAL_FIRST "lifeline-sweep "

/* All zero is none; what is added to none is lost. */
struct sweep_journal_writer {
    struct os_output output;
    bool failed; /* told at its end */
};

/* Begins one beside its place, where what was there before is left for now. */
enum kit_status sweep_journal_create(struct sweep_journal_writer *writer, const char *path,
                                     const char *text, size_t size, struct kit_error *err);

/* It takes the place of what was there before, and is whole with each line from here on. */
enum kit_status sweep_journal_place(struct sweep_journal_writer *writer, struct kit_error *err);

/* On the disk when it returns, with all steps before it. */
void sweep_journal_add(struct sweep_journal_writer *writer,
                       const struct sweep_journal_line *line);

/* Steps that a run came to, 1 << each. */
void sweep_journal_add_seen(struct sweep_journal_writer *writer, uint64_t steps);

/* `is_over`: the sweep was not ended from outside. Of none it is nothing. */
enum kit_status sweep_journal_close(struct sweep_journal_writer *writer, bool is_over,
                                    struct kit_error *err);
