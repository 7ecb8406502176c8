/*
 * The events as a trace in Chrome's JSON, which Perfetto opens. Each actor of each run is a
 * process of the trace; the runner is one, too. The lives of processes are async slices, all
 * other events are slices of a microsecond, because arrows between messages need slices.
 * Perfetto drops a slice that begins inside another one of its thread and ends after it. So a
 * slice ends at the latest where the next one begins.
 */
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/judge/deliveries.h"
#include "kit/log/json.h"
#include "kit/page/target.h"
#include "kit/report/event_text.h"

#define SLICE_NS 1000u

#define FIRST    "{\"otherData\":{\"written_by\":\"lifeline\"},\"traceEvents\":["

/* The number of a process in the trace: runs do not share any. */
static unsigned long trace_pid(const struct judged_run *run, size_t number, const char *actor)
{
    int index = run->scenario && actor[0] ? scenario_actor(run->scenario, actor) : -1;
    return (unsigned long)number * (SCENARIO_ACTORS + 1) + (unsigned long)(index + 1);
}

/* As readers of JSON like it: without a lone surrogate, which the log has for a stray byte. */
static void add_shown_json(struct text *to, const char *from)
{
    char shown[(KIT_EVENT_TEXT + KIT_PATH) * 6];
    struct text text = text_over(shown, sizeof shown);
    shown_add(&text, from, false);
    json_write_text(to, shown, text.length);
}

static void add_microseconds(struct text *to, int64_t ns)
{
    uint64_t size = ns < 0 ? 0 - (uint64_t)ns : (uint64_t)ns;
    text_add(to, "%s%llu.%03u", ns < 0 ? "-" : "", (unsigned long long)(size / 1000),
             (unsigned)(size % 1000));
}

static void trace_begin(struct page_out *out, const struct page_totals *totals)
{
    (void)totals;
    text_add(&out->piece, FIRST "\n{\"ph\":\"M\",\"pid\":0,\"name\":\"process_name\",\"args\":"
                                "{\"name\":\"lifeline\"}}");
    page_out_flush(out);
}

static void name_process(struct page_out *out, const struct judged_run *run, size_t number,
                         const char *actor)
{
    char name[KIT_PATH + KIT_NAME + 16];
    struct text text = text_over(name, sizeof name);
    text_add(&text, "%s  %s%s", actor[0] ? actor : "runner", judged_run_path(run),
             run->is_replay ? " (replay)" : "");
    text_add(&out->piece,
             ",\n{\"ph\":\"M\",\"pid\":%lu,\"name\":\"process_name\",\"args\":{\"name\":",
             trace_pid(run, number, actor));
    add_shown_json(&out->piece, name);
    text_add(&out->piece, "}}");
    page_out_flush(out);
}

/* ",{"ph":"X","pid":1,"tid":2,"ts":3.456", the beginning of every entry. */
static void begin_entry(const struct judged_run *run, size_t number,
                        const struct kit_event *event, const char *phase, struct text *to)
{
    text_add(to, ",\n{\"ph\":\"%s\",\"pid\":%lu,\"tid\":%u,\"ts\":", phase,
             trace_pid(run, number, event->actor), (unsigned)event->tid);
    add_microseconds(to, event->at_ns);
}

/* The life of a process: begins where it started, ends where it is known to be over. */
static void add_life(const struct judged_run *run, size_t number, const struct kit_event *event,
                     struct text *to)
{
    bool begins = event->kind == EVENT_STARTED;
    if (!begins && event->kind != EVENT_EXITED && event->kind != EVENT_RECORD_END)
        return;
    begin_entry(run, number, event, begins ? "b" : "e", to);
    text_add(to, ",\"cat\":\"process\",\"id\":\"%lu/%u\",\"name\":\"pid %u\"}",
             (unsigned long)number, (unsigned)event->pid, (unsigned)event->pid);
}

/* The channel whose side this step is, or -1. */
static int channel_of_step(const struct judged_run *run, const char *step, bool *sends)
{
    static const enum protocol_step steps[][2] = {
#define X(channel, sent, received, by_child, once) {PROTOCOL_##received, PROTOCOL_##sent},
        DELIVERY_CHANNELS(X)
#undef X
    };
    int meant = run->scenario ? scenario_meaning(run->scenario, step) : -1;
    int is = meant >= 0 ? meant : word_index(step_words, step);
    for (int i = 0; is >= 0 && i < DELIVERY_CHANNEL_COUNT; i++) {
        *sends = (int)steps[i][1] == is;
        if (*sends || (int)steps[i][0] == is)
            return i;
    }
    return -1;
}

/* One end of the arrow of a message: both ends have the same id. */
static void add_flow(const struct judged_run *run, size_t number, const struct kit_event *event,
                     struct text *to)
{
    bool sends = false;
    int channel = event->kind == EVENT_STEP ? channel_of_step(run, event->name, &sends) : -1;
    if (channel < 0 || event->sequence == 0)
        return;
    const char *child = sends == delivery_by_child[channel] ? event->actor : event->peer;
    begin_entry(run, number, event, sends ? "s" : "f", to);
    text_add(to, ",\"bp\":\"e\",\"cat\":\"message\",\"name\":\"message\",\"id\":\"%lu/%d/",
             (unsigned long)number, channel);
    text_add(to, "%lu/%llu\"}", trace_pid(run, number, child),
             (unsigned long long)event->sequence);
}

/* Up to the next event of the same thread. */
static uint64_t slice_ns(const struct judged_run *run, size_t number, size_t index)
{
    const struct kit_event *event = &run->log.events[index];
    for (size_t i = index + 1; i < run->log.event_count; i++) {
        const struct kit_event *next = &run->log.events[i];
        uint64_t ns = (uint64_t)next->at_ns - (uint64_t)event->at_ns;
        if (ns >= SLICE_NS)
            break;
        if (next->tid == event->tid &&
            trace_pid(run, number, next->actor) == trace_pid(run, number, event->actor))
            return ns;
    }
    return SLICE_NS;
}

static void add_trace_event(const struct judged_run *run, size_t number, size_t index,
                            struct text *to)
{
    const struct kit_event *event = &run->log.events[index];
    struct event_text words;
    event_text_make(run->scenario, event, &words);
    begin_entry(run, number, event, "X", to);
    text_add(to, ",\"dur\":");
    add_microseconds(to, (int64_t)slice_ns(run, number, index));
    text_add(to, ",\"cat\":\"%s\",\"name\":", event_words[event->kind]);
    add_shown_json(to, words.what);
    text_add(to,
             ",\"args\":{\"line\":%u,\"note\":", (unsigned)line_in_file(event->line_number));
    add_shown_json(to, words.note);
    text_add(to, "}}");
}

static void trace_run(struct page_out *out, const struct judged_run *run, size_t number)
{
    name_process(out, run, number, "");
    for (uint32_t i = 0; run->scenario && i < run->scenario->actor_count; i++)
        name_process(out, run, number, run->scenario->actors[i].name);
    for (size_t i = 0; i < run->log.event_count; i++) {
        const struct kit_event *event = &run->log.events[i];
        add_life(run, number, event, &out->piece);
        add_trace_event(run, number, i, &out->piece);
        add_flow(run, number, event, &out->piece);
        page_out_flush(out);
    }
}

static void trace_end(struct page_out *out, const struct page_totals *totals)
{
    (void)totals;
    text_add(&out->piece, "\n]}\n");
    page_out_flush(out);
}

const struct page_target trace_target = {FIRST, trace_begin, trace_run, trace_end};
