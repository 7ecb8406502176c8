/*
 * Goal: what a process holds by a name is seen with its type, and what has none is not. Method:
 * objects of this process, seen as those of another would be.
 */
#include "kit/os/named.h"
#include "kit/os/event.h"
#include "kit/os/process.h"
#include "kit/os/section.h"
#include "kit/os/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

static char event_name[64], section_name[64];
static uint32_t events, sections, others;

static void see(void *context, const char *type, const char *name)
{
    (void)context;
    if (words_equal(name, event_name) && words_equal(type, "Event"))
        events++;
    else if (words_equal(name, section_name) && words_equal(type, "Section"))
        sections++;
    else
        others += strstr(name, "named_test") != NULL;
}

static void each_object_with_a_name_is_seen(void **state)
{
    void *self = NULL, *event = NULL, *again = NULL, *section = NULL, *without = NULL;
    struct text name = text_over(event_name, sizeof event_name);
    struct kit_error err;
    (void)state;
    text_add(&name, "named_test-event-%llx", os_random());
    name = text_over(section_name, sizeof section_name);
    text_add(&name, "named_test-section-%llx", os_random());
    assert_int_equal(os_process_open(os_own_pid(), &self, &err), KIT_OK);
    assert_int_equal(os_event_create(event_name, OS_MANUAL_RESET, &event, &err), KIT_OK);
    assert_int_equal(os_event_open(event_name, &again, &err), KIT_OK);
    assert_int_equal(os_event_create(NULL, OS_MANUAL_RESET, &without, &err), KIT_OK);
    assert_int_equal(os_section_create(section_name, 4096, false, &section, &err), KIT_OK);
    assert_int_equal(os_named_objects(self, see, NULL, &err), KIT_OK);
    assert_int_equal(events, 2); /* one for each handle */
    assert_int_equal(sections, 1);
    assert_int_equal(others, 0);
    os_close(&section);
    os_close(&without);
    os_close(&again);
    os_close(&event);
    os_close(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_object_with_a_name_is_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
