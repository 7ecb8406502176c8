#!/usr/bin/env python3
"""ci/check-console.py FOLDER

Proves that lifeline.exe in FOLDER writes UTF-8 to a console, on standard output and standard error,
and gives the console back with the code page that it had. Under Wine a pseudo terminal is a console
with code page 437, as on a Windows of the United States.
"""
import os
import pty
import re
import sys
import tempfile

NAME = "nö-漢.scenario"
SCENARIO = """parent host is ref_parent
child  cs   is ref_child tick 20ms
expect cs reaches reply.received within 10s
stop host
"""

checks = violations = 0


def on_console(*words, by=("ci/wine",), raw=False):
    """What a console shows of a Windows program: its output without the terminal's own signs."""
    shown = bytearray()

    def read(terminal):
        data = os.read(terminal, 65536)
        shown.extend(data)
        return data

    # What is shown goes into a file: pty.spawn writes it to its own standard output, too.
    kept = os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    try:
        pty.spawn([*by, *words], read, lambda _: b"")
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nothing)
    if raw:
        return bytes(shown)
    text = re.sub(rb"\x1b\[(\d+)C", lambda m: b" " * int(m[1]), bytes(shown))
    return re.sub(rb"\x1b[^a-zA-Z]*[a-zA-Z]|\r", b"", text).decode("utf-8", "replace")


def claim(sentence, holds, shown):
    global checks, violations
    checks += 1
    if not holds:
        violations += 1
        print(f"not true: {sentence}\n    it showed: {shown!r}")


os.chdir(os.path.join(os.path.dirname(__file__), ".."))
lifeline = os.path.join(sys.argv[1], "lifeline.exe")
child = os.path.join(sys.argv[1], "tests/os/console_test_child.exe")
with tempfile.TemporaryDirectory() as work:
    path = os.path.join(work, NAME)

    shown = on_console(lifeline, "run", path)
    claim("standard error is UTF-8", f"there is no '{path}'" in shown, shown)

    with open(path, "w") as file:
        file.write(SCENARIO)
    shown = on_console(lifeline, "run", "--log-dir", work, path)
    claim("standard output is UTF-8", re.search(f"PASS +{path}", shown), shown)
    for unset in ("NO_COLOR", "TERM"):
        os.environ.pop(unset, None)
    for variable, words, coloured in (("TERM=xterm", (), True), ("NO_COLOR=1", (), False),
                                      ("TERM=dumb", (), False),
                                      ("TERM=xterm", ("--color", "never"), False),
                                      ("NO_COLOR=1", ("--color", "always"), True)):
        shown = on_console(lifeline, "run", "--log-dir", work, path, *words,
                           by=("env", variable, "ci/wine"), raw=True)
        claim(f"{variable} {' '.join(words)}: the verdict is {'' if coloured else 'not '}in colour",
              b"PASS" in shown and bool(re.search(rb"\x1b\[[0-9;]*32[0-9;]*m", shown)) == coloured, shown)
        claim(f"{variable}: there is {'no' if 'dumb' in variable else 'a'} progress bar",
              (b" running " in shown) == ("dumb" not in variable), shown)
    shown = on_console(lifeline, "run", "--log-dir", work, path, by=("ci/closed", "ci/wine"))
    claim("ci/closed leaves it the terminal", re.search(r"[01] running", shown), shown)

    ask, run = (program.replace("/", "\\") for program in (child, lifeline))
    ask, run = (program.replace("/", "\\") for program in (child, lifeline))
    shown = on_console("cmd", "/c", f"{ask} & {run} run nowhere & {ask}")
    claim("the code page is given back at the end",
          re.search(r"page (?!65001)(\d+)\n.*'nowhere'(.|\n)*page \1\n", shown), shown)

    shown = on_console(child, "break")
    claim("the code page is given back at Ctrl+C",
          re.search(r"taken, broken, page (?!65001)\d", shown), shown)

print(f"{checks} checks, {violations} violations")
sys.exit(violations > 0)
