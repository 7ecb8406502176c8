#include "kit/judge/kept_ends.h"
#include "kit/judge/system_objects.h"
#include "kit/judge/system_processes.h"
#include "kit/protocol/call_steps.h"

#include <string.h>

/* More are counted, and not named. */
#define PIPES_TOLD   2u
#define HOLDERS_TOLD 2u

/* The runner logs no more than this; a log that claims more is not read further. */
#define ROWS_READ    1024u

const char *const kept_end_words[KEPT_END_COUNT + 1] = {
#define X(end, word, text, other) word,
    KEPT_ENDS(X)
#undef X
};

const char *const kept_end_texts[KEPT_END_COUNT] = {
#define X(end, word, text, other) text,
    KEPT_ENDS(X)
#undef X
};

static const enum kept_end other_ends[KEPT_END_COUNT] = {
#define X(end, word, text, other) KEPT_END_##other,
    KEPT_ENDS(X)
#undef X
};

/* The census of one instant, as one process sees it. */
struct kept {
    const struct verdict_builder *builder;
    const struct fact *const *rows;
    size_t row_count;
    uint32_t pid;
    const char *actor_name;
    bool is_whole; /* what is not in the rows was not there */
};

static enum kept_end end_of(const struct fact *row)
{
    int end = words_equal(row->name, KEPT_PIPE) ? word_index(kept_end_words, row->by) : -1;
    return end < 0 ? KEPT_END_COUNT : (enum kept_end)end;
}

static bool is_kept_by_self(const struct kept *kept, const struct fact *row)
{
    return row->pid == kept->pid;
}

/* The row of this end of the pipe of `row` that the process itself has; or NULL. */
static const struct fact *own_end(const struct kept *kept, const struct fact *row,
                                  enum kept_end end)
{
    for (size_t i = 0; end < KEPT_END_COUNT && i < kept->row_count; i++) {
        const struct fact *other = kept->rows[i];
        if (is_kept_by_self(kept, other) && other->text == row->text && end_of(other) == end)
            return other;
    }
    return NULL;
}

/* The actor, or else the image as its start has it; empty if that is not known. */
static const char *name_of_holder(const struct verdict_builder *builder, const struct fact *row)
{
    const struct fact_list *starts = facts_of_kind(builder->facts->store, EVENT_STARTED);
    const char *name = row->actor_name;
    for (size_t i = starts->count; i > 0 && !name[0]; i--) {
        if (starts->at[i - 1]->pid == row->pid)
            name = starts->at[i - 1]->name;
    }
    return name;
}

void kept_add_holder(struct text *to, const struct verdict_builder *builder,
                     const struct fact *row)
{
    const char *name = name_of_holder(builder, row);
    text_add(to, "%s (pid %u)", name[0] ? name : "a process", (unsigned)row->pid);
}

/*
 * Names the other processes that have this end of the pipe of `row`, or this object if it has
 * no ends. Returns how many there are.
 */
static uint32_t name_holders(struct text *to, const struct kept *kept, const struct fact *row,
                             enum kept_end end)
{
    uint32_t count = 0;
    for (size_t i = 0; i < kept->row_count; i++) {
        const struct fact *other = kept->rows[i];
        if (is_kept_by_self(kept, other) || other->name != row->name ||
            other->text != row->text || end_of(other) != end)
            continue;
        if (count < HOLDERS_TOLD)
            text_add(to, "%s", count > 0 ? " and " : "");
        if (count++ < HOLDERS_TOLD)
            kept_add_holder(to, kept->builder, other);
    }
    if (count > HOLDERS_TOLD)
        text_add(to, " and %u more", (unsigned)(count - HOLDERS_TOLD));
    return count;
}

/* How a pipe of the process is told, the most telling first. */
enum kept_way {
    WAY_BOTH,   /* it has both ends itself */
    WAY_OTHER,  /* another process has the other end */
    WAY_NOBODY, /* no process of the run has it */
    WAY_SERVES, /* nobody is connected */
    WAY_SHARED, /* no pipe: another process has the same object */
    WAY_NONE    /* nothing to tell */
};

/* A pipe whose name others have, too, is not known to be the one that the other end is of. */
static bool is_one_of_many(const struct fact *row)
{
    return row->size > 1;
}

static enum kept_way way_of(const struct kept *kept, const struct fact *row)
{
    char ignored[KIT_NAME];
    struct text nowhere = text_over(ignored, sizeof ignored);
    enum kept_end end = end_of(row);
    if (!words_equal(row->name, KEPT_PIPE))
        return !is_object_of_system(row->text) && name_holders(&nowhere, kept, row, end) > 0
                   ? WAY_SHARED
                   : WAY_NONE;
    if (end == KEPT_END_COUNT)
        return WAY_NONE;
    if (end == KEPT_END_LISTENING)
        return WAY_SERVES;
    if (!is_one_of_many(row) && own_end(kept, row, other_ends[end]))
        return end == KEPT_END_READ || end == KEPT_END_SERVER ? WAY_BOTH : WAY_NONE;
    if (name_holders(&nowhere, kept, row, other_ends[end]) > 0)
        return WAY_OTHER;
    return kept->is_whole && !is_one_of_many(row) ? WAY_NOBODY : WAY_NONE;
}

/* A pipe that CreatePipe has made has a name only under Wine, which nobody chose. */
static void add_pipe_name(struct text *to, const struct fact *row)
{
    bool is_anonymous = strncmp(row->text, CALL_PIPE_OF_WINE, strlen(CALL_PIPE_OF_WINE)) == 0;
    text_add(to, "the %spipe %.60s", is_anonymous ? "anonymous " : "", row->text);
}

static const char *has_or_have(uint32_t holders)
{
    return holders == 1 ? "has" : "have";
}

/* "helper itself has both ends of the pipe x, so it sees no end of it" */
static void tell_both(struct text *to, const struct kept *kept, const struct fact *row)
{
    enum kept_end other = other_ends[end_of(row)];
    char names[96];
    struct text holders = text_over(names, sizeof names);
    bool reads = end_of(row) == KEPT_END_READ;
    text_add(to, "%s itself has both ends of ", kept->actor_name);
    add_pipe_name(to, row);
    text_add(to, reads ? ", so its own read never ends" : ", so it never sees it break");
    uint32_t count = name_holders(&holders, kept, row, other);
    if (count > 0)
        text_add(to, "; %s %s %s, too", names, has_or_have(count), kept_end_texts[other]);
    else if (kept->is_whole)
        text_add(to, ", and no other process of the run has %s", kept_end_texts[other]);
}

static void tell_other(struct text *to, const struct kept *kept, const struct fact *row)
{
    enum kept_end end = end_of(row);
    text_add(to, "%s has %s of ", kept->actor_name, kept_end_texts[end]);
    if (is_one_of_many(row))
        text_add(to, "one of %llu pipes named %.60s", (unsigned long long)row->size, row->text);
    else
        add_pipe_name(to, row);
    text_add(to, ", and ");
    uint32_t count = name_holders(to, kept, row, other_ends[end]);
    text_add(to, " %s %s", has_or_have(count), kept_end_texts[other_ends[end]]);
}

static void tell_row(struct text *to, const struct kept *kept, const struct fact *row,
                     enum kept_way way)
{
    text_add(to, "%s", to->length > 0 ? "; " : "");
    switch (way) {
    case WAY_BOTH:
        tell_both(to, kept, row);
        break;
    case WAY_OTHER:
        tell_other(to, kept, row);
        break;
    case WAY_NOBODY:
        text_add(to, "%s has %s of ", kept->actor_name, kept_end_texts[end_of(row)]);
        add_pipe_name(to, row);
        text_add(to, ", and no process of the run has the other end");
        break;
    case WAY_SERVES:
        text_add(to, "%s has ", kept->actor_name);
        add_pipe_name(to, row);
        text_add(to, ", and no client is connected");
        break;
    case WAY_SHARED:
        text_add(to, "%s and ", kept->actor_name);
        name_holders(to, kept, row, KEPT_END_COUNT);
        text_add(to, " have the %s %.60s", row->name, row->text);
        break;
    case WAY_NONE:
        break;
    }
}

/* Tells up to `most` pipes or objects. Returns the most telling way; *more is how many were not
 * told. */
static enum kept_way tell_kept(struct text *to, const struct kept *kept, uint32_t most,
                               uint32_t *more)
{
    enum kept_way first = WAY_NONE;
    uint32_t count = 0;
    for (int way = WAY_BOTH; way < WAY_NONE; way++) {
        for (size_t i = 0; i < kept->row_count; i++) {
            const struct fact *row = kept->rows[i];
            if (!is_kept_by_self(kept, row) || way_of(kept, row) != (enum kept_way)way)
                continue;
            first = count == 0 ? (enum kept_way)way : first;
            if (count++ < most)
                tell_row(to, kept, row, (enum kept_way)way);
        }
    }
    *more = count > most ? count - most : 0;
    return first;
}

/* The last process of this actor in the census; false if it had none. */
static bool find_kept(const struct verdict_builder *builder, const char *actor,
                      struct kept *out)
{
    const struct fact_list *list = facts_of_kind(builder->facts->store, EVENT_KEEPS);
    *out = (struct kept){.builder = builder,
                         .rows = list->at,
                         .row_count = list->count < ROWS_READ ? list->count : ROWS_READ,
                         .actor_name = actor,
                         .is_whole = list->count <= ROWS_READ};
    for (size_t i = 0; i < out->row_count; i++) {
        const struct fact *row = out->rows[i];
        if (words_equal(row->name, KEPT_MORE) && row->pid == 0)
            out->is_whole = false;
        else if (words_equal(row->actor_name, actor))
            out->pid = row->pid;
    }
    return out->pid > 0;
}

/* What decided the finding is that the actor ended: what its next process has is no cause. */
static bool is_of_its_end(const struct verdict_builder *builder, const struct finding *finding)
{
    const struct fact_list *exits = facts_of_kind(builder->facts->store, EVENT_EXITED);
    for (size_t i = 0; i < exits->count; i++) {
        if (exits->at[i]->at_ns == finding->at_ns &&
            words_equal(exits->at[i]->actor_name, finding->actor))
            return true;
    }
    return false;
}

/* Whether the finding is that the actor did not do something. */
static bool is_of_waiting(const struct verdict_builder *builder, const struct finding *finding)
{
    bool is_rule = finding->source == SOURCE_RULE && finding->rule != RULE_DATA_TRUE &&
                   finding->rule != RULE_NO_CRASH && finding->rule != RULE_CHILD_STAYS;
    return finding->verdict == VERDICT_FAIL && finding->actor[0] &&
           (is_rule || finding->source == SOURCE_LINE) && !is_of_its_end(builder, finding);
}

/* Whether other processes have the other ends of the pipes of a process, and this is true of
 * each of them. */
static bool has_other_ends(const struct kept *kept,
                           bool (*is_such)(const struct kept *kept, const struct fact *holder))
{
    bool any = false;
    for (size_t i = 0; i < kept->row_count; i++) {
        const struct fact *row = kept->rows[i];
        bool is_told = is_kept_by_self(kept, row) && way_of(kept, row) == WAY_OTHER;
        for (size_t k = 0; is_told && k < kept->row_count; k++) {
            const struct fact *other = kept->rows[k];
            bool has_other = !is_kept_by_self(kept, other) && other->text == row->text &&
                             end_of(other) == other_ends[end_of(row)];
            if (has_other && !is_such(kept, other))
                return false;
            any |= has_other;
        }
    }
    return any;
}

static bool is_stranger(const struct kept *kept, const struct fact *holder)
{
    (void)kept;
    return !holder->actor_name[0];
}

static bool is_host(const struct kept *kept, const struct fact *holder)
{
    return !holder->actor_name[0] && is_systems_own(name_of_holder(kept->builder, holder));
}

/*
 * Whether the end that is still open explains the finding: the other side is gone, and somebody
 * else keeps its end. If the other side still runs, its end is open as it should be.
 */
static bool is_kept_end(const struct finding *finding, const struct kept *kept,
                        enum kept_way way)
{
    bool is_orphan = finding->source == SOURCE_RULE && finding->rule == RULE_CHILD_ENDS;
    if (way == WAY_BOTH)
        return is_orphan;
    return way == WAY_OTHER && (is_orphan || has_other_ends(kept, is_stranger));
}

#define PAGE      "docs/races.md#kept-end"

/* Under Wine the host of a console inherits pipes, which is not the program's doing. */
#define HOST_PAGE "docs/wine-and-windows.md#starting-processes"

/*
 * What is known replaces a guess that some process still has the other end. Any other cause
 * stays, before it. False if there is no room.
 */
static bool add_to_cause(struct finding *finding, const struct kept *kept, uint32_t most)
{
    char told[KIT_FINDING_TEXT], cause[KIT_FINDING_TEXT];
    struct text text = text_over(told, sizeof told);
    struct text whole = text_over(cause, sizeof cause);
    uint32_t more = 0;
    enum kept_way way = tell_kept(&text, kept, most, &more);
    bool explains = is_kept_end(finding, kept, way);
    if (way == WAY_NONE)
        return true;
    if (finding->likely[0] && !(explains && strstr(finding->likely, PAGE)))
        text_add(&whole, "%s; ", finding->likely);
    text_add(&whole, "%s", told);
    if (explains)
        text_add(&whole, " (%s)", has_other_ends(kept, is_host) ? HOST_PAGE : PAGE);
    if (more > 0)
        text_add(&whole, "; `lifeline show` lists %u more", (unsigned)more);
    if (text.cut || whole.cut)
        return false;
    add_cause(finding, "%s", cause);
    return true;
}

void kept_ends_add(struct verdict_builder *builder)
{
    struct judgement *judgement = &builder->out->judgement;
    for (uint32_t i = 0; i < judgement->count; i++) {
        struct finding *finding = &judgement->findings[i];
        struct kept kept;
        if (is_of_waiting(builder, finding) && find_kept(builder, finding->actor, &kept) &&
            !add_to_cause(finding, &kept, PIPES_TOLD))
            add_to_cause(finding, &kept, 1);
    }
}
