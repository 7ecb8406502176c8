#ifndef BOX_H
#define BOX_H
/*
 * What the programs of this folder share. They stand for the programs of other people, and know
 * nothing of lifeline: plain Win32, no probe, nothing of kit/link. One executable plays all
 * roles of its pair, and its first argument is the role. `--bug` on the parent's command line
 * turns on the one bug of the pair.
 *
 * - A parent tells its progress on its standard output, one line by one WriteFile.
 * - The line "quit" on its standard input, or the end of it where it is a pipe, ends the parent
 *   with code 0. The parent ends its children first.
 * - Every name of a pipe or another object has the PID of the parent in it.
 * - No process outlives its family's start by more than 60 s: box_live ends it.
 */
#include "children/plain.h"

#include <stdlib.h>
#include <string.h>

#define BOX_LIFE_MS    60000
#define BOX_TURN_MS    20   /* between two questions */
#define BOX_CONNECT_MS 5000 /* for a helper to connect */
#define BOX_SILENCE_MS 3000 /* a helper that is silent for longer is ended */
#define BOX_LEAVE_MS   1000 /* for a helper to go by itself when its pipe is closed */

/* How a wait for a helper ended. */
enum box_end { BOX_DONE, BOX_LOST, BOX_LATE, BOX_QUIT };

/* What a parent has for one helper. */
struct box {
    HANDLE quit; /* set when the parent has to end; shared by all helpers */
    HANDLE pipe;
    HANDLE process;
    int number; /* of the helper, where the parent has several */
    int starts;
    int served;
};

/* How a helper is started. Without handles it inherits nothing. */
struct box_how {
    const char *words;
    HANDLE input, output, also; /* what it inherits */
    HANDLE job;
    BOOL all; /* it inherits every inheritable handle, as CreateProcess does by itself */
};

static inline BOOL box_has(int count, char **words, const char *word)
{
    for (int i = 1; i < count; i++) {
        if (strcmp(words[i], word) == 0)
            return TRUE;
    }
    return FALSE;
}

/* The first call of each process. The first process of a family begins the 60 s, and tells all
 * others by its environment when they are over. */
static inline void box_live(void)
{
    char text[32] = "";
    ULONGLONG now = GetTickCount64(), end = now + BOX_LIFE_MS;
    if (GetEnvironmentVariableA("BOX_ENDS_AT", text, sizeof text))
        end = strtoull(text, NULL, 10);
    snprintf(text, sizeof text, "%llu", end);
    SetEnvironmentVariableA("BOX_ENDS_AT", text);
    UINT_PTR left_ms = end > now ? (UINT_PTR)(end - now) : 0;
    plain_live_for(left_ms);
}

static DWORD WINAPI box_hear_input(void *quit)
{
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    char line[64], byte;
    DWORD size;
    size_t length = 0;
    while (ReadFile(input, &byte, 1, &size, NULL) && size == 1) {
        if (byte != '\n') {
            if (byte != '\r' && length + 1 < sizeof line)
                line[length++] = byte;
            continue;
        }
        line[length] = '\0';
        length = 0;
        if (strcmp(line, "quit") == 0) {
            SetEvent(quit);
            return 0;
        }
    }
    if (GetFileType(input) == FILE_TYPE_PIPE) /* not at the end of NUL or of a file */
        SetEvent(quit);
    return 0;
}

/* The event that tells a parent to end. */
static inline HANDLE box_quit_event(void)
{
    HANDLE quit = CreateEventA(NULL, TRUE, FALSE, NULL);
    CloseHandle(CreateThread(NULL, 0, box_hear_input, quit, 0, NULL));
    return quit;
}

/* Lets the time pass. FALSE: the parent has to end. */
static inline BOOL box_rest(const struct box *box, DWORD ms)
{
    return WaitForSingleObject(box->quit, ms) == WAIT_TIMEOUT;
}

/* What the start of a helper says besides its command line: the handles that it inherits, and
 * the job that it is in from its first line on. Returns the memory for it, or NULL. */
static inline void *box_attributes(const struct box_how *how, HANDLE *given, DWORD count)
{
    SIZE_T room = 0;
    InitializeProcThreadAttributeList(NULL, 2, 0, &room);
    LPPROC_THREAD_ATTRIBUTE_LIST list = malloc(room);
    if (!list || !InitializeProcThreadAttributeList(list, 2, 0, &room))
        return NULL;
    if (count > 0)
        UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, given,
                                  count * sizeof given[0], NULL, NULL);
    if (how->job)
        UpdateProcThreadAttribute(list, 0, PROC_THREAD_ATTRIBUTE_JOB_LIST, (void *)&how->job,
                                  sizeof how->job, NULL, NULL);
    return list;
}

static inline BOOL box_create(char *command, const struct box_how *how,
                              PROCESS_INFORMATION *made)
{
    STARTUPINFOEXA start = {.StartupInfo = {.cb = sizeof start}};
    HANDLE all[] = {how->input, how->output, how->also}, given[3];
    DWORD count = 0;
    for (int i = 0; i < 3 && !how->all; i++) {
        if (all[i])
            given[count++] = all[i];
    }
    if (how->input || how->output) {
        start.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
        start.StartupInfo.hStdInput = how->input;
        start.StartupInfo.hStdOutput = how->output;
    }
    start.lpAttributeList = box_attributes(how, given, count);
    BOOL good = start.lpAttributeList &&
                CreateProcessA(NULL, command, NULL, NULL, count > 0 || how->all,
                               DETACHED_PROCESS | EXTENDED_STARTUPINFO_PRESENT, NULL, NULL,
                               &start.StartupInfo, made);
    if (start.lpAttributeList)
        DeleteProcThreadAttributeList(start.lpAttributeList);
    free(start.lpAttributeList);
    return good;
}

/* A job that ends its processes when the last handle to it is closed: at the end of its maker.
 */
static inline HANDLE box_make_job(void)
{
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits = {.BasicLimitInformation.LimitFlags =
                                                       JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE};
    HANDLE job = CreateJobObjectA(NULL, NULL);
    SetInformationJobObject(job, JobObjectExtendedLimitInformation, &limits, sizeof limits);
    return job;
}

/* Starts the program NAME.exe that stands beside this one, or this one where there is no name.
 * Returns its process, or NULL. */
static inline HANDLE box_start_program(const char *name, const struct box_how *how)
{
    PROCESS_INFORMATION made;
    char place[MAX_PATH], command[2 * MAX_PATH];
    GetModuleFileNameA(NULL, place, sizeof place);
    if (name)
        snprintf(strrchr(place, '\\') + 1, 64, "%s.exe", name);
    snprintf(command, sizeof command, "\"%s\" %s", place, how->words);
    if (!box_create(command, how, &made))
        return NULL;
    CloseHandle(made.hThread);
    return made.hProcess;
}

static inline HANDLE box_start(const struct box_how *how)
{
    return box_start_program(NULL, how);
}

/* Waits for what was begun on the pipe. It is over when this returns, whatever came first. */
static inline enum box_end box_finish(const struct box *box, OVERLAPPED *io, DWORD *size,
                                      DWORD ms)
{
    HANDLE any[] = {io->hEvent, box->process, box->quit};
    DWORD woke = WaitForMultipleObjects(3, any, FALSE, ms);
    if (woke != WAIT_OBJECT_0)
        CancelIoEx(box->pipe, io);
    if (GetOverlappedResult(box->pipe, io, size, TRUE))
        return BOX_DONE;
    if (woke == WAIT_TIMEOUT)
        return BOX_LATE;
    return woke == WAIT_OBJECT_0 + 2 ? BOX_QUIT : BOX_LOST;
}

static inline enum box_end box_accept(const struct box *box, DWORD ms)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    enum box_end end = BOX_DONE;
    DWORD size;
    if (!ConnectNamedPipe(box->pipe, &io) && GetLastError() != ERROR_PIPE_CONNECTED)
        end = GetLastError() == ERROR_IO_PENDING ? box_finish(box, &io, &size, ms) : BOX_LOST;
    CloseHandle(io.hEvent);
    return end;
}

static inline enum box_end box_write(const struct box *box, const char *text)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    enum box_end end = BOX_LOST;
    DWORD size;
    if (WriteFile(box->pipe, text, (DWORD)strlen(text), NULL, &io) ||
        GetLastError() == ERROR_IO_PENDING)
        end = box_finish(box, &io, &size, BOX_SILENCE_MS);
    CloseHandle(io.hEvent);
    return end;
}

/* One message, as a string. */
static inline enum box_end box_read(const struct box *box, char *text, DWORD room, DWORD ms)
{
    OVERLAPPED io = {.hEvent = CreateEventA(NULL, TRUE, FALSE, NULL)};
    enum box_end end = BOX_LOST;
    DWORD size = 0;
    if (ReadFile(box->pipe, text, room - 1, NULL, &io) || GetLastError() == ERROR_IO_PENDING)
        end = box_finish(box, &io, &size, ms);
    text[size] = '\0';
    CloseHandle(io.hEvent);
    return end;
}

static inline enum box_end box_ask(const struct box *box, const char *question, char *answer,
                                   DWORD room, DWORD ms)
{
    enum box_end end = box_write(box, question);
    return end == BOX_DONE ? box_read(box, answer, room, ms) : end;
}

/* Another pipe for each start of a helper, so that no lost helper can come to the pipe of the
 * next one. */
static inline BOOL box_make_pipe(struct box *box, char *name, size_t room)
{
    snprintf(name, room, "\\\\.\\pipe\\box-%lu-%d-%d", GetCurrentProcessId(), box->number,
             ++box->starts);
    box->pipe =
        CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED,
                         PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1, 4096, 4096, 0, NULL);
    return box->pipe != INVALID_HANDLE_VALUE;
}

/* Waits until the helper that was just started is there, and tells of it. */
static inline enum box_end box_meet(const struct box *box)
{
    if (!box->process)
        ExitProcess(2);
    enum box_end end = box_accept(box, BOX_CONNECT_MS);
    if (end == BOX_DONE)
        plain_say(box->starts == 1 ? "ready" : "helper started");
    return end;
}

/* Starts a helper with a pipe of its own, and waits until it is there. The role is its first
 * argument, the name of the pipe the one behind that. */
static inline enum box_end box_employ(struct box *box, const char *role)
{
    char name[64], words[160];
    if (!box_make_pipe(box, name, sizeof name))
        ExitProcess(2);
    snprintf(words, sizeof words, "%s %s", role, name);
    box->process = box_start(&(struct box_how){.words = words});
    return box_meet(box);
}

/* Asks until the helper is lost or the parent has to end. */
static inline enum box_end box_serve(struct box *box)
{
    char question[64], answer[64];
    for (;;) {
        snprintf(question, sizeof question, "question %d", box->served + 1);
        enum box_end end = box_ask(box, question, answer, sizeof answer, BOX_SILENCE_MS);
        if (end != BOX_DONE)
            return end;
        plain_say("served %d", ++box->served);
        if (!box_rest(box, BOX_TURN_MS))
            return BOX_QUIT;
    }
}

/* Ends a helper: it goes by itself when its pipe is closed, or it is made to. */
static inline void box_dismiss(struct box *box)
{
    CloseHandle(box->pipe);
    if (WaitForSingleObject(box->process, BOX_LEAVE_MS) != WAIT_OBJECT_0)
        TerminateProcess(box->process, 1);
    WaitForSingleObject(box->process, BOX_LEAVE_MS);
    CloseHandle(box->process);
    box->pipe = box->process = NULL;
}

/* The helper's end of the pipe, or NULL. Helpers read and write without FILE_FLAG_OVERLAPPED.
 */
static inline HANDLE box_open(const char *name)
{
    DWORD mode = PIPE_READMODE_MESSAGE;
    HANDLE pipe =
        CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    if (pipe == INVALID_HANDLE_VALUE)
        return NULL;
    SetNamedPipeHandleState(pipe, &mode, NULL, NULL);
    return pipe;
}

/* The same for a helper that does not read all the time: `struct box` works for its side, too.
 * `process` is the parent's, or an event that nobody sets. */
static inline BOOL box_join(struct box *parent, const char *name, HANDLE process)
{
    DWORD mode = PIPE_READMODE_MESSAGE;
    parent->pipe = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING,
                               FILE_FLAG_OVERLAPPED, NULL);
    parent->process = process;
    parent->quit = CreateEventA(NULL, TRUE, FALSE, NULL); /* nobody sets it */
    return parent->pipe != INVALID_HANDLE_VALUE &&
           SetNamedPipeHandleState(parent->pipe, &mode, NULL, NULL);
}

/* One message, as a string. FALSE: the pipe is gone. */
static inline BOOL box_hear(HANDLE pipe, char *text, DWORD room)
{
    DWORD size = 0;
    BOOL good = ReadFile(pipe, text, room - 1, &size, NULL);
    text[size] = '\0';
    return good;
}

static inline BOOL box_tell(HANDLE pipe, const char *text)
{
    DWORD size;
    return WriteFile(pipe, text, (DWORD)strlen(text), &size, NULL);
}

/* The plain helper: answers each question by its own words, and ends when the pipe does. */
static inline int box_answer(const char *name)
{
    char text[64];
    HANDLE pipe = box_open(name);
    if (!pipe)
        return 1;
    while (box_hear(pipe, text, sizeof text) && box_tell(pipe, text))
        continue;
    return 0;
}

/* The name of an object that a parent shares with its helpers. */
static inline void box_name(char *name, size_t room, const char *what, DWORD parent)
{
    snprintf(name, room, "Local\\box-%lu-%s", parent, what);
}

/* Memory that a parent shares with its helpers: the parent makes it, a helper opens it. */
static inline void *box_share(DWORD parent, size_t size)
{
    char name[64];
    box_name(name, sizeof name, "memory", parent);
    HANDLE section = parent == GetCurrentProcessId()
                         ? CreateFileMappingA(INVALID_HANDLE_VALUE, NULL, PAGE_READWRITE, 0,
                                              (DWORD)size, name)
                         : OpenFileMappingA(FILE_MAP_WRITE, FALSE, name);
    return section ? MapViewOfFile(section, FILE_MAP_WRITE, 0, 0, size) : NULL;
}

/* An event beside that memory. It is reset by a wait for it. */
static inline HANDLE box_event(DWORD parent, const char *what)
{
    char name[64];
    box_name(name, sizeof name, what, parent);
    return CreateEventA(NULL, FALSE, FALSE, name);
}

/* Starts a helper that has the parent's PID and a handle of the parent's process, to see its
 * end. They are the words behind its role. */
static inline HANDLE box_start_watching(const char *role)
{
    char words[96];
    HANDLE self, made;
    DuplicateHandle(GetCurrentProcess(), GetCurrentProcess(), GetCurrentProcess(), &self,
                    SYNCHRONIZE, TRUE, 0);
    snprintf(words, sizeof words, "%s %lu %llu", role, GetCurrentProcessId(),
             (unsigned long long)(UINT_PTR)self);
    made = box_start(&(struct box_how){.words = words, .also = self});
    CloseHandle(self);
    if (!made)
        ExitProcess(2);
    return made;
}

/* What such a helper makes of a word. */
static inline HANDLE box_handle(const char *word)
{
    return (HANDLE)(UINT_PTR)strtoull(word, NULL, 10);
}

/* Whether this process is a helper, which has a role and the name of something. */
static inline BOOL box_is(int count, char **words, const char *role)
{
    return count > 2 && strcmp(words[1], role) == 0;
}

#endif
