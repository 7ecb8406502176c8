/*
 * Goal: facts that come in any order stand in order of time, those of one instant in the order
 * in which they came. Method: lists of every order of a few facts, and of many facts in orders
 * that are bad for sorting. What happens without memory is in scarce_memory_test.c.
 */
#include "kit/judge/fact_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#define MANY 5000u

static struct fact facts[MANY];

/* `occurrence` is the place in the order of coming. */
static void add_fact(struct fact_list *list, int64_t at_ns)
{
    struct fact *fact = &facts[list->count];
    *fact = (struct fact){.at_ns = at_ns, .occurrence = (uint32_t)list->count};
    assert_true(list_add(list, fact));
}

static void assert_sorted(const struct fact_list *list)
{
    for (size_t i = 1; i < list->count; i++) {
        const struct fact *a = list->at[i - 1], *b = list->at[i];
        assert_true(a->at_ns < b->at_ns ||
                    (a->at_ns == b->at_ns && a->occurrence < b->occurrence));
    }
}

/* Four instants for six facts: 4096 lists, each cut into a sorted part and a rest. */
static void every_order_of_a_few_facts_is_sorted(void **state)
{
    (void)state;
    for (unsigned order = 0; order < 4096; order++) {
        struct fact_list list = {.at = NULL};
        for (unsigned i = 0; i < 6; i++)
            add_fact(&list, order >> 2 * i & 3);
        const struct fact *before[6];
        memcpy((void *)before, (const void *)list.at, sizeof before);
        size_t sorted = list_sorted(&list, 0), kept = list_kept(&list, sorted);
        assert_true(sorted >= 1 && kept <= sorted);
        assert_true(list_sort(&list, sorted));
        assert_sorted(&list);
        for (size_t i = 0; i < kept; i++)
            assert_ptr_equal(list.at[i], before[i]);
        assert_true(sorted == 6 || list.at[kept] != before[kept]);
        assert_int_equal(list_sorted(&list, 0), 6);
        list_free(&list);
    }
}

static int64_t falling(size_t i)
{
    return -(int64_t)i;
}

static int64_t in_batches(size_t i)
{
    return (int64_t)(i / 500 * 400 + i % 500);
}

static int64_t scattered(size_t i)
{
    return (int64_t)(i * 2654435761u % 997);
}

static void many_facts_are_sorted_all_at_once_or_piece_by_piece(void **state)
{
    static int64_t (*const orders[])(size_t) = {falling, in_batches, scattered};
    static const size_t pieces[] = {1, 7, 1000, MANY};
    (void)state;
    for (size_t k = 0; k < 12; k++) {
        struct fact_list list = {.at = NULL};
        size_t sorted = 0;
        while (list.count < MANY) {
            for (size_t i = 0; i < pieces[k % 4] && list.count < MANY; i++)
                add_fact(&list, orders[k / 4](list.count));
            assert_true(list_sort(&list, list_sorted(&list, sorted)));
            sorted = list.count;
        }
        assert_sorted(&list);
        list_free(&list);
    }
}

static void the_facts_after_an_instant_are_found(void **state)
{
    (void)state;
    struct fact_list list = {.at = NULL};
    assert_int_equal(list_after(&list, 0), 0);
    for (int64_t i = 0; i < 10; i++)
        add_fact(&list, i / 2 * 10);
    assert_int_equal(list_after(&list, -1), 0);
    assert_int_equal(list_after(&list, 0), 2);
    assert_int_equal(list_after(&list, 15), 4);
    assert_int_equal(list_after(&list, 40), 10);
    list_free(&list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_order_of_a_few_facts_is_sorted),
        cmocka_unit_test(many_facts_are_sorted_all_at_once_or_piece_by_piece),
        cmocka_unit_test(the_facts_after_an_instant_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
