#pragma once
/* The comment at the top of an extracted scenario. Pure. */
#include "kit/derive/kept.h"

/* Appends what the run came to, and what the scenario is expected to come to. */
void extract_comment(struct text *to, const struct extract_of *of, const struct kept *kept);
