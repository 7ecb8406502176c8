/*
 * Goal: a program that knows nothing of lifeline makes steps and obeys orders when the DLL is
 * loaded into it, and so do its children; each call that reaches the system passes the patch.
 * Method: a run that this test makes, and answers as a runner does; inject_win32_test_child as
 * the program.
 */
#include "kit/inject/errors.h"
#include "kit/inject/follow_win32.h"
#include "kit/inject/wine_win32.h"
#include "kit/probe/request.h"
#include "kit/protocol/call_steps.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <windows.h>
#include <winternl.h>
#include <cmocka.h>

#define LONG_MS   20000u
#define SLOT      3
#define CODE      7 /* of the child */
#define PEER      "pipe:inject-test-#"
#define PROCESSES 4

static struct run_block *run;
static struct actor_block *block;
static HANDLE block_section, run_section, bell;
static struct ring_reader reader;
static struct run_request asked[PROCESSES];
static uint32_t asked_count;
static HANDLE bequest;    /* what the child inherits; or NULL */
static uint32_t only_tid; /* not 0: the steps of other threads are passed over */

static HANDLE make_section(const char *name, size_t size, void **view)
{
    HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, (DWORD)size, name);
    *view = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    return section;
}

static int make_run(void **state)
{
    static unsigned number;
    char name[KIT_NAME * 2], bell_name[RUN_OBJECT_NAME];
    void *view;
    (void)state;
    snprintf(name, sizeof name, "inject-test-%lu-%u", GetCurrentProcessId(), number++);
    run_section = make_section(name, sizeof *run, &view);
    run = view;
    block_section = make_section(NULL, sizeof *block, &view);
    block = view;
    if (!run || !block || !SetEnvironmentVariableA("LIFELINE_RUN", name))
        return -1;
    run_block_make(run, name);
    run_object_name(bell_name, name, RUN_OBJECT_BELL, 0, 0);
    bell = CreateEventA(NULL, FALSE, FALSE, bell_name);
    memset(&reader, 0, sizeof reader);
    asked_count = only_tid = 0;
    return bell ? 0 : -1;
}

static int end_run(void **state)
{
    (void)state;
    UnmapViewOfFile(run);
    UnmapViewOfFile(block);
    CloseHandle(run_section);
    CloseHandle(block_section);
    CloseHandle(bell);
    return 0;
}

/* Each process of the tree is this actor. */
static void answer_one(int place, const struct run_request *request)
{
    HANDLE process = OpenProcess(PROCESS_DUP_HANDLE, FALSE, request->pid);
    HANDLE given = NULL, event = NULL;
    assert_non_null(process);
    assert_true(DuplicateHandle(GetCurrentProcess(), block_section, process, &given, 0, FALSE,
                                DUPLICATE_SAME_ACCESS));
    request_answer(run, place, request, SLOT, (uint32_t)(uintptr_t)given);
    assert_true(DuplicateHandle(process, (HANDLE)(uintptr_t)request->event, GetCurrentProcess(),
                                &event, 0, FALSE, DUPLICATE_SAME_ACCESS));
    SetEvent(event);
    CloseHandle(event);
    CloseHandle(process);
}

static void answer_all(void)
{
    struct run_request request;
    for (int place = 0; request_next(run, &place, &request); place++) {
        assert_true(asked_count < PROCESSES);
        asked[asked_count++] = request;
        answer_one(place, &request);
    }
}

/* Answers until the process has ended; returns its exit code. */
static uint32_t run_to_its_end(HANDLE process)
{
    const HANDLE any[] = {process, bell};
    DWORD code = 0, woke;
    while ((woke = WaitForMultipleObjects(2, any, FALSE, LONG_MS)) == WAIT_OBJECT_0 + 1)
        answer_all();
    assert_int_equal(woke, WAIT_OBJECT_0);
    GetExitCodeProcess(process, &code);
    CloseHandle(process);
    return code;
}

/* The folder of the test's own program, or one above: `levels` times. */
static void path_above(wchar_t path[INJECT_PATH], int levels, const wchar_t *file)
{
    DWORD length = GetModuleFileNameW(NULL, path, INJECT_PATH);
    assert_in_range(length, 1, INJECT_PATH - 64);
    for (int i = 0; i <= levels; i++)
        *wcsrchr(path, L'\\') = 0;
    wcscat(path, L"\\");
    wcscat(path, file);
}

static HANDLE start_program(const wchar_t *file, const wchar_t *words)
{
    wchar_t program[INJECT_PATH], dll[INJECT_PATH], line[128];
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION made;
    path_above(program, 0, file);
    path_above(dll, 2, INJECT_DLL);
    wcscpy(line, L"child ");
    wcscat(line, words);
    assert_true(CreateProcessW(program, line, NULL, NULL, bequest != NULL, CREATE_SUSPENDED,
                               NULL, NULL, &start, &made));
    assert_int_equal(inject_load(made.hProcess, made.hThread, dll), INJECT_QUEUED);
    ResumeThread(made.hThread);
    CloseHandle(made.hThread);
    return made.hProcess;
}

static HANDLE start_child(const wchar_t *words)
{
    return start_program(L"inject_win32_test_child.exe", words);
}

/* The next record of a step; checks its word. */
static struct ring_slot take_step(char name[KIT_NAME])
{
    struct ring_slot slot = {.kind = RING_EMPTY};
    bool is_one = false;
    strcpy(name, "no step");
    while (!is_one && ring_take(block, &reader, &slot))
        is_one = slot.kind == RING_STEP && (only_tid == 0 || slot.tid == only_tid);
    if (is_one)
        actor_name_text(block, slot.name, name);
    return slot;
}

static struct ring_slot next_step(const char *word)
{
    char name[KIT_NAME];
    struct ring_slot slot = take_step(name);
    assert_string_equal(name, word);
    return slot;
}

static struct ring_slot next_of_pipe(const char *word, uint64_t size)
{
    char peer[KIT_NAME];
    struct ring_slot slot = next_step(word);
    actor_name_text(block, slot.peer, peer);
    assert_string_equal(peer, PEER);
    assert_int_equal(slot.size, size);
    return slot;
}

static void next_exchange(void)
{
    next_of_pipe("pipe.write", 4);
    next_of_pipe("pipe.written", 4);
    next_of_pipe("pipe.read", 8);
    next_of_pipe("pipe.taken", 4);
}

static void next_connection(void)
{
    next_of_pipe("pipe.create", 0);
    next_of_pipe("pipe.created", 0);
    next_of_pipe("pipe.open", 0);
    next_of_pipe("pipe.opened", 0);
}

static void next_of_whole_child(void)
{
    next_connection();
    for (int i = 0; i < 3; i++)
        next_exchange();
    next_of_pipe("pipe.disconnect", 0);
    next_of_pipe("pipe.close", 0);
    next_of_pipe("pipe.close", 0);
    assert_int_equal(next_step("process.exit").code, CODE);
}

/* On Windows nothing says whether a call passed the patch by. */
static void check_self_test(void)
{
    const struct run_call_counts *calls = &block->calls;
    assert_true(calls->stubs > 100);
    assert_int_equal(calls->missing, 0);
    assert_true(atomic_load(&calls->patched) >= 20);
    assert_int_equal(calls->tested, on_wine());
    if (calls->tested)
        assert_int_equal(atomic_load(&calls->patched), atomic_load(&calls->dispatched));
}

static void the_calls_of_a_program_are_its_steps(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"")), CODE);
    assert_int_equal(asked_count, 1);
    assert_int_equal(asked[0].injected, 1);
    assert_string_equal(asked[0].name, "");
    next_of_whole_child();
    next_step("no step");
}

static void each_call_passes_the_patch(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"")), CODE);
    check_self_test();
}

static void arm_at(const char *step, uint32_t occurrence, enum run_action action,
                   uint32_t value)
{
    uint32_t id = actor_name_id(block, step);
    block->orders[0] = (struct run_order){.action = action,
                                          .step = id,
                                          .occurrence = occurrence,
                                          .value = value,
                                          .line_number = 1};
    block->order_count = 1;
    atomic_fetch_or(&block->alarms[id], RUN_ALARM_ORDER);
}

/* How many records of this kind there are, and the `by` of the `nth` step of this word. */
static int count_records(enum ring_kind kind, const char *word, int nth, char by[KIT_NAME])
{
    struct ring_slot slot;
    char name[KIT_NAME];
    int count = 0;
    strcpy(by, "no step");
    while (ring_take(block, &reader, &slot)) {
        actor_name_text(block, slot.name, name);
        count += slot.kind == kind;
        if (slot.kind == RING_STEP && strcmp(name, word) == 0 && --nth == 0)
            actor_name_text(block, slot.by, by);
    }
    return count;
}

static void assert_by(int nth, const char *expected)
{
    char by[KIT_NAME];
    assert_int_equal(run_to_its_end(start_child(L"loader")), CODE);
    count_records(RING_STEP, "pipe.write", nth, by);
    assert_string_equal(by, expected);
}

/* The thread of the first and of the third call is in no DLL's start. */
static void a_call_that_the_loader_waits_for_says_so(void **state)
{
    (void)state;
    assert_by(1, "");
    assert_by(2, CALL_BY_LOADER);
    assert_by(3, "");
}

static void a_thread_does_not_stand_still_while_the_loader_waits(void **state)
{
    static const enum run_action actions[] = {RUN_HOLD, RUN_BREAK, RUN_CRASH};
    char by[KIT_NAME];
    (void)state;
    for (uint32_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        arm_at("pipe.write", 3 * i + 2, actions[i], 0); /* all processes are one actor */
        assert_int_equal(run_to_its_end(start_child(L"loader")), CODE);
        assert_int_equal(count_records(RING_REFUSED, "pipe.write", 2, by), 1);
        assert_string_equal(by, CALL_BY_LOADER);
    }
}

static void a_program_is_killed_while_the_loader_waits(void **state)
{
    char by[KIT_NAME];
    (void)state;
    arm_at("pipe.write", 2, RUN_KILL, 0);
    assert_int_equal(run_to_its_end(start_child(L"loader")), KIT_KILL_CODE);
    assert_int_equal(count_records(RING_STRUCK, "pipe.write", 2, by), 1);
}

static void next_about(const char *word, const char *peer)
{
    char text[KIT_NAME];
    struct ring_slot slot = next_step(word);
    actor_name_text(block, slot.peer, text);
    assert_string_equal(text, peer);
}

/* The child never says the name. `peer`: what its steps are about; NULL: it makes none. */
static void use_given_event(const char *system_name, const char *peer)
{
    SECURITY_ATTRIBUTES inherited = {.nLength = sizeof inherited, .bInheritHandle = TRUE};
    wchar_t words[64];
    bequest = CreateEventA(&inherited, FALSE, FALSE, system_name);
    assert_non_null(bequest);
    swprintf(words, 64, L"given %llu", (unsigned long long)(uintptr_t)bequest);
    HANDLE child = start_child(words);
    CloseHandle(bequest);
    bequest = NULL;
    assert_int_equal(run_to_its_end(child), CODE);
    if (peer) {
        next_about("event.set", peer);
        next_about("wait", peer);
        next_about("wait.over", peer);
    }
    assert_int_equal(next_step("process.exit").code, CODE);
}

static void an_object_that_was_given_has_its_name(void **state)
{
    (void)state;
    use_given_event("inject-test-given", "event:inject-test-given");
    use_given_event("Global\\inject-test-given", "event:inject-test-given");
    use_given_event(NULL, NULL);
}

static void an_object_that_was_given_loses_the_characters_of_the_run(void **state)
{
    char name[RUN_PREFIX + KIT_NAME], prefix[RUN_PREFIX];
    (void)state;
    run->wants |= RUN_WANTS_PRIVATE_NAMES;
    run_name_prefix(prefix, run->name);
    snprintf(name, sizeof name, "%sinject-test-given", prefix);
    use_given_event(name, "event:inject-test-given");
}

/* The kill comes before the call: nothing is written any more. */
static void a_program_is_killed_at_one_call(void **state)
{
    (void)state;
    arm_at("pipe.write", 2, RUN_KILL, 0);
    assert_int_equal(run_to_its_end(start_child(L"")), KIT_KILL_CODE);
    next_connection();
    next_exchange();
    next_of_pipe("pipe.write", 4);
    next_step("no step");
}

/*
 * Wine reports the crash by a call of its own. At a step after a call, each call of the program
 * has been counted twice, so that nothing makes up for one that is counted once.
 */
static void a_crash_after_a_call_passes_no_call_by(void **state)
{
    (void)state;
    arm_at("pipe.written", 2, RUN_CRASH, 0);
    assert_int_equal(run_to_its_end(start_child(L"")), KIT_CRASH_CODE);
    check_self_test();
}

/* The call is not made, and the child ends with 2 because of the error. */
static void a_call_fails_by_order(void **state)
{
    (void)state;
    arm_at("pipe.write", 2, RUN_FAIL, ERROR_NO_DATA);
    assert_int_equal(run_to_its_end(start_child(L"")), 2);
    next_connection();
    next_exchange();
    next_of_pipe("pipe.write", 4);
    assert_int_equal(next_step("process.exit").code, 2);
}

/* CreatePipe of Wine would try another name. */
static void a_pipe_without_a_name_is_not_made_by_order(void **state)
{
    (void)state;
    arm_at("pipe.create", 1, RUN_FAIL, ERROR_NOT_ENOUGH_MEMORY);
    assert_int_equal(run_to_its_end(start_child(L"anonymous")), ERROR_NOT_ENOUGH_MEMORY);
    next_about("pipe.create", CALL_PEER_ANONYMOUS);
    next_step("process.exit");
    assert_int_equal(run_to_its_end(start_child(L"anonymous")), CODE);
    next_about("pipe.create", CALL_PEER_ANONYMOUS);
    next_about("pipe.created", CALL_PEER_ANONYMOUS);
}

/* The read takes one byte of four, and the child ends with 2 because of that. */
static void a_read_takes_a_part_by_order(void **state)
{
    (void)state;
    arm_at("pipe.read", 2, RUN_FAIL, ERROR_MORE_DATA);
    assert_int_equal(run_to_its_end(start_child(L"")), 2);
    next_connection();
    next_exchange();
    next_of_pipe("pipe.write", 4);
    next_of_pipe("pipe.written", 4);
    next_of_pipe("pipe.read", 8);
    next_of_pipe("pipe.taken", 1); /* this pipe is read by bytes, so there is no error */
    assert_int_equal(next_step("process.exit").code, 2);
}

/* The child has written four bytes as far as it knows, and two arrive: it ends with 2. */
static void a_message_is_cut_by_order(void **state)
{
    (void)state;
    arm_at("pipe.write", 2, RUN_TRUNCATE, 0);
    assert_int_equal(run_to_its_end(start_child(L"")), 2);
    next_connection();
    next_exchange();
    next_of_pipe("pipe.write", 4);
    next_of_pipe("pipe.written", 4);
    next_of_pipe("pipe.read", 8);
    next_of_pipe("pipe.taken", 2);
    assert_int_equal(next_step("process.exit").code, 2);
    check_self_test();
}

/* Another word arrives, so that the child ends with 3. */
static void a_byte_of_a_message_is_changed_by_order(void **state)
{
    (void)state;
    arm_at("pipe.write", 3, RUN_CORRUPT, 0);
    assert_int_equal(run_to_its_end(start_child(L"")), 3);
    next_connection();
    for (int i = 0; i < 3; i++)
        next_exchange();
    assert_int_equal(next_step("process.exit").code, 3);
}

/* The thread that answers gives one byte less to another word. */
static void a_message_of_a_transaction_is_changed_by_order(void **state)
{
    (void)state;
    arm_at("pipe.write", 1, RUN_CORRUPT, 0);
    assert_int_equal(run_to_its_end(start_child(L"transact")), 2);
}

/* The thread that answers has steps of its own. */
static void a_transaction_is_a_write_and_a_read(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"transact")), CODE);
    only_tid = next_of_pipe("pipe.create", 0).tid;
    next_of_pipe("pipe.created", 0);
    next_of_pipe("pipe.open", 0);
    next_of_pipe("pipe.opened", 0);
    next_of_pipe("pipe.write", 4);
    next_of_pipe("pipe.read", 8);
    next_of_pipe("pipe.taken", 6);
    next_of_pipe("pipe.close", 0);
    next_of_pipe("pipe.close", 0);
    assert_int_equal(next_step("process.exit").code, CODE);
    next_step("no step");
}

/* The call is not made, and the child ends with 2. */
static void a_transaction_fails_by_order(void **state)
{
    (void)state;
    arm_at("pipe.write", 1, RUN_FAIL, ERROR_NO_DATA);
    assert_int_equal(run_to_its_end(start_child(L"transact")), 2);
    only_tid = next_of_pipe("pipe.create", 0).tid;
    next_of_pipe("pipe.created", 0);
    next_of_pipe("pipe.open", 0);
    next_of_pipe("pipe.opened", 0);
    next_of_pipe("pipe.write", 4);
    next_of_pipe("pipe.close", 0);
    next_of_pipe("pipe.close", 0);
    assert_int_equal(next_step("process.exit").code, 2);
}

/* ---- sockets ---- */

/* The next step of a socket. Whether a call has to wait is a matter of time, unless the bytes
 * come after it. */
static void next_of_socket(const char *word, uint64_t size)
{
    char name[KIT_NAME], peer[KIT_NAME];
    uint64_t pending = 0;
    struct ring_slot slot = take_step(name);
    while (strcmp(name, "socket.pending") == 0) {
        pending = slot.sequence;
        slot = take_step(name);
    }
    assert_string_equal(name, word);
    actor_name_text(block, slot.peer, peer);
    assert_string_equal(peer, "socket:any");
    assert_int_equal(slot.size, size);
    assert_true(pending == 0 || slot.sequence == pending);
}

static void the_calls_about_sockets_are_steps(void **state)
{
    char name[KIT_NAME];
    (void)state;
    assert_int_equal(run_to_its_end(start_program(L"sockets_win32_test_child.exe", L"")), CODE);
    next_of_socket("socket.connect", 0);
    next_of_socket("socket.connected", 0);
    next_of_socket("socket.accept", 0);
    next_of_socket("socket.accepted", 0);
    for (int i = 0; i < 3; i++) {
        next_of_socket("socket.send", 0);
        next_of_socket("socket.sent", 4);
        next_of_socket("socket.receive", 0);
        next_of_socket("socket.received", 4);
    }
    next_of_socket("socket.receive", 0);
    struct ring_slot later = take_step(name);
    assert_string_equal(name, "socket.pending");
    next_of_socket("socket.send", 0);
    next_of_socket("socket.sent", 5);
    assert_int_equal(next_step("socket.received").sequence, later.sequence);
    next_of_socket("socket.receive", 0);
    next_of_socket("socket.received", 0);
    assert_int_equal(next_step("process.exit").code, CODE);
    check_self_test();
}

static void a_program_is_killed_at_one_call_about_a_socket(void **state)
{
    (void)state;
    arm_at("socket.send", 2, RUN_KILL, 0);
    assert_int_equal(run_to_its_end(start_program(L"sockets_win32_test_child.exe", L"")),
                     KIT_KILL_CODE);
    next_of_socket("socket.connect", 0);
    next_of_socket("socket.connected", 0);
    next_of_socket("socket.accept", 0);
    next_of_socket("socket.accepted", 0);
    next_of_socket("socket.send", 0);
    next_of_socket("socket.sent", 4);
    next_of_socket("socket.receive", 0);
    next_of_socket("socket.received", 4);
    next_of_socket("socket.send", 0);
}

/* The program gets the error that the line names. */
static void a_call_about_a_socket_fails_by_order(void **state)
{
    static const struct {
        const char *call;
        uint32_t occurrence; /* over all of these processes */
    } places[] = {{"socket.connect", 1},
                  {"socket.accept", 1},
                  {"socket.send", 1},
                  {"socket.receive", 1},
                  {"socket.receive", 2}};
    static const uint32_t errors[] = {
#define X(error, status) error,
        INJECT_SOCKET_ERRORS(X)
#undef X
    };
    static_assert(sizeof errors / sizeof *errors == sizeof places / sizeof *places, "each");
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        asked_count = 0;
        arm_at(places[i].call, places[i].occurrence, RUN_FAIL, errors[i]);
        assert_int_equal(run_to_its_end(start_program(L"sockets_win32_test_child.exe", L"")),
                         errors[i]);
    }
}

/* ---- operations that go on when their call has returned ---- */

static void next_end(const char *word, uint64_t size, uint64_t number)
{
    assert_int_equal(next_of_pipe(word, size).sequence, number);
}

/* Two ends of a pipe; the server's accept was pending. */
static void next_ends(void)
{
    next_step("event.create");
    next_of_pipe("pipe.create", 0);
    next_of_pipe("pipe.created", 0);
    next_of_pipe("pipe.accept", 0);
    next_end("pipe.pending", 0, 1);
    next_of_pipe("pipe.open", 0);
    next_of_pipe("pipe.opened", 0);
    next_end("pipe.accepted", 0, 1);
}

static void next_fill(uint64_t size)
{
    next_of_pipe("pipe.write", size);
    next_of_pipe("pipe.written", size);
    next_step("event.set");
}

static void next_pending(uint64_t number)
{
    next_end("pipe.read", 8, 0);
    next_end("pipe.pending", 0, number);
}

/* The end is told after the marker, and not when the bytes came. */
static void next_late_read(uint64_t size, uint64_t number)
{
    next_pending(number);
    next_fill(size);
    next_end("pipe.taken", size, number);
}

static void next_closes(void)
{
    next_of_pipe("pipe.close", 0);
    next_of_pipe("pipe.close", 0);
    assert_int_equal(next_step("process.exit").code, CODE);
    next_step("no step");
    assert_int_equal(block->calls.lost, 0);
}

static void a_packet_tells_the_end_once(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"port")), CODE);
    next_ends();
    next_late_read(3, 2);
    next_pending(3);
    next_fill(4);
    next_pending(4); /* a call about the pipe, while the packet waits */
    next_end("pipe.taken", 4, 3);
    next_fill(5);
    next_end("pipe.taken", 5, 4);
    for (int i = 0; i < 2; i++) { /* with a packet afterwards, and without one */
        next_fill(7);
        next_end("pipe.read", 8, 0);
        next_end("pipe.taken", 7, 0);
    }
    next_closes();
    check_self_test();
}

/* The first such step behind this place that `only_tid` did not make. */
static struct ring_slot find_in_another_thread(struct ring_reader from, const char *word)
{
    struct ring_slot slot;
    char name[KIT_NAME];
    while (ring_take(block, &from, &slot)) {
        actor_name_text(block, slot.name, name);
        if (slot.kind == RING_STEP && slot.tid != only_tid && strcmp(name, word) == 0)
            return slot;
    }
    fail_msg("no %s in another thread", word);
    return slot;
}

/* In a thread of the pool, before the callback. */
static void a_pool_of_threads_tells_the_end(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"pool")), CODE);
    next_ends();
    next_pending(2);
    const struct ring_reader here = reader;
    only_tid = next_of_pipe("pipe.write", 4).tid;
    next_of_pipe("pipe.written", 4);
    next_step("event.set");
    next_closes();
    const struct ring_slot taken = find_in_another_thread(here, "pipe.taken");
    assert_int_equal(taken.sequence, 2);
    assert_int_equal(taken.size, 4);
}

static void a_wait_tells_the_end(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"events")), CODE);
    next_ends();
    for (unsigned i = 0; i < 5; i++) {
        next_late_read(3 + i, 2 + i);
        next_step("event.set"); /* before anything else about the pipe */
    }
    next_closes();
}

/* The second read is done at once, and its routine runs all the same. */
static void a_routine_tells_the_end_before_it_runs(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"routine")), CODE);
    next_ends();
    next_late_read(3, 2);
    next_fill(4);
    next_end("pipe.read", 8, 0);
    next_end("pipe.taken", 4, 0);
    next_closes();
}

/* At the next call about the pipe, also if that has the same memory. */
static void a_look_tells_the_end_later(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"looks")), CODE);
    next_ends();
    if (!block->calls.tested) /* not under Wine */
        return;
    next_late_read(4, 2);
    next_pending(3);
    next_fill(4);
    next_of_pipe("pipe.close", 0); /* the other end */
    next_end("pipe.taken", 4, 3);
    next_of_pipe("pipe.close", 0);
    assert_int_equal(next_step("process.exit").code, CODE);
}

static void next_failed(uint32_t code, uint64_t number)
{
    struct ring_slot slot = next_of_pipe("pipe.failed", 0);
    assert_int_equal(slot.code, code);
    assert_int_equal(slot.sequence, number);
}

static void an_end_without_bytes_is_a_failure(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"cancels")), CODE);
    next_ends();
    next_pending(2);
    next_step("event.set");
    next_failed(ERROR_OPERATION_ABORTED, 2);
    next_pending(3);
    next_of_pipe("pipe.close", 0);
    next_step("event.set");
    next_failed(ERROR_BROKEN_PIPE, 3);
    next_of_pipe("pipe.close", 0);
    assert_int_equal(next_step("process.exit").code, CODE);
}

static void a_close_fails_what_is_pending(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"closes")), CODE);
    next_ends();
    next_pending(2);
    next_of_pipe("pipe.close", 0);
    next_failed(ERROR_OPERATION_ABORTED, 2);
    next_of_pipe("pipe.close", 0);
    assert_int_equal(next_step("process.exit").code, CODE);
}

static void a_close_leaves_what_a_duplicate_has(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"copies")), CODE);
    next_ends();
    next_pending(2);
    next_of_pipe("pipe.close", 0);
    next_fill(4);
    next_end("pipe.taken", 4, 2);
    next_closes();
}

/* The bytes are there, and the program is killed before it knows. */
static void a_program_is_killed_where_it_learns_of_the_end(void **state)
{
    (void)state;
    arm_at("pipe.taken", 2, RUN_KILL, 0);
    assert_int_equal(run_to_its_end(start_child(L"port")), KIT_KILL_CODE);
    next_ends();
    next_late_read(3, 2);
    next_pending(3);
    next_fill(4);
    next_pending(4);
    next_end("pipe.taken", 4, 3);
    next_step("no step");
}

/* Each status becomes the error again that the line names. */
static void a_status_is_that_of_its_error(void **state)
{
    (void)state;
#define X(error, status) assert_int_equal(RtlNtStatusToDosError((NTSTATUS)status), error);
    INJECT_ERRORS(X)
#undef X
}

static void the_children_carry_it_too(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"parent")), CODE);
    assert_int_equal(asked_count, 2);
    assert_int_not_equal(asked[0].pid, asked[1].pid);
    next_step("process.create");
    assert_int_equal(next_step("process.created").sequence, asked[1].pid);
    next_of_whole_child();
    assert_int_equal(next_step("process.gone").sequence, asked[1].pid);
    assert_int_equal(next_step("process.exit").code, CODE);
}

/* With a handle that only allows to end it. The process that is ended is suspended: it asks the
 * runner for nothing, and has no steps. */
static void a_process_that_ends_another_says_so(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"killer")), CODE);
    next_step("process.create");
    uint64_t pid = next_step("process.created").sequence;
    struct ring_slot end = next_step("process.end");
    assert_int_equal(end.sequence, pid);
    assert_int_equal(end.code, CODE);
    assert_int_equal(next_step("process.gone").sequence, pid);
    assert_int_equal(next_step("process.exit").code, CODE);
    next_step("no step");
}

static void an_exit_code_that_is_asked_for_is_an_end_that_is_found(void **state)
{
    (void)state;
    assert_int_equal(run_to_its_end(start_child(L"asker")), CODE);
    next_step("process.create");
    assert_int_equal(next_step("process.created").sequence, asked[1].pid);
    next_of_whole_child();
    assert_int_equal(next_step("process.gone").sequence, asked[1].pid);
    assert_int_equal(next_step("process.exit").code, CODE);
    next_step("no step");
}

/* The words with which the child compares its clocks; *ticks is the counter now. */
static void clocks_now(wchar_t words[100], uint64_t *ticks)
{
    FILETIME time;
    LARGE_INTEGER counter, each;
    GetSystemTimeAsFileTime(&time);
    QueryPerformanceFrequency(&each);
    QueryPerformanceCounter(&counter);
    uint64_t wall = (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime;
    swprintf(words, 100, L"clocks %llu %llu %llu", (unsigned long long)(wall / 10000),
             (unsigned long long)GetTickCount64(),
             (unsigned long long)(counter.QuadPart / (each.QuadPart / 1000)));
    *ticks = (uint64_t)counter.QuadPart;
}

/* The times of the probe's own records are not moved. */
static void the_clocks_of_a_program_can_be_moved(void **state)
{
    wchar_t words[100];
    uint64_t begin, end;
    (void)state;
    run->wants = RUN_WANTS_CLOCKS;
    for (int i = 0; i < CLOCK_COUNT; i++)
        block->clocks_ms[i] = INT64_C(3600000) * (i + 1);
    clocks_now(words, &begin);
    uint32_t code = run_to_its_end(start_child(words));
    if (!block->calls.tested) /* not under Wine */
        return;
    assert_int_equal(code, 0);
    assert_int_equal(block->calls.clocks, 7);
    assert_int_equal(block->calls.missing, 0);
    clocks_now(words, &end);
    assert_in_range(next_step("process.exit").ticks, begin, end);
}

static void clocks_stay_where_no_line_moves_them(void **state)
{
    wchar_t words[100];
    uint64_t begin;
    (void)state;
    block->clocks_ms[CLOCK_WALL] = 3600000;
    clocks_now(words, &begin);
    assert_int_equal(run_to_its_end(start_child(words)), 31);
}

static void outside_a_run_nothing_happens(void **state)
{
    (void)state;
    SetEnvironmentVariableA("LIFELINE_RUN", NULL);
    assert_int_equal(run_to_its_end(start_child(L"")), CODE);
    assert_int_equal(asked_count, 0);
    assert_int_equal(block->calls.stubs, 0);
}

/* Any program of 64 bits, for a test of 32: only the system has one. False on one of 32 bits.
 */
static bool start_wide(PROCESS_INFORMATION *made)
{
    wchar_t program[MAX_PATH];
    STARTUPINFOW start = {.cb = sizeof start};
    BOOL is_guest = FALSE;
    if (!IsWow64Process(GetCurrentProcess(), &is_guest) || !is_guest)
        return false;
    GetWindowsDirectoryW(program, MAX_PATH);
    wcscat(program, L"\\sysnative\\winver.exe");
    assert_true(CreateProcessW(program, NULL, NULL, NULL, FALSE, CREATE_SUSPENDED, NULL, NULL,
                               &start, made));
    return true;
}

static void a_program_of_64_bits_is_out_of_reach_of_32(void **state)
{
    wchar_t dll[INJECT_PATH];
    PROCESS_INFORMATION made;
    (void)state;
    if (!start_wide(&made))
        return;
    path_above(dll, 2, INJECT_DLL);
    enum inject_result result = inject_load(made.hProcess, made.hThread, dll);
    TerminateProcess(made.hProcess, 1);
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    assert_int_equal(result, INJECT_OTHER_BITS);
}

/* The name of the missing DLL is that of the program's width. */
static void a_missing_dll_is_named(void **state)
{
    bool is_wide = sizeof(void *) == 8;
    (void)state;
    assert_int_equal(inject_load(GetCurrentProcess(), GetCurrentThread(), L"C:\\nowhere\\x"),
                     is_wide ? INJECT_NO_DLL : INJECT_NO_DLL_32);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_calls_of_a_program_are_its_steps, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(each_call_passes_the_patch, make_run, end_run),
        cmocka_unit_test_setup_teardown(an_object_that_was_given_has_its_name, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(
            an_object_that_was_given_loses_the_characters_of_the_run, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_call_that_the_loader_waits_for_says_so, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(a_thread_does_not_stand_still_while_the_loader_waits,
                                        make_run, end_run),
        cmocka_unit_test_setup_teardown(a_program_is_killed_while_the_loader_waits, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(a_program_is_killed_at_one_call, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_crash_after_a_call_passes_no_call_by, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(a_call_fails_by_order, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_pipe_without_a_name_is_not_made_by_order, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(a_read_takes_a_part_by_order, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_message_is_cut_by_order, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_byte_of_a_message_is_changed_by_order, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(a_message_of_a_transaction_is_changed_by_order,
                                        make_run, end_run),
        cmocka_unit_test_setup_teardown(a_packet_tells_the_end_once, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_pool_of_threads_tells_the_end, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_wait_tells_the_end, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_routine_tells_the_end_before_it_runs, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(a_look_tells_the_end_later, make_run, end_run),
        cmocka_unit_test_setup_teardown(an_end_without_bytes_is_a_failure, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_close_fails_what_is_pending, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_close_leaves_what_a_duplicate_has, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_program_is_killed_where_it_learns_of_the_end,
                                        make_run, end_run),
        cmocka_unit_test_setup_teardown(a_transaction_is_a_write_and_a_read, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_transaction_fails_by_order, make_run, end_run),
        cmocka_unit_test_setup_teardown(the_calls_about_sockets_are_steps, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_program_is_killed_at_one_call_about_a_socket,
                                        make_run, end_run),
        cmocka_unit_test_setup_teardown(a_call_about_a_socket_fails_by_order, make_run,
                                        end_run),
        cmocka_unit_test(a_status_is_that_of_its_error),
        cmocka_unit_test_setup_teardown(the_children_carry_it_too, make_run, end_run),
        cmocka_unit_test_setup_teardown(a_process_that_ends_another_says_so, make_run, end_run),
        cmocka_unit_test_setup_teardown(an_exit_code_that_is_asked_for_is_an_end_that_is_found,
                                        make_run, end_run),
        cmocka_unit_test_setup_teardown(the_clocks_of_a_program_can_be_moved, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(clocks_stay_where_no_line_moves_them, make_run,
                                        end_run),
        cmocka_unit_test_setup_teardown(outside_a_run_nothing_happens, make_run, end_run),
        cmocka_unit_test(a_program_of_64_bits_is_out_of_reach_of_32),
        cmocka_unit_test(a_missing_dll_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
