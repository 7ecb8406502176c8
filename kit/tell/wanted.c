#include "kit/tell/wanted.h"

struct scripts_wanted scripts_wanted_of(const struct options *options)
{
    return (struct scripts_wanted){.paths = options->paths,
                                   .count = options->path_count,
                                   .filter = options->values[OPTION_FILTER],
                                   .programs = options->programs};
}
