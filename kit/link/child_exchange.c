/*
 * One exchange, as the child makes it. The order is the protocol: the request is in the pipe
 * before the event says so, and shared memory is read after the reply says that it is written.
 */
#include "kit/link/child_link_own.h"
#include "kit/link/tell.h"
#include "kit/os/event.h"
#include "kit/protocol/memory.h"

#include <stdio.h>

static enum link_news request(struct child_link *link)
{
    struct link_end *end = &link->end;
    union message message = {.bytes = {0}};
    char text[MESSAGE_TEXT];
    message.request.tick = link->ticks++;
    snprintf(text, sizeof text, "msg %u from %.32s", message.request.tick,
             link->options->actor);
    message_text(message.request.text, text);

    STEP(REQUEST_BEFORE, .peer = end->peer, .deadline_ms = end->deadline_ms);
    enum link_news news = end_send(end, &message, MESSAGE_REQUEST, PROTOCOL_REQUEST_BEFORE);
    if (news != NEWS_DONE)
        return news;
    STEP(REQUEST_SENT, .peer = end->peer, FACTS_OF(&message));
    /* The parent sleeps until its event: a request that it was not woken for would lie there,
     * and both would wait. Towards the child a lost wake-up is none, since it hears the pipe,
     * too. */
    if (!os_event_set(end->signal))
        return end_unable(end);
    STEP(REQUEST_SIGNALLED, .peer = end->peer, FACTS_OF(&message));
    return NEWS_DONE;
}

/* By the sequence number of the request: text of another one is a reply that came too early. */
static enum link_news read_memory(struct child_link *link, uint32_t sequence)
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
    return NEWS_DONE;
}

enum link_news child_exchange(struct child_link *link)
{
    struct link_end *end = &link->end;
    union message reply;
    enum link_news news = request(link);
    if (news != NEWS_DONE)
        return news;
    uint32_t asked = end->sent;

    STEP(REPLY_WAIT, .peer = end->peer, .deadline_ms = end->deadline_ms);
    news = end_await(end, PROTOCOL_REPLY_WAIT, &reply);
    if (news != NEWS_DONE)
        return news;
    STEP(REPLY_RECEIVED, .peer = end->peer, FACTS_OF(&reply));
    news = read_memory(link, asked);
    if (news != NEWS_DONE || !(reply.reply.flags & MESSAGE_BLOCK_FOLLOWS))
        return news;
    return child_block(link);
}
