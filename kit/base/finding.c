#include "kit/base/finding.h"
#include "kit/base/text.h"

const char *const source_words[SOURCE_COUNT + 1] = {
#define X(source, word, meaning) word,
    KIT_SOURCES(X)
#undef X
};

bool judgement_has_bad_end(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].bad_end)
            return true;
    }
    return false;
}

bool judgement_stands(const struct judgement *judgement)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        if (judgement->findings[i].verdict == VERDICT_FAIL || judgement->findings[i].bad_end)
            return true;
    }
    return false;
}

void judgement_of_broken_log(struct judgement *judgement, const char *sentence)
{
    if (judgement->verdict == VERDICT_ERROR)
        return;
    judgement->verdict = VERDICT_ERROR;
    if (judgement->count == KIT_FINDINGS)
        judgement->count--;
    struct finding *finding = &judgement->findings[judgement->count++];
    *finding = (struct finding){.source = SOURCE_RUN, .verdict = VERDICT_ERROR};
    struct text text = text_over(finding->text, sizeof finding->text);
    text_add(&text, "%s", sentence);
}

void judgement_of_field_log(struct judgement *judgement)
{
    *judgement = (struct judgement){.verdict = VERDICT_ERROR, .count = 1};
    struct finding *finding = &judgement->findings[0];
    finding->source = SOURCE_RUN;
    finding->verdict = VERDICT_ERROR;
    struct text text = text_over(finding->text, sizeof finding->text);
    text_add(&text,
             "this is a field log: its processes ran outside of Lifeline, so there is no "
             "scenario and no verdict, and no rule can be judged");
}

bool judgement_has_failed(const struct judgement *judgement, const char *actor)
{
    for (uint32_t i = 0; i < judgement->count; i++) {
        const struct finding *finding = &judgement->findings[i];
        if (finding->source == SOURCE_RULE && finding->verdict == VERDICT_FAIL &&
            words_equal(finding->actor, actor))
            return true;
    }
    return false;
}
