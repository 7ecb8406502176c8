#pragma once
/*
 * A process that the injected probe never came into, in a run with a line that only this probe
 * carries out: `private names`, or a shim. The process has the names and calls of the system,
 * and the others have those of the run. What happens between them says nothing about the
 * program. Pure.
 */
#include "kit/judge/verdict_builder.h"

/*
 * The first process of a declared child that ran without the probe, so that such a line was not
 * in force in it. Returns -1 before the run is over, if each process had the probe, and for a
 * parent. If the probe did not come into a parent, the runner itself reports why.
 */
int not_entered_process(const struct verdict_builder *builder, int declared);

/* "'private names' (line 2)": the line that is not in force there. */
struct short_text not_entered_line(const struct verdict_builder *builder);
