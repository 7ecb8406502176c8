#include "kit/probe/request.h"

#include <assert.h>
#include <string.h>

#define PHASE_BITS 2u
static_assert(REQUEST_PHASE_COUNT <= 1u << PHASE_BITS, "a phase has its bits");

static enum request_phase phase_of(uint32_t state)
{
    return (enum request_phase)(state & ((1u << PHASE_BITS) - 1));
}

/* The state of the same use of the place, in another phase. */
static uint32_t in_phase(uint32_t state, enum request_phase phase)
{
    return (state >> PHASE_BITS << PHASE_BITS) | (uint32_t)phase;
}

/* The state after this use: free for the next one. */
static uint32_t after_use(uint32_t state)
{
    return in_phase(state, REQUEST_FREE) + (1u << PHASE_BITS);
}

int request_put(struct run_block *run, const struct request_words *words, uint32_t *state)
{
    assert(words->pid > 0 && words->event > 0);
    for (int i = 0; i < RUN_REQUESTS; i++) {
        struct run_request *request = &run->requests[i];
        uint32_t seen = atomic_load_explicit(&request->state, memory_order_acquire);
        if (phase_of(seen) != REQUEST_FREE ||
            !atomic_compare_exchange_strong(&request->state, &seen,
                                            in_phase(seen, REQUEST_TAKEN)))
            continue;
        request->pid = words->pid;
        request->event = words->event;
        request->injected = words->injected;
        request->ticks = words->ticks;
        request->slot = request->block = 0;
        memset(request->name, 0, sizeof request->name);
        if (words->name)
            strncpy(request->name, words->name, KIT_NAME - 1);
        *state = in_phase(seen, REQUEST_ASKED);
        atomic_store_explicit(&request->state, *state, memory_order_release);
        return i;
    }
    return -1;
}

bool request_take(struct run_block *run, int place, uint32_t state, uint32_t *slot,
                  uint32_t *block)
{
    assert(place >= 0 && place < RUN_REQUESTS && phase_of(state) == REQUEST_ASKED);
    struct run_request *request = &run->requests[place];
    uint32_t answered = in_phase(state, REQUEST_ANSWERED), asked = state;
    if (atomic_compare_exchange_strong(&request->state, &asked, after_use(state)))
        return false; /* withdrawn */
    if (asked != answered)
        return false; /* another process overwrote it */
    *slot = request->slot;
    *block = request->block;
    atomic_store_explicit(&request->state, after_use(state), memory_order_release);
    return *block != 0;
}

bool request_next(struct run_block *run, int *place, struct run_request *out)
{
    assert(*place >= 0);
    for (; *place < RUN_REQUESTS; ++*place) {
        struct run_request *request = &run->requests[*place];
        uint32_t state = atomic_load_explicit(&request->state, memory_order_acquire);
        if (phase_of(state) != REQUEST_ASKED)
            continue;
        memcpy((char *)out + sizeof out->state, (char *)request + sizeof request->state,
               sizeof *request - sizeof request->state);
        atomic_init(&out->state, state);
        out->name[KIT_NAME - 1] = 0; /* a broken process may have written over it */
        return true;
    }
    return false;
}

void request_forget(struct run_block *run, uint32_t pid)
{
    for (int i = 0; i < RUN_REQUESTS; i++) {
        struct run_request *request = &run->requests[i];
        uint32_t state = atomic_load_explicit(&request->state, memory_order_acquire);
        bool is_used = phase_of(state) == REQUEST_ASKED || phase_of(state) == REQUEST_ANSWERED;
        if (is_used && request->pid == pid)
            atomic_compare_exchange_strong(&request->state, &state, after_use(state));
    }
}

bool request_answer(struct run_block *run, int place, const struct run_request *request,
                    uint32_t slot, uint32_t block)
{
    assert(place >= 0 && place < RUN_REQUESTS);
    struct run_request *at = &run->requests[place];
    uint32_t asked = atomic_load(&request->state);
    at->slot = slot;
    at->block = block;
    return atomic_compare_exchange_strong(&at->state, &asked,
                                          in_phase(asked, REQUEST_ANSWERED));
}
