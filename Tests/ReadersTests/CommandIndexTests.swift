import Model
import Testing

@testable import Readers

struct CommandIndexTests {
  @Test(arguments: [
    (".github/workflows/ci.yml", "GitHub workflow"), ("sub/.github/workflows/ci.yaml", "GitHub workflow"),
    (".github/workflows/deep/ci.yml", nil), ("action.yml", "GitHub action"), ("a/action.yaml", "GitHub action"),
    ("deploy.gitlab-ci.yml", "GitLab CI"), (".circleci/a/b.yml", "CircleCI"), ("x/compose.prod.yaml", "compose file"),
    ("README.txt", nil),
  ])
  func `a file holds commands by its name`(_ path: Path, _ name: String?) throws {
    #expect(CommandIndex(try CommandTable.builtIn()).container(of: path)?.name == name)
  }
}
