#include "kit/doctor/plan.h"
#include "kit/judge/system_processes.h"

#include <assert.h>
#include <string.h>

#define CHILD_WORD     "CHILD"

/* How long after it is ready something is done to it: in the midst of its work. */
#define ACT_MS         300u
#define READY_S        10u

/* A look that ended early is struck in its middle. */
#define SHORT_LEAST_MS 20u

static const enum doctor_target targets[DOCTOR_ASK_COUNT] = {
#define X(ask, target, quick, word, done) DOCTOR_##target,
    DOCTOR_ASKS(X)
#undef X
};

static const bool are_quick[DOCTOR_ASK_COUNT] = {
#define X(ask, target, quick, word, done) quick,
    DOCTOR_ASKS(X)
#undef X
};

static const char *const words[DOCTOR_ASK_COUNT] = {
#define X(ask, target, quick, word, done) word,
    DOCTOR_ASKS(X)
#undef X
};

static const char *const deeds[DOCTOR_ASK_COUNT] = {
#define X(ask, target, quick, word, done) done,
    DOCTOR_ASKS(X)
#undef X
};

/* A child that lived in the middle of the program's work. */
static bool lived(const struct doctor_plan *plan, uint32_t process)
{
    const struct look_process *of = &plan->look->processes[process];
    int64_t middle_ns = plan->look->processes[0].began_ns + plan->lasted_ns / 2;
    if (!plan->ends_by_itself)
        return !of->ended;
    return of->began_ns < middle_ns && (!of->ended || of->ended_ns > middle_ns);
}

/* Whether it is of a kind that is listed already: the same image and the same look. */
static bool kind_is_listed(const struct doctor_plan *plan, const struct draft_child *child)
{
    const char *image = plan->look->processes[child->process].image;
    for (uint32_t i = 0; i < plan->child_count; i++) {
        if (words_equal(plan->look->processes[plan->children[i].process].image, image))
            return true;
    }
    return false;
}

static void note_pipes(struct doctor_plan *plan, uint32_t child)
{
    const struct look *look = plan->look;
    uint32_t process = plan->children[child].process;
    for (uint32_t i = 0; i < look->held_count; i++) {
        const struct look_held *held = &look->held[i];
        if (held->process != process || !words_equal(held->type, LOOK_PIPE) || held->is_output)
            continue;
        plan->is_reachable[child] |= held->is_listening;
        plan->has_pipe[child] |= !held->is_listening;
    }
}

static void list_children(struct doctor_plan *plan)
{
    struct draft_child all[LOOK_PROCESSES];
    uint32_t count = draft_children(plan->look, all);
    for (uint32_t i = 0; i < count && plan->child_count < DOCTOR_CHILDREN; i++) {
        if (!lived(plan, all[i].process) || kind_is_listed(plan, &all[i]))
            continue;
        plan->children[plan->child_count] = all[i];
        note_pipes(plan, plan->child_count++);
    }
}

static void add_question(struct doctor_plan *plan, enum doctor_ask ask, int child)
{
    if (plan->question_count < DOCTOR_QUESTIONS)
        plan->questions[plan->question_count++] = (struct doctor_question){ask, child};
}

static void add_questions(struct doctor_plan *plan, enum doctor_ask ask)
{
    if (targets[ask] == DOCTOR_OF_APP) {
        add_question(plan, ask, -1);
        return;
    }
    for (uint32_t i = 0; i < plan->child_count; i++) {
        if (targets[ask] == DOCTOR_OF_CHILD || plan->has_pipe[i])
            add_question(plan, ask, (int)i);
    }
}

/* A program that ends at once has nothing that could be disturbed. */
static bool fits_program(const struct doctor_plan *plan, enum doctor_ask ask)
{
    bool is_short = plan->ends_by_itself && plan->lasted_ns < SHORT_LEAST_MS * NS_PER_MS;
    if (ask == DOCTOR_STOPPED)
        return false; /* only once it is known how */
    if (plan->ends_by_itself)
        return ask == DOCTOR_ALONE ||
               (!is_short && (ask == DOCTOR_KILLED || ask == DOCTOR_CHILD_KILLED ||
                              ask == DOCTOR_CHILD_HUNG));
    return true;
}

void doctor_plan_make(struct doctor_plan *plan, const struct look_program *program,
                      const struct look *look, const struct kit_event *events, size_t count,
                      bool all)
{
    assert(look->process_count > 0);
    *plan = (struct doctor_plan){.program = program, .look = look};
    plan->ends_by_itself = look->processes[0].ended;
    plan->lasted_ns = look->processes[0].ended_ns - look->processes[0].began_ns;
    draft_ready_text(events, count, plan->ready);
    list_children(plan);
    for (int ask = 0; ask < DOCTOR_ASK_COUNT; ask++) {
        if ((all || are_quick[ask]) && fits_program(plan, (enum doctor_ask)ask))
            add_questions(plan, (enum doctor_ask)ask);
    }
}

void doctor_plan_stops(struct doctor_plan *plan)
{
    plan->stops_by_input = true;
    add_questions(plan, DOCTOR_STOPPED);
}

static void add_program(struct text *to, const struct doctor_plan *plan, const char *name)
{
    text_add(to, "parent %s is ", name);
    draft_add_quoted(to, plan->program->path);
    for (size_t i = 0; i < plan->program->count; i++) {
        text_add(to, " ");
        draft_add_quoted(to, plan->program->arguments[i]);
    }
    text_add(to, "\n");
}

static void add_children(struct text *to, const struct doctor_plan *plan)
{
    for (uint32_t i = 0; i < plan->child_count; i++) {
        const struct draft_child *child = &plan->children[i];
        text_add(to, "child %s is %s ", child->name, child->by_image ? "image" : "any");
        draft_add_quoted(to, child->look);
        text_add(to, "\n");
    }
}

/* The program is at work: it has said so, or some time has passed. */
static void add_ready(struct text *to, const struct doctor_plan *plan, const char *name)
{
    if (!plan->ready[0])
        return;
    text_add(to, "expect %s prints ", name);
    draft_add_quoted(to, plan->ready);
    text_add(to, " within %us\n", READY_S);
}

/* `after`: when it is in the midst of its work. */
static uint32_t act_ms(const struct doctor_plan *plan)
{
    if (plan->ends_by_itself)
        return (uint32_t)(plan->lasted_ns / 2 / NS_PER_MS);
    return plan->ready[0] ? ACT_MS : 1000;
}

static void add_restart(struct text *to, const struct doctor_plan *plan)
{
    text_add(to, "after %ums kill app\nexpect app exits within 2s\nstart again\n",
             (unsigned)act_ms(plan));
    add_ready(to, plan, "again");
    text_add(to, "expect again stays alive for 1s\n");
}

static void add_deed(struct text *to, const struct doctor_plan *plan,
                     const struct doctor_question *question)
{
    const char *child = question->child >= 0 ? plan->children[question->child].name : "app";
    unsigned ms = act_ms(plan);
    switch (question->ask) {
    case DOCTOR_ALONE:
        text_add(to, "run for 3s\n");
        break;
    case DOCTOR_KILLED:
        text_add(to, "after %ums kill app\n", ms);
        break;
    case DOCTOR_KILLED_EARLY:
        text_add(to, "settle 2s\nafter 20ms kill app\n");
        break;
    case DOCTOR_PAUSED:
        text_add(to,
                 "after %ums hang app\nafter 1s resume app\nexpect app stays alive for 1s\n",
                 ms);
        break;
    case DOCTOR_CHILD_KILLED:
        text_add(to, "after %ums kill %s\n", ms, child);
        break;
    case DOCTOR_CHILD_HUNG:
        text_add(to, "after %ums hang %s\n", ms, child);
        break;
    case DOCTOR_CHILD_PAUSED:
        text_add(to,
                 "after %ums hang %s\nafter 300ms resume %s\nexpect %s stays alive for 2s\n"
                 "expect %s starts at most 1 times for 2s\n",
                 ms, child, child, child, child);
        break;
    case DOCTOR_CHILD_SLOWED:
        text_add(to, "after %ums slow %s\nexpect %s stays alive for 2s\n", ms, child, child);
        break;
    case DOCTOR_CHILD_CUT_OFF:
        text_add(to, "after %ums drop %s\n", ms, child);
        break;
    case DOCTOR_RESTARTED:
        add_restart(to, plan);
        break;
    case DOCTOR_INPUT_ENDS:
        text_add(to, "stop app\nexpect app exits within 5s\n");
        break;
    case DOCTOR_STOPPED:
        text_add(to, "after %ums hang %s\nstop app\nexpect app exits within 10s\n", ms, child);
        break;
    case DOCTOR_ASK_COUNT:
        assert(false);
    }
}

static bool is_asked_by_input(enum doctor_ask ask)
{
    return ask == DOCTOR_INPUT_ENDS || ask == DOCTOR_STOPPED;
}

void doctor_scenario(struct text *to, const struct doctor_plan *plan,
                     const struct doctor_question *question)
{
    bool is_early = question->ask == DOCTOR_KILLED_EARLY;
    doctor_done(to, plan, question);
    text_add(to, ".\n");
    add_program(to, plan, "app");
    if (!is_early)
        add_children(to, plan);
    if (question->ask == DOCTOR_RESTARTED)
        add_program(to, plan, "again");
    if (is_asked_by_input(question->ask))
        text_add(to, "app stops by end-of-stdin\n");
    text_add(to, "limit 30s\n\n");
    if (!is_early && question->ask != DOCTOR_ALONE)
        add_ready(to, plan, "app");
    add_deed(to, plan, question);
}

/* The text with the child's name where CHILD stands. */
static void add_with_child_name(struct text *to, const struct doctor_plan *plan,
                                const struct doctor_question *question, const char *from)
{
    const char *at;
    while ((at = strstr(from, CHILD_WORD)) != NULL) {
        text_add_bytes(to, from, (size_t)(at - from));
        text_add(to, "%s", plan->children[question->child].name);
        from = at + strlen(CHILD_WORD);
    }
    text_add(to, "%s", from);
}

void doctor_word(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_question *question)
{
    add_with_child_name(to, plan, question, words[question->ask]);
}

void doctor_done(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_question *question)
{
    add_with_child_name(to, plan, question, deeds[question->ask]);
}
