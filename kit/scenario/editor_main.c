/*
 * editor_main vim|textmate: writes the syntax of scenarios for an editor to stdout. The words
 * come from the tables of the language, so that an editor knows what the reader knows. The
 * results are docs/editors/vim/syntax/lifeline.vim and
 * docs/editors/vscode/syntaxes/lifeline.tmLanguage.json.
 */
#include "kit/base/calls.h"
#include "kit/scenario/shapes.h"

#include <stdio.h>
#include <string.h>

/*
 * The classes of words. A word of several classes is in the first one.
 *
 * X(class, name in Vim, group of Vim that it looks like, scope of TextMate)
 */
#define EDITOR_CLASSES(X)                                                                      \
    X(FAULT, "Fault", "Exception", "support.function.fault")                                   \
    X(RULE, "Rule", "Type", "entity.name.type.rule")                                           \
    X(STATEMENT, "Statement", "Statement", "keyword.control")                                  \
    X(STEP, "Step", "Function", "entity.name.function.step")                                   \
    X(VALUE, "Value", "Constant", "constant.language")

enum editor_class {
#define X(class, name, group, scope) CLASS_##class,
    EDITOR_CLASSES(X)
#undef X
        CLASS_COUNT
};

#define EDITOR_WORDS 512

/* All words, each once. */
struct vocabulary {
    size_t count;
    struct {
        enum editor_class class;
        char word[KIT_NAME];
    } words[EDITOR_WORDS];
};

static bool is_known(const struct vocabulary *in, const char *word, size_t size)
{
    for (size_t i = 0; i < in->count; i++) {
        if (strlen(in->words[i].word) == size && memcmp(in->words[i].word, word, size) == 0)
            return true;
    }
    return false;
}

/* False if there is no room. A sign, such as a comma, is no word. */
static bool add_editor_word(struct vocabulary *to, enum editor_class class, const char *word,
                            size_t size)
{
    if (*word < 'a' || *word > 'z' || is_known(to, word, size))
        return true;
    if (to->count == EDITOR_WORDS || !name_copy(to->words[to->count].word, word, size))
        return false;
    to->words[to->count++].class = class;
    return true;
}

static bool add_list(struct vocabulary *to, enum editor_class class, const char *const *words)
{
    bool fits = true;
    for (; *words; words++)
        fits = add_editor_word(to, class, *words, strlen(*words)) && fits;
    return fits;
}

/* The words of shapes that are written as they stand. */
static bool add_shapes(struct vocabulary *to, const char *const *shapes)
{
    bool fits = true;
    for (; *shapes; shapes++) {
        struct shape shape;
        fits = shape_read(*shapes, &shape) && fits;
        for (uint32_t i = 0; i < shape.count; i++) {
            const struct element *element = &shape.elements[i];
            if (element->literal)
                fits = add_editor_word(to, CLASS_STATEMENT, element->literal, element->size) &&
                       fits;
        }
    }
    return fits;
}

static bool vocabulary_fill(struct vocabulary *to)
{
    static const char *const *const values[] = {
        drop_words,   system_words,  loss_words,  notice_words, input_words,
        output_words, console_words, token_words, job_words,    ask_words,
        thing_words,  meaning_words, shim_words,  clock_words};
    bool fits = add_list(to, CLASS_FAULT, fault_words);
    fits = add_list(to, CLASS_RULE, rule_words) && fits;
    fits = add_shapes(to, statement_shapes) && fits;
    fits = add_shapes(to, option_shapes) && fits;
    fits = add_shapes(to, launch_shapes) && fits;
    fits = add_list(to, CLASS_STEP, step_words) && fits;
    fits = add_list(to, CLASS_STEP, call_words) && fits;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        fits = add_list(to, CLASS_VALUE, values[i]) && fits;
    return fits;
}

static void print_unit_words(const char *between)
{
    const char *before = "";
#define X(unit, factor) printf("%s%s", before, unit), before = between;
    KIT_TIME_UNITS(X)
    KIT_SIZE_UNITS(X)
#undef X
}

/* The words of a class in lines of at most `width` columns. */
static void print_keywords(const struct vocabulary *from, enum editor_class class,
                           const char *name)
{
    size_t column = 0;
    for (size_t i = 0; i < from->count; i++) {
        const char *word = from->words[i].word;
        if (from->words[i].class != class)
            continue;
        if (column == 0 || column + 1 + strlen(word) > 96)
            column =
                (size_t)printf("%ssyntax keyword lifeline%s", column > 0 ? "\n" : "", name);
        column += (size_t)printf(" %s", word);
    }
    puts("");
}

static void print_vim(const struct vocabulary *from)
{
    puts("\" Syntax of Lifeline's scenarios. Written by kit/scenario/editor_main.c. Do not "
         "edit.\n"
         "if exists('b:current_syntax')\n  finish\nendif\n\n"
         "\" A word has points and hyphens in it: request.sent, child-ends.\n"
         "syntax iskeyword @,48-57,_,45,46");
#define X(class, name, group, scope) print_keywords(from, CLASS_##class, name);
    EDITOR_CLASSES(X)
#undef X
    printf("\nsyntax match lifelineNumber /\\v<%%(0x\\x+|\\d+%%(");
    print_unit_words("|");
    puts(")?)>/\n"
         "syntax match lifelineNumber /#\\d\\+/\n"
         "syntax match lifelineNumber "
         "/\\v%(^\\s*%(skip|differs)\\s+on\\s+\\w+%(\\<|\\>\\=))@<=[0-9.]+/\n"
         "syntax match lifelineReason "
         "/\\v%(<because|^\\s*%(skip|differs)\\s+on\\s+\\w+%(%(\\<|\\>\\=)[0-9.]+)?:)@<="
         "\\s%(%(\\s#%($|\\D))@!.)*/\n"
         "syntax match lifelineString /\"\\%(\\\\.\\|[^\"\\\\]\\)*\"/\n"
         "syntax match lifelineComment /\\v%(^|\\s)@<=#%($|\\D.*)/\n");
#define X(class, name, group, scope)                                                           \
    printf("highlight default link lifeline%s %s\n", name, group);
    EDITOR_CLASSES(X)
#undef X
    puts("highlight default link lifelineNumber Number\n"
         "highlight default link lifelineReason String\n"
         "highlight default link lifelineString String\n"
         "highlight default link lifelineComment Comment\n\n"
         "let b:current_syntax = 'lifeline'");
}

/* A pattern of a class: any of its words, as a whole word. */
static void print_word_pattern(const struct vocabulary *from, enum editor_class class,
                               const char *scope)
{
    const char *before = "";
    printf("    {\"name\": \"%s.lifeline\", \"match\": \"(?<![\\\\w.-])(?:", scope);
    for (size_t i = 0; i < from->count; i++) {
        if (from->words[i].class != class)
            continue;
        printf("%s", before);
        for (const char *at = from->words[i].word; *at; at++)
            printf("%s%c", *at == '.' ? "\\\\" : "", *at);
        before = "|";
    }
    puts(")(?![\\\\w.-])\"},");
}

static void print_textmate(const struct vocabulary *from)
{
    puts(
        "{\n  \"comment\": \"Written by kit/scenario/editor_main.c. Do not edit.\",\n"
        "  \"name\": \"Lifeline\",\n  \"scopeName\": \"source.lifeline\",\n"
        "  \"fileTypes\": [\"scenario\"],\n  \"patterns\": [\n"
        "    {\"name\": \"comment.line.number-sign.lifeline\", "
        "\"match\": \"(?:^|(?<=\\\\s))#(?![0-9]).*$\"},\n"
        "    {\"name\": \"string.quoted.double.lifeline\", "
        "\"match\": \"\\\"(?:[^\\\"\\\\\\\\]|\\\\\\\\.)*\\\"\"},\n"
        "    {\"match\": \"(?<![\\\\w.-])(because)(\\\\s(?:(?!\\\\s#(?![0-9])).)*)\", "
        "\"captures\": {\"1\": {\"name\": \"keyword.control.lifeline\"}, "
        "\"2\": {\"name\": \"string.unquoted.reason.lifeline\"}}},\n"
        "    {\"match\": \"^\\\\s*(skip|differs)\\\\s+(on)\\\\s+(\\\\w+)(?:(?:<|>=)([0-9.]+))?:"
        "(\\\\s(?:(?!\\\\s#(?![0-9])).)*)\", "
        "\"captures\": {\"1\": {\"name\": \"keyword.control.lifeline\"}, "
        "\"2\": {\"name\": \"keyword.control.lifeline\"}, "
        "\"3\": {\"name\": \"constant.language.lifeline\"}, "
        "\"4\": {\"name\": \"constant.numeric.lifeline\"}, "
        "\"5\": {\"name\": \"string.unquoted.reason.lifeline\"}}},");
#define X(class, name, group, scope) print_word_pattern(from, CLASS_##class, scope);
    EDITOR_CLASSES(X)
#undef X
    printf("    {\"name\": \"constant.numeric.lifeline\", "
           "\"match\": \"#[0-9]+|(?<![\\\\w.-])(?:0x[0-9A-Fa-f]+|[0-9]+(?:");
    print_unit_words("|");
    puts(")?)(?![\\\\w.-])\"}\n  ]\n}");
}

int main(int count, char **arguments)
{
    static struct vocabulary words;
    if (count != 2 || !vocabulary_fill(&words))
        return 2;
    if (words_equal(arguments[1], "vim"))
        print_vim(&words);
    else if (words_equal(arguments[1], "textmate"))
        print_textmate(&words);
    else
        return 2;
    return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
