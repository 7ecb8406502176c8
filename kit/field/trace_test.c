/*
 * Goal: a trace of Process Monitor becomes a log of one program and its processes: when each
 * began and ended, with its code, and what it did with pipes. Method: traces in memory in the
 * form that Process Monitor saves, looked at event by event.
 */
#include "kit/field/trace.h"
#include "kit/field/csv.h"
#include "kit/field/told_events.h"
#include "kit/scenario/scenario.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COLUMNS                                                                                \
    "\"Time of Day\",\"Process Name\",\"PID\",\"Operation\",\"Path\",\"Result\",\"Detail\""
#define ROW(time, image, pid, operation, path, result, detail)                                 \
    "\"" time "\",\"" image "\",\"" pid "\",\"" operation "\",\"" path "\",\"" result          \
    "\",\"" detail "\"\r\n"
#define START(time, image, pid, parent)                                                        \
    ROW(time, image, pid, "Process Start", "", "SUCCESS",                                      \
        "Parent PID: " parent ", Command line: \"\"C:\\a b\\" image                            \
        "\"\" --x, Current directory: C:\\, Environment: ;\tA=1\n;\tB=2")
#define EXIT(time, image, pid, code)                                                           \
    ROW(time, image, pid, "Process Exit", "", "SUCCESS",                                       \
        "Exit Status: " code ", User Time: 0.0156250 seconds, Private Bytes: 393,216")
#define PIPE(time, image, pid, operation, name, result)                                        \
    ROW(time, image, pid, operation, "\\Device\\NamedPipe\\" name, result,                     \
        "Offset: 0, Length: 1,024")

static struct log made;
static struct kit_error err;
static uint32_t unread;

static enum kit_status make(const char *trace, const char *program)
{
    struct trace_source source = {.bytes = trace,
                                  .size = strlen(trace),
                                  .path = "a.csv",
                                  .commit = "0123456789ab",
                                  .program = program};
    return trace_read(&source, &made, &unread, &err);
}

static int forget(void **state)
{
    (void)state;
    log_free(&made);
    return 0;
}

#define FAMILY                                                                                 \
    START("11:59:59.0000000 PM", "app.exe", "100", "50")                                       \
    START("11:59:59.1000000 PM", "helper.exe", "200", "100")                                   \
    PIPE("11:59:59.2000000 PM", "app.exe", "100", "CreatePipe", "app-1", "SUCCESS")            \
    PIPE("11:59:59.3000000 PM", "helper.exe", "200", "WriteFile", "app-1", "SUCCESS")          \
    ROW("11:59:59.3500000 PM", "helper.exe", "200", "ReadFile", "C:\\a.ini", "SUCCESS", "")    \
    EXIT("12:00:00.5000000 AM", "app.exe", "100", "-1073741819")                               \
    PIPE("12:00:00.6000000 AM", "helper.exe", "200", "ReadFile", "app-1", "PIPE BROKEN")       \
    ROW("12:00:01.0000000 AM", "other.exe", "300", "RegOpenKey", "HKLM", "SUCCESS", "")

static void a_family_is_told_from_its_rows(void **state)
{
    (void)state;
    assert_int_equal(make("\xef\xbb\xbf" COLUMNS "\r\n" FAMILY, NULL), KIT_OK);
    assert_string_equal(told_events(&made), "0 app started app.exe\n"
                                            "100 helper started helper.exe\n"
                                            "200 app step pipe.create pipe:app-1 #1\n"
                                            "200 app step pipe.created pipe:app-1 #1\n"
                                            "300 helper step pipe.write pipe:app-1 #1\n"
                                            "300 helper step pipe.written pipe:app-1 #1\n"
                                            "1500 app exited 0xc0000005\n"
                                            "1600 helper step pipe.read pipe:app-1 #1\n"
                                            "1600 helper step pipe.failed pipe:app-1 #1\n"
                                            "2000 helper record-end by trace\n");
    assert_string_equal(made.events[0].text, "\"C:\\a b\\app.exe\" --x");
    assert_int_equal(made.events[4].size, 1024);
    assert_string_equal(made.events[8].text, "ReadFile: PIPE BROKEN");
    assert_int_equal(made.header.field_processes, 2);
    assert_string_equal(made.header.scenario, "# Made of a trace of Process Monitor: the "
                                              "processes that took part. No runner ran this "
                                              "scenario.\n"
                                              "# \"C:\\a b\\app.exe\" --x\n"
                                              "parent app is \"app.exe\" probe inject\n"
                                              "# \"C:\\a b\\helper.exe\" --x\n"
                                              "child helper is image \"helper.exe\"\n");
}

/* The user chooses the columns and their order, and the language the point. */
static void columns_are_found_by_their_titles(void **state)
{
    (void)state;
    assert_int_equal(
        make("Detail,PID,Process Name,Duration,Result,Path,Operation,Time of Day,TID\n"
             "Parent PID: 1,7,a.exe,0.0,SUCCESS,,Process Start,\"19:00:00,5000000\",3\n"
             "Parent PID: 7,8,b.exe,0.0,SUCCESS,,Process Start,\"19:00:00,6000000\",3\n"
             "Length: 5,7,a.exe,0.25,SUCCESS,\\\\.\\pipe\\p,ReadFile,\"19:00:01,0000000\",4\n",
             NULL),
        KIT_OK);
    assert_string_equal(told_events(&made), "0 a started a.exe\n"
                                            "100 b started b.exe\n"
                                            "500 a step pipe.read pipe:p #1\n"
                                            "750 a step pipe.taken pipe:p #1\n"
                                            "750 a record-end by trace\n"
                                            "750 b record-end by trace\n");
    assert_int_equal(made.events[2].tid, 4);
}

/* A PID comes again, and so does an image. */
static void the_next_process_of_an_image_is_the_next_of_its_actor(void **state)
{
    (void)state;
    assert_int_equal(make(COLUMNS "\n" START("1:00:00.0 AM", "app.exe", "100", "50")
                              START("1:00:01.0 AM", "w.exe", "200", "100")
                                  EXIT("1:00:02.0 AM", "w.exe", "200", "1")
                                      START("1:00:03.0 AM", "w.exe", "200", "100")
                                          START("1:00:04.0 AM", "w.exe", "300", "100")
                                              START("1:00:05.0 AM", "deep.exe", "400", "300"),
                          NULL),
                     KIT_OK);
    assert_string_equal(told_events(&made), "0 app started app.exe\n"
                                            "1000 w started w.exe\n"
                                            "2000 w exited 0x1\n"
                                            "3000 w' started w.exe\n"
                                            "4000 w-2 started w.exe\n"
                                            "5000 deep started deep.exe\n"
                                            "5000 app record-end by trace\n"
                                            "5000 w' record-end by trace\n"
                                            "5000 w-2 record-end by trace\n"
                                            "5000 deep record-end by trace\n");
    assert_non_null(strstr(made.header.scenario, "child deep is any \"deep.exe\"\n"));
    assert_non_null(strstr(made.header.scenario, "parent app is \"app.exe\"\n"));
}

static void a_program_is_chosen_among_several(void **state)
{
    (void)state;
    static const char two[] = COLUMNS "\n" FAMILY START("1:00:00.0 AM", "b.exe", "500", "1")
        START("1:00:01.0 AM", "c.exe", "600", "500");
    assert_int_equal(make(two, NULL), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "app.exe, b.exe; say which with --program"));
    assert_int_equal(make(two, "none"), KIT_BAD_INPUT);
    assert_non_null(strstr(err.text, "these start others: app.exe, b.exe"));
    assert_int_equal(make(two, "B"), KIT_OK);
    assert_int_equal(made.header.field_processes, 2);
    assert_string_equal(made.events[0].actor, "b");
}

/* A trace can begin when the program runs already. */
static void who_ran_before_is_said(void **state)
{
    (void)state;
    assert_int_equal(
        make(COLUMNS ",Parent PID\n"
                     "1:00:00.0 AM,app.exe,100,ReadFile,\\Device\\NamedPipe\\p,SUCCESS,x,50\n"
                     "1:00:01.0 AM,w.exe,200,ReadFile,\\Device\\NamedPipe\\p,SUCCESS,x,100\n",
             NULL),
        KIT_OK);
    assert_string_equal(
        made.events[0].text,
        "ran before the trace began, so the numbers of its steps are not known");
    assert_non_null(strstr(made.header.scenario, "child w is image \"w.exe\"\n"));
}

static void what_is_no_trace_is_refused(void **state)
{
    (void)state;
    static const char *const others[] = {"", "\n", "\"Time of Day\",\"PID\"\n",
                                         "{\"lifeline\":2}\n", "\"Time of Day"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        assert_int_equal(make(others[i], NULL), KIT_BAD_INPUT);
        assert_non_null(strstr(err.text, "'a.csv' is no trace of Process Monitor"));
    }
    assert_int_equal(make(COLUMNS "\n", NULL), KIT_BAD_INPUT);
}

static void rows_without_time_or_pid_are_counted(void **state)
{
    (void)state;
    assert_int_equal(
        make(COLUMNS "\n" FAMILY "noon,x.exe,1,a,b,c,d\n1:00:00 AM,x.exe,x\n\n", NULL), KIT_OK);
    assert_int_equal(unread, 2);
}

static void a_cell_in_quotes_may_have_anything_in_it(void **state)
{
    static struct csv_row row;
    static const char text[] = "\xef\xbb\xbf"
                               "a,\"b,\"\"c\"\"\n\",,\"\"\r\n\r\nlast";
    struct csv_reader reader = csv_begin(text, sizeof text - 1);
    (void)state;
    assert_true(csv_next(&reader, &row));
    assert_int_equal(row.count, 4);
    assert_string_equal(row.cells[0], "a");
    assert_string_equal(row.cells[1], "b,\"c\"\n");
    assert_string_equal(row.cells[2], "");
    assert_string_equal(row.cells[3], "");
    assert_true(csv_next(&reader, &row));
    assert_int_equal(row.count, 1);
    assert_string_equal(row.cells[0], "last");
    assert_false(csv_next(&reader, &row));
}

#define CLAIM(test) cmocka_unit_test_teardown(test, forget)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CLAIM(a_family_is_told_from_its_rows),
        CLAIM(columns_are_found_by_their_titles),
        CLAIM(the_next_process_of_an_image_is_the_next_of_its_actor),
        CLAIM(a_program_is_chosen_among_several),
        CLAIM(who_ran_before_is_said),
        CLAIM(what_is_no_trace_is_refused),
        CLAIM(rows_without_time_or_pid_are_counted),
        CLAIM(a_cell_in_quotes_may_have_anything_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
