#include "kit/report/event_text.h"
#include "kit/base/line_number.h"
#include "kit/base/shown_text.h"
#include "kit/judge/kept_ends.h"
#include "kit/protocol/call_steps.h"

#include <assert.h>
#include <string.h>

static void add_step_name(struct text *to, const char *step, uint32_t occurrence)
{
    text_add(to, "%s", step);
    if (occurrence > 0)
        text_add(to, " #%u", (unsigned)occurrence);
}

/*
 * A parent has the same step for each of its children, so the text names the child. A child has
 * only one parent.
 */
static void add_for_child(struct text *to, const struct scenario *scenario,
                          const struct kit_event *event)
{
    int actor = scenario_actor(scenario, event->actor);
    int peer = event->peer[0] ? scenario_actor(scenario, event->peer) : -1;
    if (actor >= 0 && peer >= 0 && scenario->actors[peer].parent == actor)
        text_add(to, "for %s", event->peer);
}

/* A call of an injected actor names its pipe or object: `pipe:job`. No actor has a colon. */
static void add_object_of_call(struct text *to, const struct kit_event *event)
{
    if (strchr(event->peer, ':'))
        text_add(to, "of %s", event->peer);
}

static void say_step(const struct scenario *scenario, const struct kit_event *event,
                     struct text *what, struct text *note)
{
    add_step_name(what, event->name, event->occurrence);
    add_for_child(note, scenario, event);
    add_object_of_call(note, event);
    if (words_equal(event->by, CALL_BY_LOADER))
        text_add(note, "%swhile a DLL is loaded or unloaded", note->length > 0 ? ", " : "");
    if (event->deadline_ms > 0)
        text_add(note, "%sat most %u ms", note->length > 0 ? ", " : "",
                 (unsigned)event->deadline_ms);
}

static void say_report(const struct kit_event *event, struct text *what)
{
    text_add(what, "reports %s", event->name);
    if (event->peer[0])
        text_add(what, " %s", event->peer);
    if (event->by[0])
        text_add(what, " by %s", event->by);
    if (event->code > 0)
        text_add(what, ", code %u", (unsigned)event->code);
}

/* The effect of a fault, for the reader of a report. */
static void add_harm(struct text *to, const struct kit_event *event)
{
    const struct fault *fault = fault_named(event->name);
    if (!fault) {
        text_add(to, "struck by %s", event->name);
        return;
    }
    text_add(to, "%s", fault->harm);
    if (fault->harm_of && event->peer[0])
        text_add(to, " to %s", event->peer);
    if (fault->harm_of)
        text_add(to, " %s", fault->harm_of);
}

/* The actor at whose step this actor was struck, if it is another actor; else NULL. */
static const char *step_owner(const struct scenario *scenario, const struct kit_event *event)
{
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        if (event->line_number == 0 || line->line_number != event->line_number ||
            line->actor < 0)
            continue;
        const char *name = scenario->actors[line->actor].name;
        return words_equal(name, event->actor) ? NULL : name;
    }
    return NULL;
}

static void say_struck(const struct scenario *scenario, const struct kit_event *event,
                       struct text *what, struct text *note)
{
    const char *owner = step_owner(scenario, event);
    const struct fault *fault = fault_named(event->name);
    if (fault && fault->effect == EFFECT_FAILED) {
        add_step_name(what, event->by, event->occurrence);
        text_add(note, "made to fail with %u", (unsigned)event->code);
        if (event->peer[0])
            text_add(note, ", for %s", event->peer);
    } else if (!event->by[0]) {
        add_harm(what, event);
        text_add(what, " from outside");
    } else if (owner) {
        add_harm(what, event);
        text_add(what, " when %s was at ", owner);
        add_step_name(what, event->by, event->occurrence);
    } else {
        add_step_name(what, event->by, event->occurrence);
        add_harm(note, event);
        text_add(note, " here");
    }
}

/* If only the actor itself can report the effect, an outside observer sees nothing. */
static void say_confirmed(const struct kit_event *event, struct text *what)
{
    const struct fault *fault = fault_named(event->name);
    bool by_own_word = fault && fault->proof == PROOF_OWN_WORD;
    if (fault && fault->proof == PROOF_OVER) {
        text_add(what, "its %s is over", event->name);
        return;
    }
    add_harm(what, event);
    text_add(what, by_own_word ? ", as it says itself" : ", seen from outside");
}

/* The code of an exception is known by its hex digits, a small code by its decimal digits. */
static void say_exited(const struct kit_event *event, struct text *what)
{
    if (event->code == KIT_KILL_CODE)
        text_add(what, "its process is gone");
    else if (event->code == KIT_LEFT_CODE)
        text_add(what, "its process was ended by the runner");
    else
        text_add(what, event->code > 0xffff ? "exited with code 0x%08X" : "exited with code %u",
                 (unsigned)event->code);
}

static void say_record_end(const struct kit_event *event, struct text *what)
{
    if (words_equal(event->by, RECORD_ENDED_TRACE))
        text_add(what, "still ran when the trace ended");
    else if (event->by[0])
        text_add(what, "began to end by itself");
    else
        text_add(what, "fell silent: it was ended, crashed, or still ran");
}

static uint64_t length_ns_of(const struct kit_event *event)
{
    if (event->until_ns <= event->at_ns)
        return 0;
    return (uint64_t)event->until_ns - (uint64_t)event->at_ns;
}

static void say_stall(const struct kit_event *event, struct text *what)
{
    if (event->occurrence > 0)
        text_add(what, "core %u ", (unsigned)event->occurrence);
    else
        text_add(what, "the run ");
    text_add(what, "stood still for %llu ms",
             (unsigned long long)(length_ns_of(event) / 1000000));
}

/* The clock of the run stood still meanwhile, so a note shows the duration of the pause. */
static void say_break(const struct kit_event *event, struct text *what, struct text *note)
{
    add_step_name(what, event->name, event->occurrence);
    text_add(note, "the run paused here for %llu ms",
             (unsigned long long)(length_ns_of(event) / 1000000));
}

static void say_process(const struct kit_event *event, const char *before, struct text *what)
{
    text_add(what, "%s", before);
    if (event->kind == EVENT_STARTED && event->incarnation > 1)
        text_add(what, " again, process %u,", (unsigned)event->incarnation);
    if (event->kind == EVENT_STARTED && event->name[0])
        text_add(what, " as %s", event->name);
    if (event->pid > 0)
        text_add(what, ", pid %u", (unsigned)event->pid);
    if (words_equal(event->by, PROCESS_OUTSIDE))
        text_add(what, ", outside the run's job, so the runner does not end it");
}

static void say_attached(const struct kit_event *event, struct text *what)
{
    if (words_equal(event->by, ATTACHED_INJECTED))
        say_process(event, "the injected probe is at work", what);
    else if (event->actor[0])
        say_process(event, "its probe is at work", what);
    else
        text_add(what, "process %u attached as %s, but no actor has that name",
                 (unsigned)event->pid, event->name);
}

static void say_gate(const struct kit_event *event, struct text *what, struct text *note)
{
    add_step_name(what, event->name, event->occurrence);
    text_add(note, event->kind == EVENT_HELD ? "held here" : "released");
}

/* Such an event can be about a process that is no actor. */
static void say_keeps(const struct kit_event *event, struct text *what)
{
    int end = word_index(kept_end_words, event->by);
    if (event->pid == 0) {
        text_add(what, "the processes have more than Lifeline could ask for");
        return;
    }
    if (!event->actor[0])
        text_add(what, "process %u ", (unsigned)event->pid);
    text_add(what, "still has %s%s%s %s", end >= 0 ? kept_end_texts[end] : "",
             end >= 0 ? " of the " : "the ", event->name, event->text);
}

static void say_called(const struct kit_event *event, struct text *what)
{
    text_add(what, "used %s", event->name);
    if (event->peer[0])
        text_add(what, " for %s", event->peer);
    text_add(what, " %llu time%s", (unsigned long long)event->size,
             event->size == 1 ? "" : "s");
}

static void say_self_test(const struct kit_event *event, struct text *what)
{
    if (words_equal(event->by, SELF_TEST_SEEN))
        text_add(what, "the injected probe saw all its %llu calls of the system",
                 (unsigned long long)event->size);
    else
        text_add(what, "the injected probe is blind: %s", event->text);
}

static void say_printed(const struct kit_event *event, struct text *what)
{
    if (event->text[0] || event->by[0])
        text_add(what, "prints%s: %s", words_equal(event->by, "stderr") ? " to stderr" : "",
                 event->text);
    else
        text_add(what, "printed %llu bytes more, which were not kept",
                 (unsigned long long)event->size);
}

static void say_folder(const struct kit_event *event, struct text *what)
{
    bool is_unread = words_equal(event->by, FOLDER_UNREAD);
    text_add(what, "the folder of %s %s: %s", line_words(event->line_number).text,
             is_unread ? "cannot be looked at" : "is not as before", event->text);
}

static void say_matched(const struct kit_event *event, struct text *what, struct text *note)
{
    text_add(what, "what %s waits for has come", line_words(event->line_number).text);
    text_add(note, "#%u", (unsigned)event->occurrence);
}

static void say_input(const struct kit_event *event, struct text *what)
{
    if (words_equal(event->name, FORGED))
        text_add(what, "gets a forged message, as if %s had sent it: %s", event->peer,
                 event->text);
    else if (words_equal(event->name, "line"))
        text_add(what, "told: %s", event->text);
    else
        text_add(what, "its standard input was closed");
}

static void say_signalled(const struct kit_event *event, struct text *what)
{
    text_add(what, event->code > 0 ? "could not %s event %s" : "%s event %s", event->name,
             event->text);
    if (event->code > 0)
        text_add(what, ": Win32 error %u", (unsigned)event->code);
}

static void say_wrote(const struct kit_event *event, struct text *what)
{
    if (event->code > 0)
        text_add(what, "could not write into the shared memory %s: Win32 error %u", event->text,
                 (unsigned)event->code);
    else
        text_add(what, "wrote %llu bytes into the shared memory %s",
                 (unsigned long long)event->size, event->text);
}

static void say_jumped(const struct kit_event *event, struct text *what)
{
    if (event->code > 0)
        text_add(what, "its %s could not be moved: Win32 error %u", event->name,
                 (unsigned)event->code);
    else
        text_add(what, "its %s jumps %s by %llu ms", event->name, event->by,
                 (unsigned long long)event->size);
}

/* The kinds of events that need no further text. */
static const char *const plain_words[EVENT_KIND_COUNT] = {
    [EVENT_RESUMED] = "resumed",
    [EVENT_NOT_RESUMED] = "not resumed: no process of it hangs",
    [EVENT_STOP] = "asked to stop",
    [EVENT_CLOSING] = "all lines are done; the runner stops what still runs",
    [EVENT_LIMIT] = "the scenario's time limit passed",
    [EVENT_END] = "the run is over",
};

static void say_settling(const struct kit_event *event, struct text *what)
{
    text_add(what, "nothing is awaited any more; the runner watches for %u ms more",
             (unsigned)event->deadline_ms);
}

static void say_escaped(const struct kit_event *event, struct text *what)
{
    text_add(what, "%s, which is outside the run's job, still ran",
             event->name[0] ? event->name : "a process");
    say_process(event, " when everything had to be over", what);
}

/* What the runner did, or saw of a process: all kinds except those that actors log. */
static void say_of_runner(const struct kit_event *event, struct text *what)
{
    switch (event->kind) {
    case EVENT_STARTED:
        say_process(event, "started", what);
        break;
    case EVENT_LEFT:
        say_process(event, "still ran when everything had to be over", what);
        break;
    case EVENT_ESCAPED:
        say_escaped(event, what);
        break;
    case EVENT_EXITED:
        say_exited(event, what);
        break;
    case EVENT_ENDED:
        text_add(what, "ended by the runner%s%s", event->name[0] ? ": " : "", event->name);
        break;
    case EVENT_LINE:
        text_add(what, "%s begins", line_words(event->line_number).text);
        break;
    case EVENT_ABSENT:
        text_add(what, "the program that line %u names is not there", event->line_number);
        break;
    case EVENT_TROUBLE:
        text_add(what, "%s", event->text);
        break;
    case EVENT_STALL:
        say_stall(event, what);
        break;
    case EVENT_SETTLING:
        say_settling(event, what);
        break;
    case EVENT_RESUMED:
    case EVENT_NOT_RESUMED:
    case EVENT_STOP:
    case EVENT_CLOSING:
    case EVENT_LIMIT:
    case EVENT_END:
        assert(plain_words[event->kind]);
        text_add(what, "%s", plain_words[event->kind]);
        break;
    case EVENT_ATTACHED:
    case EVENT_STEP:
    case EVENT_REPORT:
    case EVENT_STRUCK:
    case EVENT_CONFIRMED:
    case EVENT_HELD:
    case EVENT_RELEASED:
    case EVENT_BREAK:
    case EVENT_MISSED:
    case EVENT_CALLED:
    case EVENT_SELF_TEST:
    case EVENT_HANDLES:
    case EVENT_KEEPS:
    case EVENT_GAP:
    case EVENT_PRINTED:
    case EVENT_MATCHED:
    case EVENT_INPUT:
    case EVENT_SIGNALLED:
    case EVENT_WROTE:
    case EVENT_JUMPED:
    case EVENT_LOAD:
    case EVENT_CHECKED:
    case EVENT_FOLDER:
    case EVENT_RECORD_END:
    case EVENT_KIND_COUNT:
        assert(false); /* actors log it themselves */
    }
}

static void write_event_text(const struct scenario *scenario, const struct kit_event *event,
                             struct text *what, struct text *note)
{
    assert(event->kind < EVENT_KIND_COUNT);
    if (event->kind == EVENT_ATTACHED)
        say_attached(event, what);
    else if (event->kind == EVENT_STEP)
        say_step(scenario, event, what, note);
    else if (event->kind == EVENT_REPORT)
        say_report(event, what);
    else if (event->kind == EVENT_STRUCK)
        say_struck(scenario, event, what, note);
    else if (event->kind == EVENT_CONFIRMED)
        say_confirmed(event, what);
    else if (event->kind == EVENT_HELD || event->kind == EVENT_RELEASED)
        say_gate(event, what, note);
    else if (event->kind == EVENT_BREAK)
        say_break(event, what, note);
    else if (event->kind == EVENT_CALLED)
        say_called(event, what);
    else if (event->kind == EVENT_SELF_TEST)
        say_self_test(event, what);
    else if (event->kind == EVENT_MISSED)
        text_add(what, "the fault of line %u came after the wait was over",
                 (unsigned)event->line_number);
    else if (event->kind == EVENT_HANDLES)
        text_add(what, "%s #%u: %llu handles of type %s",
                 event->line_number > 0 ? "count" : "rest", (unsigned)event->occurrence,
                 (unsigned long long)event->size, event->name);
    else if (event->kind == EVENT_KEEPS)
        say_keeps(event, what);
    else if (event->kind == EVENT_PRINTED)
        say_printed(event, what);
    else if (event->kind == EVENT_MATCHED)
        say_matched(event, what, note);
    else if (event->kind == EVENT_CHECKED)
        text_add(what, "the command of %s ended with code %u",
                 line_words(event->line_number).text, (unsigned)event->code);
    else if (event->kind == EVENT_FOLDER)
        say_folder(event, what);
    else if (event->kind == EVENT_INPUT)
        say_input(event, what);
    else if (event->kind == EVENT_SIGNALLED)
        say_signalled(event, what);
    else if (event->kind == EVENT_WROTE)
        say_wrote(event, what);
    else if (event->kind == EVENT_JUMPED)
        say_jumped(event, what);
    else if (event->kind == EVENT_LOAD)
        text_add(what, "%llu threads burn processor time for %u ms",
                 (unsigned long long)event->size, (unsigned)event->deadline_ms);
    else if (event->kind == EVENT_RECORD_END)
        say_record_end(event, what);
    else if (event->kind == EVENT_GAP)
        text_add(what, "%llu of its facts were lost before they were read",
                 (unsigned long long)event->size);
    else
        say_of_runner(event, what);
}

/*
 * The name of a process that belongs to no actor is its image, if that could be read;
 * otherwise the fact is the runner's own.
 */
static const char *who_text(const struct kit_event *event)
{
    if (event->actor[0])
        return event->actor;
    if (event->pid > 0 && event->name[0] && event->kind != EVENT_KEEPS)
        return event->name;
    return event->kind == EVENT_STARTED || event->kind == EVENT_EXITED ? "a process" : "runner";
}

void event_text_make(const struct scenario *scenario, const struct kit_event *event,
                     struct event_text *out)
{
    struct text who = text_over(out->who, sizeof out->who);
    struct text what = text_over(out->what, sizeof out->what);
    struct text note = text_over(out->note, sizeof out->note);
    text_add(&who, "%s", who_text(event));
    write_event_text(scenario, event, &what, &note);
    shown_rest(&who, 0, false);
    shown_rest(&what, 0, false);
    shown_rest(&note, 0, false);
}

void report_add_upper(struct text *to, const char *word)
{
    for (; *word; word++)
        text_add(to, "%c", *word >= 'a' && *word <= 'z' ? *word - 'a' + 'A' : *word);
}

void report_add_tries(struct text *to, const char *before, const struct report_run *run)
{
    if (run->tries < 2)
        return;
    text_add(to, "%srun %u times", before, (unsigned)run->tries);
    if (run->late > 0)
        text_add(to, ": %u strike%s came when %s wait was over", (unsigned)run->late,
                 run->late == 1 ? "" : "s", run->late == 1 ? "its" : "their");
    if (run->busy > 0)
        text_add(to, "%s the machine was too busy in %u", run->late > 0 ? "," : ":",
                 (unsigned)run->busy);
}

void report_add_flaky(struct text *to, const char *before, const struct report_run *run)
{
    uint32_t count = run->failed_before;
    if (run_is_flaky(run))
        text_add(to, "%spassed after %u run%s that did not: %s", before, (unsigned)count,
                 count == 1 ? "" : "s", run->message);
}
