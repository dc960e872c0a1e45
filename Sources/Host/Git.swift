import Model
import Runner
import SwiftGlibc
import Synchronization
import Syntax

/// How git is called: from outside of the repository, with nothing around it that it does not need, and with
/// nothing that a configuration could make it run, hide, follow or colour.
struct Git: Sendable {
  private let own: [String: String]
  private let path: SearchPath

  /// - Parameter own: the variables of this process.
  init(own: [String: String]) {
    self.own = own
    path = SearchPath(own["PATH"] ?? "")
  }

  func start(
    _ arguments: [String], in folder: Path, input: [UInt8] = [], room: Int? = nil
  ) throws(ReadError) -> StartedChild {
    let top = Git.top(around: folder)
    let places = path.places(outside: top ?? Files.resolved(folder) ?? folder)
    guard let program = places.lazy.map({ $0.appending("git") }).first(where: Files.isProgram) else {
      throw ReadError(met: "no git in PATH outside of the repository", wanted: "one")
    }
    return try StartedChild(
      program, ["git"] + Git.options(top) + arguments, name: "git \(arguments.first ?? "")",
      environment: environment(places), directory: folder, input: input, room: room)
  }
}

// MARK: The program

extension Git {
  /// The folder of the repository that a folder belongs to, links resolved: the nearest that git would take.
  private static func top(around folder: Path) -> Path? {
    var place = Files.resolved(folder)
    while let here = place {
      let git = here.appending(".git")
      let parts: [Path] = ["HEAD", "objects", "refs"]
      switch Files.type(of: git) {
      case .file?: return here
      case .directory? where parts.allSatisfy({ Files.type(of: git.appending($0)) != nil }): return here
      default: place = here.segments.isEmpty ? nil : here.parent
      }
    }
    return nil
  }
}

/// The folders of PATH that are named in full, looked at once: there are many links to follow, and many gits to start.
private final class SearchPath: Sendable {
  private struct Place {
    let folder: Path
    /// Where it is and where the git in it is, links followed.
    let real: [Path]
  }

  private let text: String
  private let known = Mutex<[Place]?>(nil)

  init(_ text: String) { self.text = text }

  /// Those that lie outside of the repository: what a change brings is not run.
  func places(outside top: Path) -> [Path] {
    func isOutside(_ path: Path) -> Bool { path != top && path.relative(to: top) == nil }
    let all = known.withLock { known in
      let places = known ?? look()
      known = places
      return places
    }
    return all.filter { $0.real.allSatisfy(isOutside) }.map(\.folder)
  }

  private func look() -> [Place] {
    text.split(separator: ":").map { Path(String($0)) }.compactMap { folder in
      guard folder.isAbsolute, let real = Files.resolved(folder) else { return nil }
      let git = folder.appending("git")
      // Mostly there is none, and no way to follow to it.
      let program = Files.type(of: git) == nil ? nil : Files.resolved(git)
      return Place(folder: folder, real: [real] + [program].compactMap(\.self))
    }
  }
}

// MARK: What is around it

extension Git {
  /// Variables that git needs, and that can make it see less or read less configuration at most.
  private static let kept = [
    "HOME", "XDG_CONFIG_HOME", "TMPDIR", "GIT_CONFIG_NOSYSTEM", "GIT_DISCOVERY_ACROSS_FILESYSTEM",
  ]

  private func environment(_ places: [Path]) -> [String: String] {
    let fixed = [
      "PATH": places.reduce("") { $0.isEmpty ? $1.description : "\($0):\($1)" }, "LC_ALL": "C",
      // Nothing in place of what objects say themselves.
      "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
      // Nothing is fetched, asked for or written on the side.
      "GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
      // Not a commit at a time: whoever reads would be woken for each.
      "GIT_FLUSH": "0",
    ]
    return own.filter { Git.kept.contains($0.key) }.merging(fixed) { $1 }
  }

  /// What every call of git is told before its command.
  private static func options(_ top: Path?) -> [String] {
    // Git refuses repositories of other users because their configuration may run programs; here none is run. That
    // another user owns the checkout is how containers in CI are.
    let trusted = top.map { ["-c", "safe.directory=\($0)", "--work-tree=\($0)"] } ?? []
    return ["--no-pager", "--literal-pathspecs"] + settings.flatMap { ["-c", $0] } + trusted
  }

  /// In place of whatever the repository, the user or the machine has set.
  private static let settings = [
    // Programs.
    "core.fsmonitor=false", "core.hooksPath=/dev/null", "core.alternateRefsCommand=", "diff.external=",
    "log.showSignature=false", "protocol.allow=never",
    "filter.lfs.smudge=", "filter.lfs.process=", "filter.lfs.required=false",
    // Advice would stand before the reason of a failure.
    "advice.graftFileDeprecated=false",
    // What is shown of a history: all of it.
    "core.commitGraph=false", "core.attributesFile=/dev/null", "log.showRoot=true",
    "log.follow=false", "log.mailmap=false", "diff.ignoreSubmodules=none", "diff.renameLimit=1000",
    "diff.relative=false", "trailer.separators=:",
    // How it is written.
    "color.ui=false", "core.quotePath=false", "i18n.logOutputEncoding=UTF-8", "diff.orderFile=/dev/null",
    "diff.noprefix=false", "diff.mnemonicPrefix=false", "diff.algorithm=myers", "diff.context=3",
    "diff.interHunkContext=0", "diff.submodule=short", "diff.suppressBlankEmpty=false",
  ]
}
