# For a script to import: a headless Chromium that is driven by its DevTools protocol over two pipes, so
# that nothing listens anywhere. It sees no network: each host name leads nowhere.
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time


def chromium_path():
    """The path of the browser: by Debian's name for it, else by another name. None without a browser."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((path for path in map(shutil.which, names) if path), None)


class Failed(Exception):
    """The browser ended, did not answer in time, or a script in the page threw."""


class Browser:
    """One browser with one page. Use it with `with`."""

    def __init__(self, path, width=1280, height=800, limit=60):
        self.folder = tempfile.mkdtemp(prefix="lifeline-chromium-")
        self.limit = limit
        self.next_id = 0
        self.buffer = b""
        self.messages = []  # errors and warnings of the console, and exceptions
        self.requests = []  # addresses that the page asked for
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()
        self.process = subprocess.Popen(
            [path, "--headless=new", "--remote-debugging-pipe", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--no-first-run", "--hide-scrollbars", "--disable-extensions",
             "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={self.folder}", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            preexec_fn=lambda: (os.dup2(to_browser, 103), os.dup2(from_browser, 104),
                                os.dup2(103, 3), os.dup2(104, 4)),
            pass_fds=(3, 4))
        os.close(to_browser)
        os.close(from_browser)
        self.session = None
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.send(domain + ".enable")
        # Times of the page's thread alone, whatever else the machine does.
        self.send("Performance.enable", timeDomain="threadTicks")
        self.size(width, height)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.folder, ignore_errors=True)

    def receive(self, until):
        """The next message of the browser."""
        while b"\0" not in self.buffer:
            ready, _, _ = select.select([self.read_end], [], [], max(0, until - time.monotonic()))
            more = os.read(self.read_end, 1 << 20) if ready else b""
            if not more:
                raise Failed("the browser ended" if ready else f"the browser did not answer in {self.limit} s")
            self.buffer += more
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def keep(self, message):
        """What the page says by itself."""
        method, params = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = params["exceptionDetails"]
            self.messages.append(details.get("exception", {}).get("description", details["text"]))
        elif method == "Runtime.consoleAPICalled" and params["type"] in ("error", "warning", "assert"):
            self.messages.append(str([arg.get("value") for arg in params["args"]]))
        elif method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            self.messages.append(params["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def send(self, method, **params):
        self.next_id += 1
        message = {"id": self.next_id, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.write_end, json.dumps(message).encode() + b"\0")
        until = time.monotonic() + self.limit
        while True:
            answer = self.receive(until)
            if answer.get("id") == self.next_id:
                if "error" in answer:
                    raise Failed(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.keep(answer)

    def size(self, width, height):
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                  mobile=False)

    def media(self, kind="", dark=False):
        """`kind` is "print" or ""."""
        self.send("Emulation.setEmulatedMedia", media=kind, features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])

    def open(self, address):
        """Opens an address and waits until the page is loaded; returns how long that took, in s."""
        self.send("Page.navigate", url="about:blank")
        begin = time.monotonic()
        self.send("Page.navigate", url=address)
        # Two frames: the second one begins only after the first was drawn.
        self.run("new Promise((done) => { const drawn = () => requestAnimationFrame(() => "
                 "requestAnimationFrame(() => done(1))); document.readyState === 'complete' ? drawn() : "
                 "addEventListener('load', drawn); })")
        return time.monotonic() - begin

    def run(self, script):
        """The value of an expression in the page; a promise is waited for."""
        result = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in result:
            raise Failed(result["exceptionDetails"].get("exception", {}).get("description", script))
        return result["result"].get("value")

    def worked_s(self):
        """How long the page's thread has worked since it was opened: script, layout, painting."""
        metrics = self.send("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    def drawn(self):
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))")

    def click(self, selector):
        """A real click with the mouse into the middle of the first element."""
        box = self.run(f"(() => {{ const box = document.querySelector({json.dumps(selector)})"
                       ".getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()")
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.send("Input.dispatchMouseEvent", type=kind, x=box[0], y=box[1], clickCount=1,
                      button="none" if kind == "mouseMoved" else "left")
        self.drawn()

    def move(self, selector):
        box = self.run(f"(() => {{ const box = document.querySelector({json.dumps(selector)})"
                       ".getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; })()")
        self.send("Input.dispatchMouseEvent", type="mouseMoved", x=box[0], y=box[1])
        self.drawn()

    def key(self, key):
        """A key of the keyboard: a letter, or a name such as ArrowDown."""
        text = key if len(key) == 1 else {"Enter": "\r"}.get(key, "")
        codes = {"Enter": 13, "Escape": 27, "ArrowUp": 38, "ArrowDown": 40}
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "",
                      windowsVirtualKeyCode=codes.get(key, 0))
        self.drawn()

    def type(self, text):
        for letter in text:
            self.key(letter)

    def screenshot(self, file):
        self.drawn()
        data = self.send("Page.captureScreenshot", format="png")["data"]
        with open(file, "wb") as to:
            to.write(base64.b64decode(data))

    def pdf(self, file):
        with open(file, "wb") as to:
            to.write(base64.b64decode(self.send("Page.printToPDF", printBackground=True)["data"]))
