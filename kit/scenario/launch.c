#include "kit/scenario/launch.h"

const char *const launch_shapes[LAUNCH_OPTION_COUNT + 1] = {
#define X(option, shape, meaning) shape,
    LAUNCH_OPTIONS(X)
#undef X
};

const char *const launch_meanings[LAUNCH_OPTION_COUNT + 1] = {
#define X(option, shape, meaning) meaning,
    LAUNCH_OPTIONS(X)
#undef X
};

const char *const input_words[LAUNCH_IN_FILE + 1] = {
#define X(source, word) word,
    LAUNCH_SOURCES(X)
#undef X
};

const char *const output_words[LAUNCH_OUT_FILE + 1] = {
#define X(sink, word) word,
    LAUNCH_SINKS(X)
#undef X
};

const char *const token_words[LAUNCH_TOKEN_COUNT + 1] = {
#define X(token, word) word,
    LAUNCH_TOKENS(X)
#undef X
};

const char *const job_words[LAUNCH_JOB_COUNT + 1] = {
#define X(job, word) word,
    LAUNCH_JOBS(X)
#undef X
};

const char *const console_words[LAUNCH_CONSOLE_COUNT + 1] = {
#define X(console, word) word,
    LAUNCH_CONSOLES(X)
#undef X
};

const char *const ask_words[ASK_COUNT] = {
#define X(way, word, takes_text, meaning) word,
    LAUNCH_ASKS(X)
#undef X
};

const char *const ask_meanings[ASK_COUNT] = {
#define X(way, word, takes_text, meaning) meaning,
    LAUNCH_ASKS(X)
#undef X
};

const bool ask_takes_text[ASK_COUNT] = {
#define X(way, word, takes_text, meaning) takes_text,
    LAUNCH_ASKS(X)
#undef X
};

const char *const thing_words[THING_COUNT + 1] = {
#define X(thing, word, meaning) word,
    LAUNCH_THINGS(X)
#undef X
};

const char *const thing_meanings[THING_COUNT + 1] = {
#define X(thing, word, meaning) meaning,
    LAUNCH_THINGS(X)
#undef X
};
