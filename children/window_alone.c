/*
 * A program without a probe that ends at the cross of its window, for the scenarios in
 * scenarios/prints. It is plain Win32, as a program of somebody else's.
 */
#include <stdlib.h>
#include <string.h>
#include <windows.h>

static void print(const char *text)
{
    DWORD written;
    WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), text, (DWORD)strlen(text), &written, NULL);
}

int wmain(void)
{
    MSG message;
    HWND window = CreateWindowW(L"STATIC", L"alone", WS_OVERLAPPEDWINDOW, 0, 0, 100, 50, NULL,
                                NULL, NULL, NULL);
    if (!window)
        return EXIT_FAILURE;
    print("window there\n");
    while (IsWindow(window) && GetMessageW(&message, NULL, 0, 0) > 0)
        DispatchMessageW(&message); /* the class's own procedure destroys it at WM_CLOSE */
    print("window closed\n");
    return EXIT_SUCCESS;
}
