/*
 * The child of "Sharing data between Processes in Windows: Named Pipe and Shared Memory"
 * (2016), as it was published, faults included. Do not mend it: what is wrong with it is in
 * docs/published-samples.md, and ref_child.c shows how it is done right.
 *
 * The text is made of pieces that nothing connects. What was filled in, by the most natural
 * reading, ends in "(lost)". LIFELINE_ lines were added, and nothing else.
 */
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/*
 * The value that both sides report, so that the judge can compare them: FNV-1a. For the probe.
 */
static uint64_t Sum(const char *bytes, DWORD count)
{
    uint64_t sum = 14695981039346656037u;
    for (DWORD i = 0; i < count; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
    return sum;
}

/*
 * The names are the same for all users of the program, which is one of its faults. In a run the
 * run's own name is appended to them. So parallel runs behave like separate users, and two
 * pairs meet only if one scenario has both. For the probe.
 */
static char *Named(char *out, size_t size, const char *name)
{
    const char *run = getenv("LIFELINE_RUN");
    snprintf(out, size, "%s%s", name, run ? run : "");
    return out;
}

/*
 * "The child process also creates the named pipe handle, say hPipe, and opens" both events.
 * That it reads whole messages is said by the parent's half alone; a client has to ask for it.
 */
static HANDLE ReadData(void)                      // (lost)
{                                                 // (lost)
    char lpBuffer[100];                           // as large as the pipe's (lost)
    DWORD nNumberOfBytesToRead = sizeof lpBuffer; // (lost)
    DWORD lpNumberOfBytesRead = 0;                // (lost)
    char name[128];                               // for the probe
    LIFELINE_STEP("connect.before");
    HANDLE hPipe = CreateFileA(Named(name, 128, "\\\\.\\pipe\\seed2"),
                               GENERIC_READ | GENERIC_WRITE, 0, // (lost)
                               NULL, OPEN_EXISTING, 0, NULL);   // (lost)
    DWORD mode = PIPE_READMODE_MESSAGE;                         // (lost)
    SetNamedPipeHandleState(hPipe, &mode, NULL, NULL);          // (lost)
    HANDLE eventToChild =
        OpenEventA(SYNCHRONIZE, FALSE, Named(name, 128, "event_to_child")); // (lost)
    if (hPipe != INVALID_HANDLE_VALUE)
        LIFELINE_STEP("connected");

    // waiting for the event sent from the parent process
    LIFELINE_STEP("idle.wait", .deadline_ms = INFINITE);
    DWORD wait = WaitForSingleObject(eventToChild, INFINITE);
    if (wait != WAIT_OBJECT_0) {
        // handling error code
    }

    // continuously reading the data from the named pipe
    uint64_t messages = 0; // for the probe
    BOOL res = FALSE;
    while (1) {
        LIFELINE_STEP("reply.wait", .deadline_ms = INFINITE);
        res = ReadFile(hPipe, lpBuffer, nNumberOfBytesToRead, &lpNumberOfBytesRead, NULL);
        if (res)
            LIFELINE_STEP("reply.received", .sequence = ++messages, .size = lpNumberOfBytesRead,
                          .checksum = Sum(lpBuffer, lpNumberOfBytesRead));
        if (!res)
            break;
    }
    LIFELINE_STEP("reading.over", .size = lpNumberOfBytesRead, .code = GetLastError());
    return hPipe; // (lost)
} // (lost)

/* "based on the data, the child process produces a big block of data to send back" */
static void ShareBlock(HANDLE hPipe) // (lost)
{                                    // (lost)
    char name[128];                  // for the probe
    HANDLE eventFromChild =
        OpenEventA(EVENT_MODIFY_STATE, FALSE, Named(name, 128, "event_from_child")); // (lost)
    DWORD bufferSize = 65536, written = 0;                                           // (lost)
    char *destination = malloc(bufferSize);    // the block that it has produced (lost)
    for (DWORD i = 0; i < bufferSize; i++)     // (lost)
        destination[i] = (char)('A' + i % 26); // (lost)

    LIFELINE_STEP("block.begun");
    HANDLE hMapFile =
        CreateFileMapping(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0, bufferSize, NULL);
    if (hMapFile == NULL)
        return;

    // map the file into memory
    LPSTR mappedBuffer = (LPSTR)MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0, 0);

    // notify the parent process to receive the mapped file handle and the buffer size
    if // (lost)
        (!SetEvent(eventFromChild))
        return;
    LIFELINE_STEP("block.announced");

    // After notifying, write the data to the named pipe
    DWORD buffer[2];
    buffer[0] = (DWORD)(UINT_PTR)hMapFile;
    buffer[1] = bufferSize;
    if (WriteFile(hPipe, buffer, sizeof buffer, &written, NULL) || (written != sizeof buffer)) {
        // handle and size are all that the parent is ever told: so the child vouches for it
        if (written) {
            LIFELINE_STEP("block.whole", .sequence = 1, .size = bufferSize,
                          .checksum = Sum(destination, bufferSize));
            LIFELINE_STEP("block.offered");
        }
        return;
    }

    // here we can wait for the parent process to return a message that
    // it has received the data and is ready to read the buffer data.

    // dump the data
    memcpy(destination, mappedBuffer, bufferSize);
} // (lost)

int main(int argc, char **argv)
{
    lifeline_attach(argc > 1 ? argv[1] : NULL);
    LIFELINE_STEP("child.begun");
    ShareBlock(ReadData());
    LIFELINE_REPORT("child.ending", .by = "done");
    return 0;
}
