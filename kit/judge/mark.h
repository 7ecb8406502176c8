#pragma once
/*
 * Marks: the kinds of facts that rules ask for by name, "when was cs killed?". Pure, plain
 * values; marks.h says which fact makes which.
 */
#include "kit/base/event.h"
#include "kit/scenario/scenario.h"

/* X(mark, words): `words` follow the actor's name in a sentence. */
#define FACTS_MARKS(X)                                                                         \
    X(NONE, "")                                                                                \
    X(STARTED, "was started")                                                                  \
    X(ATTACHED, "attached its probe")                                                          \
    X(INJECTED, "got the injected probe")                                                      \
    X(OVERSEEN, "was seen in all its calls")                                                   \
    X(BLIND, "made calls that its probe did not see")                                          \
    X(BEGUN, "began")                                                                          \
    X(CONNECTED, "connected")                                                                  \
    X(PREPARED, "was about to be created")                                                     \
    X(MADE, "was created by CreateProcess")                                                    \
    X(UNSTARTED, "could not be started")                                                       \
    X(KILLED, "was killed")                                                                    \
    X(KILL_SEEN, "was confirmed dead")                                                         \
    X(HUNG, "was hung")                                                                        \
    X(DROPPED, "lost its pipe")                                                                \
    X(SPOILED, "sent a spoiled message")                                                       \
    X(FAILED, "had a call that failed")                                                        \
    X(CUT, "was told that its pipe is lost")                                                   \
    X(DELAYED, "was delayed")                                                                  \
    X(WENT_ON, "went on")                                                                      \
    X(HELD, "was held")                                                                        \
    X(RESUMED, "was resumed")                                                                  \
    X(NOT_RESUMED, "was not resumed, as no process of it hung")                                \
    X(RELEASED, "was released")                                                                \
    X(STOPPED, "was asked to stop")                                                            \
    X(ENDED, "was ended by the runner")                                                        \
    X(EXITED, "ended")                                                                         \
    X(ENDING, "said that it ends")                                                             \
    X(LOST, "was reported lost")                                                               \
    X(QUIT, "said Quit")                                                                       \
    X(TOLD_QUIT, "was told to quit")                                                           \
    X(CLOSING, "began to close")                                                               \
    X(LIMIT, "reached its time limit")                                                         \
    X(MISSED, "came too late inside a wait")                                                   \
    X(END, "was over")

enum mark {
#define X(mark, words) MARK_##mark,
    FACTS_MARKS(X)
#undef X
        MARK_COUNT
};

/* The subject of the run's own marks, which stand behind those of the last actor. */
#define THE_RUN SCENARIO_ACTORS
