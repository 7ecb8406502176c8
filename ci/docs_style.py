"""How the pages are written: width of lines, length of sentences, words, spelling. Each function
calls `complain` with a sentence for each thing that is wrong."""
import re
import subprocess

from docs_page import HEADING, LINK, anchor, blank, found, is_row, line_at, sentences, \
    without_code

WIDTH = 100
WORDS = 35
LINK_ALONE = re.compile(r"\s*(?:[-*] )?(?:\[[^\]]*\]\([^)]*\)|<?https?://\S+)[.,;:]?$")
GLOSSARY = "docs/glossary.md"

# Words of this project's own for which every reader knows another one.
PRIVATE = {
    "befall": "happen to",
    "bird": "stall monitor",
    "blow": "fault",
    "cage": "stall monitor",
    "cast": "processes",
    "chart": "map, or report of a sweep",
    "dissolve": "cancel",
    "mend": "fix",
    "parcel": "delivery",
    "standstill": "deadlock",
    "story": "excerpt",
    "the law": "the contract",
    "unless told": "by default",
}

# Terms that no reader can guess. A page that uses one leads to the glossary first.
TERMS = [
    "actor", "admission", "armed line", "baseline", "broken actor", "bystander", "census",
    "cut log", "drop from outside", "escaped process", "exercised", "family", "finding",
    "first fault", "flaky", "incarnation", "mutant", "obligation", "occurrence", "probe",
    "program of your own", "reference pair", "runner", "second fault", "settle time",
    "shared block", "stall", "stall monitor", "successor", "unseen", "vacuous", "waiver",
    "watchdog",
]

# Words that codespell takes for misspelled, and that are right.
SPELLED_RIGHT = []


def check_width(page, complain):
    for number, line in page.prose:
        free = is_row(line) or HEADING.match(line) or LINK_ALONE.match(line) or \
            line.startswith("<!--")
        if len(line) > WIDTH and not free:
            complain(f"{page.where}:{number}: {len(line)} columns, at most {WIDTH}")


def check_sentences(page, complain):
    count = 0
    for number, text in [*page.paragraphs(), *page.cells()]:
        for begins, words in sentences(number, text):
            count += 1
            if len(words) > WORDS:
                complain(f"{page.where}:{begins}: a sentence of {len(words)} words, "
                         f"at most {WORDS}: '{' '.join(words[:6])} ...'")
    return count


def word_pattern(word):
    """The word, also in the plural and with -ed, and across the end of a line; no part of a word
    with hyphens, as the names of rules are."""
    return re.compile(rf"(?<![\w-]){word}(?:s|es|d|ed)?(?![\w-])".replace(" ", r"\s+"),
                      re.IGNORECASE)


def check_private_words(page, complain):
    text = re.sub(r"\]\([^)\s]+\)", blank, without_code(page.prose_text()))
    for word, better in PRIVATE.items():
        for number, _ in found(word_pattern(word), text):
            complain(f"{page.where}:{number}: '{word}' is a private word; write '{better}'")


def check_glossary(root, glossary, complain):
    """The glossary has each of the terms. It has each verdict, too, for readers of a report."""
    known = {line[4:].lower() for _, line in glossary.prose if line.startswith("### ")}
    text = (root / "kit/base/words.h").read_text(encoding="utf-8")
    table = re.search(r"#define KIT_VERDICTS\(X\)(?:.*\\\n)*.*", text).group()
    for word in [*TERMS, *re.findall(r'X\(\w+, "([a-z]+)"', table)]:
        if word not in known:
            complain(f"{GLOSSARY}: '{word}' is missing")


def first_use_without_link(page, term):
    """The line of the first use of a term, unless it is a link to the glossary or comes after one;
    or None. In titles of other links, in tables and in headings a term is free."""
    link = re.compile(rf"\[[^\]]*\]\([^)]*glossary\.md#{anchor(term)}\)")
    longer = [word_pattern(other) for other in TERMS if term in other and term != other]
    for number, text in page.paragraphs():
        leads = link.search(text)
        shown = LINK.sub(blank, without_code(text))
        for pattern in longer:
            shown = pattern.sub(blank, shown)
        use = word_pattern(term).search(shown)
        if use and not (leads and leads.start() < use.start()):
            return number + line_at(text, use.start()) - 1
        if leads:
            return None
    return None


def check_terms(page, complain):
    for term in TERMS if page.where != GLOSSARY else ():
        line = first_use_without_link(page, term)
        if line:
            complain(f"{page.where}:{line}: the first '{term}' must be a link to "
                     f"{GLOSSARY}#{anchor(term)}")


def check_spelling(pages, complain):
    where = {str(page.path): page.where for page in pages}
    command = ["codespell", "-L", ",".join(SPELLED_RIGHT), *where]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        complain("codespell is missing; ci/setup installs it")
        return
    for line in done.stdout.splitlines():
        path, _, rest = line.partition(":")
        complain(f"{where.get(path, path)}:{rest}")
