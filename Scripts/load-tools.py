#!/usr/bin/env python3
"""Runs load tools and test runners on the loopback, against a server that is well and ones that are not, and says
whether the binary judges each as it should. Tools that are not installed are passed over, and said.

    Scripts/load-tools.py BINARY
"""
import http.server, itertools, json, os, shutil, subprocess, sys, tempfile, threading, time

BINARY = os.path.abspath(sys.argv[1])
PORT, CLOSED, IPERF = 18380, 18381, 18382
turns = itertools.count()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        turn = next(turns)
        time.sleep(0.08 if self.path == "/slow" else 0.002)
        # A server that stands still for half a second every three.
        if self.path == "/stall" and time.monotonic() % 3 < 0.5:
            time.sleep(max(0, 0.5 - time.monotonic() % 3))
        self.send_response(503 if self.path == "/ill" and turn % 5 == 0 else 200)
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"ok\n")

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    # Tools hang up on what they no longer wait for.
    def handle_error(self, *_):
        pass


def judge(gate, law, files):
    """The verdict of the gate, and the rules that block, for these outputs."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**files, "sixgate.yaml": law}.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(text if isinstance(text, bytes) else text.encode())
        result = os.path.join(folder, "result.json")
        subprocess.run([BINARY, "run", "--gate", gate, "-C", folder, "--quiet", "--output", f"json={result}"],
                       stdout=subprocess.DEVNULL)
        with open(result) as file:
            found = json.load(file)["gates"][0]
        return found["verdict"], sorted({f["rule"].split(".")[1] for f in found["findings"]})


def output(command, name=None):
    """What the command prints, or writes to the file of that name, in ten seconds at most."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=30)
        if not name:
            return done.stdout
        path = os.path.join(folder, name)
        return open(path, "rb").read() if os.path.exists(path) else b""


REQUESTS, STRICT = "500", "performance: { reports: [out], targets: { web: { evidence: out, %s } } }"
WEB = {
    "hey": (lambda url: ["hey", "-n", REQUESTS, "-c", "5", url], 'p95: "< 50 ms", error-rate: "< 2 %"'),
    "hey csv": (lambda url: ["hey", "-n", REQUESTS, "-c", "5", "-o", "csv", url], 'p95: "< 50 ms"'),
    "wrk": (lambda url: ["wrk", "-t1", "-c5", "-d2s", "--latency", url], 'p90: "< 50 ms", error-rate: "< 2 %"'),
    "ab": (lambda url: ["ab", "-q", "-n", REQUESTS, "-c", "5", url], 'p95: "< 50 ms", error-rate: "< 2 %"'),
    "siege": (lambda url: ["siege", "-j", "-q", "-c5", "-r100", url], 'mean: "< 50 ms", error-rate: "< 2 %"'),
}
TESTS = {
    "bats": (["bats", "--tap", "t.bats"], "t.bats", '@test "it works" {\n  %s\n}\n', None),
    "pytest": (["python3", "-m", "pytest", "-q", "--junitxml", "out", "t.py"], "t.py", "def test_it():\n  assert %s\n",
               "out"),
}
mistakes = []


def expect(what, found, passes):
    verdict, rules = found
    is_right = (verdict in ("passed", "warned")) == passes
    if not is_right:
        mistakes.append(what)
    print(f"{'ok ' if is_right else 'NOT'} {what}: {verdict} {' '.join(rules)}", flush=True)


def judge_web():
    for tool, (command, limits) in WEB.items():
        if not shutil.which(tool.split()[0]):
            print(f"--- {tool} is not installed")
            continue
        for path, port, passes in [("good", PORT, True), ("slow", PORT, False), ("ill", PORT, False),
                                   ("dead", CLOSED, False)]:
            # hey's table leaves failures out, so that it can tell nothing of them.
            if (tool, path) == ("hey csv", "ill"):
                continue
            printed = output(command(f"http://127.0.0.1:{port}/{path}"))
            expect(f"{tool}, {path}", judge("performance", STRICT % limits, {"out": printed}), passes)


def judge_stall():
    """A tool that waits hardly sees that the server stood still: the limit holds, and that is warned of."""
    printed = output(["hey", "-z", "7s", "-c", "5", "-o", "csv", f"http://127.0.0.1:{PORT}/stall"])
    verdict, rules = judge("performance", STRICT % 'p95: "< 50 ms"', {"out": printed})
    expect("hey csv, stall", (verdict, rules), "coordinated-omission" in rules)


def judge_network():
    for seconds, limit, passes in [(1, "> 1 Mbps", True), (1, "> 1000 Gbps", False)]:
        for options in [["--json"], []]:
            server = subprocess.Popen(["iperf3", "-s", "-1", "-p", str(IPERF)], stdout=subprocess.DEVNULL)
            time.sleep(0.5)
            printed = output(["iperf3", "-c", "127.0.0.1", "-p", str(IPERF), "-t", str(seconds)] + options)
            server.wait()
            law = STRICT % f'throughput: "{limit}"'
            expect(f"iperf3 {' '.join(options)}, {limit}", judge("performance", law, {"out": printed}), passes)
    for options in [["--json"], []]:
        printed = output(["iperf3", "-c", "127.0.0.1", "-p", str(IPERF)] + options)
        expect(f"iperf3 {' '.join(options)}, dead", judge("performance", STRICT % 'throughput: "> 1 Mbps"',
                                                          {"out": printed}), False)


def judge_commands():
    for command, passes in [("sleep 0.01", True), ("sleep 0.1", False), ("sleep 0.01; false", False)]:
        printed = output(["hyperfine", "-i", "-N" if ";" not in command else "-Ssh", "--runs", "60", "--export-json",
                          "out", command], "out")
        expect(f"hyperfine, {command}", judge("performance", STRICT % 'p95: "< 50 ms"', {"out": printed}), passes)


def judge_tests():
    for tool, (command, name, text, written) in TESTS.items():
        for word, passes in [({"bats": "true", "pytest": "True"}[tool], True),
                             ({"bats": "false", "pytest": "False"}[tool], False)]:
            with tempfile.TemporaryDirectory() as folder:
                with open(os.path.join(folder, name), "w") as file:
                    file.write(text % word)
                done = subprocess.run(command, cwd=folder, capture_output=True)
                printed = open(os.path.join(folder, written), "rb").read() if written else done.stdout
            expect(f"{tool}, {word}", judge("integration", "integration: { reports: [out] }", {"out": printed}), passes)


server = Server(("127.0.0.1", PORT), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
for what, tool in [(judge_web, "python3"), (judge_stall, "hey"), (judge_network, "iperf3"), (judge_commands, "hyperfine"),
                   (judge_tests, "python3")]:
    if shutil.which(tool):
        what()
    else:
        print(f"--- {tool} is not installed")
print(f"{len(mistakes)} judged wrong" if mistakes else "all judged right")
sys.exit(bool(mistakes))
