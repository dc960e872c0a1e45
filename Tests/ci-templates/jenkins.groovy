// Plays Jenkins for vars/sixgate.groovy and the Jenkinsfiles: steps that act on a workspace, and a build that may fail.
// groovy jenkins.groovy TEMPLATES WORKSPACE one|fan-out [GATE THAT DIES]
// Prints the result of the build: SUCCESS, UNSTABLE or FAILURE. What steps print goes to standard error.

def (templates, workspace, kind) = [new File(args[0]), new File(args[1]), args[2]]
def dead = args.length > 3 ? args[3] : null
def result = 'SUCCESS'
def stashes = [:]
def extra = []

def run = { String script ->
  def file = File.createTempFile('step', '.sh')
  file.text = script
  def variables = System.getenv().collect { key, value -> "${key}=${value}" as String } + extra
  def process = (['sh', '-xe', file.path] as String[]).execute(variables as String[], workspace)
  process.consumeProcessOutput(System.err, System.err)
  file.deleteOnExit()
  process.waitFor()
}

def steps = [
  sh: { given ->
    def script = given instanceof Map ? given.script : given
    def status = run(script as String)
    if (given instanceof Map && given.returnStatus) return status
    if (status != 0) throw new RuntimeException("script returned exit code ${status}")
  },
  withEnv: { List pairs, Closure body ->
    extra.addAll(pairs.collect { it as String })
    try { body() } finally { pairs.size().times { extra.remove(extra.size() - 1) } }
  },
  libraryResource: { String path -> new File(templates, "jenkins/resources/${path}").text },
  stash: { Map given ->
    def file = new File(workspace, given.includes as String)
    if (!file.exists()) throw new RuntimeException("No files included in stash ${given.name}")
    stashes[given.name as String] = [given.includes as String, file.text]
  },
  unstash: { name ->
    def kept = stashes[name as String]
    if (kept == null) throw new RuntimeException("No such saved stash ${name}")
    def file = new File(workspace, kept[0])
    file.parentFile.mkdirs()
    file.text = kept[1]
  },
  archiveArtifacts: { Map given -> },
  readFile: { path -> new File(workspace, path as String).text },
  error: { words -> throw new RuntimeException(words as String) },
  unstable: { words -> System.err.println(words); result = 'UNSTABLE' },
]

def library = new GroovyShell(new Binding(steps)).parse(new File(templates, 'jenkins/vars/sixgate.groovy'))
def given = [sha256: System.getenv('SIXGATE_SHA256'), url: System.getenv('SIXGATE_URL'), isMain: System.getenv('IS_MAIN') == 'true']
try {
  if (kind == 'one') {
    library.call(given)
  } else {
    for (gate in ['tdd', 'coverage', 'security', 'infrastructure', 'integration', 'performance']) {
      if (gate != dead) library.gate(given, gate)
      run('rm -rf sixgate-out')
    }
    library.merge(given)
  }
} catch (RuntimeException problem) {
  System.err.println(problem.message)
  result = 'FAILURE'
}
println result
