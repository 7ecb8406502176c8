#include "kit/field/field_header.h"
#include "kit/base/version.h"
#include "kit/scenario/scenario.h"

#include <stdlib.h>

void field_header_write(struct log_header *header, const char *platform, const char *path,
                        const char *commit)
{
    struct text text = text_over(header->kit_version, sizeof header->kit_version);
    text_add(&text, "%s", kit_version);
    text = text_over(header->commit, sizeof header->commit);
    text_add(&text, "%s", commit);
    text = text_over(header->platform, sizeof header->platform);
    text_add(&text, "%s", platform);
    text = text_over(header->path, sizeof header->path);
    text_add(&text, "%s", path);
    header->version = LOG_VERSION;
}

enum kit_status field_header_check(const struct log *log, const char *these,
                                   struct kit_error *err)
{
    struct kit_error why;
    struct scenario *scenario = malloc(sizeof *scenario);
    if (!scenario)
        return kit_fail(err, KIT_FULL, "no memory for the scenario of a field log");
    enum kit_status status = scenario_read(log->header.path, log->header.scenario,
                                           log->header.scenario_size, scenario, &why);
    free(scenario);
    if (status == KIT_OK)
        return KIT_OK;
    return kit_fail(err, status, "%s make no log: %.400s", these, why.text);
}
