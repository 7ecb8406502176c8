"""The child: reads lines from its standard input, and ends when its parent is gone."""
import os
import sys
import time

import lifeline_probe as probe


def main():
    while True:
        probe.step("reply.wait")
        if not os.read(sys.stdin.fileno(), 64):
            break
        probe.step("reply.received")
    if "--deaf" in sys.argv:
        time.sleep(3600)  # the bug
    probe.report("child.ending", by="pipe")


if __name__ == "__main__":
    main()
