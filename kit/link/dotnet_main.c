/*
 * Writes Protocol.cs to stdout: the lists of kit/base, kit/protocol and kit/link, for the
 * children in .NET. The build generates the file, so no table is written twice. The code that
 * uses the lists is in children/lifeline_dotnet.
 */
#include "kit/link/end.h"
#include "kit/link/options.h"
#include "kit/probe/lifeline.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

/* A name of a list and what it stands for: a number, a word, or both. */
struct entry {
    const char *name, *word, *meaning;
    uint64_t number;
};

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

/* BLOCK_ASK is BlockAsk in C#. */
static void print_name(const char *name)
{
    bool begins = true;
    for (; *name; name++) {
        if (*name != '_')
            putchar(begins ? *name : tolower((unsigned char)*name));
        begins = *name == '_';
    }
}

static void print_enum(const char *head, const struct entry *rows, size_t count)
{
    printf("\n    public enum %s\n    {\n", head);
    for (size_t i = 0; i < count; i++) {
        printf("        ");
        print_name(rows[i].name);
        printf(" = %llu, // %s\n", (unsigned long long)rows[i].number, rows[i].meaning);
    }
    printf("    }\n");
}

static void print_class(const char *name, const struct entry *rows, size_t count)
{
    printf("\n    public static class %s\n    {\n", name);
    for (size_t i = 0; i < count; i++) {
        printf("        public const string ");
        print_name(rows[i].name);
        printf(" = \"%s\"; // %s\n", rows[i].word, rows[i].meaning);
    }
    printf("    }\n");
}

static void print_numbers(const char *name, const struct entry *rows, size_t count)
{
    printf("\n    static class %s\n    {\n", name);
    for (size_t i = 0; i < count; i++)
        printf("        public const int %s = %llu;\n", rows[i].name,
               (unsigned long long)rows[i].number);
    printf("    }\n");
}

/* The start of a row of a table, and the names in it. */
static void print_value(const char *before, const char *type, const char *name)
{
    printf("%s%s.", before, type);
    print_name(name);
}

static void begin_table(const char *type, const char *name)
{
    printf("\n    public static partial class Lists\n    {\n"
           "        public static readonly %s[] %s =\n        {\n",
           type, name);
}

static void end_table(void)
{
    printf("        };\n    }\n");
}

static void print_messages(void)
{
    static const struct entry types[] = {
#define X(type, number, tag, bytes, word) {#type, NULL, word, number},
        PROTOCOL_MESSAGES(X)
#undef X
    };
    static const struct entry wrongs[] = {
#define X(wrong, word, meaning) {#wrong, word, meaning, 0},
        PROTOCOL_WRONGS(X)
#undef X
    };
    static const struct entry layout[] = {
        {"Magic", NULL, NULL, MESSAGE_MAGIC},
        {"Version", NULL, NULL, MESSAGE_VERSION},
        {"Most", NULL, NULL, MESSAGE_MOST},
        {"TextSize", NULL, NULL, MESSAGE_TEXT},
        {"BlockFollows", NULL, NULL, MESSAGE_BLOCK_FOLLOWS},
        {"Head", NULL, NULL, sizeof(struct message_head)},
#define AT(name, tag, field) {"At" name, NULL, NULL, offsetof(struct message_##tag, field)}
        AT("Magic", head, magic),
        AT("Version", head, version),
        AT("Type", head, type),
        AT("Size", head, size),
        AT("Sequence", head, sequence),
        AT("Checksum", head, checksum),
        AT("RequestTick", request, tick),
        AT("RequestText", request, text),
        AT("ReplyFlags", reply, flags),
        AT("ReplyText", reply, text),
        AT("AskSize", block_ask, size),
        AT("AskSeed", block_ask, seed),
        AT("AskZero", block_ask, zero),
        AT("OfferSize", block_offer, size),
        AT("OfferHandle", block_offer, handle),
        AT("OfferZero", block_offer, zero),
        AT("WholeChecksum", block_whole, checksum),
        AT("TakenOk", block_taken, ok),
        AT("TakenZero", block_taken, zero),
#undef AT
    };
    print_enum("MessageType : ushort", types, COUNT(types));
    print_class("Wrong", wrongs, COUNT(wrongs));
    print_numbers("MessageLayout", layout, COUNT(layout));
    begin_table("MessageRow", "Messages");
#define X(type, number, tag, bytes, word)                                                      \
    print_value("            new MessageRow(", "MessageType", #type);                          \
    printf(", %d),\n", bytes);
    PROTOCOL_MESSAGES(X)
#undef X
    end_table();
}

static void print_memory(void)
{
    static const struct entry layout[] = {
        {"Magic", NULL, NULL, MEMORY_MAGIC},
        {"Version", NULL, NULL, MEMORY_VERSION},
        {"Least", NULL, NULL, MEMORY_LEAST},
        {"Most", NULL, NULL, MEMORY_MOST},
        {"Text", NULL, NULL, MEMORY_TEXT},
        {"Head", NULL, NULL, sizeof(struct memory_head)},
#define AT(name, field) {"At" name, NULL, NULL, offsetof(struct memory_head, field)}
        AT("Magic", magic),
        AT("Version", version),
        AT("HeadSize", head_size),
        AT("Bytes", bytes),
        AT("Sequence", sequence),
        AT("TextSize", text_size),
        AT("Checksum", checksum),
        AT("Reads", reads),
        AT("ReadSequence", read_sequence),
#undef AT
    };
    print_numbers("MemoryLayout", layout, COUNT(layout));
}

static void print_phases(void)
{
    static const struct entry sides[] = {{"PARENT", NULL, "starts the other", SIDE_PARENT},
                                         {"CHILD", NULL, "is started", SIDE_CHILD}};
    static const struct entry phases[] = {
#define X(phase, word, meaning) {#phase, NULL, meaning, PHASE_##phase},
        PROTOCOL_PHASES(X)
#undef X
    };
    print_enum("Side", sides, COUNT(sides));
    print_enum("Phase", phases, COUNT(phases));
    begin_table("Move", "Moves");
#define X(phase, message, flags, sender, next)                                                 \
    print_value("            new Move(", "Phase", #phase);                                     \
    print_value(", ", "Side", #sender);                                                        \
    print_value(", ", "MessageType", #message);                                                \
    printf(", %u", (unsigned)(flags));                                                         \
    print_value(", ", "Phase", #next);                                                         \
    printf("),\n");
    PROTOCOL_MOVES(X)
#undef X
    end_table();
}

static void print_steps(void)
{
    static const struct entry steps[] = {
#define X(step, word, flags, where) {#step, word, where, 0},
        PROTOCOL_STEPS(X)
#undef X
    };
    static const struct entry ways[] = {
#define X(way, word, set, meaning) {#way, word, meaning, set},
        PROTOCOL_NOTICES(X)
#undef X
    };
    static const struct entry spoils[] = {
        {"TRUNCATE", NULL, "to its first half", LIFELINE_TRUNCATE},
        {"CORRUPT", NULL, "with one byte changed", LIFELINE_CORRUPT}};
    print_class("Steps", steps, COUNT(steps));
    print_enum("Ways", ways, COUNT(ways));
    begin_table("Ways", "Notices");
    for (size_t i = 0; i < COUNT(ways); i++) {
        print_value("            ", "Ways", ways[i].name);
        printf(",\n");
    }
    end_table();
    print_enum("Spoil", spoils, COUNT(spoils));
}

/* The effect of a status on the link; C# needs only whether the link is over. */
enum { GOES_ON, IS_OVER, IS_LOST };

static void print_news(void)
{
    static const struct entry news[] = {
#define X(status, word, link, meaning) {#status, word, meaning, LINK_##status},
        LINK_STATUSES(X)
#undef X
    };
    print_enum("News", news, COUNT(news));
    begin_table("string", "NewsWords");
    for (size_t i = 0; i < COUNT(news); i++)
        printf("            \"%s\",\n", news[i].word);
    end_table();
    begin_table("bool", "NewsEndsLink");
#define X(status, word, link, meaning)                                                         \
    printf("            %s, // %s\n", (link) == GOES_ON ? "false" : "true", word);
    LINK_STATUSES(X)
#undef X
    end_table();
}

static void print_units(void)
{
    begin_table("Unit", "TimeUnits");
#define X(word, factor) printf("            new Unit(\"%s\", %u),\n", word, factor);
    KIT_TIME_UNITS(X)
#undef X
    end_table();
    begin_table("Unit", "SizeUnits");
#define X(word, factor) printf("            new Unit(\"%s\", %u),\n", word, factor);
    KIT_SIZE_UNITS(X)
#undef X
    end_table();
}

static void print_kind(enum option_kind kind, const char *name, uint64_t least, uint64_t most,
                       const char *wrong)
{
    char form[64], bounds[160];
    struct text text = text_over(form, sizeof form);
    text_add_form(&text, kind);
    text = text_over(bounds, sizeof bounds);
    text_add_bounds(&text, kind);
    print_value("            new KindRow(", "OptionKind", name);
    printf(", \"%s\", %llu, %llu, \"%s\", \"%s\"", form, (unsigned long long)least,
           (unsigned long long)most, wrong, bounds);
    for (const char *const *words = value_words(kind); words && *words; words++)
        printf(", \"%s\"", *words);
    printf("),\n");
}

static void print_kinds(void)
{
    static const struct entry kinds[] = {
#define X(kind, unit, least, most, wrong) {#kind, NULL, wrong, KIND_##kind},
        OPTION_KINDS(X)
#undef X
    };
    print_enum("OptionKind", kinds, COUNT(kinds));
    begin_table("KindRow", "Kinds");
#define X(kind, unit, least, most, wrong) print_kind(KIND_##kind, #kind, least, most, wrong);
    OPTION_KINDS(X)
#undef X
    end_table();
}

static void print_options_class(void)
{
    static const struct entry options[] = {
#define X(option, phrase, option_switch, kind, usual, sides, meaning)                          \
    {#option, option_switch, meaning, OPTION_##option},
        SCENARIO_OPTIONS(X) START_OPTIONS(X)
#undef X
    };
    static const struct entry limits[] = {{"Usage", NULL, NULL, LINK_USAGE}};
    print_numbers("ExitCode", limits, COUNT(limits));
    print_enum("Option", options, COUNT(options));
    begin_table("OptionRow", "Options");
#define X(option, phrase, option_switch, kind, usual, sides, meaning)                          \
    print_value("            new OptionRow(", "Option", #option);                              \
    print_value(", \"" option_switch "\", ", "OptionKind", #kind);                             \
    printf(", %llu, %s),\n", (unsigned long long)(usual),                                      \
           (sides)&STEP_BY_CHILD ? "true" : "false");
    SCENARIO_OPTIONS(X)
    START_OPTIONS(X)
#undef X
    end_table();
}

/* Probe.cs uses no generated file, since programs copy it; a test compares its struct with
 * this. */
static void print_facts(void)
{
    begin_table("(string Field, int At)", "Facts");
#define AT(field)                                                                              \
    printf("            (\"%s\", %u),\n", #field,                                              \
           (unsigned)offsetof(struct lifeline_facts, field))
    AT(name);
    AT(peer);
    AT(by);
    AT(sequence);
    AT(size);
    AT(checksum);
    AT(deadline_ms);
    AT(code);
#undef AT
    printf("            (\"\", %u), // the whole\n", (unsigned)sizeof(struct lifeline_facts));
    end_table();
}

int main(void)
{
    printf(
        "// Written by the build from the lists of kit/base, kit/protocol and kit/link: see\n"
        "// kit/link/dotnet_main.c. To change something here is to change it there.\n"
        "namespace Lifeline\n{");
    print_messages();
    print_memory();
    print_phases();
    print_steps();
    print_news();
    print_units();
    print_kinds();
    print_options_class();
    print_facts();
    printf("}\n");
    return fflush(stdout) == 0 && !ferror(stdout) ? EXIT_SUCCESS : EXIT_FAILURE;
}
