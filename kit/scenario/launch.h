#pragma once
/*
 * What the runner gives a program that it starts, as a scenario says it behind the program: its
 * environment, folder, standard input and output; and how it asks the program to end. One row
 * for each option and each way. Pure, constant.
 */
#include "kit/base/text.h"

/* X(option, shape, meaning). A longer shape stands before one that it begins with. */
#define LAUNCH_OPTIONS(X)                                                                      \
    X(ENV, "env <variable>",                                                                   \
      "a variable of its environment, added to those of the runner or in place of one; may "   \
      "be given several times")                                                                \
    X(FOLDER, "folder <path>", "the folder that it starts in; by default the runner's")        \
    X(STDIN_FILE, "stdin file <path>", "its standard input is this file")                      \
    X(STDIN, "stdin <source>",                                                                 \
      "its standard input: `open`, a pipe in which nothing comes but what `tell` writes; "     \
      "`closed`, a pipe that is at its end; `null`, none. By default `open` for a program in " \
      "quotes, `null` for a word")                                                             \
    X(STDIO_FILE, "stdio file <path>",                                                         \
      "its standard output and error output go to this file, which is emptied first")          \
    X(STDIO, "stdio <sink>",                                                                   \
      "where its standard output and error output go: `captured`, into the log; `inherit`, "   \
      "to those of the runner; `null`, nowhere. By default `captured`")                        \
    X(CONSOLE, "console <console>",                                                            \
      "`own`, a console of its own, without a window, which its children share; `none`, "      \
      "none, so that under Wine the pipes of a killed child can end a second after it. By "    \
      "default `none`. Its standard input and output are what the other options say")          \
    X(TOKEN, "token <token>",                                                                  \
      "`restricted`, a token without the rights of an administrator, for a program that "      \
      "refuses to run as one; `usual`, that of the runner. By default `usual`")                \
    X(JOB, "job <job>",                                                                        \
      "`breakaway`: a process may leave the job of the run, by CREATE_BREAKAWAY_FROM_JOB. It " \
      "is an actor like the others, but the runner does not end it: one that stays is "        \
      "reported. One that ends within 20 ms may not be seen. `strict`: such a start fails "    \
      "with error 5. By default `strict`; one actor with `breakaway` lets those of all leave") \
    X(INJECT, "probe inject",                                                                  \
      "the runner loads the injected probe into the program before its first instruction, "    \
      "and into all its children: their calls of the system become steps (the table of call "  \
      "steps below). For a program of yours without a probe")

/* X(token, word) */
#define LAUNCH_TOKENS(X)                                                                       \
    X(USUAL, "usual")                                                                          \
    X(RESTRICTED, "restricted")

/* X(job, word) */
#define LAUNCH_JOBS(X)                                                                         \
    X(STRICT, "strict")                                                                        \
    X(BREAKAWAY, "breakaway")

/* X(console, word) */
#define LAUNCH_CONSOLES(X)                                                                     \
    X(NONE, "none")                                                                            \
    X(OWN, "own")

/* X(source, word) */
#define LAUNCH_SOURCES(X)                                                                      \
    X(OPEN, "open")                                                                            \
    X(CLOSED, "closed")                                                                        \
    X(NOTHING, "null")

/* X(sink, word) */
#define LAUNCH_SINKS(X)                                                                        \
    X(CAPTURED, "captured")                                                                    \
    X(INHERIT, "inherit")                                                                      \
    X(NOTHING, "null")

/* X(way, word, whether it takes a text, meaning): how a program is asked to end */
#define LAUNCH_ASKS(X)                                                                         \
    X(STDIN, "stdin", true, "the runner writes the text as a line to its standard input")      \
    X(END_OF_STDIN, "end-of-stdin", false, "the runner closes its standard input")             \
    X(EVENT, "event", true, "the runner sets the event of this name")                          \
    X(COMMAND, "command", true, "the runner starts this command line, as part of the run")     \
    X(CTRL_C, "ctrl-c", false,                                                                 \
      "Ctrl+C goes to all processes of its console; write `console own` behind its program")   \
    X(CTRL_BREAK, "ctrl-break", false,                                                         \
      "the same with Ctrl+Break, which Wine does not deliver")                                 \
    X(CLOSE_WINDOW, "close-window", false,                                                     \
      "its windows are closed, as by a click on the cross: WM_CLOSE is posted to them")

/* X(thing, word, meaning): what `expect <thing> <text>` waits for */
#define LAUNCH_THINGS(X)                                                                       \
    X(PIPE, "pipe", "a process serves a pipe of this name, written without `\\\\.\\pipe\\`")   \
    X(FILE, "file", "there is a file or folder of this path")                                  \
    X(PORT, "port", "a program on this machine listens on this TCP port")                      \
    X(EVENT, "event", "there is an event of this name")                                        \
    X(MUTEX, "mutex", "there is a mutex of this name")                                         \
    X(SEMAPHORE, "semaphore", "there is a semaphore of this name")                             \
    X(MEMORY, "memory", "there is shared memory of this name: a section")                      \
    X(WINDOW, "window",                                                                        \
      "a process of the run has a visible window of this title; it stands for itself on the "  \
      "desktop. `*` and `?` are wildcards, and the whole title counts")

enum launch_thing {
#define X(thing, word, meaning) THING_##thing,
    LAUNCH_THINGS(X)
#undef X
        THING_COUNT
};

enum launch_option {
#define X(option, shape, meaning) LAUNCH_##option,
    LAUNCH_OPTIONS(X)
#undef X
        LAUNCH_OPTION_COUNT
};

enum launch_console {
#define X(console, word) LAUNCH_CONSOLE_##console,
    LAUNCH_CONSOLES(X)
#undef X
        LAUNCH_CONSOLE_COUNT
};

enum launch_token {
#define X(token, word) LAUNCH_TOKEN_##token,
    LAUNCH_TOKENS(X)
#undef X
        LAUNCH_TOKEN_COUNT
};

enum launch_job {
#define X(job, word) LAUNCH_JOB_##job,
    LAUNCH_JOBS(X)
#undef X
        LAUNCH_JOB_COUNT
};

enum launch_source {
#define X(source, word) LAUNCH_IN_##source,
    LAUNCH_SOURCES(X)
#undef X
        LAUNCH_IN_FILE,
    LAUNCH_IN_COUNT
};

enum launch_sink {
#define X(sink, word) LAUNCH_OUT_##sink,
    LAUNCH_SINKS(X)
#undef X
        LAUNCH_OUT_FILE,
    LAUNCH_OUT_COUNT
};

enum launch_ask {
    ASK_NONE, /* the scenario says none */
#define X(way, word, takes_text, meaning) ASK_##way,
    LAUNCH_ASKS(X)
#undef X
        ASK_COUNT
};

/* Each list ends with NULL. `ask_words` and `ask_takes_text` are by enum launch_ask less one.
 */
extern const char *const launch_shapes[LAUNCH_OPTION_COUNT + 1];
extern const char *const launch_meanings[LAUNCH_OPTION_COUNT + 1];
extern const char *const input_words[LAUNCH_IN_FILE + 1];
extern const char *const output_words[LAUNCH_OUT_FILE + 1];
extern const char *const console_words[LAUNCH_CONSOLE_COUNT + 1];
extern const char *const token_words[LAUNCH_TOKEN_COUNT + 1];
extern const char *const job_words[LAUNCH_JOB_COUNT + 1];
extern const char *const ask_words[ASK_COUNT];
extern const char *const ask_meanings[ASK_COUNT];
extern const char *const thing_words[THING_COUNT + 1];
extern const char *const thing_meanings[THING_COUNT + 1];
extern const bool ask_takes_text[ASK_COUNT];
