#include "kit/protocol/phase.h"

const char *const phase_words[PHASE_COUNT + 1] = {
#define X(phase, word, meaning) word,
    PROTOCOL_PHASES(X)
#undef X
};

static const struct move {
    enum protocol_phase from;
    enum message_type type;
    uint32_t flags;
    enum protocol_side sender;
    enum protocol_phase to;
} moves[] = {
#define X(phase, message, flags, sender, next)                                                 \
    {PHASE_##phase, MESSAGE_##message, flags, SIDE_##sender, PHASE_##next},
    PROTOCOL_MOVES(X)
#undef X
};

bool phase_move(enum protocol_phase phase, enum protocol_side sender,
                const union message *message, enum protocol_phase *next)
{
    uint32_t flags = message->head.type == MESSAGE_REPLY ? message->reply.flags : 0;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        const struct move *move = &moves[i];
        if (move->from != phase || move->sender != sender || move->flags != flags ||
            move->type != message->head.type)
            continue;
        *next = move->to;
        return true;
    }
    return false;
}
