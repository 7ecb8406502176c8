"""The commands that pages tell a reader to type: `lifeline COMMAND --option` against the
tables of kit/tell, and `ci/SCRIPT`."""
import re

from docs_page import CODE

FOLDERS = ("kit", "children", "scenarios", "ci")
SCRIPT = re.compile(r"""(?:^|[\s"'(/])(ci/[A-Za-z][\w.-]*\w)(?![\w/])""")
COMMAND = r"\"?\s+([a-z][a-z-]*)([^\n`|;]*)"
# How lifeline is called, also with a path in front; in a line, in a script, in an output.
LIFELINE = {
    "inline": re.compile(r"^\S*\blifeline(?:\.exe)?" + COMMAND),
    "sh": re.compile(r"(?:^|[\s/\"'])lifeline" + COMMAND),
    "text": re.compile(r"replay: +(?:ci/)?lifeline" + COMMAND),
}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")

# Of programs that are not ours, and a command that lifeline keeps to itself.
FOREIGN = {"--sshlogin", "--slf", "--return", "--security-opt"}
HIDDEN = {"disconnect-pipes"}
# What stands behind their program is the program's own.
WITH_PROGRAM = {"look", "doctor"}
PROGRAM = re.compile(r"\s\S*(?:/|\.exe).*")


class Commands:
    """Which commands lifeline has, and which options each of them takes."""

    def __init__(self, root):
        commands = (root / "kit/tell/commands.h").read_text(encoding="utf-8")
        options = re.sub(r"\s*\\\n\s*", " ", (root / "kit/tell/options.h").read_text("utf-8"))
        formats = (root / "kit/report/formats.h").read_text(encoding="utf-8")
        self.words = dict(re.findall(r'X\((\w+), "([a-z]+)"', commands))  # RUN: run
        self.sets = {}  # FOR_RUNS: {run, replay}
        for name, value in re.findall(r"#define (FOR_\w+)\s+\((.*)\)", options):
            self.sets[name] = self._commands_in(value)
        self.options = {"--help": set(self.words.values())}
        for option, value in re.findall(r'X\(\w+, "(--[a-z-]+)", "-\w", "[^"]*",\s*([^"]*?),\s*"',
                                        options):
            self.options[option] = self._commands_in(value) | self.options.get(option, set())
        for word in re.findall(r'X\(\w+, "([a-z]+)", "-\w"', formats):
            self.options["--" + word] = self.sets["FOR_TOLD"]
        targets = (root / "kit/page/target.h").read_text(encoding="utf-8")
        for option in re.findall(r'X\(\w+, "(--[a-z-]+)", "-\w", \w+_target', targets):
            self.options[option] = {self.words["REPORT"]} | self.options.get(option, set())

    def _commands_in(self, value):
        named = {self.words[name] for name in re.findall(r"COMMAND_(\w+)", value)}
        return named.union(*(self.sets[name] for name in re.findall(r"FOR_\w+", value)))


def texts(page):
    """What is to be typed on a page, as (number, text, where it stands)."""
    for number, line in page.prose:
        for code in CODE.findall(line):
            yield number, code.strip("`"), "inline"
    for block in page.blocks:
        for offset, line in enumerate(block.lines, 1):
            yield block.number + offset, line.partition(" #")[0], block.language


def check_lifeline(where, calls, commands, complain):
    for word, rest in calls:
        if word in HIDDEN:
            continue
        if word not in commands.words.values():
            complain(f"{where}: lifeline has no command '{word}'")
            continue
        if word in WITH_PROGRAM:
            rest = PROGRAM.sub("", rest)
        for option in OPTION.findall(rest):
            if word not in commands.options.get(option, ()):
                complain(f"{where}: 'lifeline {word}' has no option '{option}'")


def check_commands(page, root, commands, known, complain):
    """`known` are the options of all other programs."""
    for number, text, place in texts(page):
        where = f"{page.where}:{number}"
        if place in LIFELINE:
            check_lifeline(where, LIFELINE[place].findall(text), commands, complain)
        for script in SCRIPT.findall(text):
            if not re.search(r"NAME|LAYER", script) and not (root / script).exists():
                complain(f"{where}: '{script}' is not there")
        for option in OPTION.findall(text) if place == "inline" else ():
            if option not in commands.options and option not in known:
                complain(f"{where}: no program has the option '{option}'")


def options_of_all(root):
    """Every `--option` that a file of the code names, but for those of the test of this check."""
    found = set(FOREIGN)
    for folder in FOLDERS:
        for file in (root / folder).rglob("*"):
            if file.is_file() and file.suffix != ".md" and file.name != "check-docs-finds":
                found.update(OPTION.findall(file.read_text(encoding="utf-8", errors="replace")))
    return found
