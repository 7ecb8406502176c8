/*
 * Goal: the probe's header serves any C from 99 on, and C++20. Method: ci/check-header compiles
 * this file as each of them, and nothing else, with all warnings. Each fact is told once; in C++
 * they stand in the struct's order.
 */
#include "kit/probe/lifeline.h"

#ifdef __cplusplus
extern "C" {
#endif

void LIFELINE_CALL lose_pipe(void *context, const char *peer, int how);
const char *serve(const char *worker, uint64_t asked);

void LIFELINE_CALL lose_pipe(void *context, const char *peer, int how)
{
    if (context && peer && how == LIFELINE_CLOSE)
        LIFELINE_REPORT("pipe.lost");
}

const char *serve(const char *worker, uint64_t asked)
{
    static uint32_t write;
    struct lifeline_facts writes = {"pipe.write", worker, "pipe", asked, 112, 1, 1000, 109};
    uint64_t begun_ns = lifeline_now_ns();
    lifeline_attach("host");
    lifeline_drop_with(lose_pipe, &write);
    lifeline_spoil_with(lose_pipe, &write);
    LIFELINE_STEP("request.received");
    if (!lifeline_fails(&write, &writes) && !lifeline_stop_event())
        LIFELINE_STEP("reply.sent", .peer = worker, .sequence = asked, .size = 112,
                      .checksum = 1, .deadline_ms = 1000);
    else
        LIFELINE_REPORT("child.lost", .peer = worker, .by = "pipe", .code = 109);
    lifeline_step(&write, &writes);
    return lifeline_now_ns() == begun_ns ? lifeline_version() : LIFELINE_VERSION;
}

#ifdef __cplusplus
}
#endif
