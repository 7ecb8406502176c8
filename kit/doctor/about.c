#include "kit/doctor/about.h"
#include "kit/base/shown_text.h"

#include <assert.h>

static const struct look_process *program_of(const struct doctor_plan *plan)
{
    assert(plan->look->process_count > 0);
    return &plan->look->processes[0];
}

uint32_t doctor_kind_size(const struct doctor_plan *plan, uint32_t child)
{
    uint32_t count = 0;
    for (uint32_t i = 1; i < plan->look->process_count; i++)
        count += draft_is_same_kind(plan->look, i, plan->children[child].process);
    return count;
}

/* The last line that was printed, if it is one; or NULL. */
static const char *last_line(const struct doctor_examined *examined)
{
    for (size_t i = examined->event_count; i > 0; i--) {
        const struct kit_event *event = &examined->events[i - 1];
        if (event->kind == EVENT_PRINTED && event->text[0])
            return event->text;
    }
    return NULL;
}

/* How it ended, or that it did not. */
static void add_course(struct text *to, const struct doctor_plan *plan)
{
    uint32_t code = program_of(plan)->code;
    if (!plan->ends_by_itself) {
        text_add(to, "  It still ran when the look was over.\n");
        return;
    }
    text_add(to, "  It ended by itself after %.2f s, ", (double)plan->lasted_ns / 1e9);
    text_add(to, code > 0xffff ? "with exit code 0x%08X.\n" : "with exit code %u.\n",
             (unsigned)code);
}

static void add_advice(struct text *to, const struct doctor_examined *examined)
{
    const char *line = last_line(examined);
    if (line) {
        text_add(to, "  The last line that it printed: ");
        shown_add(to, line, false);
        text_add(to, "\n");
    }
    if (doctor_was_in_vain(examined->plan))
        text_add(to,
                 "  Nothing could be done to it. Lifeline starts it in the current folder, "
                 "without a console, with\n"
                 "  a standard input that is open and silent, and in a job that its "
                 "processes cannot leave.\n"
                 "  Give it the arguments and files that it needs. A program that needs a "
                 "console, or a helper\n"
                 "  outside the job, needs a scenario with `console own` or `job breakaway` "
                 "behind its name:\n"
                 "  docs/any-program.md\n");
    else
        text_add(to, "  A program that ends so soon cannot be disturbed. If it should stay, "
                     "give it what it needs to stay.\n");
}

static uint32_t children_left(const struct doctor_plan *plan)
{
    uint32_t count = 0;
    for (uint32_t i = 1; i < plan->look->process_count; i++)
        count += !plan->look->processes[i].ended;
    return count;
}

static void add_kinds(struct text *to, const struct doctor_plan *plan)
{
    for (uint32_t i = 0; i < plan->child_count; i++) {
        uint32_t size = doctor_kind_size(plan, i);
        text_add(to, "  Its child %s is ", plan->children[i].name);
        if (size > 1)
            text_add(to, "one of %u processes like it: ", (unsigned)size);
        shown_add(to, plan->look->processes[plan->children[i].process].image, false);
        text_add(to, ".\n");
    }
}

/* Whether the same image was named before. */
static bool is_named_before(const struct doctor_plan *plan, uint32_t index)
{
    const struct look_process *of = plan->look->processes;
    for (uint32_t i = 0; i < index; i++) {
        if (words_equal(of[plan->gone[i]].image, of[plan->gone[index]].image))
            return true;
    }
    return false;
}

static void add_gone(struct text *to, const struct doctor_plan *plan)
{
    uint32_t named = 0;
    for (uint32_t i = 0; i < plan->gone_count; i++) {
        if (is_named_before(plan, i))
            continue;
        text_add(to, "%s", named++ == 0 ? "  It also started " : ", ");
        shown_add(to, plan->look->processes[plan->gone[i]].image, false);
    }
    if (named > 0)
        text_add(to, ". That had ended when the look was over, and is not asked about.\n");
}

static void add_processes(struct text *to, const struct doctor_plan *plan)
{
    uint32_t left = children_left(plan);
    if (plan->look->process_count == 1)
        text_add(to, "  It started no process, so the rules about children have nothing to "
                     "judge.\n");
    add_kinds(to, plan);
    add_gone(to, plan);
    if (plan->child_count == DOCTOR_CHILDREN)
        text_add(to, "  No more than %u kinds of children are asked about.\n",
                 (unsigned)DOCTOR_CHILDREN);
    if (plan->look->is_full)
        text_add(to, "  It has more processes or objects than a look keeps; the rest was not "
                     "looked at.\n");
    if (plan->ends_by_itself && left > 0)
        text_add(to, "  %u process%s of it still ran then.\n", (unsigned)left,
                 left == 1 ? "" : "es");
}

static bool program_has_probe(const struct doctor_examined *examined)
{
    for (size_t i = 0; i < examined->event_count; i++) {
        if (examined->events[i].kind == EVENT_ATTACHED &&
            words_equal(examined->events[i].actor, "app"))
            return true;
    }
    return false;
}

/* Whether it ends when it is asked to, if that was asked. */
static void add_way_to_end(struct text *to, const struct doctor_examined *examined)
{
    for (uint32_t i = 0; i < examined->plan->question_count; i++) {
        if (examined->plan->questions[i].ask != DOCTOR_INPUT_ENDS)
            continue;
        enum doctor_result result = doctor_result_of(examined->plan, i, &examined->answers[i]);
        if (result == DOCTOR_LEARNT)
            text_add(to,
                     "  The end of its standard input did not end it within %u s. If another "
                     "way does, a scenario can say so: app stops by ...\n",
                     DOCTOR_STOP_S);
        else if (result == DOCTOR_HELD && program_has_probe(examined))
            text_add(to, "  It has a probe, and ends when it is asked to.\n");
        else if (result == DOCTOR_HELD)
            text_add(to, "  The end of its standard input ends it.\n");
    }
}

void doctor_about(struct text *to, const struct doctor_examined *examined)
{
    const struct doctor_plan *plan = examined->plan;
    text_add(to, "\nThe program\n  It is called app below, and in the scenarios.\n");
    add_course(to, plan);
    if (doctor_ended_soon(plan) && children_left(plan) == 0) {
        add_advice(to, examined);
        return;
    }
    add_processes(to, plan);
    if (plan->ready[0]) {
        text_add(to, "  It is taken to be at work once it prints \"");
        shown_add(to, plan->ready, false);
        text_add(to, "\".\n");
    } else {
        text_add(to,
                 "  It prints nothing to wait for, so it is disturbed a fixed time after its "
                 "start.\n");
    }
    add_way_to_end(to, examined);
}
