#!/usr/bin/env python3
"""ci/check-python-pair.py FOLDER CC INCLUDE
What can be proved of docs/examples/python without a Python for Windows. FOLDER is a copy of it.

- The struct of the binding is that of lifeline.h in INCLUDE, by the compiler CC for Windows.
- The pair takes its steps, and the worker ends when the boss is killed; with its bug it does not.
  The boss and its worker run on this system, with a binding that tells the steps to this script.
"""
import ctypes
import importlib.util
import os
import pathlib
import select
import signal
import subprocess
import sys
import time

sys.dont_write_bytecode = True
LIMIT_S = 20
PR_SET_CHILD_SUBREAPER = 36
TELLS = """import os, sys
_to = os.open(os.environ["TOLD"], os.O_WRONLY)
def step(name, **facts):
    os.write(_to, (os.path.basename(sys.argv[0]) + " " + name + "\\n").encode())
report = step
"""

checks = violations = 0


def claim(sentence, holds, seen=""):
    global checks, violations
    checks += 1
    if not holds:
        violations += 1
        print(f"not true: {sentence}\n    {seen}")


def check_layout(folder, compiler, include):
    spec = importlib.util.spec_from_file_location("lifeline_probe", folder / "lifeline_probe.py")
    binding = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(binding)
    facts = binding.Facts
    names = [name for name, _ in facts._fields_]
    asserted = [f"_Static_assert(offsetof(struct lifeline_facts, {name}) == {getattr(facts, name).offset} && "
                f"sizeof ((struct lifeline_facts *)0)->{name} == {getattr(facts, name).size}, \"{name}\");"
                for name in names]
    asserted += [f'_Static_assert(sizeof(struct lifeline_facts) == {ctypes.sizeof(facts)}, "size");']
    source = folder / "layout.c"
    source.write_text("\n".join(["#include <stddef.h>", "#include <lifeline.h>", *asserted, ""]))
    told = subprocess.run([compiler, "-fsyntax-only", "-I", include, source], capture_output=True, text=True, check=False)
    claim("the struct in Python is that of lifeline.h", told.returncode == 0 and len(names) == 8, told.stderr)


class Pair:
    """The boss, and through it the worker, whose steps come by a pipe with a name."""

    def __init__(self, folder, *words):
        self.told = folder / "told"
        os.mkfifo(self.told)
        self.reader = os.open(self.told, os.O_RDONLY | os.O_NONBLOCK)
        self.lines, self.rest = [], b""
        self.boss = subprocess.Popen([sys.executable, folder / "boss.py", *words], env={**os.environ, "TOLD": str(self.told)})

    def wait_for(self, line, times):
        """Reads until this line came so often; false after the limit, or when nobody tells any more."""
        until = time.monotonic() + LIMIT_S
        while self.lines.count(line) < times:
            ready, _, _ = select.select([self.reader], [], [], max(0, until - time.monotonic()))
            came = os.read(self.reader, 4096) if ready else b""
            if not came and (not ready or self.boss.poll() is not None):
                return False
            *whole, self.rest = (self.rest + came).split(b"\n")
            self.lines += [each.decode() for each in whole]
        return True

    def kill_boss(self):
        self.boss.kill()
        self.boss.wait()

    def end(self):
        os.close(self.reader)
        self.told.unlink()


def worker_ends(pair):
    """This process inherits the worker. Its exit code, or None if it is still there after the limit."""
    for pid in children():
        handle = os.pidfd_open(pid)
        ended, _, _ = select.select([handle], [], [], 2 if "--deaf" in pair.boss.args else LIMIT_S)
        os.close(handle)
        if not ended:
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
        return os.waitstatus_to_exitcode(status) if ended else None
    return "no worker"


def children():
    me = os.getpid()
    with open(f"/proc/{me}/task/{me}/children", encoding="ascii") as file:
        return [int(pid) for pid in file.read().split()]


def check_pair(folder, deaf):
    pair = Pair(folder, *(["--deaf"] if deaf else []))
    claim("the boss sends three lines, and the worker receives them", pair.wait_for("boss.py reply.sent", 3) and
          pair.wait_for("worker.py reply.received", 1), pair.lines)
    pair.kill_boss()
    code = worker_ends(pair)
    claim("the worker stays, which is its bug" if deaf else "the worker ends by itself", code is None if deaf else code == 0, code)
    if not deaf:
        claim("and says so", pair.wait_for("worker.py child.ending", 1), pair.lines)
    claim("the boss says first that it started a child", pair.lines and "boss.py child.started" in pair.lines[:2], pair.lines)
    pair.end()


def main():
    folder, compiler, include = pathlib.Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3]
    check_layout(folder, compiler, include)
    (folder / "lifeline_probe.py").write_text(TELLS)
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    for deaf in (False, True):
        check_pair(folder, deaf)
    print(f"{checks} checks, {violations} violations")
    sys.exit(1 if violations else 0)


main()
