"""Makes the repository that a tracefile is about: every file that it names, as long as the last line that it speaks of."""
import subprocess
from pathlib import Path


def make(folder, tracefile):
    """The tracefile stands in it as coverage.info, and is not tracked."""
    folder = Path(folder)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    for path, last in files(tracefile):
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("let line = 0  // as long as lines are\n" * last)
    git = ["git", "-C", str(folder), "-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "build: begin"], check=True)
    (folder / "coverage.info").hardlink_to(tracefile)


def files(tracefile):
    """The files of a tracefile, with the last line that it tells of each."""
    path, last = None, 0
    with open(tracefile, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("SF:"):
                path, last = line[3:].rstrip("\n"), 0
            elif line.startswith("DA:"):
                last = max(last, int(line[3:line.index(",")]))
            elif line.startswith("end_of_record"):
                yield path, last
