# For a script to import: logs that no run wrote, for the test of the report's page.
import json

PARENT, CHILD = 100, 200
HOSTILE = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=1"><!--'


class Log:
    """The lines of a log. Each event is a little later than the one before."""

    def __init__(self, path, scenario, platform="wine 8.0"):
        self.ns = 0
        self.events = []
        self.header = {"lifeline": 2, "kit": "0.1.0", "commit": "0123456789ab",
                       "platform": platform, "path": path, "started": "2026-01-31T12:00:00Z", "seed": "0x2a", "options": "",
                       "scenario": scenario}

    def add(self, kind, actor="", after_us=137, **fields):
        self.ns += after_us * 1000
        event = {"at_ns": self.ns, "event": kind}
        if actor:
            event["actor"] = actor
        self.events.append({**event, **fields})

    def start(self, actor, pid):
        self.add("started", actor, name="ref.exe", pid=pid)
        self.add("attached", actor, pid=pid)

    def exchange(self, child, pid, number):
        """A request and its reply, between host and a child."""
        of_child, of_host = dict(pid=pid, tid=pid + 1), dict(pid=PARENT, tid=PARENT + 1)
        message = dict(n=number, sequence=number, size=64, checksum="0x1")
        self.add("step", child, name="request.before", n=number, deadline_ms=1000, **of_child)
        self.add("step", child, name="request.sent", **message, **of_child)
        self.add("step", child, name="reply.wait", n=number, deadline_ms=1000, **of_child)
        self.add("step", "host", name="request.received", peer=child, **message, **of_host)
        self.add("step", "host", name="reply.sent", peer=child, **message, **of_host)
        self.add("step", child, name="reply.received", **message, **of_child)

    def text(self, verdict="pass"):
        lines = [self.header, *self.events]
        if verdict:
            lines.append({"verdict": verdict, "findings": []})
        return "".join(json.dumps(line) + "\n" for line in lines)


def orphan(path="scenarios/orphan.scenario"):
    """A child that ignores the loss of its pipe: rule child-ends fails on it."""
    log = Log(path, "parent host is ref_parent\nchild cs is ref_child tick 20ms\n"
                    "window child-ends 500ms\nat host reply.sent #3 kill host\n")
    log.start("host", PARENT)
    log.start("cs", CHILD)
    for number in (1, 2, 3):
        log.exchange("cs", CHILD, number)
    last = log.events.pop()
    log.add("struck", "host", name="kill", peer="cs", by="reply.sent", n=3, line=4, pid=PARENT, tid=PARENT + 1)
    last["at_ns"] = log.ns + 1000
    log.events.append(last)
    log.add("exited", "host", pid=PARENT, code=1279870533)
    log.add("confirmed", "host", name="kill", line=4, pid=PARENT)
    log.add("printed", "cs", by="stderr", text="the pipe? which pipe?", size=21)
    for tick in range(40):
        log.add("step", "cs", after_us=20400, name="idle.wait", n=tick + 1, deadline_ms=20, pid=CHILD, tid=CHILD + 1)
    log.add("left", "cs", pid=CHILD)
    log.add("ended", "cs", name="left", pid=CHILD)
    log.add("exited", "cs", pid=CHILD, code=1279870534)
    log.add("end")
    return log


def close(log):
    """The end of a run in which the runner stops the host, and the host its child."""
    log.add("closing", after_us=100000, by="time")
    log.add("stop", "host")
    log.add("step", "host", name="quit.sent", peer="cs", pid=PARENT, tid=PARENT + 1)
    log.add("report", "cs", name="child.ending", by="quit", pid=CHILD, tid=CHILD + 1)
    log.add("exited", "cs", pid=CHILD)
    log.add("report", "host", name="parent.ending", by="stop", pid=PARENT, tid=PARENT + 1)
    log.add("exited", "host", pid=PARENT)
    log.add("end")


def passes(path="scenarios/passes.scenario"):
    """A run in which nothing is to be judged but a line that holds."""
    log = Log(path, "parent host is ref_parent\nchild cs is ref_child\nrun for 100ms\n")
    log.start("host", PARENT)
    log.start("cs", CHILD)
    for number in range(1, 6):
        log.exchange("cs", CHILD, number)
    close(log)
    return log


def early(path="scenarios/early.scenario"):
    """A run in which the child records that it has the last reply before the parent records that it sent it."""
    log = passes(path)
    received = max(i for i, event in enumerate(log.events) if event.get("name") == "reply.received")
    one, two = log.events[received - 1], log.events[received]
    one["at_ns"], two["at_ns"] = two["at_ns"], one["at_ns"]
    log.events[received - 1:received + 1] = two, one
    return log


def hostile():
    """Every text that somebody else could have chosen tries to become HTML."""
    log = Log("scenarios/" + HOSTILE + ".scenario", "# " + HOSTILE + "\nparent host is ref_parent\n"
              "child cs is ref_child\nat cs request.sent #1 kill cs\n")
    log.start("host", PARENT)
    short = HOSTILE[:31]
    for kind in ("step", "report", "struck", "confirmed", "printed", "trouble", "handles"):
        log.add(kind, short, name=short, peer=short, by=short, text=HOSTILE, pid=7, tid=8)
    log.add("printed", "host", by="stdout", text="turned \u202e and \x1b[31m red \udc80", size=30)
    log.add("end")
    return log


def large(events, children=3):
    """Many events of many actors with long names and long lines of output."""
    names = ["cs"] + [f"a-name-of-thirty-one-bytes-{number:04}" for number in range(2, children + 1)]
    log = Log("scenarios/large.scenario", "parent host is ref_parent\n" + "".join(
        f"child {name} is ref_child\n" for name in names) + "at cs request.sent #3 kill cs\n")
    log.start("host", PARENT)
    for index, name in enumerate(names):
        log.start(name, CHILD + 2 * index)
    number = 0
    while len(log.events) < events - 2:
        number += 1
        for index, name in enumerate(names):
            if number < 3 or index > 0:
                log.exchange(name, CHILD + 2 * index, number)
            if number == 3 and index == 0:
                log.add("struck", "cs", name="kill", peer="host", by="request.sent", n=3,
                        line=children + 2, pid=CHILD, tid=CHILD + 1)
                log.add("exited", "cs", pid=CHILD, code=1279870533)
        log.add("printed", "host", by="stdout", text="a long line of output " * 9, size=198)
    del log.events[events - 1:]
    log.add("end")
    return log
