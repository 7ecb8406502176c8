/*
 * Goal: a block filled in parts is the block filled at once, and one wrong byte is seen.
 * Method: fill in every cut of a small odd size, harm every byte.
 */
#include "kit/protocol/block.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>
#include <cmocka.h>

#define SIZE 67 /* no multiple of a word */

static void parts_make_the_whole(void **state)
{
    (void)state;
    unsigned char whole[SIZE], parts[SIZE];
    block_fill(whole, 0, SIZE, 5);
    for (size_t cut = 0; cut <= SIZE; cut++) {
        memset(parts, 0, SIZE);
        block_fill(parts, cut, SIZE - cut, 5);
        block_fill(parts, 0, cut, 5);
        assert_memory_equal(parts, whole, SIZE);
    }
}

static void one_wrong_byte_is_seen(void **state)
{
    (void)state;
    unsigned char block[SIZE];
    block_fill(block, 0, SIZE, 5);
    uint64_t checksum = block_checksum(block, SIZE);
    assert_true(block_is_right(block, SIZE, 5));
    for (size_t at = 0; at < SIZE; at++) {
        block[at] ^= 1;
        assert_false(block_is_right(block, SIZE, 5));
        assert_true(block_checksum(block, SIZE) != checksum);
        block[at] ^= 1;
    }
}

static void half_a_block_and_another_seeds_block_are_wrong(void **state)
{
    (void)state;
    unsigned char block[SIZE] = {0};
    block_fill(block, 0, SIZE / 2, 5);
    assert_false(block_is_right(block, SIZE, 5));
    block_fill(block, 0, SIZE, 6);
    assert_false(block_is_right(block, SIZE, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(one_wrong_byte_is_seen),
        cmocka_unit_test(half_a_block_and_another_seeds_block_are_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
