#pragma once
/*
 * A log that no run wrote: every kind of event, every source, verdict and rule, every field.
 * For the test, and for the check of docs/log.schema.json, which gets it from
 * log_sample_main.c.
 */
#include "kit/base/line_number.h"
#include "kit/log/log.h"

#include <stdio.h>
#include <string.h>

#define LOG_SAMPLE_SCENARIO                                                                    \
    "# caf\xc3\xa9 \xf0\x9f\x90\xb7, a stray byte: \xff, a \"quote\", a \\ and a tab:\t.\n"    \
    "parent host is ref_parent\n"                                                              \
    "child  cs   is ref_child\n"                                                               \
    "at cs request.sent #3 kill cs\n"

/* One with every field, and one with those that are always there. */
static inline struct log_program *log_sample_programs(void)
{
    static struct log_program programs[2] = {
        {"host", "ref_parent.exe", "1.2.3.4", 115200, "00112233445566778899aabbccddeeff"},
        {"cs", "ref_child.exe", "", 0, "ffeeddccbbaa99887766554433221100"}};
    return programs;
}

static inline struct log_header log_sample_header(char *scenario)
{
    struct log_header header = {.version = LOG_VERSION,
                                .kit_version = "0.1.0",
                                .commit = "0123456789ab with changes",
                                .platform = "wine 8.0",
                                .path = "scenarios/a.scenario",
                                .started = "2024-01-31T12:00:00Z",
                                .seed = UINT64_C(0x1f2e3d4c5b6a7988),
                                .options = "--repeat 3",
                                .tries = 2,
                                .programs = log_sample_programs(),
                                .program_count = 2,
                                .scenario = scenario,
                                .scenario_size = strlen(scenario)};
    return header;
}

/* Every member has a value. */
static inline struct kit_event log_sample_event(enum kit_event_kind kind)
{
    struct kit_event event;
    memset(&event, 0, sizeof event);
    event.at_ns = 1000000 * (int64_t)(kind + 1);
    event.kind = kind;
    strcpy(event.actor, "cs");
    strcpy(event.name,
           kind == EVENT_STRUCK || kind == EVENT_CONFIRMED ? "kill" : "request.sent");
    strcpy(event.peer, "host");
    strcpy(event.by, "request.sent");
    event.occurrence = 3;
    event.line_number = line_number_at(4, 2);
    event.incarnation = 2;
    event.pid = 1188;
    event.tid = 1192;
    event.code = UINT32_C(0xc0000005);
    event.deadline_ms = 500;
    event.sequence = 17;
    event.size = 4096;
    event.checksum = UINT64_MAX;
    event.until_ns = event.at_ns + 1;
    snprintf(event.text, sizeof event.text, "%s", event_meanings[kind]);
    return event;
}

/* One finding for each verdict, with alternating sources and rules. */
static inline void log_sample_judgement(struct judgement *judgement)
{
    memset(judgement, 0, sizeof *judgement);
    judgement->verdict = VERDICT_FAIL;
    for (uint32_t i = 0; i < VERDICT_COUNT; i++) {
        struct finding *finding = &judgement->findings[judgement->count++];
        finding->source = (enum finding_source)(i % SOURCE_COUNT);
        finding->verdict = (enum kit_verdict)i;
        finding->rule = finding->source == SOURCE_RULE ? (enum kit_rule)(i % RULE_COUNT) : 0;
        finding->line_number = line_number_at(i, 2);
        strcpy(finding->actor, "cs");
        strcpy(finding->step, "reply.wait");
        finding->at_ns = 1000000 * (int64_t)i;
        strcpy(finding->text, "cs still runs 2000 ms after host was killed (line 10)");
        strcpy(finding->likely,
               "a reader sees no end of file while any process holds the other end");
    }
}

static inline void log_sample(struct text *to)
{
    char scenario[] = LOG_SAMPLE_SCENARIO;
    struct log_header header = log_sample_header(scenario);
    struct judgement judgement;
    log_write_header(to, &header);
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
        struct kit_event event = log_sample_event((enum kit_event_kind)kind);
        log_write_event(to, &event);
    }
    log_sample_judgement(&judgement);
    log_write_judgement(to, &judgement);
}

/* The same as a field log, which has no verdict. */
static inline void log_sample_field(struct text *to)
{
    char scenario[] = LOG_SAMPLE_SCENARIO;
    struct log_header header = log_sample_header(scenario);
    header.field_processes = 2;
    log_write_header(to, &header);
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++) {
        struct kit_event event = log_sample_event((enum kit_event_kind)kind);
        log_write_event(to, &event);
    }
}
