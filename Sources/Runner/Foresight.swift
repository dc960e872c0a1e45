import Model
import Synchronization
package import Syntax

extension World {
  /// What git prints, for whoever asks for it once.
  package typealias Answer = @Sendable () throws(ReadError) -> ByteStream

  /// The same world, in which git can be told ahead what it will be asked, and works meanwhile.
  ///
  /// All is as it was without, only sooner. What nobody comes for is ended with the world.
  package func foreseeing() -> World {
    let desk = Foresight()
    var world = self
    let git = gitIn
    world.answers = Answers(
      put: { folder, arguments, answer in desk.put(Question(folder, arguments), answer) },
      drop: { folder, arguments in _ = desk.take(Question(folder, arguments)) })
    world.gitIn = { folder, arguments, input throws(ReadError) in
      if input.isEmpty, let answer = desk.take(Question(folder, arguments)) { return try answer() }
      return try git(folder, arguments, input)
    }
    return world
  }

  /// Has git begin with what it will be asked.
  func foresee(_ arguments: [String]) {
    answers?.put(directory, arguments) { [beginGit, directory] in beginGit(directory, arguments) }
  }

  /// Notes what git would print, since it has said it in answer to something else; `nil` where it would fail.
  func note(_ arguments: [String], _ text: String?) {
    answers?.put(directory, arguments) {
      { () throws(ReadError) in
        guard let text else { throw ReadError(met: "git \(arguments[0]) that finds nothing", wanted: "what it names") }
        return ByteStream(text.isEmpty ? [] : Array("\(text)\n".utf8))
      }
    }
  }

  /// Ends what git began with, as it will not be asked.
  func forget(_ arguments: [String]) { answers?.drop(directory, arguments) }
}

extension World {
  /// Where answers lie until somebody comes for them.
  package struct Answers: Sendable {
    fileprivate let put: @Sendable (_ folder: Path, _ arguments: [String], _ begin: () -> Answer) -> Void
    fileprivate let drop: @Sendable (_ folder: Path, _ arguments: [String]) -> Void
  }
}

private struct Question: Hashable, Sendable {
  let folder: Path
  let arguments: [String]

  init(_ folder: Path, _ arguments: [String]) {
    self.folder = folder
    self.arguments = arguments
  }
}

private struct Foresight: ~Copyable {
  private let answers = Mutex<[Question: World.Answer]>([:])

  /// What was begun already is not begun again.
  func put(_ question: Question, _ begin: () -> World.Answer) {
    answers.withLock { if $0[question] == nil { $0[question] = begin() } }
  }

  func take(_ question: Question) -> World.Answer? { answers.withLock { $0.removeValue(forKey: question) } }
}
