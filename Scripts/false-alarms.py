#!/usr/bin/env python3
"""Holds runs of one and the same server against each other, and counts how often the binary calls it slower than
itself; then makes it slower by four tenths, and counts how often that is found.

    Scripts/false-alarms.py BINARY FOLDER [TRIALS]

FOLDER holds 15 files or more that `hey -o csv` wrote, one a run. Draws are the same every time.
"""
import json, math, os, random, subprocess, sys, tempfile

BINARY, FOLDER = os.path.abspath(sys.argv[1]), sys.argv[2]
TRIALS = int(sys.argv[3]) if len(sys.argv) > 3 else 200
BASELINE = 10
# Runs of the candidate and samples of each: how many alarms in a hundred are too many.
ALLOWED = {(5, 50): 3.7, (5, 100): 2.7, (5, 200): 0.9, (5, 1000): 0.0,
           (1, 50): 0.9, (1, 100): 1.2, (1, 200): 0.8, (1, 1000): 0.7}
LAW = ('performance: { baseline: ["base/*.csv"], reports: ["head/*.csv"],'
       ' targets: { web: { evidence: "**/*.csv", p95: "< 100 s" } } }')
ALARMS = {"performance.regression", "performance.rollback"}


def load(path):
    with open(path) as file:
        head, *rows = file.read().splitlines()
    return head, [row.split(",", 1) for row in rows]


def alarms(runs, candidates, slower):
    """Whether something blocks, where the last runs are the candidate's."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ["base", "head"]:
            os.mkdir(os.path.join(folder, name))
        for number, (head, rows) in enumerate(runs):
            isNew = number >= len(runs) - candidates
            lines = [f"{float(time) * (slower if isNew else 1):.4f},{rest}" for time, rest in rows]
            with open(os.path.join(folder, "head" if isNew else "base", f"{number}.csv"), "w") as file:
                file.write("\n".join([head] + lines) + "\n")
        with open(os.path.join(folder, "sixgate.yaml"), "w") as file:
            file.write(LAW)
        result = os.path.join(folder, "result.json")
        subprocess.run([BINARY, "run", "--gate", "performance", "-C", folder, "--quiet", "--output", f"json={result}"],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with open(result) as file:
            findings = json.load(file)["gates"][0]["findings"]
        return any(finding["rule"] in ALARMS for finding in findings)


def rate(all, candidates, samples, slower):
    draws = random.Random(candidates * 10_000 + samples)
    hits = 0
    for _ in range(TRIALS):
        picked = draws.sample(all, BASELINE + candidates)
        runs = [(head, rows if samples >= len(rows) else draws.sample(rows, samples)) for head, rows in picked]
        hits += alarms(runs, candidates, slower)
    return 100 * hits / TRIALS


all = [load(os.path.join(FOLDER, name)) for name in sorted(os.listdir(FOLDER)) if name.endswith(".csv")]
tooMany = 0
for (candidates, samples), allowed in ALLOWED.items():
    found, power = rate(all, candidates, samples, 1), rate(all, candidates, samples, 1.4)
    # So many trials cannot tell more exactly.
    margin = 164.5 * math.sqrt(max(allowed, 0.3) / 100 * (1 - allowed / 100) / TRIALS)
    tooMany += found > allowed + margin
    print(f"{candidates} runs of {samples}: {found:.1f} % false alarms (allowed {allowed} % and {margin:.1f} % for"
          f" {TRIALS} trials), four tenths slower is found in {power:.0f} %", flush=True)
sys.exit(tooMany > 0)
