#include "kit/run/recorder.h"
#include "kit/base/utf8.h"
#include "kit/os/clock.h"
#include "kit/os/stranger.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER (64 * 1024)

static bool is_kept_at_once(enum kit_event_kind kind)
{
    return kind == EVENT_STRUCK || kind == EVENT_EXITED || kind == EVENT_TROUBLE;
}

/* With a line's turn or a deed of the run's the time begins in which a text must not come. */
static bool is_deed(enum kit_event_kind kind)
{
    return kind == EVENT_LINE || kind == EVENT_STRUCK || kind == EVENT_CONFIRMED ||
           kind == EVENT_RESUMED || kind == EVENT_NOT_RESUMED || kind == EVENT_INPUT ||
           kind == EVENT_STOP || kind == EVENT_RELEASED || kind == EVENT_ENDED ||
           kind == EVENT_SIGNALLED || kind == EVENT_WROTE || kind == EVENT_JUMPED;
}

void recorder_keep(struct recorder *recorder)
{
    if (recorder->has_more && fflush(recorder->log.file) != 0)
        recorder->write_failed = true;
    recorder->has_more = false;
}

static void write_line(struct recorder *recorder, const struct text *line, bool at_once)
{
    if (!recorder->log.file)
        return;
    if (line->cut || fwrite(line->at, 1, line->length, recorder->log.file) != line->length)
        recorder->write_failed = true;
    recorder->has_more = true;
    if (at_once)
        recorder_keep(recorder);
}

static enum kit_status open_log(struct recorder *recorder, const char *path,
                                const struct log_header *header, struct kit_error *err)
{
    struct kit_error why;
    enum kit_status status = os_output_begin(&recorder->log, path, LOG_FIRST, &why);
    if (status != KIT_OK)
        return kit_fail(err, status,
                        "no log can be written: %.300s; give another folder with --log-dir",
                        why.text);
    setvbuf(recorder->log.file, NULL, _IOFBF, BUFFER);
    struct text line = text_over(recorder->line, LOG_LINE_MOST);
    log_write_header(&line, header);
    write_line(recorder, &line, true);
    return KIT_OK;
}

enum kit_status recorder_begin(struct recorder *recorder, const struct scenario *scenario,
                               const char *path, const struct log_header *header,
                               struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    assert(scenario && (!path || header));
    *recorder = (struct recorder){.scenario = scenario};
    run_clock_start(&recorder->clock, os_ns(os_ticks()));
    recorder->line = malloc(LOG_LINE_MOST);
    if (!recorder->line)
        status = kit_fail(err, KIT_FULL, "no memory for the log of a run");
    if (status == KIT_OK && path)
        status = open_log(recorder, path, header, err);
    if (status != KIT_OK)
        recorder_free(recorder);
    return status;
}

int64_t recorder_now_ns(const struct recorder *recorder)
{
    return recorder_ns(recorder, os_ns(os_ticks()));
}

int64_t recorder_ns(const struct recorder *recorder, int64_t shared_ns)
{
    return run_clock_at(&recorder->clock, shared_ns);
}

int64_t recorder_end_ns(const struct recorder *recorder, int actor, uint32_t incarnation,
                        int64_t ago_ns)
{
    int64_t now_ns = os_ns(os_ticks());
    int64_t end_ns = recorder_ns(recorder, now_ns - ago_ns + OS_TIMER_STEP_NS);
    if (actor >= 0 && recorder->newest[actor].incarnation == event_incarnation(incarnation) &&
        recorder->newest[actor].last_ns > end_ns)
        end_ns = recorder->newest[actor].last_ns;
    now_ns = recorder_ns(recorder, now_ns);
    return end_ns < now_ns ? end_ns : now_ns;
}

static void note_newest(struct recorder *recorder, const struct kit_event *event)
{
    int actor = event->actor[0] ? scenario_actor(recorder->scenario, event->actor) : -1;
    if (actor < 0)
        return;
    if (recorder->newest[actor].incarnation != event->incarnation ||
        recorder->newest[actor].last_ns < event->at_ns)
        recorder->newest[actor].last_ns = event->at_ns;
    recorder->newest[actor].incarnation = event->incarnation;
}

struct kit_event recorder_event(const struct recorder *recorder, enum kit_event_kind kind,
                                int actor)
{
    struct kit_event event = {.kind = kind};
    assert(actor < (int)recorder->scenario->actor_count);
    if (actor >= 0)
        memcpy(event.actor, recorder->scenario->actors[actor].name, KIT_NAME);
    if (actor >= 0 && recorder->actors)
        event.incarnation = event_incarnation(recorder->actors[actor].incarnation);
    return event;
}

void recorder_add(struct recorder *recorder, const struct kit_event *event)
{
    struct kit_event timed = *event;
    if (timed.at_ns == 0)
        timed.at_ns = recorder_now_ns(recorder);
    if (recorder->log.file) {
        struct text line = text_over(recorder->line, LOG_LINE_MOST);
        log_write_event(&line, &timed);
        write_line(recorder, &line, is_kept_at_once(timed.kind));
    }
    /* The judge does not see further events, so the run cannot be judged. */
    if (recorder->count == KIT_EVENTS_MOST) {
        recorder->overfull = true;
        return;
    }
    recorder->count++;
    recorder->last_ns = timed.at_ns > recorder->last_ns ? timed.at_ns : recorder->last_ns;
    note_newest(recorder, &timed);
    if (is_deed(timed.kind) && timed.at_ns > recorder->deed_ns)
        recorder->deed_ns = timed.at_ns;
    if (recorder->judging)
        judging_take(recorder->judging, &timed);
}

void recorder_say(struct recorder *recorder, enum kit_event_kind kind, int actor)
{
    struct kit_event event = recorder_event(recorder, kind, actor);
    recorder_add(recorder, &event);
}

void recorder_trouble(struct recorder *recorder, int actor, const char *format, ...)
{
    struct kit_event event = recorder_event(recorder, EVENT_TROUBLE, actor);
    va_list args;
    va_start(args, format);
    utf8_print(event.text, sizeof event.text, format, args);
    va_end(args);
    recorder_add(recorder, &event);
}

enum kit_status recorder_end(struct recorder *recorder, const struct judgement *judgement,
                             struct kit_error *err)
{
    struct kit_error why;
    struct text line = text_over(recorder->line, LOG_LINE_MOST);
    log_write_judgement(&line, judgement);
    write_line(recorder, &line, true);
    if (recorder->overfull)
        return kit_fail(err, KIT_FULL,
                        "the run had more than %u facts, or memory ran out, so it cannot be "
                        "judged; set a shorter limit, or make fewer steps",
                        KIT_EVENTS_MOST);
    if (recorder->write_failed)
        return kit_fail(err, KIT_OS,
                        "the log '%.200s' is incomplete; is the disk full? Free some space, or "
                        "give another folder with --log-dir. The part that was written is in "
                        "'%.200s" OS_PART_ENDING "'",
                        recorder->log.path, recorder->log.path);
    enum kit_status status = os_output_end(&recorder->log, &why);
    return status == KIT_OK ? KIT_OK
                            : kit_fail(err, status, "the log is incomplete: %.500s", why.text);
}

void recorder_free(struct recorder *recorder)
{
    os_output_leave(&recorder->log);
    free(recorder->line);
    *recorder = (struct recorder){0};
}
