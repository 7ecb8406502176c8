/*
 * Goal: a child reads exactly what the parent wrote for this request, and a memory that says
 * anything else, however wild, is a violation and not a crash.
 * Method: write, harm one word, read; under the address sanitizer, in memory of the exact size.
 */
#include "kit/protocol/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static int make(void **state)
{
    *state = calloc(1, MEMORY_BYTES);
    return *state ? 0 : -1;
}

static int unmake(void **state)
{
    free(*state);
    return 0;
}

static enum kit_status read_it(void *memory, uint32_t sequence, char *to, size_t room)
{
    uint32_t checksum = 0;
    struct kit_error err = {.text = ""};
    return memory_read(memory, MEMORY_BYTES, sequence, to, room, &checksum, &err);
}

static void the_text_arrives_and_the_read_is_noted(void **state)
{
    char text[200];
    memory_write(*state, MEMORY_BYTES, 3, "hello");
    assert_int_equal(read_it(*state, 3, text, sizeof text), KIT_OK);
    assert_string_equal(text, "Written to shared mem hello");
    memory_write(*state, MEMORY_BYTES, 4, "again");
    assert_int_equal(read_it(*state, 4, text, sizeof text), KIT_OK);
    struct memory_head head;
    memcpy(&head, *state, sizeof head);
    assert_int_equal(head.reads, 2);
    assert_int_equal(head.read_sequence, 4);
}

static void another_requests_answer_is_a_violation(void **state)
{
    char text[200];
    memory_write(*state, MEMORY_BYTES, 3, "hello");
    assert_int_equal(read_it(*state, 4, text, sizeof text), KIT_VIOLATION);
}

static void memory_that_was_never_written_is_a_violation(void **state)
{
    char text[200];
    assert_int_equal(read_it(*state, 0, text, sizeof text), KIT_VIOLATION);
}

static void no_bit_that_the_parent_wrote_can_change(void **state)
{
    memory_write(*state, MEMORY_BYTES, 3, "hello");
    size_t text_end = sizeof(struct memory_head) + strlen("Written to shared mem hello");
    for (size_t bit = 0; bit < text_end * 8; bit++) {
        size_t byte = bit / 8;
        if (byte >= offsetof(struct memory_head, reads) && byte < sizeof(struct memory_head))
            continue;
        char text[200];
        ((uint8_t *)*state)[byte] ^= (uint8_t)(1u << bit % 8);
        assert_int_equal(read_it(*state, 3, text, sizeof text), KIT_VIOLATION);
        ((uint8_t *)*state)[byte] ^= (uint8_t)(1u << bit % 8);
    }
}

static void a_small_room_cuts(void **state)
{
    char text[8];
    memory_write(*state, MEMORY_BYTES, 3, "hello");
    assert_int_equal(read_it(*state, 3, text, sizeof text), KIT_OK);
    assert_string_equal(text, "Written");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_text_arrives_and_the_read_is_noted, make, unmake),
        cmocka_unit_test_setup_teardown(another_requests_answer_is_a_violation, make, unmake),
        cmocka_unit_test_setup_teardown(memory_that_was_never_written_is_a_violation, make,
                                        unmake),
        cmocka_unit_test_setup_teardown(no_bit_that_the_parent_wrote_can_change, make, unmake),
        cmocka_unit_test_setup_teardown(a_small_room_cuts, make, unmake),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
