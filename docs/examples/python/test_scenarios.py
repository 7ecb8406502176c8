"""Each scenario beside this file is a test: python -m unittest

The variable LIFELINE names lifeline.exe, or bin/lifeline of an installed copy on Linux. Without it,
`lifeline` is looked for in PATH.
"""
import os
import pathlib
import re
import subprocess
import unittest

HERE = pathlib.Path(__file__).resolve().parent
LIFELINE = os.environ.get("LIFELINE", "lifeline")
LIMIT_S = 120
# lifeline.exe adds this to its exit code in its last line. A process that something ended from
# outside has another exit code, so it cannot pass. On Linux bin/lifeline does this, and takes it off.
EXIT_BASE = 200 if os.name == "nt" else 0
CLOSING = re.compile(r"(^|\n)1 passed, 0 failed in [0-9.]+ s\s*$")


class Scenarios(unittest.TestCase):
    def test_each_passes(self):
        for file in sorted(HERE.glob("*.scenario")):
            with self.subTest(file.name):
                ran = subprocess.run([LIFELINE, "run", file.name], cwd=HERE, capture_output=True, text=True,
                                     env={**os.environ, "LIFELINE_EXIT_BASE": str(EXIT_BASE)},
                                     timeout=LIMIT_S, check=False)
                self.assertTrue(ran.returncode == EXIT_BASE and CLOSING.search(ran.stdout),
                                f"exit code {ran.returncode}\n{ran.stdout}{ran.stderr}")


if __name__ == "__main__":
    unittest.main()
