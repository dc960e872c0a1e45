"""Makes a repository with a long history, always the same: tests and the code behind them, file by file."""
import subprocess
from itertools import chain

FILES = 3000
LINES = 30


def make(folder, before, judged):
    """So many commits on main, and so many behind them on the branch `change`, every second one a test."""
    folder.mkdir(parents=True)
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(folder)], check=True)
    with subprocess.Popen(["git", "-C", str(folder), "fast-import", "--quiet"], stdin=subprocess.PIPE) as git:
        for piece in chain(first(), commits(before, "main", 2), commits(judged, "change", before + 2)):
            git.stdin.write(piece)
        git.stdin.close()
        if git.wait() != 0:
            raise OSError("git fast-import failed")
    subprocess.run(["git", "-C", str(folder), "checkout", "--quiet", "change"], check=True)
    for level in ("message", "pairing"):
        (folder / ".git" / f"{level}.yaml").write_text(f"tdd: {{ level: {level} }}\n")


def path(number, is_test):
    place = f"part{number % 60}/thing{number}"
    return f"tests/{place.replace('/', '/test_')}.py" if is_test else f"src/{place}.py"


def content(number, is_test, version):
    lines = [f"def {'test_' if is_test else ''}thing{number}_{line}():" if line % 2 == 0 else f"    return {line}"
             for line in range(LINES)]
    lines[version % (LINES // 2) * 2 + 1] = f"    return {version}"
    return "\n".join(lines) + "\n"


def entry(number, is_test, version):
    data = content(number, is_test, version).encode()
    return b"M 100644 inline %s\ndata %d\n%s\n" % (path(number, is_test).encode(), len(data), data)


def head(branch, number, subject, parent=None):
    data = subject.encode()
    begin = b"" if parent is None else b"from %s\n" % parent
    return b"commit refs/heads/%s\ncommitter Ada <ada@example.com> %d +0000\ndata %d\n%s\n%s" % (
        branch.encode(), 1_500_000_000 + number * 60, len(data), data, begin)


def first():
    yield head("main", 1, "build: begin")
    for number, is_test in ((number, is_test) for number in range(FILES) for is_test in (False, True)):
        yield entry(number, is_test, 0)
    yield b"\n"


def commits(total, branch, start):
    for version in range(start, start + total):
        number, is_test = version // 2 % FILES, version % 2 == 0
        subject = f"{'test' if is_test else 'feat'}: thing {number} at {version}"
        parent = b"refs/heads/main" if branch != "main" and version == start else None
        yield head(branch, version, subject, parent) + entry(number, is_test, version) + b"\n"
