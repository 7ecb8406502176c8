/*
 * The parent of "Use Named Pipes and Shared Memory for inter process communication with a child
 * process or two" (2010), as it was published, faults included: the C++ class
 * CreateChildProcess with its names, sizes and order of calls, as C. Do not mend it: what is
 * wrong with it is in docs/published-samples.md, and ref_parent.c shows how it is done right.
 *
 *     seed1_parent.exe cs seed1_cs.exe vb seed1_vb.exe
 *
 * The sample names its children in the source; here each is told with the name that its steps
 * are reported under. The text has lost every line that is one word without a blank, and each
 * left an empty line: so it is known how many stood where, and of what kind they were. Each
 * that was filled in, by the most natural reading, ends in "(lost)". LIFELINE_ lines were
 * added, and nothing else.
 */
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>
#include <windows.h>

/* class in parent process to instantiate and communicate with a child process */
struct CreateChildProcess {
    HANDLE m_hChildProcess; // handle to the child process we create
    HANDLE m_hNamedPipe;    // handle to the named pipe the paren process creates
    HANDLE m_hEvent;
    HANDLE m_hThread; // thread in parent process to communicate with child
    LPVOID m_pvMappedSection;
    DWORD m_cbSharedMem;
    char szPeer[32]; // for the probe
    uint64_t nMsgs;  // for the probe
};

static DWORD WINAPI ThreadProc(void *pvThreadObject);

/* What both sides tell of a message, so that the judge can compare them: FNV-1a. For the probe.
 */
static uint64_t Sum(const char *bytes, DWORD count)
{
    uint64_t sum = 14695981039346656037u;
    for (DWORD i = 0; i < count; i++)
        sum = (sum ^ (unsigned char)bytes[i]) * 1099511628211u;
    return sum;
}

/* What CComBSTR does in C++, which frees it by itself. */
static WCHAR *ToBstr(const char *text)
{
    int count = MultiByteToWideChar(CP_ACP, 0, text, -1, NULL, 0);
    WCHAR *bstr = calloc((size_t)count + 1, sizeof *bstr);
    if (bstr)
        MultiByteToWideChar(CP_ACP, 0, text, -1, bstr, count);
    return bstr;
}

/* The low byte of each character, up to the first that is 0, is what a child reads. For the
 * probe; not inlined, or its array would lie behind `data`, and take what is written past that.
 */
static __declspec(noinline) void TellMemory(const struct CreateChildProcess *self)
{
    const TCHAR *text = self->m_pvMappedSection;
    char low[2048];
    DWORD count = 0;
    for (; count < sizeof low && (char)text[count]; count++)
        low[count] = (char)text[count];
    LIFELINE_STEP("memory.written", .peer = self->szPeer, .sequence = self->nMsgs,
                  .size = count, .checksum = Sum(low, count), .deadline_ms = INFINITE);
}

static void Create(struct CreateChildProcess *self, const TCHAR *szChildExeFileName,
                   DWORD cbSharedMemSize, int ChildNo)
{
    self->m_cbSharedMem = cbSharedMemSize;
    TCHAR szPipeName[1000];
    TCHAR szEventName[1000];
    swprintf_s(
        szPipeName, 1000, L"Pipe%d_%d", ChildNo,
        GetCurrentProcessId()); // make the names unique per child and per our (parent) process
    swprintf_s(szEventName, 1000, L"Event%d_%d", ChildNo, GetCurrentProcessId());

    SECURITY_ATTRIBUTES SecurityAttributes = {
        sizeof(SECURITY_ATTRIBUTES), // nLength
        NULL,                        // lpSecurityDescriptor. NULL = default for calling process
        TRUE                         // bInheritHandle
    };                               // (lost)
    HANDLE hFileMapping =
        CreateFileMapping(INVALID_HANDLE_VALUE,         // backed by paging file
                          &SecurityAttributes,          // (lost)
                          PAGE_READWRITE,               // (lost)
                          0,                            // (lost)
                          (DWORD)(self->m_cbSharedMem), // Truncation in 64-bit
                          NULL);                        // (lost)
    self->m_pvMappedSection =
        MapViewOfFile(hFileMapping, FILE_MAP_READ | FILE_MAP_WRITE, 0, 0, 0);
    swprintf_s((TCHAR *)self->m_pvMappedSection, self->m_cbSharedMem,
               L"here i am in shared mem %d", 1);
    TCHAR bstrFullPipeName[1100];
    swprintf_s(bstrFullPipeName, 1100, L"\\\\.\\pipe\\%ls",
               szPipeName); // the pipe name is "\\.\pipe\MyName"
    self->m_hNamedPipe =
        CreateNamedPipe(bstrFullPipeName,         // (lost)
                        PIPE_ACCESS_DUPLEX,       // (lost)
                        PIPE_TYPE_MESSAGE,        // (lost); two flags would have had blanks
                        PIPE_UNLIMITED_INSTANCES, // (lost)
                        100,                      // nOutBufferSize
                        100,                      // nInBufferSize
                        100,                      // nDefaultTimeout
                        0);                       // lpSecurityAttributes
    self->m_hEvent = CreateEvent(NULL,            // (lost)
                                 FALSE,           // bManualReset
                                 FALSE,           // bInitialState
                                 szEventName);    // name
    STARTUPINFO StartupInfo = {.cb = sizeof(STARTUPINFO)};
    PROCESS_INFORMATION ProcessInformation = {0};
    TCHAR achCommandLine[MAX_PATH * 2];
    // like WpfApplication1.exe 92 Event2648 Pipe2648 2048
    swprintf_s(achCommandLine, MAX_PATH * 2, L"%ls %d %ls %ls %d", szChildExeFileName,
               (int)(INT_PTR)hFileMapping, szPipeName, szEventName, self->m_cbSharedMem);

    LIFELINE_STEP("child.prepared", .peer = self->szPeer);
    if (!CreateProcess(NULL,                 // (lost)
                       achCommandLine,       // (lost)
                       NULL,                 // (lost)
                       NULL,                 // (lost)
                       TRUE,                 // inherit handles
                       0,                    // (lost)
                       NULL,                 // (lost)
                       NULL,                 // (lost)
                       &StartupInfo,         // (lost)
                       &ProcessInformation)) // (lost)
    {                                        // (lost)
        LIFELINE_REPORT("child.unstarted", .peer = self->szPeer, .code = GetLastError());
        OutputDebugString(L"failed to create process");
        return; // (lost)
    }           // (lost)
    LIFELINE_STEP("child.started", .peer = self->szPeer);
    CloseHandle(ProcessInformation.hThread); // We don't need the thread handle
    DWORD dwThreadId = 0;
    self->m_hChildProcess = ProcessInformation.hProcess;
    // Create the actual background thread in the parent process
    self->m_hThread = CreateThread(NULL,         // no security
                                   0,            // default stack size
                                   ThreadProc,   // initial method
                                   (void *)self, // parameter to the thread proc
                                   0,            // run immediately
                                   &dwThreadId); // (lost)
    // DWORD res = ::WaitForSingleObject( hThread, INFINITE );
    return;
}

static DWORD WINAPI ThreadProc(void *pvThreadObject)
{
    struct CreateChildProcess *pCreateChildProcess =
        (struct CreateChildProcess *)pvThreadObject;
    BOOL fDone = FALSE;
    while (!fDone) {
        LIFELINE_STEP("idle.wait", .peer = pCreateChildProcess->szPeer, .deadline_ms = 2000);
        DWORD res = WaitForSingleObject(pCreateChildProcess->m_hEvent, 2000);
        switch (res)        // (lost)
        {                   // (lost)
        case WAIT_OBJECT_0: // the event signalled: we got a request
        {
            DWORD nTotBytesAvail = 0;
            LIFELINE_STEP("request.peek", .peer = pCreateChildProcess->szPeer);
            PeekNamedPipe(pCreateChildProcess->m_hNamedPipe, 0, 0, 0, &nTotBytesAvail, 0);
            if (nTotBytesAvail != 0) {
                char data[1000];
                DWORD nRead = 0;
                // read the msg
                if (ReadFile(pCreateChildProcess->m_hNamedPipe, data, nTotBytesAvail, &nRead,
                             NULL)) {
                    data[nTotBytesAvail] = 0; // null terminate
                    LIFELINE_STEP("request.received", .peer = pCreateChildProcess->szPeer,
                                  .sequence = ++pCreateChildProcess->nMsgs, .size = nRead,
                                  .checksum = Sum(data, nRead));
                    WCHAR *bstrdat = ToBstr(data);
                    OutputDebugString(bstrdat); // (lost)
                    OutputDebugString(L"\n");   // (lost)
                    if (_wcsnicmp(L"Quit", bstrdat, 4) == 0) {
                        LIFELINE_REPORT("child.quit", .peer = pCreateChildProcess->szPeer);
                        OutputDebugString(L"Child Proc sent Quittin' time msg\n");
                        free(bstrdat);
                        break; // (lost); not fDone, which would have had blanks
                    }          // (lost)
                    // write some stuff to shared mem
                    swprintf_s( // (lost)
                        (wchar_t *)pCreateChildProcess->m_pvMappedSection,
                        pCreateChildProcess->m_cbSharedMem, // (lost)
                        L"Written to shared mem %ls", bstrdat);
                    free(bstrdat);
                    // send a msg to the child; here the text has lost three lines for good
                    TellMemory(pCreateChildProcess);
                    DWORD nBytesWritten = 0;
                    WriteFile(pCreateChildProcess->m_hNamedPipe, data, nTotBytesAvail,
                              &nBytesWritten, 0);
                    LIFELINE_STEP("reply.sent", .peer = pCreateChildProcess->szPeer,
                                  .sequence = pCreateChildProcess->nMsgs, .size = nBytesWritten,
                                  .checksum = Sum(data, nBytesWritten));
                } // (lost)
            }     // (lost)
        }         // (lost)
        break;    // (lost)
        case WAIT_TIMEOUT:
            LIFELINE_STEP("watchdog.looks", .peer = pCreateChildProcess->szPeer);
            // test to see if child process still alive
            if (WaitForSingleObject(pCreateChildProcess->m_hChildProcess, 0) ==
                WAIT_OBJECT_0) // did the proc terminate?
            {                  // (lost)
                LIFELINE_REPORT("child.lost", .peer = pCreateChildProcess->szPeer,
                                .by = "watchdog");
                fDone = TRUE;
            }      // (lost)
            break; // (lost)
        default:   // (lost)
            break; // (lost)
        }          // (lost)
    }              // (lost)
    // interprocess comm is over
    CloseHandle(pCreateChildProcess->m_hChildProcess); // (lost)
    pCreateChildProcess->m_hChildProcess = INVALID_HANDLE_VALUE;
    CloseHandle(pCreateChildProcess->m_hNamedPipe); // (lost)
    CloseHandle(pCreateChildProcess->m_hEvent);     // (lost)
    return 0;
}

/*
 * What the wizard makes from "C++ Win32 Project", without its window: the children are made at
 * the beginning, and then it does what it does all day, until its user closes it. A run's
 * request to stop stands for that user.
 */
int wmain(int argc, WCHAR **argv)
{
    static struct CreateChildProcess opCreateChildProcess[8];
    lifeline_attach(NULL);
    for (int n = 1; 2 * n < argc && n <= 8; n++) {
        struct CreateChildProcess *self = &opCreateChildProcess[n - 1];
        snprintf(self->szPeer, sizeof self->szPeer, "%ls", argv[2 * n - 1]);
        Create(self, argv[2 * n], 2048, n);
    }
    HANDLE closed = lifeline_stop_event();
    WaitForSingleObject(closed ? closed : GetCurrentProcess(), INFINITE);
    LIFELINE_REPORT("parent.ending", .by = "stop");
    return 0;
}
