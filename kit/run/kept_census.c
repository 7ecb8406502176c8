#include "kit/run/kept_census.h"
#include "kit/judge/kept_ends.h"
#include "kit/os/named.h"
#include "kit/os/pipe_list.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/run/decide.h"
#include "kit/run/helper.h"
#include "kit/run/object_name.h"
#include "kit/run/streams.h"

#include <stdatomic.h>
#include <string.h>

#define KEPT_ROWS      512u

/* How long the helper waits for one answer. */
#define KEPT_ANSWER_MS 100u

struct kept_row {
    uint32_t process; /* index into the table's processes */
    uint32_t instances;
    char type[KIT_NAME];
    char end[KIT_NAME]; /* a word of kept_end_words; empty if it is no pipe */
    char name[KIT_EVENT_TEXT];
};

/* Memory that the runner shares with the helper: the question, and the answer so far. */
struct kept_table {
    uint32_t process_count;
    uint32_t pids[RUN_PROCESSES];
    atomic_uint row_count; /* rows below this number are whole */
    atomic_uint is_whole;  /* everything was asked, answered and kept */
    struct kept_row rows[KEPT_ROWS];
};

/* ---- the helper ---- */

struct kept_asking {
    struct kept_table *table;
    uint32_t process;
    bool is_full;
};

static bool has_row(const struct kept_table *table, const struct kept_row *row)
{
    for (uint32_t i = 0; i < table->row_count; i++) {
        const struct kept_row *known = &table->rows[i];
        if (known->process == row->process && words_equal(known->type, row->type) &&
            words_equal(known->end, row->end) && words_equal(known->name, row->name))
            return true;
    }
    return false;
}

static void add_kept(struct kept_asking *asking, const char *type, const char *end,
                     const char *name, uint32_t instances)
{
    struct kept_table *table = asking->table;
    struct kept_row row = {.process = asking->process, .instances = instances};
    struct text text = text_over(row.name, sizeof row.name);
    name_copy(row.type, type, strlen(type));
    name_copy(row.end, end, strlen(end));
    text_add(&text, "%s", name);
    if (has_row(table, &row))
        return;
    if (table->row_count == KEPT_ROWS) {
        asking->is_full = true;
        return;
    }
    table->rows[table->row_count] = row;
    atomic_fetch_add(&table->row_count, 1);
}

static void add_kept_object(void *context, const char *type, const char *name)
{
    add_kept(context, type, "", name, 0);
}

static const char *word_of_end(const struct os_pipe_end *end)
{
    if (end->is_listening)
        return kept_end_words[KEPT_END_LISTENING];
    if (end->can_read && end->can_write)
        return kept_end_words[end->is_server ? KEPT_END_SERVER : KEPT_END_CLIENT];
    return kept_end_words[end->can_read ? KEPT_END_READ : KEPT_END_WRITE];
}

static void add_kept_pipe(void *context, const struct os_pipe_end *end)
{
    add_kept(context, KEPT_PIPE, word_of_end(end), end->name, end->instances);
}

static bool ask_process(struct kept_table *table, uint32_t index)
{
    struct kept_asking asking = {.table = table, .process = index};
    uint32_t left = 0;
    void *process = NULL;
    if (os_process_open(table->pids[index], &process, NULL) != KIT_OK)
        return true; /* it was ended: the runner's handle keeps its PID from others */
    os_process_pipes_within(process, KEPT_ANSWER_MS, add_kept_pipe, &asking, &left, NULL);
    os_named_objects(process, add_kept_object, &asking, NULL);
    os_close(&process);
    return left == 0 && !asking.is_full;
}

int kept_census_main(char **words)
{
    void *section, *view;
    bool is_whole = true;
    enum kit_status status = helper_block(words, &section, &view);
    if (status != KIT_OK)
        return (int)status;
    struct kept_table *table = view;
    for (uint32_t i = 0; i < table->process_count; i++)
        is_whole &= ask_process(table, i);
    atomic_store(&table->is_whole, is_whole);
    os_unmap(&view);
    os_close(&section);
    return (int)KIT_OK;
}

/* ---- the runner ---- */

/* Fills in the question; `of` gets the process of each PID. */
static void list_living(struct session *session, struct kept_table *table,
                        const struct run_process *of[RUN_PROCESSES])
{
    for (uint32_t i = 0; i < session->processes.count; i++) {
        const struct run_process *process = &session->processes.all[i];
        if (process->ended)
            continue;
        of[table->process_count] = process;
        table->pids[table->process_count++] = process->pid;
    }
}

/* An object without an end tells something only if an actor has it, too. */
static bool is_kept_by_actor(const struct kept_table *table, uint32_t count,
                             const struct run_process *const *of, const struct kept_row *row)
{
    for (uint32_t i = 0; i < count; i++) {
        const struct kept_row *other = &table->rows[i];
        if (of[other->process]->actor >= 0 && words_equal(other->type, row->type) &&
            words_equal(other->name, row->name))
            return true;
    }
    return false;
}

/* What the probe of an actor has for the run says nothing about the program. */
static bool is_object_of_run(const struct session *session, const char *name)
{
    return strncmp(name, session->shared.name, strlen(session->shared.name)) == 0;
}

static void record_row(struct session *session, const struct kept_row *row,
                       const struct run_process *process, int64_t at_ns)
{
    struct kit_event event = process_event(&session->processes, EVENT_KEEPS, process);
    struct text text = text_over(event.text, sizeof event.text);
    event.at_ns = at_ns;
    event.pid = process->pid;
    event.size = row->instances > 1 ? row->instances : 0;
    name_copy(event.name, row->type, strlen(row->type));
    name_copy(event.by, row->end, strlen(row->end));
    text_add(&text, "%s", object_name_in_scenario(session, row->name));
    recorder_add(&session->recorder, &event);
}

/* All of one instant. A process that was ended meanwhile keeps nothing. */
static void record_kept(struct session *session, const struct kept_table *table,
                        const struct run_process *const *of)
{
    uint32_t count = atomic_load(&table->row_count);
    int64_t at_ns = recorder_now_ns(&session->recorder);
    for (uint32_t i = 0; i < count; i++) {
        const struct kept_row *row = &table->rows[i];
        if (!os_process_ended(of[row->process]->handle) && !streams_is_own(row->name) &&
            !is_object_of_run(session, row->name) && is_kept_by_actor(table, count, of, row))
            record_row(session, row, of[row->process], at_ns);
    }
    if (count > 0 && !atomic_load(&table->is_whole)) {
        struct kit_event event = recorder_event(&session->recorder, EVENT_KEEPS, -1);
        event.at_ns = at_ns;
        name_copy(event.name, KEPT_MORE, strlen(KEPT_MORE));
        recorder_add(&session->recorder, &event);
    }
}

static void ask_by_helper(void *section)
{
    enum kit_status code = KIT_OK;
    /* What it has written counts even if it was ended. */
    helper_share(KEPT_CENSUS_COMMAND, section, (struct helper_limit){KEPT_MS, NULL}, &code,
                 NULL);
}

/*
 * All processes stand still meanwhile, so the answers are of one instant, and no ring of theirs
 * overflows. It also keeps Wine alive: Wine 8 crashes when somebody asks for the name of a
 * pipe's end and the pipe is disconnected before the answer.
 */
static void ask_suspended(const struct kept_table *table, const struct run_process *const *of,
                          void *section)
{
    bool stands[RUN_PROCESSES];
    for (uint32_t i = 0; i < table->process_count; i++)
        stands[i] = os_process_suspend(of[i]->handle, NULL) == KIT_OK;
    ask_by_helper(section);
    for (uint32_t i = 0; i < table->process_count; i++) {
        if (stands[i])
            os_process_resume_all(of[i]->handle, NULL);
    }
}

void kept_census(struct session *session)
{
    const struct run_process *of[RUN_PROCESSES];
    void *section = NULL, *view = NULL;
    if (session->kept_taken)
        return;
    session->kept_taken = true;
    processes_ask_job(&session->processes);
    if (os_section_create(NULL, sizeof(struct kept_table), true, &section, NULL) == KIT_OK &&
        os_map(section, &view, NULL, NULL) == KIT_OK) {
        struct kept_table *table = view;
        list_living(session, table, of);
        ask_suspended(table, of, section);
        record_kept(session, table, of);
    }
    os_unmap(&view);
    os_close(&section);
}

static bool has_failure(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].verdict == VERDICT_FAIL)
            return true;
    }
    return false;
}

/* A limit that passed during the census would be a finding of its own. */
static bool limit_is_near(const struct session *session)
{
    return !session->limit_passed &&
           recorder_now_ns(&session->recorder) + KEPT_MS * NS_PER_MS > decide_limit_ns(session);
}

void kept_census_if_failed(struct session *session)
{
    if (has_failure(&session->result.judgement) && processes_live(&session->processes) &&
        !limit_is_near(session))
        kept_census(session);
}
