// Steps of a shared library: sixgate() judges the change, sixgate.gate('coverage') one gate of it for a later
// sixgate.merge(). Needs Pipeline: Basic Steps alone; reports go to Warnings NG and JUnit where those are installed.
// Arguments: sha256 (required), url, path, base, isMain.

def call(Map args = [:]) {
  install(args)
  conclude(judge(args), 'sixgate-out/verdict.json')
}

/** Judges one gate and stashes its verdict. What it comes to is said by merge() alone. */
def gate(Map args = [:], String name) {
  install(args)
  judge(args + [gate: name, records: "refs/notes/sixgate-${name}"])
  stash name: "sixgate-${name}", includes: "sixgate-out/${name}.json"
}

/** Puts the stashed verdicts together; a gate that left none blocks. */
def merge(Map args = [:]) {
  install(args)
  for (name in ['tdd', 'coverage', 'security', 'infrastructure', 'integration', 'performance']) {
    unstash "sixgate-${name}"
  }
  def status = sh(returnStatus: true, script: '''
    set -eu
    rm -rf sixgate-verdicts
    mv sixgate-out sixgate-verdicts
    mkdir sixgate-out
    "$WORKSPACE_TMP/sixgate/sixgate" merge sixgate-verdicts/*.json --output json=sixgate-out/verdict.json \
      --output html=sixgate-out/report.html --output warnings-ng=sixgate-out/issues.json \
      --output junit=sixgate-out/gates.xml
  '''.stripIndent())
  conclude(status, 'sixgate-out/verdict.json')
}

private void install(Map args) {
  // Values go by the environment: no text of the caller becomes part of a script.
  withEnv(["SIXGATE_SHA256=${args.sha256 ?: ''}", "SIXGATE_URL=${args.url ?: ''}", "SIXGATE_PATH=${args.path ?: ''}"]) {
    sh 'SIXGATE_BIN="$WORKSPACE_TMP/sixgate"; export SIXGATE_BIN\n' + libraryResource('sixgate/install.sh')
  }
}

private int judge(Map args) {
  withEnv(["SIXGATE_GATE=${args.gate ?: ''}", "SIXGATE_BASE=${args.base ?: ''}", "SIXGATE_IS_MAIN=${args.isMain ?: false}",
           "SIXGATE_RECORDS=${args.records ?: ''}"]) {
    return sh(
      returnStatus: true,
      script: 'SIXGATE_BIN="$WORKSPACE_TMP/sixgate"; export SIXGATE_BIN\n' + libraryResource('sixgate/judge.sh'))
  }
}

/** 0 is passed or warned, which the verdict tells apart; 1, 2, 3 and whatever else came is an error. */
private void conclude(int status, String verdict) {
  archiveArtifacts artifacts: 'sixgate-out/**', allowEmptyArchive: true
  if (status == 1) error 'sixgate: the change is blocked'
  if (status != 0) error "sixgate ended with status ${status}: nothing was judged"
  def words = readFile(verdict)
  if (words.contains('\n  "verdict": "warned",')) unstable 'sixgate: passed with warnings'
}
