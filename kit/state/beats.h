#pragma once
/*
 * What the threads of the stall monitor found: up to which instant every stall is known, which
 * stalls there were, and whether a thread failed. A beat is a timed wait and a pipe round trip,
 * the calls that actors make. The caller provides these calls, so a test can bring its own
 * clock. Pure. All instants are on the clock that all processes share. The caller must not let
 * two threads use one struct beats at once.
 */
#include "kit/base/status.h"

#define BEATS_CORES    64   /* at most this many cores are watched */
#define BEATS_STALLS   4096 /* are kept; a run that is this far behind has other trouble */

/* A beat that is later than this is a stall. Shorter delays are common on a busy machine, and
 * are less than a tenth of any window that a person would write. */
#define BEATS_STALL_MS 40u

struct stall_seen {
    uint32_t core; /* from 1 */
    int64_t from_ns;
    int64_t until_ns;
};

struct beats {
    uint32_t core_count;
    int64_t passed_ns[BEATS_CORES]; /* by core: when its last beat ended */
    bool failed[BEATS_CORES];
    uint64_t stall_count;
    struct stall_seen stalls[BEATS_STALLS];
};

void beats_begin(struct beats *beats, uint32_t core_count, int64_t now_ns);

/* A beat of this core (from 0) was due at one instant and was over at another. */
void beats_done(struct beats *beats, uint32_t core, int64_t due_ns, int64_t done_ns);

/* The thread of this core has failed. After its last beat it reports no stalls. */
void beats_fail(struct beats *beats, uint32_t core);

/*
 * The instant up to which every stall is known. After a thread failed this instant never moves
 * again: a later stall could go unnoticed.
 */
int64_t beats_passed_ns(const struct beats *beats);

/* True if a thread failed: of which core (from 1), and the end of its last beat. */
bool beats_failed(const struct beats *beats, uint32_t *core, int64_t *since_ns);

/* Of how long each core stalled by now and by an earlier instant (NULL: not at all), the
 * longest time in between. */
int64_t beats_longest_ns(const int64_t by_now_ns[BEATS_CORES],
                         const int64_t by_then_ns[BEATS_CORES]);

/* How many stalls after number `at` are not kept any more, so that their times are lost. */
uint64_t beats_forgotten(const struct beats *beats, uint64_t at);

/* The next stall after number *at; false if there is none. *at moves behind it. */
bool beats_next(const struct beats *beats, uint64_t *at, struct stall_seen *out);

/* How the timed wait of a beat ended. */
enum beat_rest {
    BEAT_DUE,     /* the time passed */
    BEAT_HURRIED, /* a caller asked for the passed time now */
    BEAT_STOPPED, /* the monitor is stopped */
    BEAT_BROKEN   /* the wait failed */
};

/* The calls that make a beat. Each gets `context`. */
struct beat_calls {
    int64_t (*now_ns)(void *context);
    enum beat_rest (*rest)(void *context, uint32_t timeout_ms);
    bool (*round_trip)(void *context);
};

/* How a beat ended. */
enum beat { BEAT_GOES_ON, BEAT_ENDS, BEAT_FAILED };

/* Makes one beat of `beat_ms`. After BEAT_GOES_ON the caller passes the two instants to
 * beats_done. */
enum beat beat_make(const struct beat_calls *calls, void *context, uint32_t beat_ms,
                    int64_t *due_ns, int64_t *done_ns);
