/*
 * Goal: no events, however forged, make the judge read or write out of bounds, overflow, or
 * pass a run that has no end. Late events do not change the verdict. Method: one scenario with
 * every kind of line. Eight bytes make one event, from words that the judge knows. The times
 * grow, as those of a sorted log do.
 */
#include "kit/judge/judge.h"

#include <stdlib.h>
#include <string.h>

#define MOST_EVENTS 512

static const char scenario_text[] =
    "parent host is ref_parent watchdog 200ms notice by watchdog\n"
    "child cs is ref_child\nchild vb is ref_child\nparent two is ref_parent on loss stop\n"
    "child im is image helper.exe\nlimit 5s\nwindow child-ends 500ms\n"
    "at cs request.sent #1 kill cs\ninside vb reply.wait hang vb\n"
    "at host reply.sent for vb drop host\nhold host at request.peek for cs\nrelease host\n"
    "hang two\nresume two\nexpect host reports child.lost cs by watchdog within 250ms\n"
    "expect vb reaches reply.received #2 within 100ms\nstop host\n"
    "expect host exits 0 within 2s\nmust fail child-ends im\n";

static const char *const actors[] = {"", "host", "cs", "vb", "two", "im", "nobody"};

static void copy_word(char to[KIT_NAME], const char *const *words, size_t count, uint8_t pick)
{
    const char *word = words[pick % count];
    name_copy(to, word, strlen(word));
}

static struct kit_event event_of(const uint8_t *bytes, int64_t at_ns)
{
    struct kit_event event = {.at_ns = at_ns, .kind = bytes[0] % EVENT_KIND_COUNT};
    size_t actor_count = sizeof actors / sizeof *actors;
    copy_word(event.actor, actors, actor_count, bytes[1]);
    copy_word(event.peer, actors, actor_count, bytes[2]);
    if (event.kind == EVENT_STRUCK || event.kind == EVENT_CONFIRMED)
        copy_word(event.name, fault_words, FAULT_COUNT, bytes[3]);
    else
        copy_word(event.name, step_words, PROTOCOL_STEP_COUNT, bytes[3]);
    copy_word(event.by, notice_words, NOTICE_COUNT, bytes[4]);
    event.line_number = bytes[5] % 20;
    event.occurrence = bytes[4] % 4;
    event.code = bytes[5];
    event.until_ns = bytes[6] == 255 ? INT64_MAX : at_ns + bytes[6] * INT64_C(100000000);
    return event;
}

/* The same events, every second one late, with a look now and then, give the same result. */
static void judge_in_parts(const struct scenario *scenario, const struct kit_event *events,
                           size_t count, const struct judgement *whole)
{
    static struct judge_result result;
    struct judging *judging = judging_begin(scenario, platform_of("wine 8.0"));
    int64_t last_ns = count > 0 ? events[count - 1].at_ns : 0;
    if (!judging)
        abort();
    for (size_t half = 0; half < 2; half++) {
        size_t instant = 0;
        for (size_t i = 0; i < count; i++) {
            instant += i > 0 && events[i].at_ns != events[i - 1].at_ns;
            if (instant % 2 == half)
                judging_take(judging, &events[i]);
            if (i % 50 == 0)
                judging_look(judging, events[i].at_ns, &result);
        }
    }
    judging_look(judging, last_ns, &result);
    judging_end(judging);
    if (result.judgement.verdict != whole->verdict || result.judgement.count != whole->count)
        abort();
    for (uint32_t i = 0; i < whole->count; i++) {
        if (!words_equal(result.judgement.findings[i].text, whole->findings[i].text))
            abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct scenario scenario;
    static struct kit_event events[MOST_EVENTS];
    static struct judge_result result;
    struct kit_error err;
    if (scenario.actor_count == 0 &&
        scenario_read("f", scenario_text, sizeof scenario_text - 1, &scenario, &err) != KIT_OK)
        abort();
    int64_t at_ns = 0;
    size_t count = 0;
    bool has_end = false;
    for (; count < MOST_EVENTS && (count + 1) * 8 <= size; count++) {
        const uint8_t *bytes = data + count * 8;
        at_ns += bytes[7] * INT64_C(5000000);
        events[count] = event_of(bytes, at_ns);
        has_end |= events[count].kind == EVENT_END;
    }
    judge(&scenario, platform_of("wine 8.0"), events, count, at_ns, &result);
    if (!has_end && result.judgement.verdict == VERDICT_PASS)
        abort();
    judge_in_parts(&scenario, events, count, &result.judgement);
    return 0;
}
