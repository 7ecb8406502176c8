#include "kit/scenario/reader.h"
#include "kit/protocol/call_steps.h"

uint32_t actor_side(const struct scenario_actor *actor)
{
    if (actor->is_bystander)
        return STEP_BY_OTHERS;
    return actor->is_child ? STEP_BY_CHILD : STEP_BY_PARENT;
}

int reader_own_step(const struct reader *reader, const char *word)
{
    for (uint32_t i = 0; i < reader->step_count; i++) {
        if (words_equal(reader->steps[i], word))
            return (int)i;
    }
    return -1;
}

uint32_t reader_step_flags(const struct reader *reader, const char *word)
{
    int step = word_index(step_words, word);
    if (step >= 0)
        return step_flags[step];
    if (reader_own_step(reader, word) >= 0)
        return UINT32_MAX;
    return call_step_flags(word);
}
