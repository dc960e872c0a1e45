#!/usr/bin/env python3
"""Validates every template of ci-templates/ offline, and executes the shell of its steps as its platform does.

`run.py SIXGATE`. Validators that are not installed are said at the end in capitals; PyYAML alone is needed.
"""
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("SKIPPED: NO TEMPLATE WAS VALIDATED OR EXECUTED: python3 has no PyYAML (apt-get install python3-yaml)")
    sys.exit(0)

from platforms import GitHub, Place, azure, buildkite, gitlab

HERE = pathlib.Path(__file__).resolve().parent
TREE = HERE.parent.parent
TEMPLATES = TREE / "ci-templates"
PROGRAM = pathlib.Path(sys.argv[1]).resolve()
SHA256 = hashlib.sha256(PROGRAM.read_bytes()).hexdigest()
OUTPUTS = {
    "verdict.json", "report.html", "summary.md", "gates.xml", "findings.sarif", "codequality.json", "metrics.txt",
    "issues.json", "comment.md"}
POLICY = """security: { mode: off, because: no scanner is tried here }
integration: { mode: off, because: no integration test is tried here }
"""
checks, failures = 0, []


def check(is_so, what, log=""):
    global checks
    checks += 1
    if not is_so:
        failures.append(what)
        print(f"FAILED: {what}\n{log}")


def new_place(folder, is_covered=True, sha256=SHA256, policy=POLICY):
    """A machine, and an origin that holds main and a change, `topic`, with a test before its code."""
    shutil.rmtree(folder, ignore_errors=True)
    place = Place(folder, PROGRAM, sha256, is_covered)
    for name in ("stubs", "temp", "evidence/reports"):
        (place.folder / name).mkdir(parents=True)
    for name in ("python", "make", "buildkite-agent", "gh", "curl"):
        shutil.copy(HERE / "stubs.sh", place.folder / "stubs" / name)
        (place.folder / "stubs" / name).chmod(0o755)
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in (
        ("NAME", "Ada"), ("EMAIL", "ada@example.com"), ("DATE", "2026-01-01T00:00:00Z"))}
    script = f"""
      git init --quiet --bare --initial-branch=main origin.git
      mkdir repository evidence/src && cd repository
      . {TREE}/Tests/CommandTests/repository.sh
      rm -r reports
      git checkout --quiet main
      cat > sixgate.yaml <<'YAML'
{policy}YAML
      echo sixgate-out/ >> .gitignore
      git add . && git commit --quiet -m 'chore: sixgate'
      git checkout --quiet topic && git rebase --quiet main
      git push --quiet ../origin.git main topic topic:refs/pull/12/head
      git checkout --quiet --detach main && git merge --quiet --no-ff -m merge topic
      git push --quiet ../origin.git HEAD:refs/pull/12/merge HEAD:refs/heads/merged
      git rev-parse main~1 main topic HEAD > ../commits
      cd ../evidence && cp ../repository/src/sums.py src/ && make test-with-reports && rm -r src
    """
    status = place.shell(script, place.folder, who)
    assert status == 0, place.log
    place.first, place.main, place.topic, place.merge = (place.folder / "commits").read_text().split()
    return place


def left(place, name="sixgate"):
    folder = place.artifacts / name
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()


# GitHub


def github(place, event="pull_request", conclusion="failure"):
    repository = {"default_branch": "main"}
    variables, payload, ref = {
        "pull_request": ({
            "GITHUB_REF": "refs/pull/12/merge", "GITHUB_BASE_REF": "main", "GITHUB_HEAD_REF": "topic",
            # A later push to a pull request has a `before` as well, which is not its base.
        }, {"before": place.first}, place.merge),
        "merge_group": ({"GITHUB_REF": "refs/heads/gh-readonly-queue/main/pr-12", "GITHUB_REF_NAME": "gh-readonly-queue/main/pr-12"},
                        {"merge_group": {"base_sha": place.main}}, place.topic),
        "push": ({"GITHUB_REF": "refs/heads/main", "GITHUB_REF_NAME": "main"}, {"before": place.first}, place.main),
        "workflow_run": ({"GITHUB_REF": "refs/heads/main"}, {"workflow_run": {
            "id": 1, "event": "pull_request", "head_sha": place.topic, "head_branch": "topic", "conclusion": conclusion,
            "head_repository": {"owner": {"login": "ann"}}}}, place.main),
    }[event]
    variables |= {"GITHUB_EVENT_NAME": event, "GITHUB_SHA": ref}
    return GitHub(place, payload | {"repository": repository}, ref, variables, {"shop/sixgate": TEMPLATES / "github"})


def try_github_workflow(folder, name, inputs=None):
    file = TEMPLATES / "github" / name
    for event in ("pull_request", "merge_group"):
        place = new_place(folder)
        keep_evidence(place)
        runner = github(place, event)
        check(runner.workflow(file, inputs)["sixgate"] == "success", f"{name}: a sound {event} passes", place.log)
        check(runner.outputs.get("verdict") in ("passed", "warned"), f"{name}: {event} has outputs {runner.outputs}", place.log)
        check("## sixgate: " in runner.summary, f"{name}: {event} has a summary", place.log)
        check(f"{place.main[:10]}..{place.topic[:10]}" in place.log, f"{name}: {event} compares main with topic", place.log)
        check("verdict.json" in left(place), f"{name}: {event} keeps its verdict", place.log)
    place = new_place(folder, is_covered=False)
    keep_evidence(place)
    runner = github(place)
    check(runner.workflow(file, inputs)["sixgate"] == "failure", f"{name}: an uncovered line blocks", place.log)
    check(runner.outputs.get("blocked") == "true", f"{name}: blocked is said", place.log)
    check("::error file=src/sums.py" in place.log, f"{name}: an annotation stands at the line", place.log)
    check("verdict.json" in left(place), f"{name}: a verdict that blocks is kept", place.log)
    place = new_place(folder, sha256="0" * 64)
    keep_evidence(place)
    runner = github(place)
    wrong = inputs and inputs | {"sha256": "0" * 64}
    check(runner.workflow(file, wrong)["sixgate"] == "failure", f"{name}: another program is not run", place.log)
    check("is not what SIXGATE_SHA256 pins" in place.log and "##" not in runner.summary, f"{name}: and it is said", place.log)


def keep_evidence(place):
    place.keep("evidence", place.folder / "evidence", "reports")


def try_github_records(folder, name, inputs=None):
    place = new_place(folder)
    keep_evidence(place)
    github(place, "push").workflow(TEMPLATES / "github" / name, inputs)
    check(any(place.cache.glob("*")) if place.cache.exists() else False, f"{name}: main keeps a record", place.log)
    place.log = ""
    github(place).workflow(TEMPLATES / "github" / name, inputs)
    check("compared with the record of " in place.log, f"{name}: a change compares with it", place.log)


def try_github(folder):
    inputs = {"sha256": SHA256, "url": str(PROGRAM), "evidence": "evidence", "runs-on": "ubuntu-24.04"}
    for name, given in (("sixgate.yml", None), ("reusable.yml", inputs)):
        try_github_workflow(folder, name, given)
        try_github_records(folder, name, given)
        place = new_place(folder)
        keep_evidence(place)
        github(place).workflow(TEMPLATES / "github" / name, given)
        check(left(place) == OUTPUTS, f"{name}: the artifact holds {sorted(left(place))}", place.log)
    try_github_workflow(folder, "fan-out.yml")
    try_github_records(folder, "fan-out.yml")
    place = new_place(folder)
    results = github(place).workflow(TEMPLATES / "github/fan-out.yml", without=["coverage"])
    check(results["sixgate"] == "failure", "fan-out.yml: a gate that never ran blocks", place.log)
    check("coverage" in place.log and "CANNOT JUDGE" in place.log, "fan-out.yml: and it is named", place.log)
    try_github_action(folder)
    try_github_reviews(folder, inputs)
    try_github_comment(folder)
    try_github_alone(folder)


def try_github_action(folder):
    for is_covered in (True, False):
        place = new_place(folder, is_covered)
        workflow = {"jobs": {"own": {"steps": [
            {"uses": "actions/checkout@0"}, {"run": "make test-with-reports"},
            {"uses": "shop/sixgate@0", "with": {"sha256": SHA256, "url": str(PROGRAM)}}]}}}
        file = place.folder / "own.yml"
        file.write_text(yaml.safe_dump(workflow))
        runner = github(place)
        done = runner.workflow(file)["own"]
        check(done == ("success" if is_covered else "failure"), f"action.yml: covered {is_covered}", place.log)
        check(runner.outputs.get("blocked") == str(not is_covered).lower(), "action.yml: outputs", place.log)


REVIEWS = POLICY + "reviews: { approvals: 1 }\n"


def answer(place, **answers):
    """What the platform's API says, by the end of the address; what it does not say it refuses."""
    shutil.rmtree(place.folder / "api", ignore_errors=True)
    (place.folder / "api").mkdir()
    for name, value in answers.items():
        (place.folder / "api" / name.replace("__", "_")).write_text(json.dumps(value))


def reviews_of_github(place, *names, merged=None):
    user = {"author_association": "MEMBER", "state": "APPROVED", "commit_id": place.topic}
    pull = "repos_shop_web_pulls_12"
    pages = {f"{pull}_reviews_per_page_100_page_{number}": [user | {"user": {"login": name, "type": "User"}}]
             for number, name in enumerate(names, 1)}
    return pages | {
        pull: {"number": 12, "user": {"login": "ann"}, "head": {"sha": place.topic}, "merge_commit_sha": merged},
        f"{pull}_reviews_per_page_100_page_{len(names) + 1}": [],
        f"repos_shop_web_commits_{place.main}_pulls": [{"url": "x", "number": 12}] if names else []}


def try_github_reviews(folder, inputs):
    cases = (("pull_request", ("ann", "bob"), "success", "approved by bob"),
             ("pull_request", ("ann",), "failure", "0 of 1 approval; ann is the author"),
             ("pull_request", None, "failure", "the answer to pull request 12 was 403"),
             ("merge_group", ("bob",), "success", "approved by bob"),
             # What main got here leaves the gates nothing to judge.
             ("push", ("bob",), "failure", "approved by bob"), ("push", (), "failure", "no pull request brought "))
    for name, given in (("sixgate.yml", None), ("reusable.yml", inputs), ("fan-out.yml", None)):
        for event, names, wanted, words in cases:
            place = new_place(folder, policy=REVIEWS)
            keep_evidence(place)
            answer(place, **({} if names is None else reviews_of_github(place, *names, merged=place.main)))
            result = github(place, event).workflow(TEMPLATES / "github" / name, given)["sixgate"]
            check(result == wanted and words in place.log, f"{name}: {event} reviewed by {names}: {result}", place.log)
    place = new_place(folder)
    keep_evidence(place)
    github(place).workflow(TEMPLATES / "github/sixgate.yml")
    check("who reviewed the change is not known" in place.log, "sixgate.yml: reviews that cannot be read are said", place.log)
    calls = (place.folder / "calls").read_text()
    check("curl" in calls and "Bearer" not in calls, "sixgate.yml: no token stands in a command line", calls)


def try_github_alone(folder):
    """A step of one's own, without a template: the event names the base."""
    for event, base in (("merge_group", "merge_group.base_sha"), ("push", "before")):
        place = new_place(folder)
        file = place.folder / "own.yml"
        steps = [{"uses": "actions/checkout@0"}, {"run": f"{PROGRAM} run"}]
        file.write_text(yaml.safe_dump({"jobs": {"own": {"steps": steps}}}))
        github(place, event).workflow(file)
        check(f"({base} in GITHUB_EVENT_PATH)" in place.log, f"alone on {event}: the event names the base", place.log)


def try_github_comment(folder):
    place = new_place(folder)
    comment, calls = place.folder / "comment", place.folder / "calls"
    (place.folder / "sixgate-out").mkdir()

    def post(text, conclusion="failure"):
        calls.write_text("")
        (place.folder / "sixgate-out/comment.md").write_text(text)
        place.keep("sixgate", place.folder, "sixgate-out")
        result = github(place, "workflow_run", conclusion).workflow(TEMPLATES / "github/comment.yml")["comment"]
        return result, [line.split()[3:5] for line in calls.read_text().splitlines() if "--silent" in line]

    def mark(verdict, digit):
        return f"<!-- sixgate comment verdict={verdict} digest={digit * 16} -->\n## sixgate\n"

    new, same = ["POST", "repos/shop/web/issues/12/comments"], ["PATCH", "repos/shop/web/issues/comments/7"]
    cases = (
        ("green from the first run on is no news", mark("passed", "0"), "success", ("success", [])),
        ("the first is new", mark("blocked", "1"), "failure", ("success", [new])),
        ("the same is not posted again", mark("blocked", "1"), "failure", ("success", [])),
        ("the second takes its place", mark("blocked", "2"), "failure", ("success", [same])),
        ("green again takes its place", mark("passed", "3"), "success", ("success", [same])),
        ("what sixgate did not write is not posted", "## sixgate\n", "failure", ("failure", [])),
        ("what is too large is not posted", mark("blocked", "4") + "x" * 70000, "failure", ("failure", [])))
    for what, text, conclusion, wanted in cases:
        check(post(text, conclusion) == wanted, f"comment.yml: {what}", place.log)
    check(comment.read_text() == mark("passed", "3"), "comment.yml: the last that is there", place.log)
    comment.unlink()
    check(post(mark("warned", "5"), "success") == ("success", [new]), "comment.yml: a warning is news", place.log)


# The others


def gitlab_variables(place, is_main=False):
    same = {"CI_DEFAULT_BRANCH": "main", "CI_JOB_URL": "https://gitlab.example/shop/-/jobs/1",
            "CI_API_V4_URL": "https://api.example", "CI_PROJECT_ID": "5", "CI_JOB_TOKEN": "j", "CI_COMMIT_SHA": place.main}
    if is_main:
        return same | {"CI_COMMIT_BRANCH": "main", "CI_COMMIT_BEFORE_SHA": place.first, "CI_PIPELINE_SOURCE": "push"}
    return same | {
        "CI_PIPELINE_SOURCE": "merge_request_event", "CI_MERGE_REQUEST_IID": "12", "CI_MERGE_REQUEST_EVENT_TYPE": "detached",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": place.main, "CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main",
        "CI_COMMIT_BEFORE_SHA": "0" * 40}


def try_gitlab(folder):
    inputs = {"sha256": SHA256, "url": str(PROGRAM)}
    for name in ("sixgate.component.yml", "sixgate.gitlab-ci.yml", "fan-out.gitlab-ci.yml"):
        file = TEMPLATES / "gitlab" / name
        for is_covered in (True, False):
            place = new_place(folder, is_covered)
            statuses, missing = gitlab(place, file, place.topic, gitlab_variables(place), inputs)
            check(statuses["sixgate"] == (0 if is_covered else 1), f"{name}: covered {is_covered}: {statuses}", place.log)
            check(not missing, f"{name}: covered {is_covered}: reports that were not left: {missing}", place.log)
        place = new_place(folder, sha256="f" * 64)
        statuses, _ = gitlab(place, file, place.topic, gitlab_variables(place), inputs | {"sha256": "f" * 64})
        check(set(statuses.values()) == {2}, f"{name}: another program is not run: {statuses}", place.log)
    place = new_place(folder)
    statuses, _ = gitlab(place, file, place.topic, gitlab_variables(place), without=["tdd"])
    check(statuses["sixgate"] == 1, f"{name}: a gate that never ran blocks: {statuses}", place.log)
    for name in ("sixgate.gitlab-ci.yml", "fan-out.gitlab-ci.yml"):
        place = new_place(folder)
        file = TEMPLATES / "gitlab" / name
        gitlab(place, file, place.main, gitlab_variables(place, is_main=True))
        gitlab(place, file, place.topic, gitlab_variables(place))
        check("compared with the record of " in place.log, f"{name}: a change compares with main's record", place.log)


def try_gitlab_reviews(folder):
    inputs = {"sha256": SHA256, "url": str(PROGRAM)}
    cases = (("bob", "2026-01-02T00:00:00Z", 0, "approved by bob"), ("ann", "2026-01-02T00:00:00Z", 1, "ann is the author"),
             ("bob", "2025-12-31T00:00:00Z", 1, "bob approved the older"), (None, None, 1, "SIXGATE_READ_TOKEN"))
    for name in ("sixgate.component.yml", "sixgate.gitlab-ci.yml", "fan-out.gitlab-ci.yml"):
        for by, at, wanted, words in cases:
            place = new_place(folder, policy=REVIEWS)
            request = "projects_5_merge_requests_12"
            answer(place, **({} if by is None else {
                request: {"iid": 12, "author": {"username": "ann"}, "sha": place.topic},
                f"{request}_approvals": {"approved_by": [{"user": {"username": by}, "approved_at": at}]},
                f"{request}_versions_per_page_100": [
                    {"head_commit_sha": place.topic, "created_at": "2026-01-01T12:00:00Z"},
                    {"head_commit_sha": place.main, "created_at": "2025-12-30T12:00:00Z"}]}))
            statuses, _ = gitlab(place, TEMPLATES / "gitlab" / name, place.topic, gitlab_variables(place), inputs)
            check(statuses["sixgate"] == wanted and words in place.log, f"{name}: reviewed by {by}: {statuses}", place.log)


def try_azure_and_buildkite(folder):
    change = {
        azure: {"BUILD_SOURCEBRANCH": "refs/pull/12/merge", "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
                "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER": "12"},
        buildkite: {"BUILDKITE_BRANCH": "topic", "BUILDKITE_PULL_REQUEST": "12", "BUILDKITE_PULL_REQUEST_BASE_BRANCH": "main"}}
    main = {azure: {"BUILD_SOURCEBRANCH": "refs/heads/main"},
            buildkite: {"BUILDKITE_BRANCH": "main", "BUILDKITE_PULL_REQUEST": "false"}}
    for platform, file in ((azure, "azure/azure-pipelines.yml"), (buildkite, "buildkite/pipeline.yml")):
        for is_covered in (True, False):
            place = new_place(folder, is_covered)
            ref = place.merge if platform is azure else place.topic
            status = platform(place, TEMPLATES / file, ref, change[platform])
            check(status == (0 if is_covered else 1), f"{file}: covered {is_covered}: {status}", place.log)
            check(left(place) == OUTPUTS, f"{file}: the artifact holds {sorted(left(place))}", place.log)
        place = new_place(folder, sha256="e" * 64)
        check(platform(place, TEMPLATES / file, place.topic, change[platform]) != 0, f"{file}: another program", place.log)
        check(not left(place), f"{file}: another program is not run", place.log)
        place = new_place(folder)
        platform(place, TEMPLATES / file, place.main, main[platform])
        platform(place, TEMPLATES / file, place.topic, change[platform])
        check("compared with the record of " in place.log, f"{file}: a change compares with main's record", place.log)


def try_jenkins(folder):
    """The shared library runs under a play of Jenkins; that the Jenkinsfiles are Groovy is all that is held of them."""
    if not shutil.which("groovy"):
        print("SKIPPED: groovy IS NOT INSTALLED: NOTHING OF JENKINS WAS EXECUTED (apt-get install groovy)")
        return
    mocked = HERE / "jenkins.groovy"
    warns = "coverage: { mode: warn, because: it is tried }\n"
    cases = (
        (("one",), True, "", "SUCCESS"), (("one",), False, "", "FAILURE"), (("one",), False, warns, "UNSTABLE"),
        (("fan-out",), True, "", "SUCCESS"), (("fan-out",), False, "", "FAILURE"),
        (("fan-out", "coverage"), True, "", "FAILURE"))
    for words, is_covered, law, wanted in cases:
        place = new_place(folder, is_covered, policy=POLICY + law)
        workspace = place.clone("workspace", place.topic)
        subprocess.run(["cp", "-a", f"{place.folder}/evidence/.", workspace], check=True)
        java = pathlib.Path(shutil.which("java") or "/usr/bin/java").resolve().parent.parent
        script = f"groovy {mocked} {TEMPLATES} {workspace} {' '.join(words)} > {place.folder}/result"
        variables = {
            "JENKINS_URL": "https://jenkins.example/", "CHANGE_TARGET": "main", "CHANGE_BRANCH": "topic", "CHANGE_ID": "12",
            "WORKSPACE": str(workspace), "WORKSPACE_TMP": f"{workspace}@tmp", "JAVA_HOME": str(java)}
        place.shell(script, workspace, variables)
        result = (place.folder / "result").read_text().strip()
        check(result == wanted, f"sixgate.groovy {words}, covered {is_covered}: {result}, wanted {wanted}", place.log)
    # Each gate of main keeps a record that a change's compares with.
    place = new_place(folder, policy=POLICY)
    for branch, words in ((place.main, {"IS_MAIN": "true"}), (place.topic, {"CHANGE_TARGET": "main", "CHANGE_ID": "12"})):
        workspace = place.clone(f"fan-out-{len(words)}", branch)
        subprocess.run(["cp", "-a", f"{place.folder}/evidence/.", workspace], check=True)
        variables = {
            "JENKINS_URL": "https://jenkins.example/", "WORKSPACE": str(workspace), "WORKSPACE_TMP": f"{workspace}@tmp",
            "JAVA_HOME": str(java)} | words
        place.shell(f"groovy {mocked} {TEMPLATES} {workspace} fan-out > {place.folder}/result", workspace, variables)
    check("compared with the record of " in place.log, "sixgate.groovy: a gate compares with main's record", place.log)
    parsed = "; ".join(
        f"new org.codehaus.groovy.control.CompilationUnit().with {{ addSource(new File('{TEMPLATES}/jenkins/{name}')); "
        "compile(org.codehaus.groovy.control.Phases.CONVERSION) }" for name in ("Jenkinsfile", "Jenkinsfile.fan-out"))
    check(place.shell(f'groovy -e "{parsed}"', place.folder, variables) == 0, "a Jenkinsfile is no Groovy", place.log)


with tempfile.TemporaryDirectory() as root:
    folder = pathlib.Path(root) / "machine"
    try_github(folder)
    try_gitlab(folder)
    try_gitlab_reviews(folder)
    try_azure_and_buildkite(folder)
    try_jenkins(folder)
print(f"executed: {checks} checks, {len(failures)} failed")
for failure in failures:
    print(f"  {failure}")
sys.exit(1 if failures else 0)
