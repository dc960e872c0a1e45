"""As much of GitHub Actions, GitLab CI, Azure Pipelines and Buildkite as executes the shell of the templates."""
import json
import pathlib
import re
import shutil
import subprocess

import yaml


class Place:
    """A machine's folder: an origin, stubs of what users run, what jobs hand on."""

    def __init__(self, folder, program, sha256, is_covered=True):
        self.folder, self.log, self.is_covered = pathlib.Path(folder), "", is_covered
        self.artifacts, self.cache = self.folder / "artifacts", self.folder / "cache"
        self.environment = {
            "PATH": f"{self.folder / 'stubs'}:/usr/bin:/bin", "HOME": str(self.folder), "LC_ALL": "C", "CI": "true",
            "GIT_CONFIG_NOSYSTEM": "1", "SIXGATE_SHA256": sha256, "SIXGATE_URL": str(program),
            "IS_COVERED": "1" if is_covered else "0", "LOG": str(self.folder / "calls"),
        }

    def clone(self, name, ref):
        workspace = self.folder / name
        shutil.rmtree(workspace, ignore_errors=True)
        git = ["git", "-c", "advice.detachedHead=false"]
        subprocess.run([*git, "clone", "--quiet", str(self.folder / "origin.git"), str(workspace)], check=True)
        subprocess.run([*git, "checkout", "--quiet", "--detach", ref], cwd=workspace, check=True)
        return workspace

    def shell(self, script, workspace, environment, shell=("bash", "-e")):
        """Runs a script as a platform does: from a file, with its own variables and nothing of this machine's."""
        file = self.folder / "step.sh"
        file.write_text(script)
        done = subprocess.run(
            [*shell, str(file)], cwd=workspace, env=self.environment | environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=120)
        self.log += done.stdout
        return done.returncode

    def keep(self, name, workspace, path):
        source, target = workspace / path, self.artifacts / name
        shutil.rmtree(target, ignore_errors=True)
        if not source.exists():
            return False
        target.mkdir(parents=True)
        shutil.copytree(source, target, dirs_exist_ok=True) if source.is_dir() else shutil.copy(source, target)
        return True


# GitHub Actions


def expression(text, scope):
    """The value of what stands in `${{ }}`."""
    def token(match):
        word = match[0]
        if word[0] == "'":
            return repr(word[1:-1])
        if word in ("&&", "||", "!="):
            return {"&&": " and ", "||": " or ", "!=": "!="}[word]
        if word == "!":
            return " not "
        if match["call"]:
            return {"always": "True", "success": "scope['ok']", "failure": "not scope['ok']", "cancelled": "False"}[word[:-2]]
        return f"lookup({word!r})"

    def lookup(name):
        value = scope
        for part in name.split("."):
            value = value.get(part, "") if isinstance(value, dict) else ""
        return value

    code = re.sub(r"'[^']*'|&&|\|\||!=|!|(?P<call>\w+\(\))|[A-Za-z_][\w.-]*", token, text)
    return eval(code.strip(), {"__builtins__": {}}, {"scope": scope, "lookup": lookup})


def filled(text, scope):
    def value(match):
        found = expression(match[1], scope)
        return str(found).lower() if isinstance(found, bool) else str(found)
    return re.sub(r"\$\{\{(.*?)\}\}", value, str(text))


def holds(step, scope):
    condition = step.get("if")
    if condition is None:
        return scope["ok"]
    condition = str(condition).removeprefix("${{").removesuffix("}}")
    has_status = re.search(r"(always|success|failure|cancelled)\(\)", condition)
    return bool(expression(condition, scope)) and (bool(has_status) or scope["ok"])


class GitHub:
    def __init__(self, place, event, ref, variables, actions):
        self.place, self.event, self.ref, self.variables, self.actions = place, event, ref, variables, actions
        self.summary, self.outputs, self.results = "", {}, {}

    def workflow(self, file, inputs=None, without=()):
        """Runs the jobs as `needs` has them; `without` names matrix legs that never ran."""
        jobs = yaml.safe_load(file.read_text())["jobs"]
        for name, job in jobs.items():
            needs = job.get("needs", [])
            needs = [needs] if isinstance(needs, str) else needs
            scope = self.scope(inputs)
            scope["needs"] = {need: {"result": self.results[need]} for need in needs}
            scope["ok"] = all(self.results[need] == "success" for need in needs)
            if not holds(job, scope):
                self.results[name] = "skipped"
                continue
            legs = [{key: leg} for key, values in job.get("strategy", {}).get("matrix", {}).items() for leg in values]
            done = [
                self.job(name, job, scope | {"matrix": leg, "ok": True})
                for leg in legs or [{}] if not set(leg.values()) & set(without)]
            self.results[name] = "success" if all(done) and len(done) == len(legs or [{}]) else "failure"
        return self.results

    def scope(self, inputs):
        return {
            "github": {
                "event": self.event, "event_name": self.variables["GITHUB_EVENT_NAME"], "ref": self.variables["GITHUB_REF"],
                "sha": self.variables["GITHUB_SHA"], "ref_name": self.variables.get("GITHUB_REF_NAME", ""), "token": "t",
                "repository": "shop/web"},
            "runner": {"temp": str(self.place.folder / "temp")}, "inputs": inputs or {}, "steps": {}, "matrix": {},
            "vars": {name: self.place.environment[name] for name in ("SIXGATE_SHA256", "SIXGATE_URL")}, "ok": True}

    def job(self, name, job, scope):
        workspace = self.place.folder / "workspace"
        shutil.rmtree(workspace, ignore_errors=True)
        workspace.mkdir()
        shutil.rmtree(self.place.folder / "temp", ignore_errors=True)
        return self.steps(job["steps"], workspace, scope)

    def steps(self, steps, workspace, scope):
        for step in steps:
            if not holds(step, scope):
                continue
            ok = self.uses(step, workspace, scope) if "uses" in step else self.run(step, workspace, scope)
            if not ok and not step.get("continue-on-error"):
                scope["ok"] = False
        return scope["ok"]

    def run(self, step, workspace, scope):
        files = {name: self.place.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for file in files.values():
            file.write_text("")
        event = self.place.folder / "event.json"
        event.write_text(json.dumps(self.event))
        environment = {
            "GITHUB_ACTIONS": "true", "RUNNER_TOOL_CACHE": str(self.place.folder / "tools"),
            "GITHUB_EVENT_PATH": str(event), "GITHUB_API_URL": "https://api.example", "GITHUB_REPOSITORY": "shop/web",
            } | self.variables
        environment |= {key: filled(value, scope) for key, value in step.get("env", {}).items()}
        environment |= {key: str(file) for key, file in files.items()} | {"GITHUB_ACTION_PATH": scope.get("action", "")}
        shell = ("bash", "--noprofile", "--norc", "-eo", "pipefail") if "shell" in step else ("bash", "-e")
        assert "${{" not in step["run"], f"{step.get('name')}: an expression inside a script"
        status = self.place.shell(step["run"], workspace, environment, shell)
        outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
        scope["steps"][step.get("id", "")] = {"outputs": outputs}
        self.outputs |= outputs
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        return status == 0

    def uses(self, step, workspace, scope):
        name, options = step["uses"].split("@")[0], {key: filled(value, scope) for key, value in step.get("with", {}).items()}
        if name == "actions/checkout":
            shutil.rmtree(workspace)
            self.place.clone("workspace", self.ref)
        elif name == "actions/upload-artifact":
            return self.place.keep(options["name"], workspace, options["path"]) or "if-no-files-found" not in options
        elif name == "actions/download-artifact":
            pattern = options.get("pattern", options.get("name"))
            found = list(self.place.artifacts.glob(pattern))
            for folder in found:
                shutil.copytree(folder, workspace / options["path"], dirs_exist_ok=True)
            return bool(found)
        elif name == "actions/cache/save":
            self.place.cache.mkdir(exist_ok=True)
            shutil.copy(workspace / options["path"], self.place.cache / options["key"])
        elif name == "actions/cache/restore":
            kept = sorted(self.place.cache.glob(options["restore-keys"] + "*"))
            if kept:
                shutil.copy(kept[-1], workspace / options["path"])
        elif name in self.actions:
            folder = self.actions[name]
            action = yaml.safe_load((folder / "action.yml").read_text())
            inputs = {key: value.get("default", "") for key, value in action["inputs"].items()} | options
            return self.steps(action["runs"]["steps"], workspace, scope | {"inputs": inputs, "action": str(folder)})
        else:
            raise AssertionError(f"nobody here plays {name}")
        return True


# GitLab CI


def gitlab_jobs(file, inputs):
    """A template's jobs with its inputs put in and what they extend laid under them."""
    text = file.read_text()
    if "\n---\n" in text:
        spec, text = text.split("\n---\n")
        defaults = yaml.safe_load(spec)["spec"]["inputs"]
        values = {name: (about or {}).get("default") for name, about in defaults.items()} | inputs
        text = re.sub(r"\$\[\[ inputs\.([a-z0-9-]+) \]\]", lambda match: str(values[match[1]]), text)
    jobs = yaml.safe_load(text)
    return {
        name: jobs.get(job.get("extends"), {}) | job for name, job in jobs.items() if not name.startswith(".")}


def gitlab(place, file, ref, variables, inputs=None, without=()):
    """Runs the jobs in their order; the exit status of each, and whether each artifact that it names was left."""
    statuses, missing = {}, []
    for name, job in gitlab_jobs(file, inputs or {}).items():
        legs = [{key: leg} for entry in job.get("parallel", {}).get("matrix", []) for key, values in entry.items() for leg in values]
        for leg in [leg for leg in legs or [{}] if not set(leg.values()) & set(without)]:
            workspace = place.clone("workspace", ref)
            subprocess.run(["cp", "-a", f"{place.folder}/evidence/.", workspace], check=True)
            if job.get("needs") == ["sixgate:gate"]:
                for folder in sorted(place.artifacts.glob("sixgate:gate*")):
                    shutil.copytree(folder, workspace / "sixgate-out", dirs_exist_ok=True)
            environment = {"GITLAB_CI": "true", "CI_PROJECT_DIR": str(workspace)} | variables
            for key, value in job.get("variables", {}).items():
                environment[key] = re.sub(r"\$([A-Z_]+)", lambda match: environment.get(match[1], ""), str(value))
            lines = "\n".join([*job.get("before_script", []), *job["script"]])
            leg_name = " ".join([name, *leg.values()])
            statuses[leg_name] = place.shell(lines, workspace, environment | leg, ("bash", "-eo", "pipefail"))
            place.keep(leg_name, workspace, "sixgate-out")
            reports = job["artifacts"].get("reports", {}).values()
            missing += [path for path in reports if not (workspace / path).is_file()]
    return statuses, missing


# Azure Pipelines and Buildkite


def azure(place, file, ref, variables):
    statuses, ok = [], True
    workspace = place.clone("workspace", ref)
    environment = {"TF_BUILD": "True", "AGENT_TEMPDIRECTORY": str(place.folder / "temp")} | variables
    for step in yaml.safe_load(file.read_text())["jobs"][0]["steps"]:
        if "bash" in step and (ok or step.get("condition") == "always()"):
            own = {key: value.replace("$(Agent.TempDirectory)", f"{place.folder}/temp") for key, value in step.get("env", {}).items()}
            statuses.append(place.shell(step["bash"], workspace, environment | own, ("bash", "--noprofile", "--norc")))
            ok = ok and statuses[-1] == 0
        elif step.get("task", "").startswith("PublishPipelineArtifact"):
            place.keep(step["inputs"]["artifact"], workspace, step["inputs"]["targetPath"])
    return 0 if ok else max(statuses)


def buildkite(place, file, ref, variables):
    workspace = place.clone("workspace", ref)
    environment = {"BUILDKITE": "true", "BUILDKITE_BUILD_CHECKOUT_PATH": str(workspace)} | variables
    statuses = []
    for step in yaml.safe_load(file.read_text())["steps"]:
        # What `buildkite-agent pipeline upload` makes of a command.
        command = re.sub(r"\$\$|\$\{?(\w+)\}?", lambda match: "$" if match[0] == "$$" else variables.get(match[1], ""), step["command"])
        statuses.append(place.shell(command, workspace, environment))
    place.keep("sixgate", workspace, "sixgate-out")
    return statuses[-1]
