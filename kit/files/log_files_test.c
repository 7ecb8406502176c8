/*
 * Goal: the log of a replay is known by its name, so that no folder is replayed twice over and
 * a report counts no scenario twice. Method: a table of names, as kit/suite/logs.c makes them.
 */
#include "kit/files/log_files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_replay_is_known_by_the_name_of_its_log(void **state)
{
    static const struct {
        const char *path;
        bool is_replay;
    } rows[] = {
        {"logs/a.x.replay.jsonl", true},
        {"logs/a.x.replay.2.jsonl", true},
        {"logs/a.x.replay.12.jsonl.part", true},
        {"logs/a.x.part.replay.jsonl", true},
        {".replay.jsonl", true},
        {"logs/a.x.jsonl", false},
        {"logs/a.x.2.jsonl", false},
        {"logs/a.replay.x.jsonl", false},
        {"logs/a.replay.jsonl/x.jsonl", false},
        {"logs/a.replay.2", false},
        {"logs/a.replay2.jsonl", false},
        {"logs/areplay.jsonl", false},
        {"2.jsonl", false},
        {".jsonl", false},
        {".part", false},
        {"", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (log_is_replay(rows[i].path) != rows[i].is_replay)
            fail_msg("'%s'", rows[i].path);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_replay_is_known_by_the_name_of_its_log),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
