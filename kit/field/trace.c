#include "kit/field/trace.h"
#include "kit/base/shown_text.h"
#include "kit/field/actor_name.h"
#include "kit/field/field_header.h"
#include "kit/field/trace_tree.h"
#include "kit/probe/field_log.h"
#include "kit/protocol/call_steps.h"

#include <stdlib.h>
#include <string.h>

/* What a row about a pipe tells: the step that it begins with, and the one after it succeeded.
 * X(operation, before, after; COUNT: none) */
#define PIPE_OPERATIONS(X)                                                                     \
    X("CreatePipe", PIPE_CREATE, PIPE_CREATED)                                                 \
    X("CreateFile", PIPE_OPEN, PIPE_OPENED)                                                    \
    X("ReadFile", PIPE_READ, PIPE_TAKEN)                                                       \
    X("WriteFile", PIPE_WRITE, PIPE_WRITTEN)                                                   \
    X("CloseFile", PIPE_CLOSE, COUNT)

/* A `FileSystemControl` says in its details which one it is. */
#define PIPE_CONTROL "FileSystemControl"
#define PIPE_CONTROLS(X)                                                                       \
    X("FSCTL_PIPE_LISTEN", PIPE_ACCEPT, PIPE_ACCEPTED)                                         \
    X("FSCTL_PIPE_DISCONNECT", PIPE_DISCONNECT, COUNT)                                         \
    X("FSCTL_PIPE_TRANSCEIVE", PIPE_WRITE, PIPE_TAKEN)

struct pipe_operation {
    const char *word; /* NULL: the end of the list */
    enum call_step before, after;
};

#define X(word, before, after) {word, CALL_STEP_##before, CALL_STEP_##after},
static const struct pipe_operation operations[] = {PIPE_OPERATIONS(X){NULL, 0, 0}};
static const struct pipe_operation controls[] = {PIPE_CONTROLS(X){NULL, 0, 0}};
#undef X

/* Bytes of a command line that the scenario shows. */
#define COMMAND_SHOWN 160

/* An actor: one process, or several of one image one after the other. */
struct trace_actor {
    char name[KIT_NAME];
    size_t first, last; /* processes */
    size_t top;         /* the process at the top of its family */
    uint32_t depth;     /* the most processes that stand between */
    uint32_t incarnations;
    char command[COMMAND_SHOWN];     /* of its first process; empty if the trace has none */
    uint32_t steps[CALL_STEP_COUNT]; /* how often each was made */
};

/* What the log tells of one process of the tree that is taken. */
struct traced {
    size_t actor;
    uint32_t incarnation;
    bool is_told; /* its start is in the log */
};

struct tracing {
    const struct trace_source *source;
    struct trace_tree tree;
    struct trace_reader reader;
    struct trace_actor *actors;
    size_t actor_count;
    struct traced *traced; /* by process */
    struct log *log;
    bool has_pipes;
};

/* ---- who is who ---- */

static bool trace_name_is_taken(const void *context, const char *name)
{
    const struct tracing *t = context;
    for (size_t i = 0; i < t->actor_count; i++) {
        if (words_equal(t->actors[i].name, name))
            return true;
    }
    return false;
}

/* The actor whose next process this is: of the same image and family, and its last process had
 * ended before. */
static struct trace_actor *actor_before(struct tracing *t, size_t process, size_t top)
{
    const struct trace_process *all = t->tree.all;
    for (size_t i = 0; i < t->actor_count; i++) {
        struct trace_actor *actor = &t->actors[i];
        const struct trace_process *last = &all[actor->last];
        if (process != top && actor->top == top &&
            words_equal(last->image, all[process].image) && last->ended &&
            last->ended_ns <= all[process].began_ns)
            return actor;
    }
    return NULL;
}

static void find_trace_actors(struct tracing *t)
{
    for (size_t i = 0; i < t->tree.count; i++) {
        uint32_t depth;
        char who[KIT_NAME], wanted[KIT_NAME];
        if (!t->tree.all[i].is_taken)
            continue;
        size_t top = trace_top(&t->tree, i, &depth);
        struct trace_actor *actor = actor_before(t, i, top);
        if (!actor) {
            actor = &t->actors[t->actor_count];
            *actor = (struct trace_actor){.first = i, .top = top, .depth = depth};
            field_log_who(who, t->tree.all[i].image);
            actor_name_from(who, wanted);
            actor_name_choose(wanted, trace_name_is_taken, t, actor->name);
            t->actor_count++;
        }
        actor->last = i;
        actor->depth = depth > actor->depth ? depth : actor->depth;
        t->traced[i].actor = (size_t)(actor - t->actors);
        t->traced[i].incarnation = ++actor->incarnations;
    }
}

/* ---- the events ---- */

static struct kit_event traced_event(const struct tracing *t, size_t process,
                                     enum kit_event_kind kind, int64_t at_ns)
{
    struct kit_event event = {.kind = kind, .at_ns = at_ns, .pid = t->tree.all[process].pid};
    event.incarnation = event_incarnation(t->traced[process].incarnation);
    memcpy(event.actor, t->actors[t->traced[process].actor].name, KIT_NAME);
    return event;
}

/* The command line, up to what Process Monitor writes behind it. */
static void add_command_line(struct text *to, const char *detail)
{
    static const char words[] = "Command line: ", next[] = ", Current directory: ";
    const char *from = strstr(detail, words);
    if (!from)
        return;
    from += sizeof words - 1;
    const char *end = strstr(from, next);
    text_add_bytes(to, from, end ? (size_t)(end - from) : strlen(from));
}

static enum kit_status add_traced_start(struct tracing *t, size_t process, const char *detail,
                                        struct kit_error *err)
{
    const struct trace_process *of = &t->tree.all[process];
    struct kit_event event = traced_event(t, process, EVENT_STARTED, of->began_ns);
    struct text text = text_over(event.text, sizeof event.text);
    struct trace_actor *actor = &t->actors[t->traced[process].actor];
    name_copy(event.name, of->image, strlen(of->image));
    if (of->began)
        add_command_line(&text, detail);
    else
        text_add(&text,
                 "ran before the trace began, so the numbers of its steps are not known");
    if (of->began && process == actor->first) {
        struct text command = text_over(actor->command, sizeof actor->command);
        text_add(&command, "%s", event.text);
    }
    return log_add_event(t->log, &event, err);
}

static const char *pipe_of(const struct trace_row *row)
{
    static const char *const begins[] = {TRACE_PIPE_DEVICE, TRACE_PIPE_FOLDER};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        size_t length = strlen(begins[i]);
        if (strncmp(row->path, begins[i], length) == 0 && row->path[length])
            return row->path + length;
    }
    return NULL;
}

/* What the row did with its pipe. NULL: the log tells nothing of this operation. */
static const struct pipe_operation *operation_of(const struct trace_row *row)
{
    bool is_control = words_equal(row->operation, PIPE_CONTROL);
    const struct pipe_operation *at = is_control ? controls : operations;
    const char *said = is_control ? row->detail : row->operation;
    for (; at->word; at++) {
        if (is_control ? strstr(said, at->word) != NULL : words_equal(said, at->word))
            return at;
    }
    return NULL;
}

static enum kit_status add_call_step(struct tracing *t, size_t process, enum call_step step,
                                     int64_t at_ns, const struct trace_row *row,
                                     struct kit_error *err)
{
    struct kit_event event = traced_event(t, process, EVENT_STEP, at_ns);
    struct text peer = text_over(event.peer, sizeof event.peer);
    int64_t size;
    name_copy(event.name, call_step_words[step], strlen(call_step_words[step]));
    text_add(&peer, CALL_PIPE_PEER);
    for (const char *at = pipe_of(row); *at; at++)
        text_add(&peer, "%c", *at > ' ' && *at < 0x7f ? *at : '_');
    event.occurrence = ++t->actors[t->traced[process].actor].steps[step];
    event.tid = row->tid;
    if (trace_detail_number(row, "Length:", &size) && size > 0)
        event.size = (uint64_t)size;
    if (step == CALL_STEP_PIPE_FAILED) {
        struct text text = text_over(event.text, sizeof event.text);
        text_add(&text, "%s: %s", row->operation, row->result);
    }
    t->has_pipes = true;
    return log_add_event(t->log, &event, err);
}

/* Process Monitor has one row for a call, with the time at which it began. */
static enum kit_status add_pipe_call(struct tracing *t, size_t process,
                                     const struct trace_row *row, struct kit_error *err)
{
    const struct pipe_operation *of = pipe_of(row) ? operation_of(row) : NULL;
    bool succeeded = words_equal(row->result, "SUCCESS");
    if (!of)
        return KIT_OK;
    enum call_step after = succeeded ? of->after : CALL_STEP_PIPE_FAILED;
    enum kit_status status = add_call_step(t, process, of->before, row->at_ns, row, err);
    if (status == KIT_OK && after != CALL_STEP_COUNT)
        status = add_call_step(t, process, after, row->at_ns + row->duration_ns, row, err);
    return status;
}

static enum kit_status add_traced_exit(struct tracing *t, size_t process,
                                       const struct trace_row *row, struct kit_error *err)
{
    struct kit_event event = traced_event(t, process, EVENT_EXITED, row->at_ns);
    int64_t code = 0;
    if (trace_detail_number(row, "Exit Status:", &code))
        event.code = (uint32_t)code;
    return log_add_event(t->log, &event, err);
}

static enum kit_status add_row_events(struct tracing *t, const struct trace_row *row,
                                      struct kit_error *err)
{
    size_t process = trace_process_of(&t->tree, row->pid, row->at_ns);
    enum kit_status status = KIT_OK;
    if (process == TRACE_NOBODY || !t->tree.all[process].is_taken)
        return KIT_OK;
    if (!t->traced[process].is_told) {
        t->traced[process].is_told = true;
        status = add_traced_start(t, process, row->detail, err);
    }
    if (status != KIT_OK)
        return status;
    if (words_equal(row->operation, "Process Exit"))
        return add_traced_exit(t, process, row, err);
    return add_pipe_call(t, process, row, err);
}

/* The trace may have been stopped before they ended. */
static enum kit_status add_those_that_ran_on(struct tracing *t, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    for (size_t i = 0; i < t->tree.count && status == KIT_OK; i++) {
        struct kit_event event;
        if (!t->tree.all[i].is_taken || t->tree.all[i].ended)
            continue;
        event = traced_event(t, i, EVENT_RECORD_END, t->tree.last_ns);
        name_copy(event.by, RECORD_ENDED_TRACE, strlen(RECORD_ENDED_TRACE));
        status = log_add_event(t->log, &event, err);
    }
    return status;
}

static enum kit_status add_all_rows(struct tracing *t, struct kit_error *err)
{
    enum kit_status status = KIT_OK;
    struct trace_row row;
    trace_rows_begin(&t->reader, t->source->bytes, t->source->size);
    while (status == KIT_OK && trace_rows_next(&t->reader, &row))
        status = add_row_events(t, &row, err);
    if (status == KIT_OK)
        status = add_those_that_ran_on(t, err);
    if (status == KIT_OK)
        events_sort(t->log->events, t->log->event_count);
    return status;
}

/* ---- the log ---- */

#define SCENARIO_LINE 2048 /* bytes that an actor takes at most */

static void add_trace_actor(const struct tracing *t, const struct trace_actor *actor,
                            struct text *to)
{
    const char *image = t->tree.all[actor->first].image;
    const char *shown = can_be_quoted(image) ? image : "unknown.exe";
    if (actor->command[0]) {
        text_add(to, "# ");
        shown_add(to, actor->command, false);
        text_add(to, "\n");
    }
    if (actor->first == actor->top)
        text_add(to, "parent %s is \"%s\"%s\n", actor->name, shown,
                 t->has_pipes ? " probe inject" : "");
    else
        text_add(to, "child %s is %s \"%s\"\n", actor->name,
                 actor->depth == 1 ? "image" : "any", shown);
}

static enum kit_status write_trace_scenario(const struct tracing *t, struct kit_error *err)
{
    struct log_header *header = &t->log->header;
    size_t room = (t->actor_count + 2) * SCENARIO_LINE;
    header->scenario = malloc(room);
    if (!header->scenario)
        return kit_fail(err, KIT_FULL, "no memory for the scenario of a trace");
    struct text text = text_over(header->scenario, room);
    text_add(&text, "# Made of a trace of Process Monitor: the processes that took part. No "
                    "runner ran this scenario.\n");
    for (size_t i = 0; i < t->actor_count; i++) {
        if (t->actors[i].first != t->actors[i].top)
            continue;
        for (size_t k = 0; k < t->actor_count; k++) {
            if (t->actors[k].top == t->actors[i].top)
                add_trace_actor(t, &t->actors[k], &text);
        }
    }
    header->scenario_size = text.length;
    return KIT_OK;
}

static enum kit_status make_log(struct tracing *t, struct kit_error *err)
{
    t->actors = calloc(t->tree.count, sizeof *t->actors);
    t->traced = calloc(t->tree.count, sizeof *t->traced);
    if (!t->actors || !t->traced)
        return kit_fail(err, KIT_FULL, "no memory for the processes of a trace");
    find_trace_actors(t);
    field_header_write(&t->log->header, "windows", t->source->path, t->source->commit);
    for (size_t i = 0; i < t->tree.count; i++)
        t->log->header.field_processes += t->tree.all[i].is_taken;
    enum kit_status status = add_all_rows(t, err);
    if (status == KIT_OK)
        status = write_trace_scenario(t, err);
    if (status == KIT_OK)
        status = field_header_check(t->log, "the processes of this trace", err);
    return status;
}

enum kit_status trace_read(const struct trace_source *source, struct log *out, uint32_t *unread,
                           struct kit_error *err)
{
    struct tracing *t = calloc(1, sizeof *t);
    *out = (struct log){.is_cut = true};
    *unread = 0;
    if (!t)
        return kit_fail(err, KIT_FULL, "no memory for a trace");
    t->source = source;
    t->log = out;
    enum kit_status status = KIT_OK;
    if (!trace_rows_begin(&t->reader, source->bytes, source->size))
        status = kit_fail(err, KIT_BAD_INPUT,
                          "'%.200s' is no trace of Process Monitor: its first line must name "
                          "the columns Time of Day, Process Name, PID, Operation, Path, Result "
                          "and Detail",
                          source->path);
    if (status == KIT_OK)
        status = trace_tree_read(&t->reader, &t->tree, err);
    *unread = t->reader.unread;
    if (status == KIT_OK)
        status = trace_tree_take(&t->tree, source->program, err);
    if (status == KIT_OK)
        status = make_log(t, err);
    trace_tree_free(&t->tree);
    free(t->actors);
    free(t->traced);
    free(t);
    if (status != KIT_OK)
        log_free(out);
    return status;
}
