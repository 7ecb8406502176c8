/*
 * Goal: lifeline.hpp serves any C++ from 11 on. Method: ci/check-header compiles this file, and
 * nothing else, with all warnings.
 */
#include "kit/probe/lifeline.hpp"

const char *serve(const char *worker, uint64_t asked);

const char *serve(const char *worker, uint64_t asked)
{
    LIFELINE_CPP_STEP("request.received");
    if (asked > 0)
        LIFELINE_CPP_STEP("reply.sent", .peer(worker).sequence(asked).size(112).checksum(1));
    else
        LIFELINE_CPP_REPORT("child.lost", .code(109).by("pipe").deadline_ms(1000).peer(worker));
    return lifeline_version();
}
