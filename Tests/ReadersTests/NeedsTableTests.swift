import Model
import Testing

@testable import Readers

/// What files declare that programs need.
struct NeedsTableTests {
  private func needs(_ path: Path, _ text: String, _ files: Path...) throws -> DeclaredNeeds? {
    try NeedsTable.builtIn.get().needs(in: Array(text.utf8), at: path, among: [path] + files)
  }

  @Test(
    arguments: [
      ("package.json", "{\"name\": \"a\",\n\"dependencies\": {\n\"b\": \"^1\"}}", 3),
      ("package.json", "{\"dependencies\": {}, \"scripts\": {\"a\": \"b\"}}", nil),
      ("package.json", "{\"devDependencies\": {\"b\": \"1\"}}", 1),
      ("composer.json", "{\"require\": {\"php\": \">=8\", \"ext-json\": \"*\"}}", nil),
      ("composer.json", "{\"require\": {\"php\": \">=8\", \"a/b\": \"1\"}}", 1),
      ("go.mod", "module a\n\ngo 1.22\n", nil), ("go.mod", "module a\n\nrequire b v1.0.0\n", 3),
      ("go.mod", "module a\nrequire (\n  b v1.0.0\n)\n", 2),
      ("Gemfile", "source 'x'\n  gem 'rails'\n", 2), ("Gemfile", "source 'x'\n# gem 'rails'\n", nil),
      ("mix.exs", "defp deps do\n  [\n    {:plug, \"~> 1\"}\n", 3),
      ("Pipfile", "[[source]]\nurl = \"x\"\n[packages]\nflask = \"*\"\n", 4),
      ("Pipfile", "[packages]\n\n[requires]\na = 1\n", nil),
      ("pyproject.toml", "[tool.ruff]\nline-length = 100\n", nil),
      ("pyproject.toml", "[project]\nname = \"a\"\ndependencies = []\n", nil),
      ("pyproject.toml", "[project]\ndependencies = [\n  # none\n]\nurls = \"x\"\n", nil),
      ("pyproject.toml", "[project]\ndependencies = [\n  \"flask\",\n]\n", 2),
      ("pyproject.toml", "[project]\nclassifiers = [\"x\"]\ndependencies = ['flask']\n", 3),
      ("pyproject.toml", "[tool.poetry.dependencies]\npython = \"^3\"\n", nil),
      ("pyproject.toml", "[tool.poetry.group.dev.dependencies]\npytest = \"*\"\n", 2),
      ("pyproject.toml", "[dependency-groups]\ndev = [\"pytest\"]\n", 2),
      ("pyproject.toml", "project.name = \"a\"\nproject.dependencies = ['flask']\n", 2),
      ("pyproject.toml", "project.name = \"a\"\nproject.dependencies = []\n", nil),
      ("pyproject.toml", "tool.poetry.dependencies.flask = \"*\"\n", 1),
      ("pyproject.toml", "tool.poetry.dependencies.python = \"^3\"\n", nil),
      ("pyproject.toml", "[tool.poetry]\ndependencies = { flask = \"*\" }\n", 2),
      ("pyproject.toml", "[tool.poetry]\ndependencies = {}\n", nil),
      ("pyproject.toml", "[project]\noptional-dependencies = { web = [\"flask\"] }\n", 2),
      ("requirements.txt", "flask==1.0\n", nil),
    ] as [(Path, String, Int?)])
  func `a file says what a program needs, if anything`(_ path: Path, _ text: String, _ line: Int?) throws {
    #expect(try needs(path, text)?.location == line.map { Location(path, line: $0) })
  }

  @Test func `a crate that others build in leaves its lock to them`() throws {
    let text = "[package]\nname = \"a\"\n[dependencies.serde]\nversion = \"1\"\n"
    #expect(try needs("a/Cargo.toml", text, "a/src/lib.rs", "src/main.rs") == nil)
    #expect(try needs("a/Cargo.toml", text, "a/src/main.rs")?.location.line == 3)
    #expect(try needs("Cargo.toml", "[dependencies]\nserde = \"1\"\n", "src/bin/x.rs")?.locks == ["Cargo.lock"])
  }

  @Test(
    arguments: [
      ("flask\n", ["flask"]), ("flask>=1 # web\nb~=2; python_version > '3'\n", ["flask>=1", "b~=2"]),
      ("a==1.*\n", ["a==1.*"]), ("# a\n\n-r base.txt\n-e .\n--index-url https://x\n", []),
      ("a==1 \\\n  --hash=sha256:0\nb===2\n", []), ("a @ https://x/a.whl\n./local\n", []),
      ("a\n-c constraints.txt\n", []),
    ] as [(String, [String])])
  func `a requirement names one release`(_ text: String, _ loose: [String]) throws {
    #expect(try needs("requirements-dev.txt", text)?.loose ?? [] == loose)
  }

  @Test func `what is not of its syntax is refused`() {
    #expect(throws: (any Error).self) { try needs("package.json", "{\"dependencies\": {") }
  }
}
