#include "kit/base/words.h"

#include <string.h>

const char *const drop_words[DROP_COUNT] = {
#define X(way, word, meaning) word,
    KIT_DROPS(X)
#undef X
};

const char *const drop_meanings[DROP_COUNT] = {
#define X(way, word, meaning) meaning,
    KIT_DROPS(X)
#undef X
};

const char *const rule_words[RULE_COUNT + 1] = {
#define X(rule, function, word, window_ms, statement) word,
    KIT_RULES(X)
#undef X
};

const char *const rule_statements[RULE_COUNT + 1] = {
#define X(rule, function, word, window_ms, statement) statement,
    KIT_RULES(X)
#undef X
};

const uint32_t rule_windows_ms[RULE_COUNT] = {
#define X(rule, function, word, window_ms, statement) window_ms,
    KIT_RULES(X)
#undef X
};

const char *const probe_way_words[PROBE_WAY_COUNT + 1] = {
#define X(way, word, meaning) word,
    KIT_PROBE_WAYS(X)
#undef X
};

const char *const run_end_words[RUN_ENDS_COUNT + 1] = {
#define X(end, word, meaning) word,
    KIT_RUN_ENDS(X)
#undef X
};

const char *const run_end_meanings[RUN_ENDS_COUNT + 1] = {
#define X(end, word, meaning) meaning,
    KIT_RUN_ENDS(X)
#undef X
};

const char *const verdict_words[VERDICT_COUNT + 1] = {
#define X(verdict, word, meaning) word,
    KIT_VERDICTS(X)
#undef X
};

const char *const event_words[EVENT_KIND_COUNT + 1] = {
#define X(kind, word, meaning) word,
    KIT_EVENTS(X)
#undef X
};

const char *const event_meanings[EVENT_KIND_COUNT + 1] = {
#define X(kind, word, meaning) meaning,
    KIT_EVENTS(X)
#undef X
};

const char *const system_words[SYSTEM_COUNT + 1] = {
#define X(system, word) word,
    KIT_SYSTEMS(X)
#undef X
};
