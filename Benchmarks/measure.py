#!/usr/bin/env python3
"""Measures sixgate against the limit of each work, run by run, and holds what it read against the truth.

    measure.py BINARY [--size 50MB] [--runs 5] [--only NAME] [--json PATH]

Exit status 1 when a total is wrong or a command fails, 2 for usage. A missed bar is shown, not punished: a benchmark
measures, the performance gate judges. Inputs go to a temporary folder, or to $SIXGATE_BENCH_DIR, where they stay.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

sys.dont_write_bytecode = True  # leaves no __pycache__ in the tree
import checkout  # noqa: E402
import history  # noqa: E402
import monorepo  # noqa: E402
import scripts  # noqa: E402
from generate import byte_count  # noqa: E402

HERE = Path(__file__).resolve().parent
# Of what takes a few milliseconds a run: fewer say more of the machine's moment than of the program.
SHORT_RUNS = 100

# Per format: what stands beside sixgate, and the bar of DESIGN.md section 7, against the first of these or in MB/s.
READING = {
    "lcov": (["count", "lines"], ("MB/s", 800)),
    "cobertura": (["xml"], ("ratio", 1.35)),
    "junit": (["xml"], ("ratio", 1.35)),
    "kubernetes": (["yaml"], ("ratio", 1.6)),
    "sarif": (["bytes"], ("MB/s", 800)),
    "trivy": (["bytes"], ("MB/s", 800)),
    "go-test": (["bytes"], ("MB/s", 500)),
    "hey-csv": (["lines"], ("MB/s", 500)),
    "k6-json": (["bytes"], ("MB/s", 500)),
}
# A change of two lines, for who measures changes.
DIFF = """diff --git a/{0} b/{0}
--- a/{0}
+++ b/{0}
@@ -4,0 +5,2 @@
+one
+two
""".format("Sources/Billing/Account00000.swift")
# Tools that do the same work, where they are installed; each is run once, since most are slow. DIFF names the change.
PEERS = {
    "lcov": {"lcov": ["--summary"]},
    "cobertura": {
        "gcovr": ["--txt-summary", "--cobertura-add-tracefile"],
        "diff-cover": ["--diff-file", "DIFF"],
    },
}
STARTUP_BAR = ("ratio", 1.5)
COMPONENTS_BAR = ("ratio", 1.2)
SCRIPTS_BAR = ("ratio", 3)

# Gate 1: commits before the change, commits of the change, the level, and the bar against the git log that it needs.
HISTORIES = {
    "range-message": (300_000, 200, "message", ("ratio", 1.3)),
    "range-pairing": (300_000, 200, "pairing", ("ratio", 1.3)),
    "whole-message": (0, 50_000, "message", ("ratio", 1.15)),
    "whole-pairing": (0, 50_000, "pairing", ("ratio", 1.15)),
}
STRIPPED_BAR = ("MB", 12)
BARS = {"ratio": "<= {}x", "MB": "<= {} MB", "MB/s": ">= {} MB/s"}


class Fault(Exception):
    """A command failed or a total is wrong."""


class Bench:
    def __init__(self, binary, folder):
        self.binary, self.folder = binary, Path(folder)
        self.floor = self.compiled("floor", "-I/usr/include/libxml2", "-lxml2", "-lyaml")
        self.stopwatch = self.compiled("stopwatch", "-static")

    def compiled(self, name, *flags):
        program = self.folder / name
        command = [os.environ.get("CC", "cc"), "-O2", "-o", program, HERE / f"{name}.c", *flags]
        if subprocess.run(command).returncode != 0:
            raise Fault(f"{name}.c does not compile (it needs a C compiler, libxml2-dev and libyaml-dev)")
        return str(program)

    def timed(self, command, times):
        """Runs a command: (wall seconds, CPU seconds, peak MiB) of each time, and what it printed."""
        report = self.folder / "times"
        report.write_text("")
        done = subprocess.run([self.stopwatch, report, str(times), *command], stdout=subprocess.PIPE)
        rows = [line.split() for line in report.read_text().splitlines()]
        shown = " ".join(command)
        if done.returncode != 0 or len(rows) != times:
            raise Fault(f"could not run: {shown}")
        for *_, status in rows:
            if status != "0":
                raise Fault(f"exit {status}: {shown}\n{done.stdout[:400].decode(errors='replace')}".rstrip())
        return [(float(wall), float(cpu), int(peak) / 1024) for wall, cpu, peak, _ in rows], done.stdout

    def race(self, ours, limits, rounds, times=1, check=lambda printed: None):
        """Alternates sixgate and its limits, so that whatever else the machine does falls on all of them alike."""
        commands = [ours, *limits.values()]
        samples = [[] for _ in commands]
        for turn in range(rounds + 1):
            for command, sample in zip(commands, samples):
                taken, printed = self.timed(command, times)
                if command is ours:
                    check(printed)
                if turn > 0:  # the first warms the page cache
                    sample += taken
        walls = [[wall for wall, _, _ in sample] for sample in samples]
        row = summary(samples[0])
        row["limits"] = [
            {"name": name, **summary(sample), "ratio": median(map(ratio, walls[0], wall))}
            for name, sample, wall in zip(limits, samples[1:], walls[1:])
        ]
        return row

    def startup(self):
        limits = {"git --version": ["git", "--version"], "/bin/true": ["/bin/true"]}
        row = self.race([self.binary, "--version"], limits, SHORT_RUNS // 10, times=10)
        return {"work": "start-up", **row, **judged(STARTUP_BAR, row["limits"][0]["ratio"])}

    def stripped(self):
        copy = self.folder / "stripped"
        if subprocess.run(["strip", "-o", copy, self.binary], capture_output=True).returncode != 0:
            copy = Path(self.binary)  # not a binary, or no strip: it is as large as it is
        size = copy.stat().st_size
        return {"work": "stripped", "bytes": size, **judged(STRIPPED_BAR, size / 1e6)}

    def generated(self, name, file, size):
        """Writes a report of that size, and returns what is true of it."""
        command = [sys.executable, HERE / "generate.py", name, file, "--size", str(size)]
        made = subprocess.run(command, stdout=subprocess.PIPE)
        if made.returncode != 0:
            raise Fault(f"generate.py {name} failed")
        return json.loads(made.stdout)

    def reading(self, name, size, runs):
        modes, bar = READING[name]
        # diff-cover goes by the name.
        file = str(self.folder / f"generated.{name}{'.xml' if 'xml' in modes else ''}")
        truth = self.generated(name, file, size)
        limits = {mode: [self.floor, mode, file] for mode in modes}
        row = self.race([self.binary, "inspect", file], limits, runs, check=lambda printed: compare(truth, printed))
        row["limits"] += self.peers(name, file, row["wall"])
        return {"work": name, **row, **self.speed(row, file, bar)}

    def speed(self, row, file, bar):
        size = os.path.getsize(file)
        measured = size / 1e6 / row["wall"]
        return {"bytes": size, "MB/s": measured,
                **judged(bar, measured if bar[0] == "MB/s" else row["limits"][0]["ratio"])}

    def verdict(self, size, runs):
        """Gate 2 over a tracefile that misses lines of all files, in a checkout that has them."""
        file, folder = self.folder / f"verdict-{size}.info", self.folder / f"verdict-{size}"
        truth = self.generated("lcov", str(file), size)["coverage"]
        if not folder.exists():
            checkout.make(folder, file)
        shares = [f"({truth[kind]['covered']}/{truth[kind]['total']})" for kind in ("lines", "branches", "functions")]

        def check(printed):
            if not all(share.encode() in printed.replace(b"\n  ", b" ") for share in shares):
                raise Fault(f"verdict: wanted {shares} in\n{printed[:800].decode(errors='replace')}")

        # The gate blocks, which is its answer and no fault.
        words = f"'{self.binary}' run -C '{folder}' --gate coverage --base HEAD; [ $? = 1 ]"
        limits = {"count": [self.floor, "count", str(file)]}
        row = self.race(["sh", "-c", words], limits, runs, check=check)
        return {"work": "verdict", **row, **self.speed(row, file, READING["lcov"][1])}

    def peers(self, name, file, wall):
        """The time of every tool that is installed and can read the file."""
        for tool, words in PEERS.get(name, {}).items():
            shown = " ".join([tool, *words])
            change = self.folder / "two-lines.diff"
            change.write_text(DIFF)
            words = [str(change) if word == "DIFF" else word for word in words]
            if not shutil.which(tool):
                print(f"{name}: {tool} IS NOT INSTALLED, so sixgate stands beside no `{shown}`", file=sys.stderr)
                continue
            try:
                sample, _ = self.timed([tool, *words, file], 1)
            except Fault as fault:
                print(f"{name}: `{shown}` could not be measured: {fault}", file=sys.stderr)
                continue
            yield {"name": shown, **summary(sample), "ratio": wall / sample[0][0]}

    def components(self, runs):
        """A run over 200 components and 5,000 reports, against the same run over the repository as one."""
        folder = self.folder / "monorepo"
        if not folder.exists():
            monorepo.make(folder)
        calls = {
            name: [self.binary, "run", "-C", str(folder / "repository"), "--base", "HEAD", "--quiet",
                   "--config", str(folder / f"{name}.yaml")]
            for name in ("many", "one")
        }
        row = self.race(calls["many"], {"as one": calls["one"]}, runs)
        return {"work": "components", **row, **judged(COMPONENTS_BAR, row["limits"][0]["ratio"])}

    def scripts(self, runs):
        """Gate 4 over 20,000 scripts and pipelines, against reading all of them."""
        folder, result = self.folder / "scripts", self.folder / "scripts.json"
        wanted = scripts.FILES // scripts.EVERY
        if not folder.exists():
            scripts.make(folder)
        call = [self.binary, "run", "-C", str(folder), "--gate", "infrastructure", "--base", "HEAD", "--quiet",
                "--output", f"json={result}"]
        limit = ["sh", "-c", f"cd '{folder}' && git ls-files -z | xargs -0 cat | wc -c"]

        def check(_):
            found = json.loads(result.read_text())["gates"][0]["measured"]
            if not any(row["found"] == str(wanted) for row in found):
                raise Fault(f"scripts: met {found}, wanted {wanted} commands that change something")

        row = self.race(call, {"read": limit}, runs, check=check)
        return {"work": "scripts", **row, **judged(SCRIPTS_BAR, row["limits"][0]["ratio"])}


    def history(self, name, runs):
        """Gate 1 over a range, against the git log that prints all that the level looks at."""
        before, judged_commits, level, bar = HISTORIES[name]
        folder, result = self.folder / f"history-{before}", self.folder / "history.json"
        if not folder.exists():
            history.make(folder, before, judged_commits)
        call = [self.binary, "run", "-C", str(folder), "--gate", "tdd", "--base", "main", "--quiet",
                "--config", str(folder / ".git" / f"{level}.yaml"), "--output", f"json={result}"]
        told = ["--name-status"] if level == "message" else ["--patch", "--unified=0"]
        limit = ["git", "-C", str(folder), "log", "--reverse", "--topo-order", *told, "main..change"]

        def check(_):
            found = json.loads(result.read_text())["gates"][0]["measured"]
            result.unlink()  # as in CI, where none of an earlier run lies there
            if not any(row["found"] == f"{judged_commits // 2} of {judged_commits // 2}" for row in found):
                raise Fault(f"{name}: met {found}, wanted {judged_commits // 2} commits with tests before them")

        turns = max(runs, SHORT_RUNS) if before else runs
        row = self.race(call, {f"git log {told[0]}": limit}, turns, check=check)
        return {"work": name, **row, **judged(bar, row["limits"][0]["ratio"])}


def ratio(ours, limit):
    return ours / limit


def summary(sample):
    """Medians; the spread is half the distance between the quartiles, as a share of the median."""
    wall, cpu, peak = ([taken[n] for taken in sample] for n in range(3))
    ordered = sorted(wall)
    quarter = len(ordered) // 4
    spread = (ordered[-1 - quarter] - ordered[quarter]) / 2 / median(wall)
    return {"wall": median(wall), "spread": spread, "cpu": median(cpu), "peak": max(peak), "runs": len(wall)}


def judged(bar, measured):
    unit, wanted = bar
    met = measured >= wanted if unit == "MB/s" else measured <= wanted
    return {"bar": BARS[unit].format(wanted), "met": met}


def compare(truth, printed):
    """Every number that the generator states must be in what `inspect` printed."""
    try:
        file = json.loads(printed)["files"][0]
        status = file["status"]
    except (ValueError, LookupError, TypeError):
        raise Fault(f"inspect printed no result: {printed[:200].decode(errors='replace')}") from None
    if status != "read":
        raise Fault(f"inspect did not read the file: {status}, {file.get('error')}")
    wrong = [
        f"{drawer}.{key}: met {(file.get(drawer) or {}).get(key)}, wanted {wanted}"
        for drawer, numbers in truth.items() for key, wanted in numbers.items()
        if not holds((file.get(drawer) or {}).get(key), wanted)
    ]
    if wrong:
        raise Fault("a total is wrong\n" + "\n".join(wrong))


def holds(met, wanted):
    """Whether all that is wanted was met, whatever else was."""
    if isinstance(wanted, dict) and isinstance(met, dict):
        return all(holds(met.get(key), value) for key, value in wanted.items())
    if isinstance(wanted, list) and isinstance(met, list):
        return len(met) == len(wanted) and all(map(holds, met, wanted))
    return met == wanted


def milliseconds(seconds):
    return f"{seconds * 1e3:.2f} ms" if seconds < 0.01 else f"{seconds * 1e3:.0f} ms"


def cells(row):
    """The lines of one row: each limit after the first has a line of its own."""
    line = {"work": row["work"], "bar": row["bar"], "": "met" if row["met"] else "missed"}
    if "bytes" in row:
        line["size"] = f"{row['bytes'] / 1e6:.1f} MB"
    if "wall" in row:
        line["sixgate"] = f"{milliseconds(row['wall'])} ±{row['spread']:.0%}"
        line["CPU"] = milliseconds(row["cpu"])
        line["peak MiB"] = f"{row['peak']:.1f}"
    if "MB/s" in row:
        line["MB/s"] = f"{row['MB/s']:.0f}"
    for limit in row.get("limits", []):
        line |= {"limit": limit["name"], "takes": milliseconds(limit["wall"]), "ratio": f"{limit['ratio']:.2f}x"}
        yield line
        line = {}
    if line:
        yield line


def table(rows):
    columns = ["work", "size", "sixgate", "CPU", "MB/s", "peak MiB", "limit", "takes", "ratio", "bar", ""]
    lines = [dict(zip(columns, columns))] + [line for row in rows for line in cells(row)]
    widths = {column: max(len(line.get(column, "")) for line in lines) for column in columns}
    words = {"work", "limit", ""}
    return "\n".join(
        "  ".join(line.get(column, "").ljust(widths[column]) if column in words
                  else line.get(column, "").rjust(widths[column]) for column in columns).rstrip()
        for line in lines)


def measured(binary, folder, size, runs, only):
    """The rows that could be measured and, by work, why the others could not."""
    bench = Bench(binary, folder)
    works = {"start-up": bench.startup, "stripped": bench.stripped}
    works["components"] = lambda: bench.components(runs)
    works["scripts"] = lambda: bench.scripts(runs)
    works["verdict"] = lambda: bench.verdict(size, runs)
    works |= {name: lambda name=name: bench.history(name, runs) for name in HISTORIES}
    works |= {name: lambda name=name: bench.reading(name, size, runs) for name in READING}
    rows, faults = [], {}
    for name in only or works:
        try:
            rows.append(works[name]())
        except Fault as fault:
            faults[name] = str(fault)
    return rows, faults


def positive(text):
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f'met "{text}", wanted a number above zero')
    return int(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--size", type=byte_count, default="50MB", help="of each generated input")
    parser.add_argument(
        "--runs", type=positive, default=5, help=f"of each work; start-up and ranges have {SHORT_RUNS} at least")
    parser.add_argument("--only", action="append", choices=["start-up", "stripped", "components", "scripts", "verdict", *HISTORIES, *READING], help="may be repeated")
    parser.add_argument("--json", metavar="PATH", help="write the numbers there too; seconds and MiB")
    asked = parser.parse_args()
    binary = shutil.which(os.path.abspath(asked.binary))
    if not binary:
        parser.error(f'met "{asked.binary}", wanted a program that can be run')

    # The bars are written for two cores.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    with tempfile.TemporaryDirectory(prefix="sixgate-bench-") as temporary:
        folder = os.environ.get("SIXGATE_BENCH_DIR") or temporary
        os.makedirs(folder, exist_ok=True)
        try:
            rows, faults = measured(binary, folder, asked.size, asked.runs, asked.only)
        except Fault as fault:
            sys.exit(str(fault))
    if rows:
        print(table(rows))
    for name, why in faults.items():
        print(f"{name}: {why}", file=sys.stderr)
    if asked.json:
        Path(asked.json).write_text(json.dumps({"rows": rows, "faults": faults}, indent=2) + "\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
