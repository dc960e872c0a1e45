#!/usr/bin/env python3
"""Puts ci-templates/*.sh into every template that holds them; with --check, says which hold something else.

A template that is copied, included or called from elsewhere cannot reach a file of its own, so it holds the script
between two marks: `# >>> install.sh` and `# <<< install.sh`. `$$` behind the first doubles each dollar sign.
"""
import pathlib
import re
import sys

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "ci-templates"
BLOCK = re.compile(r"^(?P<indent> *)# >>> (?P<name>[a-z]+\.sh)(?P<doubles> \$\$)?\n.*?^ *# <<< (?P=name)\n", re.M | re.S)


def filled(match):
    indent, name = match["indent"], match["name"]
    script = (FOLDER / name).read_text().removeprefix("#!/bin/sh\n")
    if match["doubles"]:
        script = script.replace("$", "$$")
    lines = [f"# >>> {name}{match['doubles'] or ''}", *script.splitlines(), f"# <<< {name}"]
    return "".join(f"{indent}{line}".rstrip() + "\n" for line in lines)


def main():
    wanted = {FOLDER / "jenkins/resources/sixgate" / path.name: path.read_text() for path in FOLDER.glob("*.sh")}
    for template in [*FOLDER.rglob("*.yml")]:
        wanted[template] = BLOCK.sub(filled, template.read_text())
    stale = [path for path, text in wanted.items() if not path.exists() or path.read_text() != text]
    for path in stale:
        if "--check" in sys.argv:
            print(f"{path.relative_to(FOLDER.parent)} does not hold the scripts of ci-templates: run Scripts/ci-templates.py")
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(wanted[path])
    return 1 if stale and "--check" in sys.argv else 0


sys.exit(main())
