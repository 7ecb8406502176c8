/*
 * Goal: as a run closes, each actor is asked, ended or left alone as its state wants. Method: a
 * row for each state.
 */
#include "kit/state/closing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static const struct actor_state plain, asked = {.asked = true}, hung = {.stuck = "hung"},
                                       spinning = {.stuck = "spinning"};

static const struct {
    const char *claim;
    struct closing_view view;
    enum closing_act first, later;
} rows[] = {
    {"a parent is asked",
     {.actor = &plain, .lives = true, .hears = true},
     CLOSING_ASK,
     CLOSING_WAIT},
    {"but once", {.actor = &asked, .lives = true, .hears = true}, CLOSING_WAIT, CLOSING_WAIT},
    {"one that cannot hear is ended",
     {.actor = &plain, .lives = true},
     CLOSING_END_DEAF,
     CLOSING_WAIT},
    {"a child ends with its parent",
     {.actor = &plain, .lives = true, .is_child = true},
     CLOSING_WAIT,
     CLOSING_WAIT},
    {"what has ended is left alone", {.actor = &hung}, CLOSING_WAIT, CLOSING_WAIT},
    {"what hangs is ended",
     {.actor = &hung, .lives = true, .hears = true},
     CLOSING_END_STUCK,
     CLOSING_END_STUCK},
    {"but not before the hang was seen",
     {.actor = &hung, .lives = true, .hears = true, .awaits_proof = true},
     CLOSING_ASK,
     CLOSING_WAIT},
    {"a child that hangs is ended, too",
     {.actor = &hung, .lives = true, .is_child = true},
     CLOSING_END_STUCK,
     CLOSING_END_STUCK},
    {"but not while its parent has time to end",
     {.actor = &hung,
      .lives = true,
      .is_child = true,
      .parent_asked = true,
      .parent_owes = true},
     CLOSING_WAIT,
     CLOSING_WAIT},
    {"that time begins before the judge knows of it, and ends when the judge says so",
     {.actor = &hung, .lives = true, .is_child = true, .parent_asked = true},
     CLOSING_WAIT,
     CLOSING_END_STUCK},
    {"a child that spins is no other",
     {.actor = &spinning,
      .lives = true,
      .is_child = true,
      .parent_asked = true,
      .parent_owes = true},
     CLOSING_WAIT,
     CLOSING_WAIT},
    {"nor is one that is held besides",
     {.actor = &hung,
      .lives = true,
      .is_child = true,
      .is_held = true,
      .parent_asked = true,
      .parent_owes = true},
     CLOSING_WAIT,
     CLOSING_WAIT},
    {"a child that is held is ended all the same: the run holds it",
     {.actor = &plain, .lives = true, .is_child = true, .is_held = true, .parent_asked = true},
     CLOSING_END_HELD,
     CLOSING_WAIT},
    {"what is held is ended",
     {.actor = &plain, .lives = true, .hears = true, .is_held = true},
     CLOSING_END_HELD,
     CLOSING_WAIT},
    {"also a child that is held",
     {.actor = &plain, .lives = true, .is_child = true, .is_held = true},
     CLOSING_END_HELD,
     CLOSING_WAIT},
};

static void each_actor_is_brought_to_its_end(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (closing_first(&rows[i].view) != rows[i].first ||
            closing_later(&rows[i].view) != rows[i].later)
            fail_msg("%s", rows[i].claim);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_actor_is_brought_to_its_end)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
