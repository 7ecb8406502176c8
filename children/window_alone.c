/*
 * A program without a probe that ends at the cross of its window, for the scenarios in
 * scenarios/prints. It is plain Win32, as a program of somebody else's. The title of the window
 * is `alone`, and its PID. With --deaf it has the bug of a program that hears no cross.
 */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

static void print(const char *text)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, (DWORD)strlen(text), &written, NULL);
}

int wmain(int count, wchar_t **words)
{
    bool is_deaf = count > 1 && wcscmp(words[1], L"--deaf") == 0;
    wchar_t title[32];
    MSG message;
    swprintf(title, 32, L"alone %lu", (unsigned long)GetCurrentProcessId());
    HWND window = CreateWindowW(L"STATIC", title, WS_OVERLAPPEDWINDOW | WS_VISIBLE, 0, 0, 100,
                                50, NULL, NULL, NULL, NULL);
    if (!window)
        return EXIT_FAILURE;
    print("window there\n");
    while (IsWindow(window) && GetMessageW(&message, NULL, 0, 0) > 0) {
        if (is_deaf && message.message == WM_CLOSE)
            continue;
        DispatchMessageW(&message); /* the class's own procedure destroys it at WM_CLOSE */
    }
    print("window closed\n");
    return EXIT_SUCCESS;
}
