/*
 * One exchange on the child's side. The protocol fixes two orders. The request is in the pipe
 * before its event is set; otherwise the parent could wake and find nothing. The shared memory
 * is read after the reply has come; otherwise the child could read half-written memory.
 */
#include "kit/link/child_exchange.h"
#include "kit/link/child_block.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/protocol/memory.h"

#include <stdio.h>

static enum link_status send_request(struct child_link *link)
{
    struct link_end *end = &link->end;
    union message message = {.bytes = {0}};
    char text[MESSAGE_TEXT];
    message.request.tick = link->ticks++;
    snprintf(text, sizeof text, "msg %u from %.32s", message.request.tick,
             link->options->actor);
    message_text(message.request.text, text);

    STEP(REQUEST_BEFORE, .peer = end->peer, .deadline_ms = end->deadline_ms);
    enum link_status status = end_send(end, &message, MESSAGE_REQUEST, PROTOCOL_REQUEST_BEFORE);
    if (status != LINK_DONE)
        return status;
    STEP(REQUEST_SENT, .peer = end->peer, FACTS_OF(&message));
    /* The parent sleeps until its event. If the event is not set, the request stays unread and
     * both sides wait for ever (deadlock). In the other direction a lost wake-up is no problem,
     * since the child also listens to the pipe. */
    if (!os_event_set(end->signal))
        return end_unable(end);
    STEP(REQUEST_SIGNALLED, .peer = end->peer, FACTS_OF(&message));
    return LINK_DONE;
}

/* Reads the shared memory and checks the sequence number: another number in the text means that
 * the reply came before the memory was written. */
static enum link_status read_memory(struct child_link *link, uint32_t sequence)
{
    struct link_end *end = &link->end;
    char text[MEMORY_TEXT];
    uint32_t checksum = 0, bytes = link->options->bytes;
    if (memory_read(link->memory, bytes, sequence, text, sizeof text, &checksum, NULL) !=
        KIT_OK)
        return end_violated(end, WRONG_MEMORY);
    STEP(MEMORY_READ, .peer = end->peer, .sequence = sequence, .size = bytes,
         .checksum = checksum);
    if (link->show)
        link->show(link->show_context, text);
    return LINK_DONE;
}

enum link_status child_exchange(struct child_link *link)
{
    struct link_end *end = &link->end;
    union message reply;
    enum link_status status = send_request(link);
    if (status != LINK_DONE)
        return status;
    uint32_t asked = end->sent;

    STEP(REPLY_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    status = end_await(end, PROTOCOL_REPLY_WAIT, &reply);
    if (status != LINK_DONE)
        return status;
    STEP(REPLY_RECEIVED, .peer = end->peer, FACTS_OF(&reply));
    status = read_memory(link, asked);
    if (status != LINK_DONE || !(reply.reply.flags & MESSAGE_BLOCK_FOLLOWS))
        return status;
    return child_block(link);
}
