"""The parent: sends its worker a line every 20 ms, over the worker's standard input.

    boss.py           right
    boss.py --deaf    wrong: the worker stays when its input ends
"""
import os
import subprocess
import sys
import time

import lifeline_probe as probe

WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "worker.py")


def main():
    worker = subprocess.Popen([sys.executable, WORKER, *sys.argv[1:]], stdin=subprocess.PIPE)
    probe.step("child.started", peer="worker")
    try:
        while True:
            worker.stdin.write(b"work\n")
            worker.stdin.flush()
            probe.step("reply.sent", peer="worker")
            time.sleep(0.02)
    except OSError:
        probe.report("child.lost", peer="worker", by="pipe")
    while True:
        time.sleep(60)  # where a real program goes on without its worker


if __name__ == "__main__":
    main()
