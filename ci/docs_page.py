"""A page of documentation, cut into what ci/check-docs looks at: lines of prose, blocks of code,
paragraphs, sentences. Line numbers count from 1."""
import re

FENCE = re.compile(r"^ {0,3}```")
QUOTED = re.compile(r"^<!-- from (\S+) -->$")
HEADING = re.compile(r"#{1,6} ")
ITEM = re.compile(r"\s*(?:[-*]|\d+\.) ")
CODE = re.compile(r"``[^`]+``|`[^`]+`")
LINK = re.compile(r"\[([^\]]*)\]\(([^)\s]+)\)")  # its title may go over the end of a line
# A sentence ends here if the next one begins with a capital, a digit, a quote or a bracket.
SENTENCE_END = re.compile(r"(?<=[.!?])[\"')*]*\s+(?=[\"'(*\[]*[A-Z0-9])")


class Block:
    """A block of code. `source` is the file of a `<!-- from FILE -->` above it, or None."""

    def __init__(self, number, language, source):
        self.number, self.language, self.source, self.lines = number, language, source, []


class Indented:
    """Tells code that is indented from an item of a list that goes on."""

    def __init__(self):
        self.after_blank, self.in_list, self.in_code = True, False, False

    def is_code(self, line):
        self.in_code = line.startswith("    ") and not self.in_list and \
            (self.after_blank or self.in_code)
        self.after_blank = not line.strip()
        if line.strip() and not self.in_code:
            self.in_list = bool(ITEM.match(line)) or (self.in_list and line.startswith(" "))
        return self.in_code


class Page:
    def __init__(self, path, root):
        self.path = path
        self.where = str(path.relative_to(root))
        self.text = path.read_text(encoding="utf-8")
        self.prose = []  # (number, line), outside of blocks of code
        self.blocks = []
        self._read()

    def _read(self):
        block = source = None
        indented = Indented()
        for number, line in enumerate(self.text.splitlines(), 1):
            if FENCE.match(line) and block:
                self.blocks.append(block)
                block = source = None
            elif FENCE.match(line):
                block = Block(number, line.strip("` "), source)
            elif block:
                block.lines.append(line)
            elif indented.is_code(line):
                self._add_indented(number, line)
            else:
                self.prose.append((number, line))
                quoted = QUOTED.match(line)
                source = quoted.group(1) if quoted else source if not line else None

    def _add_indented(self, number, line):
        """To the block that ends above it, if there is one. The numbers of its lines are those
        of a block whose fence stands above."""
        last = self.blocks[-1] if self.blocks else None
        if not last or last.number + len(last.lines) + 1 != number:
            last = Block(number - 1, "", None)
            self.blocks.append(last)
        last.lines.append(line[4:])

    def prose_text(self):
        """The prose alone, each line where it stands on the page."""
        lines = [""] * len(self.text.splitlines())
        for number, line in self.prose:
            lines[number - 1] = line
        return "\n".join(lines)

    def anchors(self):
        return {anchor(line.lstrip("#")) for _, line in self.prose if HEADING.match(line)}

    def paragraphs(self):
        """Runs of text as (number of the first line, text); an item of a list is one. No tables,
        headings, comments or code."""
        found, last = [], None
        for number, line in self.prose:
            if not is_text(line):
                continue
            if last == number - 1 and not ITEM.match(line):
                found[-1] = (found[-1][0], f"{found[-1][1]}\n{line}")
            else:
                found.append((number, line))
            last = number
        return found

    def cells(self):
        """The cells of tables as (number, text)."""
        return [(number, cell) for number, line in self.prose if is_row(line)
                for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]


def anchor(title):
    """As GitHub makes it of a heading."""
    title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).strip().lower()
    return re.sub(r"[^\w\- ]", "", title).replace(" ", "-")


def is_row(line):
    return line.lstrip().startswith("|")


def is_text(line):
    return bool(line.strip()) and not is_row(line) and not HEADING.match(line) and \
        not line.startswith("<!--")


def found(pattern, text):
    """Matches of a pattern, also over ends of lines, as (number, match)."""
    return [(line_at(text, match.start()), match) for match in pattern.finditer(text)]


def line_at(text, offset):
    return text.count("\n", 0, offset) + 1


def blank(match):
    """As many blanks as it takes, in as many lines."""
    return re.sub(r"[^\n]", " ", match.group())


def without_code(text):
    return CODE.sub(blank, text)


def keep_lines(put):
    """A replacement that leaves as many line ends as it takes."""
    return lambda match: put(match) + "\n" * (match.group().count("\n") - put(match).count("\n"))


def plain(text):
    """The text as it is read: code is one word, a link is its title."""
    text = CODE.sub(keep_lines(lambda match: "Code"), text)
    text = LINK.sub(keep_lines(lambda match: match.group(1)), text)
    return re.sub(r"\*+", "", ITEM.sub("", text, count=1) if ITEM.match(text) else text)


def sentences(number, text):
    """The sentences of a paragraph as (number of the line where it begins, words)."""
    text, at = plain(text), 0
    for end in [*(match.end() for match in SENTENCE_END.finditer(text)), len(text)]:
        words = [word for word in text[at:end].split() if re.search(r"\w", word)]
        yield number + text.count("\n", 0, at), words
        at = end
