#include "kit/state/pipe_search.h"

/* Between two looks the processes run for so many times the length of a look. */
#define RUN_FOR_A_LOOK 4

bool pipe_search_begin(struct pipe_search *search, int line_index, int64_t now_ns)
{
    bool is_again = search->since_ns > 0 && search->line_index == line_index;
    if (is_again && now_ns < search->again_ns)
        return false;
    search->began_ns = now_ns;
    return true;
}

bool pipe_search_goes_on(struct pipe_search *search, int line_index, int64_t now_ns,
                         int64_t stalled_ns)
{
    int64_t look_ns = now_ns - search->began_ns;
    if (search->since_ns == 0 || search->line_index != line_index)
        *search = (struct pipe_search){.line_index = line_index,
                                       .began_ns = search->began_ns,
                                       .since_ns = search->began_ns,
                                       .stalled_ns = stalled_ns};
    search->looked_ns += look_ns;
    search->again_ns = now_ns + RUN_FOR_A_LOOK * look_ns;
    int64_t ran_ns = now_ns - search->since_ns - search->looked_ns;
    return ran_ns - (stalled_ns - search->stalled_ns) < PIPE_PATIENCE_NS;
}
