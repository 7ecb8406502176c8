/*
 * A child with a window, like the first seed's children: a read-only edit control shows the
 * parent's messages, which WM_TIMER fetches; when the user closes the window, the child sends
 * Quit. Otherwise it is the reference child, and talks to the same parent. An example to copy:
 * how a program with a user interface keeps the contract.
 *
 *   - The conversation has its own thread. A modal box, a menu or a slow handler blocks the
 *     window's thread, but must not delay the notice that the parent is gone.
 *   - When the conversation is over it posts a message, and the window's procedure ends the
 *     message loop. A modal box runs its own loop; the same WM_QUIT ends it.
 *
 *     window_child.exe <mapping handle> <pipe> <event> <bytes> [options] [--box|--box-first]
 *
 * --box shows a modal box over the window. --box-first shows it where the seed has its "attach
 * a debugger" box, before anything is opened. At that time the child cannot notice that the
 * parent dies.
 */
#include "kit/link/child_link.h"
#include "kit/os/clock.h"
#include "kit/os/event.h"
#include "kit/os/text.h"
#include "kit/os/thread.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

#define WM_APP_OVER   (WM_APP + 1)
#define TIMER         1
#define TIMER_MS      50
#define SHOWN_LETTERS 256
#define DESKTOP_MS    10000
#define GLANCE_MS     20

/* The data that the two threads share. */
struct child {
    struct child_link *link;
    HWND window, status;
    void *closed; /* set when the user has closed the window */
    struct os_lock lock;
    char said[SHOWN_LETTERS]; /* by the parent, and not shown yet; under the lock */
    enum link_status why;     /* how the conversation ended */
    struct kit_error err;
};

/* Runs on the conversation's thread, which never waits for the window. */
static void hear(void *context, const char *text)
{
    struct child *child = context;
    os_lock(&child->lock);
    snprintf(child->said, sizeof child->said, "%s\r\n", text);
    os_unlock(&child->lock);
}

static void converse(void *context)
{
    struct child *child = context;
    child->why = child_link_run(child->link, &child->err);
    child_link_end(&child->link, child->why);
    PostMessageW(child->window, WM_APP_OVER, 0, 0);
}

static void show_status(struct child *child)
{
    char said[SHOWN_LETTERS];
    wchar_t wide[SHOWN_LETTERS];
    os_lock(&child->lock);
    memcpy(said, child->said, sizeof said);
    child->said[0] = '\0';
    os_unlock(&child->lock);
    if (!said[0] || MultiByteToWideChar(CP_UTF8, 0, said, -1, wide, SHOWN_LETTERS) == 0)
        return;
    SendMessageW(child->status, EM_SETSEL, (WPARAM)-1, -1);
    SendMessageW(child->status, EM_REPLACESEL, FALSE, (LPARAM)wide);
    LIFELINE_STEP("window.status");
}

static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM first, LPARAM second)
{
    struct child *child = (struct child *)GetWindowLongPtrW(window, GWLP_USERDATA);
    RECT inside;
    switch (message) {
    case WM_SIZE:
        GetClientRect(window, &inside);
        if (child)
            MoveWindow(child->status, 0, 0, inside.right, inside.bottom, TRUE);
        return 0;
    case WM_TIMER:
        show_status(child);
        return 0;
    case WM_CLOSE:
        /* Not destroyed yet: the conversation sends Quit first, and is then over. */
        LIFELINE_STEP("window.closed");
        os_event_set(child->closed);
        return 0;
    case WM_APP_OVER:
        PostQuitMessage(0);
        return 0;
    }
    return DefWindowProcW(window, message, first, second);
}

/* Wine's desktop may still be starting; Windows always has a desktop. */
static HWND create_window(const WNDCLASSW *made, const wchar_t *title)
{
    void *const nothing[] = {NULL};
    struct os_deadline enough = os_deadline_in(DESKTOP_MS);
    for (;;) {
        HWND window =
            CreateWindowW(made->lpszClassName, title, WS_OVERLAPPEDWINDOW, CW_USEDEFAULT,
                          CW_USEDEFAULT, 480, 240, NULL, NULL, made->hInstance, NULL);
        if (window || os_left(enough) == 0)
            return window;
        os_wait_any(nothing, 1, GLANCE_MS);
    }
}

/*
 * The class has the run's name, so that the user program of this run finds only this run's
 * windows.
 */
static bool open_window(struct child *child, const char *actor)
{
    wchar_t kind[128], title[128];
    const char *run = getenv("LIFELINE_RUN");
    swprintf(kind, 128, L"Lifeline child %hs", run ? run : "");
    swprintf(title, 128, L"%hs", actor);
    WNDCLASSW made = {.lpfnWndProc = procedure,
                      .hInstance = GetModuleHandleW(NULL),
                      .hbrBackground = (HBRUSH)(COLOR_WINDOW + 1),
                      .lpszClassName = kind};
    RegisterClassW(&made);
    child->window = create_window(&made, title);
    if (!child->window)
        return false;
    child->status = CreateWindowW(L"EDIT", L"",
                                  WS_CHILD | WS_VISIBLE | WS_VSCROLL | ES_MULTILINE |
                                      ES_READONLY | ES_AUTOVSCROLL,
                                  0, 0, 460, 200, child->window, NULL, made.hInstance, NULL);
    SetWindowLongPtrW(child->window, GWLP_USERDATA, (LONG_PTR)child);
    ShowWindow(child->window, SW_SHOWNORMAL);
    return SetTimer(child->window, TIMER, TIMER_MS, NULL) != 0;
}

static void show_box(const struct child *child)
{
    LIFELINE_STEP("window.box");
    MessageBoxW(child->window, L"attach a debugger", L"C", MB_OK);
}

static void run_messages(void)
{
    MSG message;
    while (GetMessageW(&message, NULL, 0, 0) > 0) {
        TranslateMessage(&message);
        DispatchMessageW(&message);
    }
}

/* Removes this program's own word from the arguments; true if it was there. */
static bool take_word(int *count, char **words, const char *word)
{
    for (int i = 1; i < *count; i++) {
        if (strcmp(words[i], word) != 0)
            continue;
        memmove(&words[i], &words[i + 1], (size_t)(*count - i) * sizeof *words);
        --*count;
        return true;
    }
    return false;
}

static int play(struct child *child, const struct link_options *options, bool box)
{
    void *thread = NULL;
    if (child_link_make(options, &child->link, &child->err) != KIT_OK)
        return EXIT_FAILURE;
    child_link_stop_with(child->link, child->closed);
    child_link_show_with(child->link, hear, child);
    if (os_thread_start(converse, child, &thread, &child->err) != KIT_OK)
        return EXIT_FAILURE;
    if (box)
        show_box(child);
    run_messages();
    os_thread_join(&thread);
    return child->why == LINK_FAILED ? EXIT_FAILURE : EXIT_SUCCESS;
}

int wmain(int count, wchar_t **wide)
{
    static struct link_options options;
    static struct child child = {.err = {.text = "there is no desktop to open a window on"}};
    char **words = os_arguments(count, wide);
    if (!words)
        return LINK_USAGE;
    bool box = take_word(&count, words, "--box");
    bool box_first = take_word(&count, words, "--box-first");
    int code = LINK_USAGE;
    if (options_read_child(count, words, &options, &child.err) == KIT_OK) {
        code = EXIT_FAILURE;
        lifeline_attach(options.actor);
        if (box_first)
            show_box(&child);
        if (open_window(&child, options.actor) &&
            os_event_create(NULL, OS_MANUAL_RESET, &child.closed, &child.err) == KIT_OK)
            code = play(&child, &options, box);
    }
    if (code != EXIT_SUCCESS)
        fprintf(stderr, "window_child: %s\n", child.err.text);
    os_close(&child.closed);
    free(words);
    return code;
}
