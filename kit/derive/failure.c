#include "kit/derive/failure.h"
#include "kit/base/line_number.h"

static bool went_wrong(const struct finding *finding)
{
    return finding->verdict > VERDICT_SKIP;
}

static bool is_same_rule(const struct finding *a, const struct finding *b)
{
    return a->source == SOURCE_RULE && b->source == SOURCE_RULE && a->verdict == b->verdict &&
           a->rule == b->rule && words_equal(a->actor, b->actor);
}

static bool is_same_line(const struct finding *failure, const struct finding *now,
                         uint32_t line_number)
{
    return failure->source == SOURCE_LINE && now->source == SOURCE_LINE &&
           failure->verdict == now->verdict && line_in_file(now->line_number) == line_number;
}

static bool was_wrong_before(const struct judgement *first, const struct finding *now)
{
    for (uint32_t i = 0; i < first->count; i++) {
        if (is_same_rule(&first->findings[i], now))
            return true;
    }
    return false;
}

const struct finding *failure_first(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->verdict == VERDICT_FAIL && finding->source != SOURCE_RUN)
            return finding;
    }
    return NULL;
}

struct shrink_goal failure_goal(const struct finding *failure)
{
    bool is_rule = failure->source == SOURCE_RULE;
    return (struct shrink_goal){.rule = is_rule ? (int)failure->rule : -1,
                                .actor = failure->actor,
                                .line_number =
                                    is_rule ? 0 : line_in_file(failure->line_number)};
}

bool failure_is_shown(const struct judgement *first, const struct finding *failure,
                      const struct judgement *now, uint32_t line_number)
{
    bool shown = false;
    for (uint32_t i = 0; i < now->count; i++) {
        const struct finding *finding = &now->findings[i];
        bool is_it =
            is_same_rule(failure, finding) || is_same_line(failure, finding, line_number);
        shown |= is_it;
        if (went_wrong(finding) && !is_it && !was_wrong_before(first, finding))
            return false;
    }
    return shown && now->verdict == VERDICT_FAIL;
}

bool failure_is_alone(const struct finding *failure, const struct judgement *now)
{
    for (uint32_t i = 0; i < now->count; i++) {
        if (went_wrong(&now->findings[i]) && !is_same_rule(failure, &now->findings[i]))
            return false;
    }
    return failure->source == SOURCE_RULE;
}
