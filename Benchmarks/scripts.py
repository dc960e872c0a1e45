"""Makes a repository of 20,000 scripts and pipelines, of which 400 change something; always the same."""
import random
import subprocess
from pathlib import Path

FILES = 20_000
EVERY = 50  # files to one that changes something
CHANGES = [
    "kubectl apply -f k8s/app.yaml",
    "helm upgrade --install app ./chart",
    "terraform apply plan.tfplan",
    "aws s3 sync out s3://bucket",
    "gcloud run deploy app --image app",
    "ssh web1 sudo systemctl restart app",
]
HARMLESS = [
    "# kubectl apply is for others",
    "echo 'kubectl apply -f app.yaml'",
    "kubectl get pods -n prod",
    "kubectl apply --dry-run=client -f app.yaml",
    "aws s3 cp s3://bucket/a .",
    "terraform plan -out plan.tfplan",
]


def lines(rng, number):
    text = [f'if [ -n "$STEP_{n}" ]; then echo "step {n} of {number}"; fi' for n in range(rng.randint(15, 50))]
    text.insert(0, rng.choice(HARMLESS))
    if number % EVERY == 0:
        text.insert(rng.randrange(len(text)), CHANGES[number // EVERY % len(CHANGES)])
    return text


def script(number, text):
    return f"scripts/{number % 200:03}/run{number:05}.sh", "#!/bin/sh\nset -eu\n" + "\n".join(text) + "\n"


def workflow(number, text):
    head = "on: push\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: |\n"
    return f"app{number:05}/.github/workflows/ci.yml", head + "".join(f"          {line}\n" for line in text)


def makefile(number, text):
    return f"app{number:05}/Makefile", "all:\n" + "".join(f"\t{line.replace('$', '$$')}\n" for line in text)


def jenkinsfile(number, text):
    body = "".join(f"      {line}\n" for line in text).replace("'", '"')
    return f"app{number:05}/Jenkinsfile", f"node {{\n  stage('build') {{\n    sh '''\n{body}    '''\n  }}\n}}\n"


def make(folder):
    """Writes the repository below the folder; returns how many of its commands change something."""
    forms = [script, script, script, script, workflow, workflow, makefile, jenkinsfile]
    for number in range(FILES):
        rng = random.Random(number)
        name, text = forms[number % len(forms)](number, lines(rng, number))
        path = Path(folder) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    policy = "infrastructure: { mode: warn, because: it is measured }\n"
    (Path(folder) / "sixgate.yaml").write_text(policy)
    for arguments in (["init", "-q"], ["add", "-A"],
                      ["-c", "user.name=x", "-c", "user.email=x@x", "commit", "-qm", "chore: scripts"]):
        subprocess.run(["git", "-C", str(folder), *arguments], check=True)
    return FILES // EVERY
