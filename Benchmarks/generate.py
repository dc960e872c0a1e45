#!/usr/bin/env python3
"""Writes a realistic report of a given size and prints the totals that `sixgate inspect` must find in it.

    generate.py lcov|cobertura|sarif|trivy|junit|go-test|hey-csv|k6-json|kubernetes OUT --size 20MB

The same format and size give the same bytes on every machine. Records are written one by one, so that memory stays
flat; the size is reached to within one record. A MB is 1,000,000 bytes.
"""
import argparse
import json
import random
import re
import sys
from collections import Counter
from xml.sax.saxutils import escape, quoteattr

AREAS = "Billing Cart Catalog Checkout Identity Ledger Notify Orders Pricing Search Shipping Tax".split()
VERBS = "add apply cancel check close find load merge open parse read refund remove render send store sum".split()
NOUNS = "Account Address Basket Card Discount Invoice Item Order Page Parcel Price Rate Refund Stock Voucher".split()

# How often a line of a function that was called ran: one in 64 never, half of them once, a few very often.
HITS = [0] * 4 + [1] * 124 + list(range(2, 98)) + [997 * n for n in range(1, 33)]


# Coverage: one model for both formats.

def module(rng, index):
    """One source file: its path, {line: hits}, {line: taken outcomes} and [(name, line, hits)]."""
    path = f"Sources/{AREAS[index % len(AREAS)]}/{NOUNS[index // 12 % len(NOUNS)]}{index:05}.swift"
    lines, branches, functions, number = {}, {}, [], 8
    for order in range(2 + int(40 * rng.random() ** 2)):
        called = rng.random() > 0.02
        name = f"{VERBS[order % len(VERBS)]}{NOUNS[int(rng.random() * len(NOUNS))]}_{order}"
        body = rng.randbytes(3 + int(45 * rng.random() ** 2))
        for place, byte in enumerate(body):
            number += 1 if byte % 5 else 2  # comments and blank lines are no lines of code
            hits = lines[number] = HITS[byte] if called and place else int(called) * (1 + byte)
            if place == 0:
                functions.append((name, number, hits))
            elif byte % 8 == 3:
                branches[number] = [hits, hits if byte % 32 != 3 else 0] + [0, hits] * (byte % 64 == 11)
        number += 3
    return path, lines, branches, functions


def add(totals, lines, branches, functions):
    """Adds one source file to the totals and returns its own."""
    outcomes = [taken for arms in branches.values() for taken in arms]
    own = Counter({
        "files": 1,
        "lines": len(lines), "lines hit": sum(map(bool, lines.values())),
        "branches": len(outcomes), "branches hit": sum(map(bool, outcomes)),
        "functions": len(functions), "functions hit": sum(hits > 0 for _, _, hits in functions),
    })
    totals.update(own)
    return own


def coverage(totals):
    metrics = {of: {"covered": totals[of + " hit"], "total": totals[of]} for of in ("lines", "branches", "functions")}
    return {"coverage": {"files": totals["files"], **metrics}}


def lcov(out, size, rng):
    totals = Counter()
    while out.tell() < size:
        path, lines, branches, functions = module(rng, totals["files"])
        own = add(totals, lines, branches, functions)
        record = ["TN:", f"SF:{path}"]
        record += [f"FN:{line},{name}" for name, line, _ in functions]
        record += [f"FNDA:{hits},{name}" for name, _, hits in functions]
        record += [f"FNF:{own['functions']}", f"FNH:{own['functions hit']}"]
        # `-`: the line never ran; 0: it ran, this outcome did not.
        record += [f"BRDA:{line},0,{arm},{taken if lines[line] else '-'}"
                   for line, arms in branches.items() for arm, taken in enumerate(arms)]
        record += [f"BRF:{own['branches']}", f"BRH:{own['branches hit']}"]
        record += [f"DA:{line},{hits}" for line, hits in lines.items()]
        record += [f"LF:{own['lines']}", f"LH:{own['lines hit']}", "end_of_record\n"]
        out.write("\n".join(record).encode())
    return coverage(totals)


def rates(totals):
    line, branch = (totals[of + " hit"] / (totals[of] or 1) for of in ("lines", "branches"))
    return f'line-rate="{line:.4f}" branch-rate="{branch:.4f}" complexity="0"'


def cobertura_line(number, hits, arms):
    line = f'            <line number="{number}" hits="{hits}"'
    if not arms:
        return line + "/>"
    taken = sum(map(bool, arms))
    percent = f"{100 * taken // len(arms)}%"
    return (f'{line} branch="true" condition-coverage="{percent} ({taken}/{len(arms)})"><conditions>'
            f'<condition number="0" type="jump" coverage="{percent}"/></conditions></line>')


def cobertura_class(path, lines, branches, functions, own):
    yield f'        <class name="{path[8:-6].replace("/", ".")}" filename="{path}" {rates(own)}>'
    yield "          <methods>"
    for name, line, hits in functions:
        yield (f'            <method name="{name}" signature="()" line-rate="{int(hits > 0)}" branch-rate="1" '
               f'complexity="0"><lines><line number="{line}" hits="{hits}"/></lines></method>')
    yield "          </methods>\n          <lines>"
    for number, hits in lines.items():
        yield cobertura_line(number, hits, branches.get(number))
    yield "          </lines>\n        </class>"


def cobertura_head(totals):
    stated = " ".join(f'{of}-covered="{totals[of + " hit"]}" {of}-valid="{totals[of]}"' for of in ("lines", "branches"))
    head = ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">\n'
            f'<coverage {rates(totals)} {stated} version="1" timestamp="1700000000"')
    return f"{head:400}>\n  <sources><source>/builds/webshop</source></sources>\n  <packages>\n".encode()


def cobertura(out, size, rng):
    totals = Counter()
    out.write(cobertura_head(totals))  # its totals are known at the end only; its width never changes
    while out.tell() < size:
        package, classes = Counter(), []
        for _ in range(4):
            path, *covered = module(rng, totals["files"])
            own = add(totals, *covered)
            package.update(own)
            classes += cobertura_class(path, *covered, own)
        body = "\n".join(classes)
        out.write(f'    <package name="Webshop{totals["files"]}" {rates(package)}>\n      <classes>\n{body}\n'
                  "      </classes>\n    </package>\n".encode())
    out.write(b"  </packages>\n</coverage>\n")
    out.seek(0)
    out.write(cobertura_head(totals))
    return coverage(totals)


# Security.

PROSE = ("the request handler passes user input to a query without a bound parameter so that a caller may read any row "
         "of the table: use the typed interface, and check the size before the copy").split()
LEVELS = {"error": "high", "warning": "medium", "note": "low"}


def prose(rng, words):
    start = int(rng.random() * len(PROSE))
    return " ".join(PROSE[(start + n) % len(PROSE)] for n in range(words)).capitalize()


def sarif_rule(rng, number):
    """A rule and the severity of its findings: three in four state a number, the others leave it to the level."""
    score = round(rng.uniform(0.1, 10), 1)
    level = "error" if score >= 7 else "warning" if score >= 4 else "note"
    rule = {
        "id": f"swift/rule-{number}",
        "shortDescription": {"text": prose(rng, 8)},
        "fullDescription": {"text": prose(rng, 40)},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["security", f"external/cwe/cwe-{number:03}"], "precision": "high"},
    }
    if number % 4 == 0:
        return rule, LEVELS[level]
    rule["properties"]["security-severity"] = str(score)
    return rule, "critical" if score >= 9 else "high" if score >= 7 else "medium" if score >= 4 else "low"


def sarif(out, size, rng):
    rules = [sarif_rule(rng, number) for number in range(160)]
    driver = {"name": "generate", "semanticVersion": "1.0.0", "rules": [rule for rule, _ in rules]}
    totals = Counter(dict.fromkeys("findings critical high medium low info unrated suppressed".split(), 0))
    out.write(b'{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":'
              + json.dumps({"driver": driver}).encode() + b',"results":[\n')
    comma = b""
    while out.tell() < size:
        index = int(rng.random() * len(rules))
        rule, severity = rules[index]
        line, column = 1 + int(rng.random() * 900), 1 + int(rng.random() * 60)
        path = f"Sources/{AREAS[index % 12]}/{NOUNS[line % len(NOUNS)]}{line % 97:02}.swift"
        result = {
            "ruleId": rule["id"], "ruleIndex": index, "level": rule["defaultConfiguration"]["level"],
            "message": {"text": f"{prose(rng, 16)}. See [the source](1) of \"caf\u00e9\"."},
            "locations": [{"physicalLocation": {
                "artifactLocation": {"uri": path, "uriBaseId": "%SRCROOT%", "index": line % 97},
                "region": {"startLine": line, "startColumn": column, "endColumn": column + 12,
                           "snippet": {"text": f"\tlet rows = try db.query(\"{NOUNS[line % 15]} = \\(id)\")\n"}},
            }}],
            "partialFingerprints": {"primaryLocationLineHash": f"{rng.getrandbits(64):016x}:1"},
        }
        if rng.random() < 0.03:
            result["suppressions"] = [{"kind": "inSource", "status": "accepted", "justification": prose(rng, 6)}]
            totals["suppressed"] += 1
        else:
            totals.update(("findings", severity))
        # Some writers escape what is not ASCII, others write it as it is.
        text = json.dumps(result, ensure_ascii=rng.random() < 0.5, separators=(",", ":"))
        out.write(comma + text.encode())
        comma = b",\n"
    out.write(b'\n],"columnKind":"utf16CodeUnits"}]}\n')
    return {"security": dict(totals)}


TRIVY_RATINGS = {"CRITICAL": "critical", "HIGH": "high", "MEDIUM": "medium", "LOW": "low", "UNKNOWN": "unrated"}


def trivy(out, size, rng):
    """A report of an image: a vulnerability in each of many packages, by far the most of such reports."""
    totals = Counter(dict.fromkeys("findings critical high medium low info unrated suppressed".split(), 0))
    words = list(TRIVY_RATINGS)
    out.write(b'{"SchemaVersion":2,"CreatedAt":"2026-01-02T03:04:05Z","ArtifactName":"webshop:1",'
              b'"ArtifactType":"container_image","Metadata":{"OS":{"Family":"debian","Name":"12.1"}},'
              b'"Results":[{"Target":"webshop:1 (debian 12.1)","Class":"os-pkgs","Type":"debian","Vulnerabilities":[')
    comma = b""
    while out.tell() < size:
        number, rating = int(rng.random() * 40_000), words[int(rng.random() ** 2 * len(words))]
        noun = NOUNS[number % len(NOUNS)].lower()
        package, version = f"lib{noun}{number % 400}", f"1.{number % 30}.{number % 7}"
        vector, page = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H", f"CVE-2025-{number}"
        finding = {
            "VulnerabilityID": page, "PkgID": f"{package}@{version}", "PkgName": package,
            "PkgIdentifier": {"PURL": f"pkg:deb/debian/{package}@{version}?arch=amd64", "UID": f"{number:016x}"},
            "InstalledVersion": version, "FixedVersion": f"1.{number % 30}.9", "Status": "fixed",
            "Layer": {"Digest": f"sha256:{number % 9:064x}", "DiffID": f"sha256:{number % 9 + 16:064x}"},
            "SeveritySource": "debian", "PrimaryURL": f"https://avd.aquasec.com/nvd/{page.lower()}",
            "DataSource": {"ID": "debian", "Name": "Debian Security Tracker", "URL": "https://security-tracker.debian.org"},
            "Title": f"{noun}: {prose(rng, 8)}", "Description": f"{prose(rng, 60)}.\n\nSee \"{noun}\".",
            "Severity": rating, "CweIDs": [f"CWE-{number % 900}"], "VendorSeverity": {"debian": 1, "nvd": 3},
            "CVSS": {"nvd": {"V3Vector": vector, "V3Score": 7.5}, "redhat": {"V3Vector": vector, "V3Score": 6.5}},
            "References": [f"https://example.com/{part}/{number}" for part in ("advisory", "commit", "issue", "list")],
            "PublishedDate": "2025-02-03T04:05:06.789Z", "LastModifiedDate": "2025-03-04T05:06:07.89Z",
        }
        totals.update(("findings", TRIVY_RATINGS[rating]))
        out.write(comma + json.dumps(finding, indent=2).encode())
        comma = b",\n"
    out.write(b"]}]}\n")
    return {"security": dict(totals)}


# Tests.

def test_case(rng, suite, number):
    """One element and its outcome."""
    verb, noun, chance = VERBS[number % len(VERBS)], NOUNS[int(rng.random() * len(NOUNS))], rng.random()
    head = (f'<testcase classname="webshop.{AREAS[suite % 12]}.Suite{suite:05}" name="{verb}{noun}_{number}" '
            f'file="Tests/Suite{suite:05}.swift" line="{9 * number + 4}" time="{9 * rng.random() ** 4:.3f}"')
    if chance < 0.02:
        outcome, tag = ("errors", "error") if chance < 0.005 else ("failed", "failure")
        message = f"expected <{number}> but was <{number + 1}> & nothing else"
        trace = "\n".join(f"  at {AREAS[depth % 12]}.{verb}<{noun}>(Suite{suite:05}.swift:{int(900 * rng.random())})"
                          for depth in range(4 + int(20 * rng.random())))
        body = f'<{tag} type="Assertion" message={quoteattr(message)}>{escape(message)}\n{escape(trace)}</{tag}>'
    elif chance < 0.035:
        outcome, body = "skipped", '<skipped message="needs a network"/>'
    elif chance < 0.1:
        log = "\n".join(f"03:04:{second:02} INFO <{verb}> {noun} & done" for second in range(12))
        outcome, body = "passed", f"<system-out><![CDATA[{log}\n]]></system-out>"
    else:
        return f"{head}/>", "passed"
    return f"{head}>\n{body}\n</testcase>", outcome


def junit(out, size, rng):
    totals = Counter(dict.fromkeys("tests passed failed errors skipped flaky".split(), 0))
    suite = 0
    out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="webshop">\n')
    while out.tell() < size:
        cases = [test_case(rng, suite, number) for number in range(20 + int(60 * rng.random()))]
        own = Counter(outcome for _, outcome in cases)
        body = "\n".join(element for element, _ in cases)
        out.write(f'<testsuite name="webshop.Suite{suite:05}" tests="{len(cases)}" failures="{own["failed"]}" '
                  f'errors="{own["errors"]}" skipped="{own["skipped"]}" timestamp="2026-01-02T03:04:05">\n{body}\n'
                  "</testsuite>\n".encode())
        totals.update(own, tests=len(cases))
        suite += 1
    out.write(b"</testsuites>\n")
    return {"tests": dict(totals)}


def go_test(out, size, rng):
    """What `go test -json` tells of packages whose tests take turns: most of it is what tests print."""
    totals = Counter(dict.fromkeys("tests passed failed errors skipped flaky".split(), 0))
    second = 0

    def tell(action, package, test=None, **more):
        event = {"Time": f"2026-01-02T03:{second // 60 % 60:02}:{second % 60:02}.123456789Z", "Action": action,
                 "Package": package} | ({"Test": test} if test else {}) | more
        out.write(json.dumps(event, separators=(",", ":")).encode() + b"\n")

    number = 0
    while out.tell() < size:
        package = f"example.com/webshop/{AREAS[number % 12].lower()}{number}"
        bad, number = False, number + 1
        tell("start", package)
        for order in range(20 + int(60 * rng.random())):
            test, chance = f"Test{VERBS[order % len(VERBS)].title()}{NOUNS[order % 15]}/case_{order}", rng.random()
            second += 1
            tell("run", package, test)
            tell("output", package, test, Output=f"=== RUN   {test}\n")
            for line in range(int(9 * rng.random() ** 2)):
                tell("output", package, test, Output=f"    {VERBS[line]}_test.go:{9 * line + 4}: {prose(rng, 9)}\n")
            word, outcome = ("fail", "failed") if chance < 0.02 else ("skip", "skipped") if chance < 0.04 else ("pass", "passed")
            bad |= word == "fail"
            tell("output", package, test, Output=f"--- {word.upper()}: {test} (0.01s)\n")
            tell(word, package, test, Elapsed=0.01)
            totals.update(("tests", outcome))
        tell("output", package, Output="FAIL\n" if bad else "PASS\n")
        tell("fail" if bad else "pass", package, Elapsed=1.25)
    return {"tests": dict(totals)}


# Load tests. The same latencies in both formats; one answer in fifty is an error.

def answer(rng):
    """Seconds, the status, and when the request was sent, in seconds after the first."""
    return 0.002 + 0.05 * rng.random() ** 6, 503 if rng.random() < 0.02 else 200


def load(attempts, failures):
    return {"benchmarks": {"benchmarks": [{"attempts": attempts, "failures": failures, "samples": attempts}]}}


def hey_csv(out, size, rng):
    attempts = failures = 0
    out.write(b"response-time,DNS+dialup,DNS,Request-write,Response-delay,Response-read,status-code,offset\n")
    while out.tell() < size:
        seconds, status = answer(rng)
        out.write(f"{seconds:.4f},0.0002,0.0000,0.0001,{seconds - 0.0004:.4f},0.0001,{status},{attempts / 5000:.4f}\n".encode())
        attempts, failures = attempts + 1, failures + (status == 503)
    return load(attempts, failures)


def k6_json(out, size, rng):
    """Five of the nine points that k6 writes of every answer."""
    attempts = failures = 0

    def point(metric, value, time, status):
        tags = {"expected_response": str(status == 200).lower(), "method": "GET", "name": "http://localhost:8080/",
                "proto": "HTTP/1.1", "scenario": "default", "status": str(status), "url": "http://localhost:8080/"}
        line = {"metric": metric, "type": "Point", "data": {"time": time, "value": value, "tags": tags}}
        out.write(json.dumps(line, separators=(",", ":")).encode() + b"\n")

    while out.tell() < size:
        seconds, status = answer(rng)
        time = f"2026-01-02T03:{attempts // 300_000 % 60:02}:{attempts // 5000 % 60:02}.{attempts % 5000 * 200_000:09}Z"
        point("http_reqs", 1, time, status)
        point("http_req_duration", round(seconds * 1e3, 6), time, status)
        point("http_req_blocked", 0.002, time, status)
        point("http_req_waiting", round(seconds * 1e3 - 0.4, 6), time, status)
        point("http_req_failed", int(status == 503), time, status)
        attempts, failures = attempts + 1, failures + (status == 503)
    return load(attempts, failures)


def service(rng, number):
    """A deployment with a sidecar, a service and a config map: three documents."""
    area, noun = AREAS[number % len(AREAS)].lower(), NOUNS[int(rng.random() * len(NOUNS))].lower()
    name, port = f"{area}-{noun}-{number:05}", 8000 + int(900 * rng.random())
    labels = f"app.kubernetes.io/name: {name}, app.kubernetes.io/part-of: webshop"
    variables = "\n".join(f"        - name: {verb.upper()}_{noun.upper()}\n          value: \"{int(1e6 * rng.random())}\""
                          for verb in VERBS[:2 + int(6 * rng.random())])
    settings = "\n".join(f"  {verb}.{noun}: |\n    limit={int(9999 * rng.random())}\n    owner={area}" for verb in VERBS[:4])
    return f"""apiVersion: apps/v1
kind: Deployment
metadata:
  name: {name}
  namespace: {area}
  labels: {{{labels}}}
spec:
  replicas: {2 + number % 5}
  revisionHistoryLimit: 5
  selector:
    matchLabels:
      app.kubernetes.io/name: {name}
  template:
    metadata:
      labels: {{{labels}}}
      annotations:
        prometheus.io/scrape: "true"
    spec:
      serviceAccountName: {area}
      containers:
      - name: main
        image: registry.example.com/webshop/{name}:sha-{int(16**10 * rng.random()):010x}
        ports:
        - containerPort: {port}
          name: http
        env:
{variables}
        resources:
          requests: {{cpu: 250m, memory: 256Mi}}
          limits: {{memory: 512Mi}}
        livenessProbe:
          httpGet: {{path: /live, port: http}}
          periodSeconds: 10
        readinessProbe:
          httpGet: {{path: /ready, port: http}}
        securityContext:
          runAsNonRoot: true
          readOnlyRootFilesystem: true
      - name: proxy
        image: envoyproxy/envoy:v1.31.{number % 9}
---
apiVersion: v1
kind: Service
metadata:
  name: {name}
  namespace: {area}
spec:
  selector:
    app.kubernetes.io/name: {name}
  ports:
  - port: 80
    targetPort: http
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: {name}
data:
{settings}
---
"""


def kubernetes(out, size, rng):
    number = 0
    while out.tell() < size:
        out.write(service(rng, number).encode())
        number += 1
    # What stands behind the last mark is a document without content.
    return {"manifests": {"documents": 3 * number + 1}}


FORMATS = {
    "kubernetes": kubernetes, "lcov": lcov, "cobertura": cobertura, "sarif": sarif, "trivy": trivy, "junit": junit,
    "go-test": go_test, "hey-csv": hey_csv, "k6-json": k6_json,
}


def byte_count(text):
    """The bytes that a size such as 20MB, 1.5 GB, 500kb or 1234 means."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?) *([KMG]?)B?", text, re.IGNORECASE)
    if not match:
        raise argparse.ArgumentTypeError(f'met "{text}", wanted a size such as 20MB')
    return int(float(match[1]) * 1000 ** " KMG".index(match[2].upper() or " "))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("format", choices=FORMATS)
    parser.add_argument("out")
    parser.add_argument("--size", type=byte_count, default="20MB")
    asked = parser.parse_args()
    with open(asked.out, "wb", 1 << 20) as out:
        totals = FORMATS[asked.format](out, asked.size, random.Random(asked.format))
    json.dump(totals, sys.stdout)
    print()


if __name__ == "__main__":
    main()
