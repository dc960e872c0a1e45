import Model
import Syntax

extension ScriptReading {
  /// Reads the scripts that a Jenkinsfile hands to `sh`, `bat` and `powershell`.
  mutating func readJenkins() {
    // What a variable holds, and what a block does with a failure, may stand behind the step; and one names another.
    var learned = Groovy.Learned()
    for _ in 0..<2 {
      var groovy = Groovy(file, knowing: learned)
      while groovy.nextStep() != nil {}
      learned = groovy.learned
    }
    var groovy = Groovy(file, knowing: learned)
    let isAwaited = meets("input ") || meets("input(")
    while let step = groovy.nextStep() {
      var scene = Scene()
      scene.isLenient = step.isLenient
      scene.isAwaited = isAwaited
      scene.softened = step.softened
      scene.constants = learned.constants
      read(step.text, scene)
    }
    if let open = groovy.unclosed {
      trouble("met the end of the file, wanted the quotes that close a text", at: lines.location(open))
    }
  }
}
