#pragma once
/*
 * The version of this lifeline; the build gives it.
 */
#ifndef LIFELINE_VERSION
#define LIFELINE_VERSION "unversioned"
#endif
