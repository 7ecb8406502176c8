#!/usr/bin/env python3
"""ci/check-editors.py PROGRAM
Proves that docs/editors is what PROGRAM (editor_main) writes, and that it colors scenarios right: a
sample has the expected colors, each word of each statement of docs/language.md is known, and Vim and
the TextMate grammar color every letter alike, in all scenarios of this project that have something
special and in a part of the others. The grammar is run here, as an editor does: at each place the
pattern that fits first, in the order of the file.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
EDITORS = ROOT / "docs" / "editors"
GRAMMAR = EDITORS / "vscode" / "syntaxes" / "lifeline.tmLanguage.json"
SYNTAX = EDITORS / "vim" / "syntax" / "lifeline.vim"

# A letter for each color: what Vim calls it, and what the grammar does.
COLORS = {
    "c": ("lifelineComment", "comment.line.number-sign.lifeline"),
    "q": ("lifelineString", "string.quoted.double.lifeline"),
    "r": ("lifelineReason", "string.unquoted.reason.lifeline"),
    "n": ("lifelineNumber", "constant.numeric.lifeline"),
    "F": ("lifelineFault", "support.function.fault.lifeline"),
    "R": ("lifelineRule", "entity.name.type.rule.lifeline"),
    "S": ("lifelineStatement", "keyword.control.lifeline"),
    "P": ("lifelineStep", "entity.name.function.step.lifeline"),
    "V": ("lifelineValue", "constant.language.lifeline"),
}
SAMPLE = [
    ("parent host is ref_parent  watchdog 200ms # at", "SSSSSS      SS             SSSSSSSS nnnnn c cc"),
    ('child cs is "kill \\" hang" tick 20ms', "SSSSS    SS qqqqq qq qqqqq SSSS nnnn"),
    ("at cs request.sent #3 kill cs", "SS    PPPPPPPPPPPP nn FFFF   "),
    ("must fail child-ends cs", "SSSS FFFF RRRRRRRRRR   "),
    ("skip on wine: at kill 3 #4 # no", "SSSS SS VVVV  rr rrrr r rr c cc"),
    ("differs on wine>=10.0: no pipe", "SSSSSSS SS VVVV  nnnn  rr rrrr"),
    ("skip without cs_child because kill it", "SSSS SSSSSSS          SSSSSSS rrrr rr"),
    ("sweep every step of cs with kill, hang", "SSSSS SSSSS SSSS SS    SSSS FFFF  FFFF"),
    ("at cs pipe.write #3 fail cs with 0xC0000005", "SS    PPPPPPPPPP nn FFFF    SSSS nnnnnnnnnn"),
    ("child killer is kill_at.exe", "SSSSS        SS            "),
    ("drop host by disconnect", "FFFF      SS VVVVVVVVVV"),
]
VIM = """
set nocompatible encoding=utf-8
let &runtimepath = '{folder},' . $VIMRUNTIME
syntax enable
filetype on
let out = []
for file in readfile('{list}')
  execute 'edit! ' . fnameescape(file)
  if &filetype !=# 'lifeline'
    call add(out, 'filetype ' . &filetype)
  endif
  for l in range(1, line('$'))
    call add(out, join(map(range(1, len(getline(l))), "synIDattr(synID(l, v:val, 1), 'name')"), ','))
  endfor
endfor
call writefile(out, '{out}')
qall!
"""


def textmate_colors(patterns, line):
    """A letter for each character of the line."""
    colors = [" "] * len(line)
    at = 0
    while at < len(line):
        fits = [(m.start(), i, m) for i, (regex, _, _) in enumerate(patterns)
                if (m := regex.search(line, at)) and m.end() > m.start()]
        if not fits:
            break
        _, i, match = min(fits, key=lambda fit: fit[:2])
        _, name, captures = patterns[i]
        for group, scope in ([(0, name)] if name else captures):
            if match.group(group) is not None:
                colors[match.start(group):match.end(group)] = scope * len(match.group(group))
        at = match.end()
    return "".join(colors)


def without_blanks(line, colors):
    """The colors, with none where the line has a blank: nobody sees it."""
    return "".join(" " if letter.isspace() else color for letter, color in zip(line, colors))


def read_grammar():
    letters = {scope: letter for letter, (_, scope) in COLORS.items()}
    patterns = []
    for row in json.loads(GRAMMAR.read_text())["patterns"]:
        captures = [(int(i), letters[c["name"]]) for i, c in row.get("captures", {}).items()]
        patterns.append((re.compile(row["match"], re.ASCII), letters[row["name"]] if "name" in row else "", captures))
    return patterns


def vim_colors(files, work):
    """A letter for each byte, in lines, of all files."""
    letters = {name: letter for letter, (name, _) in COLORS.items()}
    letters[""] = " "
    (work / "list").write_text("".join(f"{file}\n" for file in files))
    script = work / "script.vim"
    script.write_text(VIM.format(folder=EDITORS / "vim", list=work / "list", out=work / "out"))
    subprocess.run(["vim", "-es", "-u", "NONE", "-i", "NONE", "-n", "-S", str(script)],
                   stdin=subprocess.DEVNULL, check=False, timeout=90)
    lines = (work / "out").read_text().split("\n")[:-1]
    return ["".join(letters[name] for name in line.split(",")) if line else "" for line in lines]


def chosen_scenarios():
    """Those with a reason, a string with a backslash, or a number that is not decimal; each tenth other."""
    special = re.compile(r'because|^skip|^differs|\\|0x', re.MULTILINE)
    for i, file in enumerate(sorted(ROOT.glob("scenarios/**/*.scenario"))):
        text = file.read_text()
        if text.isascii() and (i % 10 == 0 or special.search(text)):
            yield file


def check(work, claim):
    program = sys.argv[1]
    for kind, file in (("vim", SYNTAX), ("textmate", GRAMMAR)):
        written = subprocess.run([program, kind], capture_output=True, text=True, check=False).stdout
        claim(f"{file.relative_to(ROOT)} is what `editor_main {kind}` writes", written == file.read_text())
    json.loads((EDITORS / "vscode" / "package.json").read_text())
    json.loads((EDITORS / "vscode" / "language-configuration.json").read_text())

    patterns = read_grammar()
    for line, colors in SAMPLE:
        found = without_blanks(line, textmate_colors(patterns, line))
        claim(f"colors of '{line}'\n     expected {colors}\n     found    {found}", found == colors)

    # Each word that a shape has as it stands, outside of <slots> and signs.
    shapes = re.findall(r"^### `(.*)`$", (ROOT / "docs/language.md").read_text(), re.MULTILINE)
    claim("docs/language.md has shapes", len(shapes) > 20)
    for shape in shapes:
        for word in re.findall(r"[a-z-]{2,}", re.sub(r"<[^>]*>", "", shape)):
            claim(f"'{word}' of '{shape}' is known", " " not in textmate_colors(patterns, word))

    sample = work / "sample.scenario"
    sample.write_text("".join(f"{line}\n" for line, _ in SAMPLE))
    files = [sample, *chosen_scenarios()]
    lines = [line for file in files for line in file.read_text().split("\n")[:-1]]
    by_vim = vim_colors(files, work)
    claim(f"Vim read all lines: {len(by_vim)} of {len(lines)}", len(by_vim) == len(lines))
    for line, found in zip(lines, by_vim):
        colors = without_blanks(line, textmate_colors(patterns, line))
        found = without_blanks(line, found)
        claim(f"Vim and the grammar color alike '{line}'\n     grammar  {colors}\n     Vim      {found}", colors == found)


def main():
    counts = [0, 0]

    def claim(sentence, holds):
        counts[0] += 1
        if not holds:
            counts[1] += 1
            print("not true:", sentence)

    with tempfile.TemporaryDirectory() as folder:
        check(pathlib.Path(folder), claim)
    print(f"{counts[0]} checks, {counts[1]} violations")
    return 1 if counts[1] else 0


sys.exit(main())
