#pragma once
/*
 * A parent that gives up a living child because it heard nothing of it for some time. While the
 * machine stands still nobody is heard, and what the parent then does to that child is the
 * machine's doing as much as the parent's. Pure.
 */
#include "kit/judge/verdict_builder.h"

struct given_up {
    const struct fact *report; /* of the parent; or NULL: it was not so */
    int64_t silent_ns;         /* how long the parent had heard nothing of the child */
    /*
     * For how long a core stood still, from a second before the silence to a second behind the
     * report. A stall is a sample of a busy machine: a process can starve between two of them.
     */
    int64_t stalled_ns;
    /* The child's probe or its first step came only after the report: the process was starting,
     * which takes long on a busy machine, between two samples, too. */
    bool had_not_begun;
};

/* Whether the machine may have been so busy that the child could not be heard. */
bool given_up_by_chance(const struct given_up *given_up);

/*
 * Whether a parent of the user's own gave up this child by `until_ns`, because it heard nothing
 * of it, although no line had done anything to the child.
 */
struct given_up given_up_by_silence(const struct verdict_builder *builder, int child,
                                    int64_t until_ns);

/*
 * ERROR instead of another verdict if the machine may have been that busy; add_given_up appends
 * the reason to the finding. How long such a parent waits is not known, so the shortest stall
 * can be the reason. The timeouts of the kit's parents are known.
 */
enum kit_verdict verdict_of_given_up(const struct given_up *given_up,
                                     enum kit_verdict otherwise);
void add_given_up(const struct verdict_builder *builder, struct finding *finding,
                  const struct given_up *given_up);
