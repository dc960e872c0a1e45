import Model
import Readers
import Testing

/// What the table of languages says of files that repositories have.
struct LanguagesFileTests {
  @Test(
    arguments: [
      // Copies of the templates of sixgate, where people put them.
      ("ci-templates/install.sh", .ci), ("ci-templates/github/action.yml", .ci),
      ("ci-templates/jenkins/vars/sixgate.groovy", .ci), ("tools/ci-templates/judge.sh", .ci),
      // What sixgate init writes.
      (".github/workflows/sixgate.yml", .ci), (".gitlab/sixgate.gitlab-ci.yml", .ci), ("Jenkinsfile.sixgate", .ci),
      ("azure-pipelines.sixgate.yml", .ci), (".buildkite/sixgate.yml", .ci),
      ("scripts/install.sh", .source), ("vars/deploy.groovy", .source),
    ] as [(Path, FileKind)])
  func `pipelines and their templates are no source`(_ path: Path, _ kind: FileKind) throws {
    #expect(try Policy.builtIn().classifier.kind(of: path) == kind)
  }
}
