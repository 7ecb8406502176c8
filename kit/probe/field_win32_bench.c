/*
 * What a step costs outside of a run where LIFELINE_LOG names a folder: against one reading of
 * the clock, and against one WriteFile of the line that it is in a log, which is the other way
 * to be safe from the end of the process.
 *
 *     field_win32_bench.exe ROUNDS
 */
#include "kit/base/ratio.h"
#include "kit/probe/lifeline.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define FIELD_STEPS 1000 /* of steps or lines, in one round */

static HANDLE lines_file;

static double field_ticks_now(void)
{
    LARGE_INTEGER now;
    QueryPerformanceCounter(&now);
    return (double)now.QuadPart;
}

static double time_field_steps(void)
{
    double from = field_ticks_now();
    for (int i = 0; i < FIELD_STEPS; i++)
        LIFELINE_STEP("reply.sent", .peer = "peer", .sequence = (uint64_t)i, .size = 64,
                      .checksum = 7);
    return field_ticks_now() - from;
}

static double time_field_clock(void)
{
    double from = field_ticks_now();
    LARGE_INTEGER now;
    for (int i = 0; i < FIELD_STEPS; i++)
        QueryPerformanceCounter(&now);
    return field_ticks_now() - from;
}

/* The text is made beforehand: only what the system does for it is measured. */
static double time_lines(void)
{
    static const char line[] =
        "{\"at_ns\":1201318400,\"event\":\"step\",\"actor\":\"host\",\"name\":\"reply.sent\","
        "\"peer\":\"cs\",\"n\":2,\"pid\":1180,\"tid\":1184,\"sequence\":2,\"size\":64,"
        "\"checksum\":\"0x9ae16a3b2f90404f\"}\n";
    double from = field_ticks_now();
    DWORD written;
    for (int i = 0; i < FIELD_STEPS; i++)
        WriteFile(lines_file, line, sizeof line - 1, &written, NULL);
    double took = field_ticks_now() - from;
    SetFilePointer(lines_file, 0, NULL, FILE_BEGIN);
    return took;
}

static void measure_field(struct ratio_rounds *rounds, size_t count, double (*ours)(void),
                          double (*bare)(void))
{
    ours();
    bare();
    for (size_t i = 0; i < count; i++) {
        double first = i % 2 ? ours() : bare();
        double second = i % 2 ? bare() : ours();
        ratio_add(rounds, i % 2 ? first : second, i % 2 ? second : first);
    }
}

/* The logs of earlier measurements. */
static void clear_folder(const char *folder)
{
    char path[MAX_PATH * 2];
    WIN32_FIND_DATAA found;
    snprintf(path, sizeof path, "%s\\*.lifeline", folder);
    HANDLE search = FindFirstFileA(path, &found);
    if (search == INVALID_HANDLE_VALUE)
        return;
    do {
        snprintf(path, sizeof path, "%s\\%s", folder, found.cFileName);
        DeleteFileA(path);
    } while (FindNextFileA(search, &found));
    FindClose(search);
}

static bool make_folder(char folder[MAX_PATH])
{
    char temp[MAX_PATH - 64], path[MAX_PATH];
    if (!GetTempPathA(sizeof temp, temp))
        return false;
    snprintf(folder, MAX_PATH, "%sfield-bench", temp);
    CreateDirectoryA(folder, NULL);
    clear_folder(folder);
    snprintf(path, sizeof path, "%s\\lines", folder);
    lines_file = CreateFileA(path, GENERIC_WRITE, 0, NULL, CREATE_ALWAYS,
                             FILE_ATTRIBUTE_TEMPORARY | FILE_FLAG_DELETE_ON_CLOSE, NULL);
    return lines_file != INVALID_HANDLE_VALUE &&
           SetEnvironmentVariableA("LIFELINE_LOG", folder);
}

int main(int count, char **words)
{
    static struct ratio_rounds step, line;
    static const struct ratio ratios[] = {
        {"field-step", "a step with LIFELINE_LOG", "one QueryPerformanceCounter",
         .target = 1.5},
        {"field-line", "a step with LIFELINE_LOG", "one WriteFile of its line", .target = 0.5},
    };
    char folder[MAX_PATH];
    size_t rounds = count == 2 ? strtoul(words[1], NULL, 10) : 200;
    if (!make_folder(folder))
        return EXIT_FAILURE;
    lifeline_attach("bench");
    if (lifeline_state <= 0)
        return EXIT_FAILURE;
    measure_field(&step, rounds, time_field_steps, time_field_clock);
    ratio_tell(&ratios[0], &step);
    measure_field(&line, rounds, time_field_steps, time_lines);
    ratio_tell(&ratios[1], &line);
    return EXIT_SUCCESS;
}
