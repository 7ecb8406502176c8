#pragma once
/*
 * The status that a call of ntdll returns for a Win32 error, for the fault `fail`: the program,
 * or kernel32 in front of it, makes the error of the status. Pure, constant.
 */
#include <stdint.h>

/* X(Win32 error, status): for each error of kit/base/calls.h and of call_step_gives. A test
 * proves that the system makes the error of the status again. */
#define INJECT_ERRORS(X)                                                                       \
    X(2, 0xC0000034)    /* no object of this name */                                           \
    X(5, 0xC0000022)    /* access denied */                                                    \
    X(6, 0xC0000008)    /* invalid handle */                                                   \
    X(8, 0xC0000017)    /* no memory */                                                        \
    X(87, 0xC000000D)   /* invalid parameter */                                                \
    X(109, 0xC000014B)  /* pipe broken */                                                      \
    X(231, 0xC00000AE)  /* pipe not available */                                               \
    X(232, 0xC00000B1)  /* pipe closing */                                                     \
    X(233, 0xC00000B0)  /* pipe disconnected */                                                \
    X(234, 0x80000005)  /* more data: a part was read */                                       \
    X(1450, 0xC000009A) /* insufficient resources */                                           \
    X(1455, 0xC000012D) /* commitment limit */

/* The same of calls about sockets, for which WSAGetLastError gives the error. */
#define INJECT_SOCKET_ERRORS(X)                                                                \
    X(10053, 0xC0000241) /* connection aborted */                                              \
    X(10054, 0xC000020D) /* connection reset */                                                \
    X(10055, 0xC000009A) /* no room for buffers */                                             \
    X(10060, 0xC00000B5) /* timed out */                                                       \
    X(10061, 0xC0000236) /* connection refused */

/* 0: the error is in neither list. */
uint32_t status_of_error(uint32_t error);
