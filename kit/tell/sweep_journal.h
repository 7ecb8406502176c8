#pragma once
/*
 * The journal of a sweep: the result of each point, on disk, line by line, for a later
 * `--resume` and for `merge`. One thread at a time.
 *
 * The journal begins with a header: its version and the text that it belongs to. For each run
 * it has the state, how long the run took, how long it took until an actor reported the harm,
 * the rules that it exercised, and its point. For each step that any run reached it has one
 * line `seen` with the step. It ends with `over`. SWEEP_JOURNAL_VERSION grows when a reader of
 * the old version would misread a line of the new one.
 */
#include "kit/os/output.h"
#include "kit/sweep/map.h"

#define SWEEP_JOURNAL_VERSION 2u

/* The result of a point. */
struct sweep_journal_line {
    const char *line; /* the point's; in the journal, without an end */
    size_t size;
    enum sweep_state state;
    int64_t took_ns;
    int64_t detection_ns;
    uint32_t exercised;
};

/* ---- reading the journal of a sweep or of a shard ---- */

/* How many damaged lines are named. Of further ones only the number is printed. */
#define SWEEP_JOURNAL_NAMED 20u

/*
 * The lines of a journal that are not valid, or that stand after its end: their content is
 * lost. A last line without a newline does not count: there the journal was cut.
 */
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
    bool is_over;         /* the sweep was completed */
    struct sweep_damage damage;
};

/*
 * KIT_BAD_INPUT if the journal belongs to another text or another lifeline. `then` says what
 * the user should do.
 */
enum kit_status sweep_journal_read(const char *path, const char *text, size_t size,
                                   const char *then, struct sweep_journal *out,
                                   struct kit_error *err);

/* Starts again at the first line. */
void sweep_journal_rewind(struct sweep_journal *journal);

/*
 * The next complete line; false at the end, or where the journal was cut. A damaged line is
 * recorded and skipped.
 */
bool sweep_journal_next(struct sweep_journal *journal, struct sweep_journal_line *out);
void sweep_journal_free(struct sweep_journal *journal);

/* ---- writing a journal ---- */

/* The first bytes of every journal. */
#define SWEEP_JOURNAL_FIRST "lifeline-sweep "

/* All zero means no journal; lines that are added to it are lost. */
struct sweep_journal_writer {
    struct os_output output;
    bool failed; /* reported at its end */
};

/* Begins a new file beside the journal's place. The old journal stays there for now. */
enum kit_status sweep_journal_create(struct sweep_journal_writer *writer, const char *path,
                                     const char *text, size_t size, struct kit_error *err);

/* Replaces the old journal. From here on the file is complete after each line. */
enum kit_status sweep_journal_place(struct sweep_journal_writer *writer, struct kit_error *err);

/* The line, with all steps before it, is on the disk when this function returns. */
void sweep_journal_add(struct sweep_journal_writer *writer,
                       const struct sweep_journal_line *line);

/* Steps that a run reached, 1 << each. */
void sweep_journal_add_seen(struct sweep_journal_writer *writer, uint64_t steps);

/* `is_over`: the sweep was not ended from outside. Does nothing if there is no journal. */
enum kit_status sweep_journal_close(struct sweep_journal_writer *writer, bool is_over,
                                    struct kit_error *err);
