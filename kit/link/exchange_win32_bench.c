/*
 * What kit/link costs outside a run: a request and its reply against the same over a pipe and
 * two events by hand, and a block against memcpy into a mapping.
 *
 *     exchange_win32_bench.exe ROUNDS
 *
 * It starts three children, itself: one with kit/link, one with kit/link and blocks, one by
 * hand. They wait until they are told to work, and are told in turn, many times; so each works
 * alone, and a machine that changes its speed changes it for all.
 */
#include "kit/base/ratio.h"
#include "kit/link/child_exchange.h"
#include "kit/link/child_link.h"
#include "kit/link/child_pool.h"
#include "kit/os/thread.h"
#include "kit/protocol/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define EXCHANGES 8 /* in one round */
#define ROW       4 /* blocks that follow each other at once */
#define BLOCK     (16u * 1024 * 1024)
#define WAIT_MS   10000u

enum player { KIT, KIT_BLOCK, HAND, PLAYERS };

/* Shared by all: who is to work, and how long that took. */
struct desk {
    volatile LONG quit;
    volatile LONG times; /* that it does what it does */
    volatile LONGLONG took[PLAYERS];
    volatile LONGLONG copied; /* the memcpy of a block, by the child that makes blocks */
};

static struct desk *desk;
static HANDLE go[PLAYERS], done[PLAYERS];

static LONGLONG ticks_now(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return now.QuadPart;
}

static bool open_desk(const char *name, bool make)
{
    char text[96];
    HANDLE section = make ? CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                               sizeof *desk, name)
                          : OpenFileMappingA(FILE_MAP_WRITE, FALSE, name);
    desk = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    bool there = desk != NULL;
    for (int i = 0; i < PLAYERS; i++) {
        snprintf(text, sizeof text, "%s.go.%d", name, i);
        go[i] = CreateEventA(NULL, FALSE, FALSE, text);
        snprintf(text, sizeof text, "%s.done.%d", name, i);
        done[i] = CreateEventA(NULL, FALSE, FALSE, text);
        there = there && go[i] && done[i];
    }
    return there;
}

static bool is_told_to_work(enum player player)
{
    return WaitForSingleObject(go[player], INFINITE) == WAIT_OBJECT_0 && !desk->quit;
}

/* One round of a player, in ticks; -1: it did not come to an end. */
static double have_play(enum player player, int times)
{
    desk->times = times;
    SetEvent(go[player]);
    if (WaitForSingleObject(done[player], WAIT_MS) != WAIT_OBJECT_0)
        return -1;
    return (double)desk->took[player];
}

/* The child with kit/link. */

static bool copy_into_mapping(const void *from)
{
    HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, BLOCK, NULL);
    void *view = section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0) : NULL;
    if (view) {
        memcpy(view, from, BLOCK);
        UnmapViewOfFile(view);
    }
    CloseHandle(section);
    return view != NULL;
}

/* In the same process, between the blocks, so that both find the same memory. */
static void play_kit(struct child_link *link, enum player player)
{
    void *from = malloc(BLOCK);
    bool well = from != NULL;
    if (from)
        memset(from, 1, BLOCK);
    while (well && is_told_to_work(player)) {
        LONGLONG begun = ticks_now();
        for (int i = 0; well && i < desk->times; i++)
            well = child_exchange(link) == LINK_DONE;
        desk->took[player] = ticks_now() - begun;
        begun = ticks_now();
        for (int i = 0; well && player == KIT_BLOCK && i < desk->times; i++)
            well = copy_into_mapping(from);
        desk->copied = ticks_now() - begun;
        if (well)
            SetEvent(done[player]);
    }
    free(from);
}

static int kit_child(int count, char **words)
{
    static struct link_options options;
    struct child_link *link = NULL;
    if (options_read_child(count, words, &options, NULL) != KIT_OK ||
        child_link_make(&options, &link, NULL) != KIT_OK)
        return EXIT_FAILURE;
    enum link_status status = child_link_connect(link, NULL);
    if (status == LINK_DONE)
        play_kit(link, strcmp(options.actor, "block") == 0 ? KIT_BLOCK : KIT);
    child_link_end(&link, LINK_QUIT);
    return EXIT_SUCCESS;
}

/* The parent with kit/link, as ref_parent is; its children go when their pipe is lost. */
static void serve_pool(void *context)
{
    child_pool_serve(context);
}

static struct child_pool *start_pool(struct link_options *options, const char *program,
                                     const char *child, void **thread)
{
    char *words[] = {
        "parent", "--child", (char *)(uintptr_t)child, (char *)(uintptr_t)program, NULL,
        NULL,     NULL};
    char *with_block[] = {"parent",
                          "--block",
                          "16MiB",
                          "--child",
                          (char *)(uintptr_t)child,
                          (char *)(uintptr_t)program,
                          NULL};
    bool blocks = strcmp(child, "block") == 0;
    struct child_pool *pool = NULL;
    if (options_read_parent(blocks ? 6 : 4, blocks ? with_block : words, options, NULL) !=
            KIT_OK ||
        child_pool_make(options, &pool, NULL) != KIT_OK)
        return NULL;
    child_pool_start(pool);
    return os_thread_start(serve_pool, pool, thread, NULL) == KIT_OK ? pool : NULL;
}

/* The same by hand: a message pipe, an event each way, and the memory between. */

struct hand {
    HANDLE pipe, to_parent, to_child;
    char *memory;
};

static bool hand_open(struct hand *hand, const char *name, bool parent)
{
    char text[96];
    snprintf(text, sizeof text, "%s.to-parent", name);
    hand->to_parent = CreateEventA(NULL, FALSE, FALSE, text);
    snprintf(text, sizeof text, "%s.to-child", name);
    hand->to_child = CreateEventA(NULL, FALSE, FALSE, text);
    snprintf(text, sizeof text, "%s.memory", name);
    HANDLE section =
        CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, 4096, text);
    hand->memory = MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, 0);
    snprintf(text, sizeof text, "\\\\.\\pipe\\%s", name);
    if (parent) {
        hand->pipe =
            CreateNamedPipeA(text, PIPE_ACCESS_DUPLEX,
                             PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1, 4096, 4096, 0, NULL);
    } else {
        DWORD mode = PIPE_READMODE_MESSAGE;
        hand->pipe =
            CreateFileA(text, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
        SetNamedPipeHandleState(hand->pipe, &mode, NULL, NULL);
    }
    return hand->to_parent && hand->to_child && hand->memory &&
           hand->pipe != INVALID_HANDLE_VALUE;
}

static bool hand_request(struct hand *hand, DWORD size)
{
    char message[sizeof(union message)] = "request";
    DWORD moved = 0;
    if (!WriteFile(hand->pipe, message, size, &moved, NULL) || !SetEvent(hand->to_parent) ||
        WaitForSingleObject(hand->to_child, WAIT_MS) != WAIT_OBJECT_0 ||
        !ReadFile(hand->pipe, message, sizeof message, &moved, NULL))
        return false;
    return hand->memory[0] == 'W';
}

static int hand_child(const char *name)
{
    struct hand hand = {0};
    if (!hand_open(&hand, name, false))
        return EXIT_FAILURE;
    bool well = true;
    while (well && is_told_to_work(HAND)) {
        LONGLONG begun = ticks_now();
        for (int i = 0; well && i < desk->times; i++)
            well = hand_request(&hand, sizeof(struct message_request));
        desk->took[HAND] = ticks_now() - begun;
        if (well)
            SetEvent(done[HAND]);
    }
    return EXIT_SUCCESS;
}

static void hand_serve(void *context)
{
    struct hand *hand = context;
    char message[sizeof(union message)];
    DWORD moved = 0;
    ConnectNamedPipe(hand->pipe, NULL);
    while (WaitForSingleObject(hand->to_parent, INFINITE) == WAIT_OBJECT_0 &&
           ReadFile(hand->pipe, message, sizeof message, &moved, NULL)) {
        snprintf(hand->memory, 1024, "Written to shared mem: %u", (unsigned)moved);
        if (!WriteFile(hand->pipe, message, sizeof(struct message_reply), &moved, NULL))
            break;
        SetEvent(hand->to_child);
    }
}

static bool start_hand(const char *program, const char *name)
{
    char line[MAX_PATH + 128];
    STARTUPINFOA info = {.cb = sizeof info};
    PROCESS_INFORMATION made;
    snprintf(line, sizeof line, "\"%s\" hand %s", program, name);
    if (!CreateProcessA(program, line, NULL, NULL, FALSE, DETACHED_PROCESS, NULL, NULL, &info,
                        &made))
        return false;
    CloseHandle(made.hThread);
    CloseHandle(made.hProcess);
    return true;
}

struct rounds {
    struct ratio_rounds exchange, block, row;
};

static void measure_exchange(struct ratio_rounds *to, bool kit_first)
{
    double kit = 0, hand = 0;
    if (kit_first)
        kit = have_play(KIT, EXCHANGES);
    hand = have_play(HAND, EXCHANGES);
    if (!kit_first)
        kit = have_play(KIT, EXCHANGES);
    ratio_add(to, kit, hand);
}

/* Rates are the inverse of times. */
static void measure_blocks(struct ratio_rounds *to, int times)
{
    double kit = have_play(KIT_BLOCK, times);
    ratio_add(to, (double)desk->copied, kit);
}

static void measure(size_t rounds, struct rounds *to)
{
    for (int i = 0; i < PLAYERS; i++)
        have_play((enum player)i, 1);
    for (size_t i = 0; i < rounds * 4; i++) /* short ones, and many */
        measure_exchange(&to->exchange, i % 2);
    for (size_t i = 0; i < rounds / 4 + 1; i++) {
        measure_blocks(&to->block, 1);
        measure_blocks(&to->row, ROW);
    }
}

static int bench(const char *program, size_t rounds)
{
    static struct link_options options[2];
    static struct rounds rounds_of;
    static const struct ratio exchanged = {.name = "round-trip",
                                           .ours = "request and reply of kit/link",
                                           .bare =
                                               "the same over a pipe and two events by hand",
                                           .target = 1.3},
                              moved = {.name = "block",
                                       .ours = "a block of 16 MiB by kit/link",
                                       .bare = "memcpy of it into a mapping",
                                       .at_least = true,
                                       .target = 0.9},
                              in_a_row = {.name = "blocks-in-a-row",
                                          .ours = "blocks that follow each other at once",
                                          .bare = "as many memcpy into mappings",
                                          .at_least = true};
    char name[64], hand_name[80];
    struct hand hand = {0};
    void *threads[3] = {0};
    snprintf(name, sizeof name, "exchange-bench-%lu", GetCurrentProcessId());
    snprintf(hand_name, sizeof hand_name, "%s-hand", name);
    SetEnvironmentVariableA("EXCHANGE_BENCH", name);
    if (!open_desk(name, true) || !hand_open(&hand, hand_name, true) ||
        !start_hand(program, hand_name) ||
        os_thread_start(hand_serve, &hand, &threads[2], NULL) != KIT_OK)
        return EXIT_FAILURE;
    struct child_pool *plain = start_pool(&options[0], program, "plain", &threads[0]);
    struct child_pool *blocks = start_pool(&options[1], program, "block", &threads[1]);
    if (plain && blocks)
        measure(rounds, &rounds_of);
    ratio_tell(&exchanged, &rounds_of.exchange);
    ratio_tell(&moved, &rounds_of.block);
    ratio_tell(&in_a_row, &rounds_of.row);
    fflush(stdout);
    InterlockedExchange(&desk->quit, 1);
    for (int i = 0; i < PLAYERS; i++)
        SetEvent(go[i]);
    return EXIT_SUCCESS;
}

int main(int count, char **words)
{
    char name[64] = "", program[MAX_PATH];
    GetEnvironmentVariableA("EXCHANGE_BENCH", name, sizeof name);
    if (count < 3) {
        GetModuleFileNameA(NULL, program, sizeof program);
        return bench(program, count == 2 ? strtoul(words[1], NULL, 10) : 200);
    }
    if (!open_desk(name, false))
        return EXIT_FAILURE;
    return strcmp(words[1], "hand") == 0 ? hand_child(words[2]) : kit_child(count, words);
}
