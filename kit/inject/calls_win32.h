#pragma once
/*
 * The calls of ntdll that the injected probe handles. A handler makes a step, makes the call as
 * the program asked for it, and returns what the call returned. All other calls are only
 * counted. Handlers run on any thread, also on several at once.
 *
 * Each file of handlers has a list X(call of ntdll, handler), from which CALL_HOOKS makes its
 * hooks.
 */
#include <stddef.h>
#include <stdint.h>

struct call_hook {
    const char *name;
    void *handler;
    void *original; /* enters the system; set when the stub is patched */
};

struct call_hooks {
    struct call_hook *all;
    size_t count;
};

struct call_hooks pipe_call_hooks(void);
struct call_hooks socket_call_hooks(void);
struct call_hooks object_call_hooks(void);
struct call_hooks process_call_hooks(void);

/* The places of the calls in their list. */
#define CALL_PLACE(call, function) PLACE_##call,
#define CALL_PLACES(list)          enum { list(CALL_PLACE) PLACES }

#define CALL_HOOK(call, function)                                                              \
    {.name = #call, .handler = (void *)(uintptr_t)function, .original = NULL},

/* An address as a function of the same type as this one. */
#define AS_FUNCTION(function, address) ((__typeof__(&function))(uintptr_t)(address))

/* The original of a call, in a file whose hooks are named `hooks`. It has the type of its
 * handler. */
#define ORIGINAL(call, function)       AS_FUNCTION(function, hooks[PLACE_##call].original)
