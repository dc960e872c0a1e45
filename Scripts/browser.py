#!/usr/bin/env python3
"""Opens HTML reports in headless Chromium: filters, follows a link, uses the keyboard; no complaint, no request.

browser.py SIXGATE [FOLDER]: with a folder, leaves screenshots there, light and dark, of a phone and of a desk.
"""
import base64
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
GATES = ["tdd", "coverage", "security", "infrastructure", "integration", "performance"]


class Browser:
    """Chromium, spoken to over its pipe: messages of JSON, each ended by a zero byte."""

    def __init__(self, program, folder):
        here, there = os.pipe(), os.pipe()
        # Chromium reads file 3 and writes file 4.
        script = f'exec "$@" 3<&{here[0]} 4>&{there[1]}'
        self.process = subprocess.Popen(
            ["sh", "-c", script, "sh", program, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
             "--disable-background-networking", "--no-first-run", f"--user-data-dir={folder}", "--remote-debugging-pipe"],
            pass_fds=(here[0], there[1]), stderr=subprocess.DEVNULL)
        os.close(here[0]), os.close(there[1])
        self.to, self.of, self.rest, self.last, self.events = here[1], there[0], b"", 0, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def message(self):
        while b"\0" not in self.rest:
            block = os.read(self.of, 1 << 16)
            if not block:
                raise EOFError("Chromium ended")
            self.rest += block
        text, self.rest = self.rest.split(b"\0", 1)
        return json.loads(text)

    def call(self, method, **parameters):
        self.last += 1
        wanted = {"id": self.last, "method": method, "params": parameters}
        if hasattr(self, "session"):
            wanted["sessionId"] = self.session
        os.write(self.to, json.dumps(wanted).encode() + b"\0")
        while True:
            told = self.message()
            if told.get("id") == self.last:
                if "error" in told:
                    raise RuntimeError(f"{method}: {told['error']}")
                return told["result"]
            self.events.append(told)

    def open(self, file):
        self.events = []
        self.call("Page.navigate", url=file.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self.message())

    def value(self, expression):
        told = self.call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(f"{expression}: {told['exceptionDetails']['text']}")
        return told["result"].get("value")

    def complaints(self, file):
        for event in self.events:
            method, told = event.get("method"), event.get("params", {})
            if method in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded"):
                yield f"{method}: {json.dumps(told)[:300]}"
            if method == "Network.requestWillBeSent" and told["request"]["url"].split("#")[0] != file.as_uri():
                yield f"a request for {told['request']['url'][:200]}"

    def close(self):
        self.process.kill()
        self.process.wait()


FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
SHOWN = "document.querySelectorAll('tbody tr[class]:not([hidden])').length"


def large(program, folder):
    """A report of ten thousand findings, by way of the verdicts of six jobs."""
    files = []
    for order, gate in enumerate(GATES, 1):
        findings = [
            {"rule": f"{gate}.crowd", "effect": "fail", "severity": ["critical", "high", "medium", "low"][line % 4],
             "message": f"thing {line} is not as it should be", "remedy": f"Mend thing {line % 7}", "requirements": ["002-1"],
             "location": {"path": f"src/part{line % 50}/a{line % 400}.py", "line": line, "column": None},
             "fingerprint": f"{line:016x}", "pardon": None, "component": f"part{line % 12}", "owners": ["@shop/pay"]}
            for line in range(1, 10001)] if gate == "security" else []
        verdict = {
            "gate": gate, "order": order, "verdict": "failed" if findings else "passed", "reason": "", "measured": [],
            "findings": findings, "inputs": [], "exhibits": []}
        change = {"base": "1" * 40, "head": "2" * 40, "origin": "--base", "branch": None, "pullRequest": None,
                  "platform": "none", "problem": None}
        files.append(folder / f"{gate}.json")
        files[-1].write_text(json.dumps({
            "schema": "sixgate-result/1", "tool": {"name": "sixgate", "version": "0.1.0"}, "change": change,
            "verdict": verdict["verdict"], "gates": [verdict], "components": [], "findings": [], "notices": []}))
    page = folder / "large.html"
    told = subprocess.run(
        [program, "merge", *files, "--output", f"html={page}", "--quiet"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if told.returncode != 1:
        sys.exit(f"the large report was not made: {told.stdout.decode()[:2000]}")
    return page


def problems(browser, name, page):
    """What a person would stumble over, one sentence each."""
    browser.open(page)
    rows = browser.value(SHOWN)
    if rows:
        if browser.value("document.getElementById('filter').hidden"):
            yield "the filter is hidden"
        word = browser.value("document.querySelector('tbody tr[class] code').textContent")
        for text, wanted in (("no-finding-says-this", 0), (word, None), ("", rows)):
            browser.value(
                f"{{ const field = document.querySelector('[type=search]'); field.value = {json.dumps(text)};"
                " field.dispatchEvent(new Event('input', {bubbles: true})) }")
            browser.value(FRAMES)
            found = browser.value(SHOWN)
            if found != wanted if wanted is not None else not 0 < found <= rows:
                yield f"a search for {text!r} shows {found} of {rows}"
        browser.value("document.querySelector('[value=error]').click()")
        browser.value(FRAMES)
        if browser.value("document.querySelectorAll('tr.error:not([hidden])').length"):
            yield "what blocks is shown though it is left out"
        browser.value("document.querySelector('[value=error]').click()")
        browser.value("document.activeElement.blur()")
        browser.call("Input.dispatchKeyEvent", type="keyDown", key="/", text="/")
        if browser.value("document.activeElement.type") != "search":
            yield "the key / does not lead to the search"
        browser.value(FRAMES)
    browser.value("document.querySelectorAll('details').forEach(part => { part.open = false })")
    browser.value("document.querySelector('tbody a').click()")
    browser.value(FRAMES)
    # The event of a new fragment comes as a task of its own.
    browser.value("new Promise(done => setTimeout(done, 50))")
    if not browser.value("document.querySelector(location.hash).open"):
        yield "a link leads to a part that stays closed"
    if browser.value("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        yield "the page is wider than its window"
    yield from browser.complaints(page)


def picture(browser, folder, name, page):
    for scheme in ("light", "dark"):
        for place, width, height in (("desk", 1280, 900), ("phone", 390, 844)):
            browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
            browser.call(
                "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=place == "phone")
            browser.open(page)
            for part in ("", "coverage", "security", "infrastructure", "integration"):
                browser.value(f"location.hash = {json.dumps(part)}")
                browser.value(FRAMES)
                told = browser.call("Page.captureScreenshot", format="png")
                (folder / f"{name}{part and '-' + part}-{scheme}-{place}.png").write_bytes(base64.b64decode(told["data"]))


def main():
    chromium = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
    if not chromium:
        print("SKIPPED: NO CHROMIUM IS INSTALLED: THE HTML REPORT WAS OPENED IN NO BROWSER (apt-get install chromium)")
        return 0
    program = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    found, count = [], 0
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as root:
        folder = pathlib.Path(root)
        pages = {"large": large(program, folder)}
        for golden in sorted((ROOT / "Tests/ReportersTests/Golden/html").glob("*.txt")):
            pages[golden.stem] = folder / f"{golden.stem}.html"
            shutil.copy(golden, pages[golden.stem])
        browser = Browser(chromium, folder / "profile")
        try:
            for name, page in pages.items():
                found += [f"{name}: {problem}" for problem in problems(browser, name, page)]
                count += 1
                if shots and name in ("large", "passed", "failed", "components", "waived"):
                    shots.mkdir(parents=True, exist_ok=True)
                    picture(browser, shots, name, page)
        finally:
            browser.close()
    print(f"opened {count} reports in Chromium, {len(found)} problems")
    for problem in found:
        print(f"  {problem}")
    return 1 if found else 0


sys.exit(main())
