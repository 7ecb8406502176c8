/*
 * Goal: a process gets an environment that is sorted and has each variable once, as
 * CreateProcess asks. Method: blocks by hand, each line of which is a word of a text.
 */
#include "kit/os/environment.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

/* The block of a text whose lines end with `|`; and back. */
static void make_block(const wchar_t *text, wchar_t to[256])
{
    wcscpy(to, text);
    to[wcslen(text) + 1] = 0;
    for (wchar_t *at = to; *at; at++) {
        if (*at == L'|')
            *at = 0;
    }
}

static void tell_block(const wchar_t *block, wchar_t to[256])
{
    to[0] = 0;
    for (const wchar_t *at = block; *at; at += wcslen(at) + 1) {
        wcscat(to, at);
        wcscat(to, L"|");
    }
}

static void a_block_is_sorted_and_has_each_name_once(void **state)
{
    static const struct {
        const wchar_t *before, *added, *after;
    } rows[] = {
        {L"", L"RUN=1", L"RUN=1|"},
        {L"A=1|Z=2|", L"RUN=1", L"A=1|RUN=1|Z=2|"},
        {L"A=1|RUN=0|Z=2|", L"RUN=1", L"A=1|RUN=1|Z=2|"},
        {L"A=1|run=0|Z=2|", L"RUN=1", L"A=1|RUN=1|Z=2|"},
        {L"Z=2|b=1|A=0|", L"M=3", L"A=0|b=1|M=3|Z=2|"},
        /* A name that begins as another one does comes behind it, whatever its value is. */
        {L"AB=1|A=2|A-=3|", L"B=1", L"A=2|A-=3|AB=1|B=1|"},
        {L"PATH=first|Path=second|X=1|path=third|", L"M=1", L"M=1|PATH=first|X=1|"},
        {L"path=first|PATH=second|", L"M=1", L"M=1|path=first|"},
        {L"RUN=a|A=1|RUN=b|", L"RUN=1", L"A=1|RUN=1|"},
        {L"RUNNER=a|RU=b|", L"RUN=1", L"RU=b|RUN=1|RUNNER=a|"},
        /* The current folders of drives */
        {L"A=1|=D:=D:\\|=C:=C:\\a|", L"B=1", L"=C:=C:\\a|=D:=D:\\|A=1|B=1|"},
        /* By capital letters: `_` is behind Z, and before any small letter. */
        {L"a_b=1|aab=2|azb=3|", L"_=1", L"aab=2|azb=3|a_b=1|_=1|"},
        {L"\u00e4=1|z=2|\u00c4=3|", L"b=1", L"b=1|z=2|\u00e4=1|"},
        {L"E=|", L"F=", L"E=|F=|"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wchar_t block[256], told[256];
        make_block(rows[i].before, block);
        wchar_t *made = environment_with(block, rows[i].added);
        assert_non_null(made);
        tell_block(made, told);
        free(made);
        if (wcscmp(told, rows[i].after) != 0)
            fail_msg("row %zu: %ls", i, told);
    }
}

static void a_value_is_found_by_the_whole_name(void **state)
{
    static const struct {
        const wchar_t *block, *value;
    } rows[] = {
        {L"A=1|RUN=a run|Z=2|", L"a run"},
        {L"run=small|", L"small"},
        {L"RUN=|", L""},
        {L"RUN=a=b|", L"a=b"},
        {L"RUNNER=1|RU=2|XRUN=3|A=RUN=4|", NULL},
        {L"RUN|", NULL},
        {L"=C:=C:\\RUN|", NULL},
        {L"RUN=first|run=second|", L"first"},
        {L"", NULL},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        wchar_t block[256];
        make_block(rows[i].block, block);
        const wchar_t *value = environment_value(block, wcslen(rows[i].block) + 1, L"RUN");
        if (!value != !rows[i].value || (value && wcscmp(value, rows[i].value) != 0))
            fail_msg("row %zu: %ls", i, value ? value : L"none");
    }
}

/* Behind what was read is anything, so that each number of units is tried. */
static void what_is_cut_off_is_not_read(void **state)
{
    wchar_t block[256];
    make_block(L"A=1|RUN=ab|Z=2|", block);
    (void)state;
    for (size_t units = 0; units <= 16; units++) {
        wchar_t read[256];
        wmemset(read, L'x', 256);
        wmemcpy(read, block, units);
        const wchar_t *value = environment_value(read, units, L"run");
        assert_int_equal(value != NULL, units >= 11);
        assert_int_equal(environment_is_whole(read, units), units >= 16);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_found_by_the_whole_name),
        cmocka_unit_test(what_is_cut_off_is_not_read),
        cmocka_unit_test(a_block_is_sorted_and_has_each_name_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
