#pragma once
/*
 * Why the injected probe (kit/inject) may not have come into a process: the end of a sentence,
 * behind "it needs". Pure.
 */
#define INJECTED_NEEDS                                                                         \
    "a program that has the variable LIFELINE_RUN; into a 32-bit program it also needs "       \
    "lifeline_inject32.dll beside lifeline.exe, and into a 64-bit child a 64-bit parent"
