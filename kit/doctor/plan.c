#include "kit/doctor/plan.h"
#include "kit/doctor/exact.h"
#include "kit/judge/system_processes.h"
#include "kit/look/exchange.h"
#include "kit/protocol/call_steps.h"

#include <assert.h>
#include <string.h>

#define CHILD_WORD       "CHILD"

/* How long after it is ready something is done to it: in the midst of its work. */
#define ACT_MS           300u
#define READY_S          10u

/* How long it works until it is asked to end late. */
#define LATE_S           4u

/*
 * How long a program may take to go on: so often its usual time, and at least so long; after a
 * strike at a call longer, since that may have come before the two were connected.
 */
#define PROGRESS_TIMES   5
#define PROGRESS_S       6u
#define PROGRESS_EXACT_S 12u

/* How long the processes that a killed child has started may take to end: as long as a child
 * may after the loss of its parent. */
#define BEREAVED_S       3u

/* A look that ended early is struck in its middle. */
#define SHORT_LEAST_MS   20u

/* The way to stop it that is tried with each program. At calls it is used where it works, so
 * that each run ends as the program means it to. */
#define STOPS_BY_INPUT   "app stops by end-of-stdin\n"

/* How much longer than its time the run that shows the calls may take. */
#define CALLS_LIMIT_MS   10000u

static const enum doctor_target targets[DOCTOR_ASK_COUNT] = {
#define X(ask, target, when, word, done) DOCTOR_##target,
    DOCTOR_ASKS(X)
#undef X
};

static const enum doctor_when whens[DOCTOR_ASK_COUNT] = {
#define X(ask, target, when, word, done) DOCTOR_##when,
    DOCTOR_ASKS(X)
#undef X
};

static const char *const words[DOCTOR_ASK_COUNT] = {
#define X(ask, target, when, word, done) word,
    DOCTOR_ASKS(X)
#undef X
};

static const char *const deeds[DOCTOR_ASK_COUNT] = {
#define X(ask, target, when, word, done) done,
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

/* Whether it is of a kind that is listed already. */
static bool kind_is_listed(const struct doctor_plan *plan, const struct draft_child *child)
{
    for (uint32_t i = 0; i < plan->child_count; i++) {
        if (draft_is_same_kind(plan->look, plan->children[i].process, child->process))
            return true;
    }
    return false;
}

/*
 * Whether others can reach the process by this end: it serves the pipe, and it alone. An end
 * that another process holds, too, was inherited; one whose other end it holds itself was kept.
 * Nobody opens a pipe that the system named by its name.
 */
static bool end_is_served(const struct look *look, const struct look_held *end)
{
    if (!end->is_server ||
        strncmp(end->name, CALL_PIPE_OF_WINE, strlen(CALL_PIPE_OF_WINE)) == 0)
        return false;
    for (uint32_t i = 0; i < look->held_count; i++) {
        const struct look_held *other = &look->held[i];
        bool is_of_pipe =
            words_equal(other->type, end->type) && words_equal(other->name, end->name);
        bool is_same_end = other->is_server == end->is_server;
        if (is_of_pipe && is_same_end == (other->process != end->process))
            return false;
    }
    return true;
}

static void note_pipes(struct doctor_plan *plan, uint32_t child)
{
    const struct look *look = plan->look;
    uint32_t process = plan->children[child].process;
    for (uint32_t i = 0; i < look->held_count; i++) {
        const struct look_held *held = &look->held[i];
        if (held->process != process || !words_equal(held->type, LOOK_PIPE) || held->is_output)
            continue;
        plan->is_reachable[child] |= end_is_served(look, held);
        plan->has_pipe[child] |= !held->is_listening;
    }
}

/* Whether a process of the child's kind lived. The child becomes that process, unless it lived
 * itself. */
static bool find_living(const struct doctor_plan *plan, struct draft_child *child)
{
    if (lived(plan, child->process))
        return true;
    for (uint32_t i = 1; i < plan->look->process_count; i++) {
        if (lived(plan, i) && draft_is_same_kind(plan->look, i, child->process)) {
            child->process = i;
            return true;
        }
    }
    return false;
}

static void list_children(struct doctor_plan *plan)
{
    struct draft_child all[LOOK_PROCESSES];
    uint32_t count = draft_children(plan->look, all);
    for (uint32_t i = 0; i < count && plan->child_count < DOCTOR_CHILDREN; i++) {
        if (kind_is_listed(plan, &all[i]))
            continue;
        if (!find_living(plan, &all[i])) {
            plan->gone[plan->gone_count++] = all[i].process;
            continue;
        }
        plan->children[plan->child_count] = all[i];
        if (!all[i].by_image)
            draft_kind_text(plan->look, all[i].process, plan->children[plan->child_count].look);
        note_pipes(plan, plan->child_count++);
    }
}

/* Whether one child of the plan started another. */
static bool made(const struct doctor_plan *plan, uint32_t maker, uint32_t other)
{
    const struct look_process *of = plan->look->processes;
    return of[plan->children[other].process].creator == of[plan->children[maker].process].pid;
}

static bool made_any(const struct doctor_plan *plan, uint32_t maker)
{
    for (uint32_t i = 0; i < plan->child_count; i++) {
        if (made(plan, maker, i))
            return true;
    }
    return false;
}

/* Whether a question for children of this target is asked of this one. */
static bool is_of_target(const struct doctor_plan *plan, enum doctor_target target,
                         uint32_t child)
{
    return target == DOCTOR_OF_CHILD || (target == DOCTOR_OF_PIPE && plan->has_pipe[child]) ||
           (target == DOCTOR_OF_MAKER && made_any(plan, child));
}

static void add_question(struct doctor_plan *plan, enum doctor_ask ask, int child)
{
    if (plan->question_count < DOCTOR_QUESTIONS)
        plan->questions[plan->question_count++] =
            (struct doctor_question){.ask = ask, .child = child};
}

static void add_questions(struct doctor_plan *plan, enum doctor_ask ask)
{
    if (targets[ask] == DOCTOR_OF_APP) {
        add_question(plan, ask, -1);
        return;
    }
    for (uint32_t i = 0; i < plan->child_count; i++) {
        if (is_of_target(plan, targets[ask], i))
            add_question(plan, ask, (int)i);
    }
}

/* A program that ends at once has nothing that could be disturbed. */
static bool fits_program(const struct doctor_plan *plan, enum doctor_ask ask)
{
    bool is_short = plan->ends_by_itself && plan->lasted_ns < SHORT_LEAST_MS * NS_PER_MS;
    if (plan->ends_by_itself)
        return ask == DOCTOR_ALONE ||
               (!is_short && (ask == DOCTOR_KILLED || ask == DOCTOR_CHILD_KILLED ||
                              ask == DOCTOR_CHILD_HUNG));
    return true;
}

void doctor_plan_make(struct doctor_plan *plan, const struct look_program *program,
                      const struct look *look, const struct kit_event *events, size_t count,
                      enum doctor_extent extent)
{
    assert(look->process_count > 0);
    *plan = (struct doctor_plan){.program = program, .look = look};
    plan->ends_by_itself = look->processes[0].ended;
    plan->lasted_ns = look->processes[0].ended_ns - look->processes[0].began_ns;
    draft_ready_text(events, count, plan->ready);
    draft_progress_text(events, count, plan->progress, &plan->progress_gap_ns);
    habits_learn(&plan->habits, events, count);
    list_children(plan);
    for (int ask = 0; ask < DOCTOR_ASK_COUNT; ask++) {
        bool is_asked = whens[ask] == DOCTOR_QUICK ||
                        (whens[ask] == DOCTOR_FULL && extent >= DOCTOR_USUAL) ||
                        (whens[ask] == DOCTOR_EVERY && extent == DOCTOR_ALL);
        if (is_asked && fits_program(plan, (enum doctor_ask)ask))
            add_questions(plan, (enum doctor_ask)ask);
    }
}

void doctor_plan_go_on(struct doctor_plan *plan, const bool is_restarted[DOCTOR_CHILDREN])
{
    for (int ask = 0; ask < DOCTOR_ASK_COUNT; ask++) {
        if (whens[ask] == DOCTOR_STOPS && plan->stops_by_input)
            add_questions(plan, (enum doctor_ask)ask);
        for (uint32_t i = 0; whens[ask] == DOCTOR_RESTARTS && i < plan->child_count; i++) {
            if (is_restarted[i])
                add_question(plan, (enum doctor_ask)ask, (int)i);
        }
    }
}

/* `options`: what else is said behind the program. */
static void add_program(struct text *to, const struct doctor_plan *plan, const char *name,
                        bool is_exact, const char *options)
{
    struct look_program program = *plan->program;
    program.injected |= is_exact;
    text_add(to, "parent %s is ", name);
    draft_add_program(to, &program);
    text_add(to, "%s\n", options);
}

static void add_child_line(struct text *to, const struct draft_child *child, const char *name)
{
    text_add(to, "child %s is %s ", name, child->by_image ? "image" : "any");
    draft_add_quoted(to, child->look);
    text_add(to, "\n");
    if (child->may_end)
        text_add(to, "%s may end\n", name);
}

static void add_children(struct text *to, const struct doctor_plan *plan)
{
    for (uint32_t i = 0; i < plan->child_count; i++)
        add_child_line(to, &plan->children[i], plan->children[i].name);
}

/* A second family of the same program. No other run of it may be there to do harm, too. */
static void add_other_family(struct text *to, const struct doctor_plan *plan,
                             const struct doctor_question *question)
{
    add_program(to, plan, DOCTOR_OTHER, false, "");
    add_child_line(to, &plan->children[question->child], DOCTOR_OTHER_CHILD);
    text_add(to, "alone\n");
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

uint32_t doctor_progress_s(const struct doctor_plan *plan, bool at_call)
{
    uint32_t usual_s = (uint32_t)(plan->progress_gap_ns * PROGRESS_TIMES / 1000 / NS_PER_MS);
    uint32_t least_s = at_call ? PROGRESS_EXACT_S : PROGRESS_S;
    return usual_s > least_s ? usual_s : least_s;
}

/* The program has to go on with its work, as it did before. */
static void add_progress_line(struct text *to, const struct doctor_plan *plan,
                              const struct doctor_question *question, const char *name)
{
    if (!plan->progress[0])
        return;
    text_add(to, "expect %s prints ", name);
    draft_add_quoted(to, plan->progress);
    text_add(to, " within %us\n", (unsigned)doctor_progress_s(plan, question->at != NULL));
}

static void add_restart(struct text *to, const struct doctor_plan *plan,
                        const struct doctor_question *question)
{
    text_add(to, "after %ums kill app\nexpect app exits within 2s\nstart again\n",
             (unsigned)act_ms(plan));
    add_ready(to, plan, "again");
    text_add(to, "expect again stays alive for 1s\n");
    add_progress_line(to, plan, question, "again");
}

/* A child that ends again and again by design is not asked to stay. */
static void add_stay_lines(struct text *to, const struct doctor_plan *plan,
                           const struct doctor_question *question)
{
    for (uint32_t i = 0; i < plan->child_count; i++) {
        bool is_asked = question->child < 0 || question->child == (int)i;
        const char *name = plan->children[i].name;
        if (is_asked && !plan->children[i].may_end)
            text_add(to,
                     "expect %s stays alive for 2s\nexpect %s starts at most %u times for 2s\n",
                     name, name, (unsigned)plan->children[i].at_once);
    }
}

static void add_busy_machine(struct text *to, const struct doctor_plan *plan,
                             const struct doctor_question *question)
{
    text_add(to, "load 8 for 2s\nexpect app stays alive for 2s\n");
    add_stay_lines(to, plan, question);
    add_progress_line(to, plan, question, "app");
}

/* The strike: at the call that the question is about, or in the midst of the program's work. */
static void add_strike_line(struct text *to, const struct doctor_plan *plan,
                            const struct doctor_question *question, const char *fault,
                            const char *actor)
{
    if (question->at)
        sweep_strike(plan->calls, question->at, to);
    else
        text_add(to, "after %ums %s %s\n", (unsigned)act_ms(plan), fault, actor);
}

static void add_app_deed(struct text *to, const struct doctor_plan *plan,
                         const struct doctor_question *question)
{
    unsigned ms = act_ms(plan);
    if (question->ask == DOCTOR_ALONE) {
        text_add(to, "run for 3s\n");
    } else if (question->ask == DOCTOR_KILLED) {
        add_strike_line(to, plan, question, "kill", "app");
    } else if (question->ask == DOCTOR_KILLED_EARLY) {
        text_add(to, "settle 2s\nafter 20ms kill app\n");
    } else if (question->ask == DOCTOR_RESTARTED) {
        add_restart(to, plan, question);
    } else if (question->ask == DOCTOR_BUSY) {
        add_busy_machine(to, plan, question);
    } else if (question->ask == DOCTOR_INPUT_ENDS || question->ask == DOCTOR_KEY) {
        text_add(to, "stop app\nexpect app exits within %us\n", DOCTOR_STOP_S);
    } else if (question->ask == DOCTOR_STOPPED_LATE) {
        text_add(to, "expect app stays alive for %us\nstop app\nexpect app exits within 10s\n",
                 LATE_S);
    } else {
        assert(question->ask == DOCTOR_PAUSED);
        text_add(to,
                 "after %ums hang app\nafter 1s resume app\nexpect app stays alive for 1s\n",
                 ms);
        add_stay_lines(to, plan, question);
        add_progress_line(to, plan, question, "app");
    }
}

/* Each count is made once the program is at work again. */
static void add_losses(struct text *to, const struct doctor_plan *plan,
                       const struct doctor_question *question, const char *child)
{
    text_add(to, "expect app stays alive for %ums\ncount handles of app\n",
             (unsigned)act_ms(plan));
    text_add(to, "repeat %d times\nkill %s\nexpect %s starts within 10s\n", SCENARIO_COUNTS - 1,
             child, child);
    text_add(to, "expect app stays alive for 1s\n");
    add_progress_line(to, plan, question, "app");
    text_add(to, "count handles of app\nend\n");
}

static void add_loss_beside(struct text *to, const struct doctor_plan *plan, const char *child)
{
    add_ready(to, plan, DOCTOR_OTHER);
    text_add(to, "after %ums kill %s\nexpect " DOCTOR_OTHER " stays alive for 2s\n",
             (unsigned)act_ms(plan), child);
}

/* Only the author knows whether they have to end. */
static void add_bereaved(struct text *to, const struct doctor_plan *plan,
                         const struct doctor_question *question)
{
    text_add(to, "after %ums kill %s\n", (unsigned)act_ms(plan),
             plan->children[question->child].name);
    for (uint32_t i = 0; i < plan->child_count; i++) {
        if (made(plan, (uint32_t)question->child, i))
            text_add(to, "expect %s exits within %us\n", plan->children[i].name, BEREAVED_S);
    }
}

static void add_child_deed(struct text *to, const struct doctor_plan *plan,
                           const struct doctor_question *question)
{
    const char *child = plan->children[question->child].name;
    unsigned ms = act_ms(plan);
    if (question->ask == DOCTOR_CHILD_KILLED) {
        add_strike_line(to, plan, question, "kill", child);
    } else if (question->ask == DOCTOR_CHILD_CRASHES) {
        text_add(to, "after %ums crash %s\n", ms, child);
    } else if (question->ask == DOCTOR_CHILD_HUNG) {
        add_strike_line(to, plan, question, "hang", child);
    } else if (question->ask == DOCTOR_CHILD_PAUSED) {
        add_strike_line(to, plan, question, "hang", child);
        if (!question->at) /* a delay at a call is over by itself */
            text_add(to, "after 300ms resume %s\n", child);
        add_stay_lines(to, plan, question);
    } else if (question->ask == DOCTOR_CHILD_SLOWED) {
        text_add(to, "after %ums slow %s\n", ms, child);
        add_stay_lines(to, plan, question);
    } else if (question->ask == DOCTOR_CHILD_CUT_OFF) {
        text_add(to, "after %ums drop %s\n", ms, child);
    } else if (question->ask == DOCTOR_LOST_OFTEN) {
        add_losses(to, plan, question, child);
        return;
    } else if (question->ask == DOCTOR_CHILD_BEREAVES) {
        add_bereaved(to, plan, question);
        return;
    } else if (question->ask == DOCTOR_BESIDE) {
        add_loss_beside(to, plan, child);
        return;
    } else {
        assert(question->ask == DOCTOR_STOPPED || question->ask == DOCTOR_STOPPED_BEREFT);
        text_add(to, "after %ums %s %s\nstop app\nexpect app exits within 10s\n", ms,
                 question->ask == DOCTOR_STOPPED ? "hang" : "kill", child);
        return;
    }
    if (!plan->ends_by_itself)
        add_progress_line(to, plan, question, "app");
}

static bool is_asked_by_input(enum doctor_ask ask)
{
    return ask == DOCTOR_INPUT_ENDS || whens[ask] == DOCTOR_STOPS;
}

void doctor_scenario(struct text *to, const struct doctor_plan *plan,
                     const struct doctor_question *question)
{
    /* A second instance has children that look the same. */
    bool is_early = question->ask == DOCTOR_KILLED_EARLY;
    bool names_children = !is_early && question->ask != DOCTOR_RESTARTED;
    doctor_done(to, plan, question);
    text_add(to, ".\n");
    add_program(to, plan, "app", question->at != NULL,
                question->ask == DOCTOR_KEY ? " console own" : "");
    if (names_children)
        add_children(to, plan);
    if (question->ask == DOCTOR_RESTARTED)
        add_program(to, plan, "again", false, "");
    if (question->ask == DOCTOR_BESIDE)
        add_other_family(to, plan, question);
    if (question->ask == DOCTOR_KEY)
        text_add(to, "app stops by ctrl-c\n");
    if (question->ask == DOCTOR_BUSY)
        text_add(to, "alone\n");
    if (is_asked_by_input(question->ask) || (question->at && plan->stops_by_input))
        text_add(to, STOPS_BY_INPUT);
    text_add(to, "limit 30s\n\n");
    if (!is_early && question->ask != DOCTOR_ALONE && !question->at)
        add_ready(to, plan, "app");
    if (question->child < 0)
        add_app_deed(to, plan, question);
    else
        add_child_deed(to, plan, question);
}

/* ---- at calls ---- */

void doctor_calls_scenario(struct text *to, const struct doctor_plan *plan, uint32_t for_ms)
{
    add_program(to, plan, "app", true, "");
    add_children(to, plan);
    if (plan->stops_by_input)
        text_add(to, STOPS_BY_INPUT);
    text_add(to, "run for %ums\nlimit %ums\n", (unsigned)for_ms,
             (unsigned)for_ms + CALLS_LIMIT_MS);
    exact_add_sweeps(to, "app", false);
    for (uint32_t i = 0; i < plan->child_count; i++)
        exact_add_sweeps(to, plan->children[i].name, true);
}

/* The question that is asked at this call: the one that does the same at another time. */
static enum doctor_ask ask_like(const struct sweep_point *point)
{
    if (point->target == 0)
        return DOCTOR_KILLED;
    if (faults[point->fault].effect == EFFECT_HUNG)
        return DOCTOR_CHILD_HUNG;
    return faults[point->fault].effect == EFFECT_DEAD ? DOCTOR_CHILD_KILLED
                                                      : DOCTOR_CHILD_PAUSED;
}

/* The program is the first actor of that scenario, and its children follow in their order. */
void doctor_plan_exactly(struct doctor_plan *plan, const struct scenario *calls,
                         struct sweep_point *points, size_t count)
{
    plan->calls = calls;
    for (size_t i = 0; i < count; i++) {
        if (plan->question_count == DOCTOR_QUESTIONS || i == DOCTOR_EXACT) {
            plan->calls_left += (uint32_t)(count - i);
            return;
        }
        points[i].delay_ms = EXACT_PAUSE_MS;
        plan->questions[plan->question_count++] = (struct doctor_question){
            .ask = ask_like(&points[i]), .child = points[i].target - 1, .at = &points[i]};
    }
}

void doctor_plan_note_calls(struct doctor_plan *plan, const struct scenario *calls,
                            const struct kit_event *events, size_t count)
{
    assert(calls->actor_count <= DOCTOR_CHILDREN + 1);
    for (uint32_t i = 0; i < calls->actor_count; i++) {
        if (!exchange_came_into(events, count, calls->actors[i].name))
            plan->calls_unseen |= 1u << i;
    }
    turns_learn(&plan->turns, events, count);
}

uint32_t doctor_plan_struck(const struct doctor_plan *plan)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < plan->question_count; i++)
        count += plan->questions[i].at != NULL;
    return count;
}

void doctor_plan_cut(struct doctor_plan *plan, uint32_t count)
{
    assert(count <= plan->question_count);
    plan->calls_left += plan->question_count - count;
    plan->question_count = count;
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
    if (question->at)
        exact_word(to, plan->calls, question->at);
    else
        add_with_child_name(to, plan, question, words[question->ask]);
}

void doctor_done(struct text *to, const struct doctor_plan *plan,
                 const struct doctor_question *question)
{
    if (question->at)
        exact_done(to, plan->calls, question->at);
    else
        add_with_child_name(to, plan, question, deeds[question->ask]);
}
