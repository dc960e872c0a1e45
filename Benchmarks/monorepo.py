#!/usr/bin/env python3
"""Makes a repository of components, each with sources, tests and reports that pass, and two policies beside it.

    monorepo.py FOLDER [--components 200] [--reports 25]

FOLDER/repository is the checkout, FOLDER/one.yaml judges it as one, FOLDER/many.yaml component by component.
"""
import argparse
import subprocess
from pathlib import Path

POLICY = """security: { mode: "off", because: nothing is scanned here }
coverage: { when-not-measured: { branches: none, functions: none } }
"""
COMPONENTS = "components: { discover: [services/*] }\n"
LINES = 200


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def component(root, name, reports):
    """A source file, its test, one coverage report, and the rest of them JUnit."""
    home = root / "services" / name
    source = f"services/{name}/src/app.py"
    write(root / source, "".join(f"x{line} = {line}\n" for line in range(LINES)))
    write(home / "tests/test_app.py", "def test_app():\n    pass\n")
    lines = "".join(f"DA:{line + 1},1\n" for line in range(LINES))
    write(home / "reports/coverage.info", f"SF:{source}\n{lines}end_of_record\n")
    for shard in range(1, reports):
        cases = "".join(f'<testcase classname="{name}.shard{shard}" name="test_{n}" time="0.01"/>' for n in range(20))
        write(home / f"reports/junit-{shard}.xml", f'<testsuite name="{name}" tests="20">{cases}</testsuite>\n')


def make(folder, components=200, reports=25):
    root = Path(folder) / "repository"
    write(Path(folder) / "one.yaml", POLICY)
    write(Path(folder) / "many.yaml", POLICY + COMPONENTS)
    write(root / ".gitignore", "reports/\n")
    for number in range(components):
        component(root, f"service-{number:03}", reports)
    identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    for command in (["init", "--quiet"], ["add", "."], [*identity, "commit", "--quiet", "-m", "feat: begin"]):
        subprocess.run(["git", "-C", root, *command], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder")
    parser.add_argument("--components", type=int, default=200)
    parser.add_argument("--reports", type=int, default=25, help="of each component")
    asked = parser.parse_args()
    make(asked.folder, asked.components, asked.reports)


if __name__ == "__main__":
    main()
