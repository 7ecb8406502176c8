/*
 * The parent of "Sharing data between Processes in Windows: Named Pipe and Shared Memory"
 * (2016), as it was published, faults included: names, sizes and order of calls. Do not mend
 * it: what is wrong with it is in docs/published-samples.md, and ref_parent.c shows how it is
 * done right.
 *
 *     seed2_parent.exe cs seed2_child.exe [bytes of data]
 *
 * The text is made of pieces that nothing connects. What was filled in, by the most natural
 * reading, ends in "(lost)". LIFELINE_ lines were added, and nothing else.
 */
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <windows.h>

static const char *peer;       // for the probe
static char command[MAX_PATH]; // (lost)
static char data[1000];        // (lost)
static DWORD dataSize;         // its sizeof, as it varies here (lost)

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

/* "the parent process can use the DuplicateHandle() function" */
static void TakeBlock(HANDLE childProcess, HANDLE childhMapFile, DWORD bufferSize) // (lost)
{                                                                                  // (lost)
    HANDLE currentProcess = GetCurrentProcess();                                   // (lost)
    HANDLE hMapFile;                                                               // (lost)
    if (DuplicateHandle(childProcess, childhMapFile, currentProcess, &hMapFile, 0, FALSE,
                        DUPLICATE_SAME_ACCESS)) {
        LIFELINE_STEP("block.duplicated", .peer = peer, .size = bufferSize);
        // map the file into our process memory
        LPSTR hMappedBuffer = (LPSTR)MapViewOfFile(hMapFile, FILE_MAP_ALL_ACCESS, 0, 0, 0);
        LIFELINE_STEP("block.checked", .peer = peer, .sequence = 1, .size = bufferSize,
                      .checksum = Sum(hMappedBuffer, bufferSize));
    }
} // (lost)

static DWORD WINAPI Share(void *unused) // (lost)
{                                       // (lost)
    (void)unused;                       // (lost)
    char names[3][128];                 // for the probe
    // the text's name has no end: "seed2" is (lost)
    char *pipeName = Named(names[0], 128, "\\\\.\\pipe\\seed2");
    char *eventToChildName = Named(names[1], 128, "event_to_child");
    char *eventFromChildName = Named(names[2], 128, "event_from_child");

    LIFELINE_STEP("share.begun", .peer = peer);

    // Create the name pipe by the pipe name;
    HANDLE namedPipe =
        CreateNamedPipeA(pipeName, PIPE_ACCESS_DUPLEX + FILE_FLAG_FIRST_PIPE_INSTANCE,
                         PIPE_TYPE_MESSAGE + PIPE_WAIT + PIPE_READMODE_MESSAGE,
                         PIPE_UNLIMITED_INSTANCES, 100, 100, 100, NULL);

    // Create the event to child, where eventSecurity is the pointer to
    // SECURITY_ATTRIBUTES structure.
    SECURITY_ATTRIBUTES eventSecurity = {sizeof(SECURITY_ATTRIBUTES), NULL, FALSE}; // (lost)
    HANDLE eventToChild = CreateEventA(&eventSecurity, FALSE, FALSE, eventToChildName);
    // Create the event from child, the child process uses it to notify the parent process.
    HANDLE eventFromChild = CreateEventA(&eventSecurity, FALSE, FALSE, eventFromChildName);

    LIFELINE_STEP("child.prepared", .peer = peer);
    STARTUPINFOA startup = {.cb = sizeof startup}; // (lost)
    PROCESS_INFORMATION process;                   // (lost)
    if (!CreateProcessA(NULL, command, NULL, NULL, FALSE, DETACHED_PROCESS, NULL,
                        NULL,                // (lost)
                        &startup, &process)) // (lost)
        return 0;                            // (lost)
    HANDLE childProcess = process.hProcess;  // (lost)
    LIFELINE_STEP("child.started", .peer = peer);

    // notify the child process
    if (!SetEvent(eventToChild))
        return 0;
    LIFELINE_STEP("data.announced", .peer = peer, .deadline_ms = INFINITE);

    // Write the data to the named pipe
    DWORD writtenSize;
    if (!WriteFile(namedPipe, data, dataSize, &writtenSize, NULL) || writtenSize != dataSize) {
        LIFELINE_REPORT("data.refused", .peer = peer, .code = GetLastError());
        return 0;
    }
    LIFELINE_STEP("reply.sent", .peer = peer, .sequence = 1, .size = writtenSize,
                  .checksum = Sum(data, writtenSize));

    // what comes back: the child "uses eventFromChild to notify the parent process"
    WaitForSingleObject(eventFromChild, INFINITE); // (lost)
    DWORD buffer[2] = {0}, readSize;               // (lost)
    LIFELINE_STEP("block.offer-wait", .peer = peer, .deadline_ms = INFINITE);
    if (!ReadFile(namedPipe, buffer, sizeof buffer, &readSize, NULL)) { // (lost)
        LIFELINE_REPORT("block.refused", .peer = peer, .code = GetLastError());
        return 0; // (lost)
    }             // (lost)
    LIFELINE_STEP("block.acknowledged", .peer = peer);
    TakeBlock(childProcess, (HANDLE)(UINT_PTR)buffer[0], buffer[1]); // (lost)
    LIFELINE_STEP("share.done", .peer = peer);
    return 0; // (lost)
} // (lost)

/*
 * What stands around it is not shown. As in the sample of 2010, the exchange has a thread of
 * its own, and the program does what it does all day, until its user closes it. A run's request
 * to stop stands for that user.
 */
int main(int argc, char **argv)
{
    lifeline_attach(NULL);
    peer = argc > 1 ? argv[1] : "";
    snprintf(command, sizeof command, "%s %s", argc > 2 ? argv[2] : "seed2_child.exe", peer);
    dataSize = argc > 3 ? (DWORD)strtoul(argv[3], NULL, 10) : 64;
    dataSize = dataSize < sizeof data ? dataSize : sizeof data;
    for (DWORD i = 0; i < dataSize; i++)
        data[i] = (char)('a' + i % 26);
    HANDLE closed = lifeline_stop_event();
    CreateThread(NULL, 0, Share, NULL, 0, NULL);
    WaitForSingleObject(closed ? closed : GetCurrentProcess(), INFINITE);
    LIFELINE_REPORT("parent.ending", .by = "stop");
    return 0;
}
