#pragma once
/*
 * Which side may send which message at which time: the protocol as one table of moves. Each
 * side keeps its own phase and moves it with each message that it sends or receives. A message
 * that is not in the table is a violation by its sender. Pure, constant, any thread.
 */
#include "kit/protocol/message.h"

enum protocol_side { SIDE_PARENT, SIDE_CHILD };

/* X(phase, word, meaning) */
#define PROTOCOL_PHASES(X)                                                                     \
    X(IDLE, "idle", "nothing is owed")                                                         \
    X(REQUESTED, "requested", "the parent owes a reply")                                       \
    X(PROMISED, "promised", "the reply said that a request for a block follows")               \
    X(ASKED, "asked", "the child owes handle and size")                                        \
    X(OFFERED, "offered", "the parent owes the acknowledgement")                               \
    X(ACKNOWLEDGED, "acknowledged", "the child copies and owes the word that it is whole")     \
    X(WHOLE, "whole", "the parent owes the word that the child can let go")                    \
    X(LEFT_BY_PARENT, "left-by-parent", "the parent said Quit")                                \
    X(LEFT_BY_CHILD, "left-by-child", "the child said Quit")                                   \
    X(OVER, "over", "both did")

enum protocol_phase {
#define X(phase, word, meaning) PHASE_##phase,
    PROTOCOL_PHASES(X)
#undef X
        PHASE_COUNT
};

extern const char *const phase_words[PHASE_COUNT + 1];

/* Quit is the one message that either side may send at any time. */
#define PROTOCOL_QUITS(X, phase)                                                               \
    X(phase, QUIT, 0, PARENT, LEFT_BY_PARENT)                                                  \
    X(phase, QUIT, 0, CHILD, LEFT_BY_CHILD)

/*
 * X(phase, message, flags, sender, next phase)
 *
 * The two phases after a Quit accept what the other side sent before it could have read the
 * Quit: the messages cross in the pipe, and neither side has broken the protocol.
 */
#define PROTOCOL_MOVES(X)                                                                      \
    X(IDLE, REQUEST, 0, CHILD, REQUESTED)                                                      \
    X(REQUESTED, REPLY, 0, PARENT, IDLE)                                                       \
    X(REQUESTED, REPLY, MESSAGE_BLOCK_FOLLOWS, PARENT, PROMISED)                               \
    X(PROMISED, BLOCK_ASK, 0, PARENT, ASKED)                                                   \
    X(ASKED, BLOCK_OFFER, 0, CHILD, OFFERED)                                                   \
    X(OFFERED, BLOCK_ACK, 0, PARENT, ACKNOWLEDGED)                                             \
    X(OFFERED, BLOCK_TAKEN, 0, PARENT, IDLE) /* the offer was empty: nothing to take */        \
    X(ACKNOWLEDGED, BLOCK_WHOLE, 0, CHILD, WHOLE)                                              \
    X(WHOLE, BLOCK_TAKEN, 0, PARENT, IDLE)                                                     \
    PROTOCOL_QUITS(X, IDLE)                                                                    \
    PROTOCOL_QUITS(X, REQUESTED)                                                               \
    PROTOCOL_QUITS(X, PROMISED)                                                                \
    PROTOCOL_QUITS(X, ASKED)                                                                   \
    PROTOCOL_QUITS(X, OFFERED)                                                                 \
    PROTOCOL_QUITS(X, ACKNOWLEDGED)                                                            \
    PROTOCOL_QUITS(X, WHOLE)                                                                   \
    X(LEFT_BY_PARENT, REQUEST, 0, CHILD, LEFT_BY_PARENT)                                       \
    X(LEFT_BY_PARENT, BLOCK_OFFER, 0, CHILD, LEFT_BY_PARENT)                                   \
    X(LEFT_BY_PARENT, BLOCK_WHOLE, 0, CHILD, LEFT_BY_PARENT)                                   \
    X(LEFT_BY_PARENT, QUIT, 0, CHILD, OVER)                                                    \
    X(LEFT_BY_CHILD, REPLY, 0, PARENT, LEFT_BY_CHILD)                                          \
    X(LEFT_BY_CHILD, REPLY, MESSAGE_BLOCK_FOLLOWS, PARENT, LEFT_BY_CHILD)                      \
    X(LEFT_BY_CHILD, BLOCK_ASK, 0, PARENT, LEFT_BY_CHILD)                                      \
    X(LEFT_BY_CHILD, BLOCK_ACK, 0, PARENT, LEFT_BY_CHILD)                                      \
    X(LEFT_BY_CHILD, BLOCK_TAKEN, 0, PARENT, LEFT_BY_CHILD)                                    \
    X(LEFT_BY_CHILD, QUIT, 0, PARENT, OVER)

/*
 * True if `sender` may send this message in `phase`; *next is then the phase after it (it may
 * be `phase` itself in place). False, and *next unchanged, is a violation by the sender.
 */
bool phase_move(enum protocol_phase phase, enum protocol_side sender,
                const union message *message, enum protocol_phase *next);
