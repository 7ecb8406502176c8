#include "kit/judge/rules.h"
#include "kit/judge/rule.h"

static void (*const rules[RULE_COUNT])(struct verdict_builder *builder) = {
#define X(rule, function, word, window_ms, statement) rule_##function,
    KIT_RULES(X)
#undef X
};

void rules_judge(struct verdict_builder *builder)
{
    builder->in_rules = true;
    for (int rule = 0; rule < RULE_COUNT; rule++) {
        if (!builder->scenario->waived[rule])
            rules[rule](builder);
    }
}
