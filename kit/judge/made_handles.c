#include "kit/judge/made_handles.h"
#include "kit/protocol/call_steps.h"

/* X(type, step): a call that gives the program a handle of this type. */
#define HANDLE_MAKERS(X)                                                                       \
    X("Process", PROCESS_CREATED)                                                              \
    X("Thread", PROCESS_CREATED)                                                               \
    X("File", PIPE_CREATED)                                                                    \
    X("File", PIPE_OPENED)                                                                     \
    X("Event", EVENT_CREATE)                                                                   \
    X("Event", EVENT_OPEN)                                                                     \
    X("Semaphore", SEMAPHORE_CREATE)                                                           \
    X("Semaphore", SEMAPHORE_OPEN)                                                             \
    X("Mutant", MUTEX_CREATE)                                                                  \
    X("Mutant", MUTEX_OPEN)                                                                    \
    X("Section", SECTION_CREATE)                                                               \
    X("Section", SECTION_OPEN)

static const struct {
    const char *type;
    enum call_step step;
} makers[] = {
#define X(type, step) {type, CALL_STEP_##step},
    HANDLE_MAKERS(X)
#undef X
};

/* "; event.create of event:ready 4 times in that time"; nothing if there is no room for it. */
static void add_maker(struct text *to, const struct fact_list *calls, size_t first, size_t end)
{
    const char *peer = calls->at[first]->peer_name;
    size_t before = to->length;
    for (size_t i = first; i < end; i++)
        peer = calls->at[i]->peer_name == peer ? peer : "";
    text_add(to, "; %s%s%s %u %s in that time", calls->at[first]->name, peer[0] ? " of " : "",
             peer, (unsigned)(end - first), end - first == 1 ? "time" : "times");
    if (to->cut) {
        to->length = before;
        to->at[before] = 0;
    }
}

void add_makers(struct text *to, const struct verdict_builder *builder, int actor,
                const char *type, int64_t from_ns, int64_t until_ns)
{
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        const struct fact_list *calls =
            facts_named(builder->facts->store, actor, call_step_words[makers[i].step]);
        size_t first = list_after(calls, from_ns), end = list_after(calls, until_ns);
        if (words_equal(makers[i].type, type) && first < end)
            add_maker(to, calls, first, end);
    }
}
