import Model
import Synchronization
package import Syntax

extension World {
  /// What git prints, for whoever asks for it once.
  package struct Answer: Sendable {
    fileprivate let take: @Sendable () throws(ReadError) -> ByteStream
    /// The first that it prints, which stays there; `nil` where that does not come in so many milliseconds.
    package let peek: @Sendable (_ milliseconds: Int) -> [UInt8]?
    /// Tells git to end, for all was taken that anybody wants; one that was read to its end needs no telling. Who holds
    /// the answer waits for that end when it lets go.
    package let stop: @Sendable () -> Void
    /// Waits for the end of a git of which all was taken before, and throws where it failed in spite of that.
    package let settle: @Sendable () throws(ReadError) -> Void

    package init(
      peek: @escaping @Sendable (_ milliseconds: Int) -> [UInt8]? = { _ in nil },
      stop: @escaping @Sendable () -> Void = {},
      settle: @escaping @Sendable () throws(ReadError) -> Void = {},
      take: @escaping @Sendable () throws(ReadError) -> ByteStream
    ) {
      (self.take, self.peek, self.stop, self.settle) = (take, peek, stop, settle)
    }

    package func callAsFunction() throws(ReadError) -> ByteStream { try take() }
  }

  /// The same world, in which git can be told ahead what it will be asked, and works meanwhile.
  ///
  /// All is as it was without, only sooner. What nobody comes for is ended with the world. One that can is itself.
  package func foreseeing() -> World {
    guard answers == nil else { return self }
    let desk = Foresight()
    var world = self
    let git = gitIn
    world.answers = Answers(
      put: { folder, arguments, answer in desk.put(Question(folder, arguments), answer) },
      drop: { folder, arguments in _ = desk.take(Question(folder, arguments)) },
      find: { folder, arguments in desk.find(Question(folder, arguments)) },
      stop: { folder, arguments in desk.stop(Question(folder, arguments)) },
      settle: { () throws(ReadError) in try desk.settle() }, end: { desk.end() })
    world.gitIn = { folder, arguments, input throws(ReadError) in
      if input.isEmpty, let answer = desk.take(Question(folder, arguments)) { return try answer() }
      return try git(folder, arguments, input)
    }
    return world
  }

  /// Has git begin with what it will be asked.
  ///
  /// - Parameter room: see `beginGit`.
  func foresee(_ arguments: [String], room: Int? = nil) {
    answers?.put(directory, arguments) { [beginGit, directory] in beginGit(directory, arguments, room) }
  }

  /// Notes what git would print, since it has said it in answer to something else; `nil` where it would fail.
  func note(_ arguments: [String], _ text: String?) {
    if let text { return note(arguments, printed: text.isEmpty ? [] : Array("\(text)\n".utf8)) }
    answers?.put(directory, arguments) {
      Answer { () throws(ReadError) in
        throw ReadError(met: "git \(arguments[0]) that finds nothing", wanted: "what it names")
      }
    }
  }

  func note(_ arguments: [String], printed: [UInt8]) {
    answers?.put(directory, arguments) { Answer { () throws(ReadError) in ByteStream(printed) } }
  }

  /// Whether an answer lies there.
  func foresees(_ arguments: [String]) -> Bool { begun(arguments) != nil }

  /// What git has begun with, which stays where it is: for who looks at the first that it prints, or takes less than all
  /// of it and then calls `stop`.
  func begun(_ arguments: [String]) -> Answer? { answers?.find(directory, arguments) }

  /// Tells git to end of which enough was taken; nobody waits for that yet.
  func stop(_ arguments: [String]) { answers?.stop(directory, arguments) }

  /// Waits for the gits of which all was taken before they had ended.
  ///
  /// - Throws: where one failed: what it printed may not have been all.
  package func settle() throws(ReadError) { try answers?.settle() }

  /// Waits for the end of what git was told ahead and nobody came for, or came for in part.
  package func endForesight() { answers?.end() }

  /// Ends what git began with, as it will not be asked.
  func forget(_ arguments: [String]) { answers?.drop(directory, arguments) }
}

extension World {
  /// Where answers lie until somebody comes for them.
  package struct Answers: Sendable {
    fileprivate let put: @Sendable (_ folder: Path, _ arguments: [String], _ begin: () -> Answer) -> Void
    fileprivate let drop: @Sendable (_ folder: Path, _ arguments: [String]) -> Void
    fileprivate let find: @Sendable (_ folder: Path, _ arguments: [String]) -> Answer?
    fileprivate let stop: @Sendable (_ folder: Path, _ arguments: [String]) -> Void
    fileprivate let settle: @Sendable () throws(ReadError) -> Void
    fileprivate let end: @Sendable () -> Void
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
  private let stopped = Mutex<[World.Answer]>([])

  /// What was begun already is not begun again.
  func put(_ question: Question, _ begin: () -> World.Answer) {
    answers.withLock { if $0[question] == nil { $0[question] = begin() } }
  }

  func find(_ question: Question) -> World.Answer? { answers.withLock { $0[question] } }

  func stop(_ question: Question) {
    guard let answer = take(question) else { return }
    answer.stop()
    stopped.withLock { $0.append(answer) }
  }

  func settle() throws(ReadError) {
    for answer in stopped.withLock({ $0 }) { try answer.settle() }
  }

  func end() {
    answers.withLock { $0 = [:] }
    stopped.withLock { $0 = [] }
  }

  func take(_ question: Question) -> World.Answer? { answers.withLock { $0.removeValue(forKey: question) } }
}
