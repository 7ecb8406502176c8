/*
 * Goal: the probe's header serves C++ as well. Method: compiled and nothing else, with every
 * member told once, in its order.
 */
#include "kit/probe/lifeline.h"

void serve(const char *worker, uint64_t asked);
void serve(const char *worker, uint64_t asked)
{
    LIFELINE_STEP("request.received");
    LIFELINE_STEP("reply.sent", .peer = worker, .sequence = asked, .size = 112, .checksum = 1,
                  .deadline_ms = 1000);
    LIFELINE_REPORT("child.lost", .peer = worker, .by = "pipe", .code = 109);
}
