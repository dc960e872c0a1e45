import Foundation
import Model
import Readers
import Syntax
import Testing

@testable import Host
@testable import Runner

/// What a run sees of a repository: whatever somebody tries, it must stay the same.
struct Sight: Equatable {
  let tracked: [Path]
  let change: Change
  let commits: [Commit]
  let law: [UInt8]?
  let patchIDs: [String]

  init(_ given: World) throws {
    var world = given
    let repository = try Repository.find(in: &world)
    tracked = repository.tracked
    var request = Request()
    request.base = "refs/tags/base"
    change = findChange(request, repository, in: world)
    commits = try readHistory(change, Policy(), repository, in: world)?.commits ?? []
    law = try world.blobs([BlobName(change.base ?? "none", "sixgate.yaml")])[0]
    patchIDs = try world.patchIDs(of: change)
  }
}

/// A repository that somebody would like to be seen otherwise: a change of three commits, one of them to a submodule.
struct Weakened {
  let scratch: Scratch

  /// As it is before anybody tries anything, and how it is seen then.
  static let untouched = Result<(scratch: Scratch, sight: Sight), any Error> {
    let scratch = try Scratch()
    try scratch.shell(
      """
      printf 'coverage:\\n  lines: 90\\n' > sixgate.yaml; mkdir src; echo a > src/a.py
      git init -q --initial-branch=main sub; (cd sub; git commit -q --allow-empty -m 'feat: sub')
      git add . 2> /dev/null; git commit -qm 'feat: first'; git tag base
      echo b >> src/a.py; git commit -qam 'feat: code before tests'
      (cd sub; git commit -q --allow-empty -m 'feat: more'); git commit -qam 'build: bump'
      mkdir src/new; git mv src/a.py src/new/a.py; git commit -qm 'refactor: move'
      """)
    return (scratch, try Sight(scratch.world()))
  }

  init() throws { scratch = try Scratch(like: Weakened.untouched.get().scratch) }

  var before: Sight { get throws { try Weakened.untouched.get().sight } }
  var sight: Sight { get throws { try Sight(scratch.world()) } }
  var mark: String { scratch.home.appending(path: "mark").path }
  var hasMark: Bool { FileManager.default.fileExists(atPath: mark) }

  /// A program that leaves a mark, and fails.
  func evil(at place: String) throws {
    try scratch.shell("printf '#!/bin/sh\\ntouch \(mark)\\nexit 1\\n' > '\(place)'; chmod +x '\(place)'")
  }
}

struct HardeningTests {
  private let place: Weakened
  private let scratch: Scratch
  private let before: Sight

  init() throws {
    place = try Weakened()
    scratch = place.scratch
    before = try place.before
  }

  @Test func `there is something to weaken`() throws {
    #expect(before.commits.count == 3)
    #expect(before.tracked == ["sixgate.yaml", "src/new/a.py", "sub"])
    #expect(before.law != nil && before.patchIDs.count == 3)
    #expect(try place.sight == before)
  }

  @Test(arguments: [
    "git replace HEAD~2 base", "git replace -f HEAD:src/new/a.py base:src/a.py",
    "git replace base:sixgate.yaml HEAD:src/new/a.py",
    "mkdir -p .git/info; git rev-parse HEAD > .git/info/grafts",
    "mkdir -p .git/info; echo $(git rev-parse HEAD base) > .git/info/grafts",
    "mkdir -p .git/info; echo '* -diff' > .git/info/attributes",
    "echo '* -diff -text' > .gitattributes", "echo '* diff=evil' > .gitattributes",
    "git config -f .gitmodules submodule.sub.path sub; git config -f .gitmodules submodule.sub.ignore all",
    "git config submodule.sub.ignore all; git config diff.ignoreSubmodules all",
    "echo 'Eve <eve@example.com> <ada@example.com>' > .mailmap",
    "mkdir -p .git/objects/info; git clone -q --bare . ../other; echo ../../../other/objects > .git/objects/info/alternates",
    "git clone -q --bare . ../other; git -C ../other replace HEAD~2 base; git fetch -q ../other 'refs/replace/*:refs/replace/*'",
    "ln -s /etc src/link", "mkdir src/.git", "git branch refs/tags/base HEAD", "git branch base HEAD",
  ])
  func `what a checkout or a clone holds changes nothing`(_ attempt: String) throws {
    try scratch.shell(attempt)
    #expect(try place.sight == before)
  }

  @Test(arguments: [
    ["core.worktree /tmp", "core.quotePath true", "core.abbrev 4", "core.attributesFile /etc/passwd"],
    ["core.bare true", "color.ui always", "core.pager false", "pager.log true", "core.ignoreCase true"],
    ["i18n.logOutputEncoding UTF-16", "core.splitIndex true", "core.untrackedCache true", "alias.log status"],
    ["log.showRoot false", "log.follow true", "log.mailmap true", "log.decorate full", "log.diffMerges on"],
    ["log.showSignature true", "format.pretty oneline", "log.date relative", "core.excludesFile /etc/passwd"],
    ["diff.renames false", "diff.renameLimit 1", "diff.relative true", "diff.noprefix true", "diff.submodule log"],
    ["diff.orderFile gone", "diff.mnemonicPrefix true", "diff.algorithm patience", "diff.interHunkContext 9"],
    ["diff.context 0", "diff.suppressBlankEmpty true", "diff.external false", "diff.ignoreSubmodules all"],
    ["trailer.separators =", "patchid.stable false", "core.useReplaceRefs true", "protocol.allow always"],
  ])
  func `git's configuration changes nothing`(_ settings: [String]) throws {
    for scope in ["--global", "--local"] {
      for setting in settings {
        let words = setting.split(separator: " ").map(String.init)
        try scratch.git("config", scope, words[0], words[1])
      }
      #expect(try place.sight == before)
    }
  }

  @Test func `nothing that configuration names is run`() throws {
    let evil = scratch.home.appending(path: "evil").path
    try place.evil(at: evil)
    try scratch.shell("echo '* diff=evil filter=evil merge=evil' > .git/info/attributes")
    for key in [
      "core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.alternateRefsCommand",
      "diff.external", "diff.evil.command", "diff.evil.textconv", "filter.evil.clean", "filter.evil.smudge",
      "filter.evil.process", "gpg.program", "credential.helper", "pager.log", "pager.diff", "sequence.editor",
      "uploadpack.packObjectsHook",
    ] { try scratch.git("config", key, evil) }
    try scratch.git("config", "log.showSignature", "true")
    let hooks = scratch.home.appending(path: "hooks").path
    try scratch.git("config", "core.hooksPath", hooks)
    for folder in [hooks, ".git/hooks"] {
      try scratch.shell("mkdir -p '\(folder)'")
      for hook in ["reference-transaction", "post-index-change", "post-checkout", "fsmonitor-watchman"] {
        try place.evil(at: folder.hasPrefix("/") ? "\(folder)/\(hook)" : "\(scratch.folder.path)/\(folder)/\(hook)")
      }
    }
    #expect(try place.sight == before)
    try scratch.keep(.of(before.change.head ?? ""), in: .usual)
    #expect(!place.hasMark)
  }

  private static let variables = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR", "GIT_NAMESPACE",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_GRAFT_FILE", "GIT_SHALLOW_FILE", "GIT_REPLACE_REF_BASE",
    "GIT_CONFIG", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_PARAMETERS", "GIT_EXTERNAL_DIFF",
    "GIT_DIFF_OPTS", "GIT_PAGER", "PAGER", "GIT_EXEC_PATH", "GIT_ATTR_SOURCE", "GIT_TRACE", "GIT_TRACE2",
    "GIT_TRACE_SETUP", "GIT_SSH", "GIT_ASKPASS", "GIT_DEFAULT_HASH", "GIT_PREFIX", "GIT_QUARANTINE_PATH",
    "GIT_NO_REPLACE_OBJECTS", "GIT_REDIRECT_STDOUT", "LD_PRELOAD", "LC_ALL", "LANGUAGE", "GIT_ICASE_PATHSPECS",
    "GIT_CEILING_DIRECTORIES", "GIT_OPTIONAL_LOCKS",
  ]

  @Test func `no variable changes anything`() throws {
    let decoy = scratch.home.appending(path: "decoy")
    try scratch.shell("git clone -q . '\(decoy.path)'; git -C '\(decoy.path)' checkout -q base")
    for value in ["", "\(decoy.path)/.git", decoy.path, place.mark, "1"] {
      // None of them reaches git, so that none can hide what another does.
      let all = Dictionary(uniqueKeysWithValues: HardeningTests.variables.map { ($0, value) })
      #expect(try Sight(scratch.world(adding: all)) == before, "\(value)")
    }
    #expect(!place.hasMark)
  }

  @Test func `settings in variables change nothing`() throws {
    let settings = ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": "/tmp"]
    #expect(try Sight(scratch.world(adding: settings)) == before)
  }

  @Test func `names that look like another encoding are read as they are`() throws {
    try scratch.shell("git rm -q --cached sub; echo > '<'; echo > '?'; git add '<' '?'; git mv sixgate.yaml a")
    var world = scratch.world()
    #expect(try Repository.find(in: &world).tracked == ["<", "?", "a", "src/new/a.py"])
  }
}
