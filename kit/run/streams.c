#include "kit/run/streams.h"
#include "kit/base/line_number.h"
#include "kit/os/process.h"
#include "kit/os/stream.h"

#include <assert.h>
#include <string.h>

/* How long an actor may take to read a line of its standard input, if the pipe is full. */
#define TELL_MS        1000

/* How much of one stream is read in a turn: more than the pipe holds. A program that prints
 * without end must not keep the runner from everything else. */
#define READ_BYTES     4096
#define READS_A_TURN   20

/* How many matches of a line are logged, and how often one more. */
#define MATCHES_LOGGED 1000u
#define MATCH_AGAIN_NS (20 * NS_PER_MS)

static void log_line(void *context, int actor, enum prints_from from, const char *text,
                     size_t size)
{
    struct session *session = context;
    struct kit_event event = recorder_event(&session->recorder, EVENT_PRINTED, actor);
    struct text to = text_over(event.text, sizeof event.text);
    text_add(&to, "%s", text);
    event.size = size;
    name_copy(event.by, prints_words[from], strlen(prints_words[from]));
    recorder_add(&session->recorder, &event);
}

/*
 * A program can print a text without end. The first matches are logged; after them, one in
 * 20 ms, the one that a line waits for, and the first after each deed of the run's: a line that
 * forbids the text from then on is broken by it.
 */
static bool is_logged(struct session *session, int line_index, uint32_t n)
{
    int64_t now_ns = recorder_now_ns(&session->recorder);
    int64_t *last_ns = &session->matched_ns[line_index];
    bool is_first_since = *last_ns <= session->recorder.deed_ns;
    if (n > MATCHES_LOGGED && session->scenario->lines[line_index].occurrence != n &&
        !is_first_since && now_ns - *last_ns < MATCH_AGAIN_NS)
        return false;
    *last_ns = now_ns;
    return true;
}

/* A line that is repeated would log each printed line as often as it is carried out. It is
 * looked at from the round before its own until it is done. */
static bool is_of_this_round(const struct session *session, int line_index)
{
    const struct scenario_line *line = &session->scenario->lines[line_index];
    uint32_t current = session->interpreter.line_index;
    return line_time(line->line_number) == 1 ||
           (current >= line->round_before && current <= (uint32_t)line_index);
}

static void log_match(void *context, int line_index, uint32_t n, const char *text)
{
    struct session *session = context;
    const struct scenario_line *line = &session->scenario->lines[line_index];
    if (!is_of_this_round(session, line_index) || !is_logged(session, line_index, n))
        return;
    struct kit_event event = recorder_event(&session->recorder, EVENT_MATCHED, line->actor);
    struct text to = text_over(event.text, sizeof event.text);
    text_add(&to, "%s", text);
    event.occurrence = n;
    event.line_number = line->line_number;
    recorder_add(&session->recorder, &event);
    if (line->kind == SAY_AT_PRINTS && line->occurrence == n)
        session->due[line_index] = true;
}

void streams_begin(struct session *session)
{
    const struct print_listener listener = {session, log_line, log_match};
    prints_begin(&session->prints, session->scenario, &listener);
}

static enum kit_status open_input(struct session *session, int actor, void **child,
                                  struct kit_error *err)
{
    const struct scenario_launch *launch = &session->scenario->actors[actor].launch;
    struct os_stream **stream = &session->streams.to[actor];
    enum kit_status status;
    if (launch->source == LAUNCH_IN_NOTHING || launch->source == LAUNCH_IN_FILE)
        return os_stream_file(launch->source == LAUNCH_IN_FILE ? launch->input : NULL, true,
                              child, err);
    status = os_stream_to(stream, child, err);
    if (status == KIT_OK && launch->source == LAUNCH_IN_CLOSED)
        os_stream_close(stream);
    return status;
}

static enum kit_status open_output(struct session *session, int actor, void *standard[3],
                                   struct kit_error *err)
{
    const struct scenario_launch *launch = &session->scenario->actors[actor].launch;
    struct os_stream **from = session->streams.from[actor];
    enum kit_status status = KIT_OK;
    switch (launch->sink) {
    case LAUNCH_OUT_CAPTURED:
        for (int i = 0; i < PRINTS_FROM_COUNT && status == KIT_OK; i++)
            status = os_stream_from(session->processes.port, &from[i], &standard[1 + i], err);
        return status;
    case LAUNCH_OUT_INHERIT:
        for (int i = 0; i < PRINTS_FROM_COUNT && status == KIT_OK; i++)
            status = os_stream_own(i == PRINTS_STDERR, &standard[1 + i], err);
        return status;
    case LAUNCH_OUT_NOTHING:
    case LAUNCH_OUT_FILE:
    case LAUNCH_OUT_COUNT:
        break;
    }
    status = os_stream_file(launch->sink == LAUNCH_OUT_FILE ? launch->output : NULL, false,
                            &standard[1], err);
    standard[2] = standard[1];
    return status;
}

enum kit_status streams_open(struct session *session, int actor, void *standard[3],
                             struct kit_error *err)
{
    static_assert(PRINTS_STDOUT == 0 && PRINTS_STDERR == 1, "the order of standard[]");
    assert(actor >= 0 && !session->streams.from[actor][0]);
    memset(standard, 0, 3 * sizeof *standard);
    enum kit_status status = open_input(session, actor, &standard[0], err);
    return status == KIT_OK ? open_output(session, actor, standard, err) : status;
}

void streams_given(void *standard[3])
{
    if (standard[2] == standard[1])
        standard[2] = NULL;
    for (int i = 0; i < 3; i++)
        os_close(&standard[i]);
}

/* Closes the stream once it is over. */
static void read_one(struct session *session, int actor, enum prints_from from, bool all)
{
    struct os_stream **stream = &session->streams.from[actor][from];
    char bytes[READ_BYTES];
    size_t count = 1;
    bool goes_on = true;
    for (int i = 0; i < READS_A_TURN && goes_on && count > 0; i++) {
        goes_on = os_stream_read(*stream, all, bytes, sizeof bytes, &count);
        prints_take(&session->prints, actor, from, bytes, count);
    }
    if (goes_on && count > 0)
        session->acted = true; /* there may be more: the next turn comes at once */
    if (goes_on)
        return;
    prints_end(&session->prints, actor, from);
    os_stream_close(stream);
}

void streams_read(struct session *session, bool all)
{
    for (int actor = 0; actor < (int)session->scenario->actor_count; actor++) {
        for (int from = 0; from < PRINTS_FROM_COUNT; from++) {
            if (session->streams.from[actor][from])
                read_one(session, actor, (enum prints_from)from, all);
        }
    }
}

/* The log has the fact before the actor can react to it. */
static void log_input(struct session *session, int actor, const char *text, int line_index)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_INPUT, actor);
    const char *what = text ? "line" : "end";
    struct text to = text_over(event.text, sizeof event.text);
    text_add(&to, "%s", text ? text : "");
    name_copy(event.name, what, strlen(what));
    if (line_index >= 0)
        event.line_number = session->scenario->lines[line_index].line_number;
    recorder_add(&session->recorder, &event);
}

/*
 * The actor may have closed its standard input, or be ending at this moment: the run has not
 * heard of it yet. A stop that nobody hears is judged by what follows; only a line that tells
 * something to a living actor has failed.
 */
static void tell_failed(struct session *session, int actor, const char *text, int line_index,
                        const char *why)
{
    if (line_index >= 0 && !processes_ends_now(&session->processes, actor))
        recorder_trouble(&session->recorder, actor, "%s cannot be told \"%.60s\": %.100s",
                         session->scenario->actors[actor].name, text, why);
}

void streams_tell(struct session *session, int actor, const char *text, int line_index)
{
    struct os_stream **stream = &session->streams.to[actor];
    char line[SCENARIO_ARGUMENT * 2 + 2];
    struct text to = text_over(line, sizeof line);
    struct kit_error why;
    log_input(session, actor, text, line_index);
    session->acted = true;
    if (!text) {
        os_stream_close(stream);
        return;
    }
    text_add(&to, "%s\n", text);
    assert(!to.cut);
    if (!*stream)
        tell_failed(session, actor, text, line_index, "its standard input is closed");
    else if (os_stream_write(*stream, line, to.length, TELL_MS, &why) != KIT_OK)
        tell_failed(session, actor, text, line_index, why.text);
}

/* What was printed beyond the number of bytes that are kept. */
static void log_left_out(struct session *session, int actor)
{
    struct kit_event event = recorder_event(&session->recorder, EVENT_PRINTED, actor);
    event.size = session->prints.actors[actor].left_out;
    if (event.size > 0)
        recorder_add(&session->recorder, &event);
    session->prints.actors[actor].left_out = 0;
}

void streams_end(struct session *session)
{
    streams_read(session, true);
    for (int actor = 0; actor < (int)session->scenario->actor_count; actor++) {
        for (int from = 0; from < PRINTS_FROM_COUNT; from++) {
            if (session->streams.from[actor][from])
                prints_end(&session->prints, actor, (enum prints_from)from);
            os_stream_close(&session->streams.from[actor][from]);
        }
        os_stream_close(&session->streams.to[actor]);
        log_left_out(session, actor);
    }
}

bool streams_is_own(const char *pipe_name)
{
    char own[48];
    struct text text = text_over(own, sizeof own);
    text_add(&text, "lifeline-%lu-", (unsigned long)os_own_pid());
    return strncmp(pipe_name, own, strlen(own)) == 0 && strstr(pipe_name, "-stream");
}
