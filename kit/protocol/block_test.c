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
    uint64_t right = block_right_checksum(SIZE, 5);
    assert_true(block_checksum(block, SIZE) == right);
    for (size_t at = 0; at < SIZE; at++) {
        block[at] ^= 1;
        assert_true(block_checksum(block, SIZE) != right);
        block[at] ^= 1;
    }
}

static void half_a_block_and_another_seeds_block_are_wrong(void **state)
{
    (void)state;
    unsigned char block[SIZE] = {0};
    block_fill(block, 0, SIZE / 2, 5);
    assert_true(block_checksum(block, SIZE) != block_right_checksum(SIZE, 5));
    block_fill(block, 0, SIZE, 6);
    assert_true(block_checksum(block, SIZE) != block_right_checksum(SIZE, 5));
}

/* Longer than what is looked at in one go, and cut where nothing else is. */
static void a_long_block_is_summed_like_a_short_one(void **state)
{
    (void)state;
    enum { LONG = 3 * 32 * 1024 + SIZE, CUT = 40000 + 3 };
    static unsigned char block[LONG], other[LONG];
    struct block_sum sum;
    block_fill(block, 0, LONG, 9);
    block_sum_begin(&sum);
    block_fill_and_sum(other, 0, CUT, 9, &sum);
    block_fill_and_sum(other, CUT, LONG - CUT, 9, &sum);
    assert_memory_equal(block, other, LONG);
    assert_true(block_sum_end(&sum) == block_checksum(block, LONG));
    assert_true(block_right_checksum(LONG, 9) == block_checksum(block, LONG));
    for (size_t at = 0; at < LONG; at += 8191) {
        block[at] ^= 0x80;
        assert_true(block_right_checksum(LONG, 9) != block_checksum(block, LONG));
        block[at] ^= 0x80;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_make_the_whole),
        cmocka_unit_test(one_wrong_byte_is_seen),
        cmocka_unit_test(half_a_block_and_another_seeds_block_are_wrong),
        cmocka_unit_test(a_long_block_is_summed_like_a_short_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
