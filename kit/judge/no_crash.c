/* no-crash: no process ends by an exception that no line ordered. */
#include "kit/judge/rule.h"

/* A fault of a line that ends a process with this code, or a line that expects it. */
static bool is_ordered(const struct verdict_builder *builder, const struct fact *exit)
{
    const struct scenario *scenario = builder->scenario;
    int actor = builder->processes->of[exit->actor];
    for (uint32_t i = 0; i < scenario->line_count; i++) {
        const struct scenario_line *line = &scenario->lines[i];
        const struct fact *struck = builder->facts->lines[i].struck;
        if (line->kind == SAY_EXPECT_EXITS && line->actor == actor && line->has_code &&
            line->code == exit->code)
            return true;
        if (struck && struck->at_ns <= exit->at_ns && struck->actor == exit->actor &&
            fault_ends_with(line->fault, line->code, exit->code))
            return true;
    }
    return false;
}

/* A launcher ends with its child, and hands on the exit code of that child. */
static bool may_hand_on(const struct verdict_builder *builder, const struct fact *exit)
{
    if (!actor_of(builder, exit->actor)->stops_on_loss)
        return false;
    for (int child = 0; child < (int)builder->scenario->actor_count; child++) {
        const struct fact *ended = event_of(builder, child, MARK_EXITED);
        if (actor_of(builder, child)->is_child && parent_of(builder, child) == exit->actor &&
            ended && ended->at_ns <= exit->at_ns && ended->code == exit->code)
            return true;
    }
    return false;
}

static void note_handed_on(struct verdict_builder *builder, const struct fact *exit)
{
    rule_note(
        builder, RULE_NO_CRASH, exit->actor, exit->at_ns,
        "cannot tell whether %s crashed: it ended with exit code 0x%08X, as its child did "
        "before it",
        name_of(builder, exit->actor), (unsigned)exit->code);
}

static void report_crash(struct verdict_builder *builder, const struct fact *exit,
                         const char *words)
{
    struct finding_header header =
        rule_header(RULE_NO_CRASH, VERDICT_FAIL, exit->actor, exit->at_ns);
    struct finding *finding = add_finding(
        builder, &header,
        "%s crashed with exit code 0x%08X (%s); no line of the scenario ordered this",
        name_of(builder, exit->actor), (unsigned)exit->code, words);
    finding->bad_end = true;
    add_cause(finding,
              "look at the last step of %s and at what it does next; if the crash is part of "
              "the test, write: waive no-crash %s",
              finding->actor, finding->actor);
}

void rule_no_crash(struct verdict_builder *builder)
{
    const struct fact_list *exits = facts_of_kind(builder->facts->store, EVENT_EXITED);
    for (size_t i = 0; i < exits->count; i++) {
        const struct fact *exit = exits->at[i];
        const char *words = crash_words(exit->code);
        if (exit->actor < 0)
            continue;
        if (!words)
            obligation_met(builder, RULE_NO_CRASH);
        else if (is_ordered(builder, exit) || has_failed_a_rule(builder, exit->actor))
            continue;
        else if (may_hand_on(builder, exit))
            note_handed_on(builder, exit);
        else
            report_crash(builder, exit, words);
    }
}
