#!/usr/bin/env python3
"""Writes Sources/CStatic/order.txt: what typical runs call, in the order in which it is linked (`make order`).

order.py BINARY: one with its symbols. It is run by valgrind over the webshop, all gates, and over a long history, so
that whoever runs one like these touches a few hundred pages of the program and not a page for each function.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "Benchmarks"))
import history  # noqa: E402

# Where callgrind writes a name first; a call of itself has a number behind it.
NAME = re.compile(r"^c?fn=\(\d+\) ([A-Za-z_$][^\s']*)", re.MULTILINE)


def called(program, folder, *arguments):
    """The symbols of the functions that one run calls."""
    found = folder / "callgrind.out"
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C"}
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--demangle=no", f"--callgrind-out-file={found}", program, *arguments],
        env=environment, capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(f"order.py: exit {done.returncode}: sixgate {' '.join(arguments)}\n{done.stderr.decode()}")
    return set(NAME.findall(found.read_text()))


def runs(folder):
    """The arguments of each run, over repositories that are made in the folder."""
    yield ["--version"]
    for name in ("change", "mended"):
        shop = folder / name
        subprocess.run(["sh", ROOT / "Examples/webshop/replay.sh", shop, name], check=True, stdout=subprocess.DEVNULL)
        yield ["run", "-C", str(shop), "--base", "main", "--output", f"json={folder}/shop.json"]
    long = folder / "history"
    history.make(long, 400, 40)
    for level in ("message", "pairing"):
        yield ["run", "-C", str(long), "--base", "main", "--gate", "tdd", "--config", f"{long}/.git/{level}.yaml",
               "--quiet", "--output", f"json={folder}/history.json"]


def main(binary):
    if not shutil.which("valgrind"):
        sys.exit("order.py: no valgrind in PATH: a Debian package of that name brings it")
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        # Of what a debugger knows nothing is needed, and valgrind would read it all.
        program = str(folder / "sixgate")
        subprocess.run(["strip", "--strip-debug", "-o", program, binary], check=True)
        count = Counter()
        for arguments in runs(folder):
            count.update(called(program, folder, *arguments))
    # What all of them call stands together, and so does what one alone calls.
    names = sorted(count, key=lambda name: (-count[name], name))
    (ROOT / "Sources/CStatic/order.txt").write_text("".join(f"{name}\n" for name in names))
    print(f"{len(names)} functions")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
