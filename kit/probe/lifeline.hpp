#ifndef LIFELINE_HPP
#define LIFELINE_HPP
/*
 * The probe in C++11 and later, without designated initializers. lifeline.h says what a step and
 * its facts are; each fact has a function of its name here, and they may stand in any order.
 *
 *     LIFELINE_CPP_STEP("request.sent");
 *     LIFELINE_CPP_STEP("reply.sent", .peer("worker-1").sequence(n));
 *     LIFELINE_CPP_REPORT("child.lost", .peer("worker-1").by("pipe"));
 *
 * Each place costs what LIFELINE_STEP costs. The facts are computed inside a run alone. A string
 * has to live until the end of the statement: `.peer(name.c_str())` is right.
 */
#include "lifeline.h"

namespace lifeline
{
class facts
{
    ::lifeline_facts told_;

public:
    explicit facts(const char *name) : told_()
    {
        told_.name = name;
    }

    facts &peer(const char *actor)
    {
        told_.peer = actor;
        return *this;
    }

    facts &by(const char *means)
    {
        told_.by = means;
        return *this;
    }

    facts &sequence(uint64_t number)
    {
        told_.sequence = number;
        return *this;
    }

    facts &size(uint64_t bytes)
    {
        told_.size = bytes;
        return *this;
    }

    facts &checksum(uint64_t sum)
    {
        told_.checksum = sum;
        return *this;
    }

    facts &deadline_ms(uint32_t duration)
    {
        told_.deadline_ms = duration;
        return *this;
    }

    facts &code(uint32_t number)
    {
        told_.code = number;
        return *this;
    }

    const ::lifeline_facts *told() const
    {
        return &told_;
    }
};
} // namespace lifeline

/* The blanks behind the last comma stand for what a step without facts leaves out. */
#define LIFELINE_CPP_AT_(call, name_, facts_, ...)                                             \
    do {                                                                                       \
        static uint32_t lifeline_id_;                                                          \
        if (lifeline_state >= 0)                                                               \
            call(&lifeline_id_, ::lifeline::facts(name_) facts_.told());                       \
    } while (0)
#define LIFELINE_CPP_STEP(...)   LIFELINE_CPP_AT_(lifeline_step, __VA_ARGS__, , )
#define LIFELINE_CPP_REPORT(...) LIFELINE_CPP_AT_(lifeline_report, __VA_ARGS__, , )

#endif
