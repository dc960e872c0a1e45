#!/usr/bin/env python3
"""How often gate 6 calls a service slower than itself.

    same.py BINARY [--data DIR] [--trials 200] [--seed 1]

Takes runs of one service that was measured again and again (CSV of `hey -o csv`, one file a run; without --data it makes
forty of its own, always the same), draws ten of them as the baseline and one or five others as what is judged, so many
answers of each, and counts how often sixgate finds a regression or asks for a rollback. Exits with 1 where a rate is above
its bar by more than chance (one-sided, 1 in 20), 2 for usage.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

HEADER = "response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset"
# Metric, runs judged, answers of each, the highest rate in percent: issue 7's bars, by run-level evidence for five runs
# and by the lower bound of one.
BARS = [
    ("p95", 1, 50, 0.9), ("p95", 1, 100, 1.2), ("p95", 1, 200, 0.8), ("p95", 1, 1000, 0.7),
    ("p95", 5, 50, 3.7), ("p95", 5, 100, 2.7), ("p95", 5, 200, 0.9), ("p95", 5, 1000, 0.0),
    ("p99", 1, 100, 5.5), ("p99", 1, 1000, 0.0), ("p99", 5, 100, 3.3), ("p99", 5, 1000, 0.0),
]


def own_runs(rng):
    """Forty runs of a server with a tail of two in a hundred, on a machine that is now faster, now slower."""
    for _ in range(40):
        luck = rng.uniform(0.95, 1.05)
        seconds = [
            luck * (rng.uniform(0.12, 0.16) if rng.random() < 0.02 else rng.uniform(0.002, 0.013) + rng.uniform(0.002, 0.013))
            for _ in range(1000)
        ]
        yield [f"{time:.4f},0.0,0.0,0.0,0.0,0.0,200,{number / 100:.4f}" for number, time in enumerate(seconds)]


def runs_of(folder):
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        lines = path.read_text().splitlines()
        if lines[0] != HEADER:
            sys.exit(f"{path}: met {lines[0][:60]}, wanted the header of hey")
        yield lines[1:]


def policy(metric):
    objective = f"{{ sli: response_time_{metric}, pass: [{{ criteria: ['<=+20%'] }}] }}"
    return f"performance:\n  baseline: [base-*.csv]\n  targets:\n    web: {{ evidence: 'now-*.csv', objectives: [{objective}] }}\n"


def alarms(binary, folder, runs, rng, judged, count):
    """Whether sixgate blocks one draw of a baseline and of runs that are judged."""
    drawn = rng.sample(runs, 10 + judged)
    for old in folder.glob("*.csv"):
        old.unlink()
    for number, run in enumerate(drawn):
        name = f"base-{number}.csv" if number < 10 else f"now-{number}.csv"
        (folder / name).write_text("\n".join([HEADER] + rng.sample(run, min(count, len(run)))) + "\n")
    result = folder / "result.json"
    subprocess.run(
        [binary, "run", "--gate", "performance", "-C", folder, "--config-from", "head", "--output", f"json={result}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    gate = json.loads(result.read_text())["gates"][0]
    if not any(measure["required"] for measure in gate["measured"]):
        sys.exit(f"nothing was compared: {gate}")
    rules = {finding["rule"] for finding in gate["findings"]}
    return not rules.isdisjoint({"performance.regression", "performance.rollback"})


def tail(hits, trials, rate):
    """How often chance makes so many hits or more of so many trials."""
    total, term = 0.0, (1 - rate) ** trials
    for number in range(trials + 1):
        if number >= hits:
            total += term
        term *= (trials - number) / (number + 1) * rate / (1 - rate)
    return total


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--data")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    binary = os.path.abspath(asked.binary)
    runs = list(runs_of(asked.data) if asked.data else own_runs(random.Random(asked.seed)))
    if len(runs) < 15:
        sys.exit(f"met {len(runs)} runs, wanted 15 or more")
    missed = False
    print("| metric | runs | answers | false alarms | bar |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "-q", folder], check=True)
        for metric, judged, count, bar in BARS:
            (pathlib.Path(folder) / "sixgate.yaml").write_text(policy(metric))
            rng = random.Random(f"{asked.seed} {metric} {judged} {count}")
            hits = sum(alarms(binary, pathlib.Path(folder), runs, rng, judged, count) for _ in range(asked.trials))
            # A bar of 0.0 is what 1,000 trials did not show.
            is_above = tail(hits, asked.trials, max(bar, 0.1) / 100) < 0.05
            missed = missed or is_above
            share = f"{hits} of {asked.trials}, {100 * hits / asked.trials:.1f} %"
            print(f"| {metric} | {judged} | {count} | {share}{' (above)' if is_above else ''} | {bar} % |", flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
