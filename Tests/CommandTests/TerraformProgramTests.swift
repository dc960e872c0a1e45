import Foundation
import Testing

/// The programs of this machine, called as a user's run calls them. Where one is not installed its tests are skipped.
struct TerraformProgramTests {
  private static let folders = ["/usr/local/bin", "/usr/bin", "/bin"]

  private static func has(_ program: String) -> Bool {
    folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  private func run(_ arguments: String, _ files: [String: String]) throws -> String {
    let place = FileManager.default.temporaryDirectory.appending(path: "sixgate-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: place) }
    for (name, text) in files {
      let file = place.appending(path: name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
    }
    let programs = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "git init -q . && git add -A && sixgate run --gate infrastructure \(arguments) 2>&1"]
    process.currentDirectoryURL = place
    process.environment = [
      "PATH": ([programs] + TerraformProgramTests.folders).joined(separator: ":"), "HOME": place.path, "LC_ALL": "C",
      "LLVM_PROFILE_FILE": ProcessInfo.processInfo.environment["LLVM_PROFILE_FILE"] ?? "\(place.path)/profile",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: output, as: UTF8.self)
  }

  private let backend = "terraform {\n  backend \"s3\" {}\n}\n"

  @Test(.enabled(if: has("terraform"), "terraform is not installed here: what it says was not looked at"))
  func `terraform itself formats and validates where it is asked to`() throws {
    let good = try run("--exec", ["infra/main.tf": backend + "variable \"a\" {\n  type = string\n}\n"])
    #expect(!good.contains("infrastructure.unformatted") && !good.contains("infrastructure.no-validation"), "\(good)")
    let files = [
      "infra/main.tf": backend + "variable \"a\" {\n  tipe   = string\n}\n", "infra/odd.tf": "locals {\na = 1\n}\n",
      "infra/broken.tf.txt": "",
    ]
    let bad = try run("--exec", files)
    #expect(bad.contains("infra/odd.tf is not written as terraform fmt writes it"), "\(bad)")
    #expect(bad.contains("infra/main.tf:5: Unsupported argument"), "\(bad)")
    let native = try run("", files)
    #expect(native.contains("infra/odd.tf is not written as terraform fmt writes it"), "\(native)")
  }

  @Test(.enabled(if: has("kubectl"), "kubectl is not installed here: nothing was rendered"))
  func `kubectl itself renders where it is asked to`() throws {
    let files = [
      "k8s/base/kustomization.yaml": "resources: [service.yaml]\n",
      "k8s/base/service.yaml": "apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {ports: [{port: 80}]}\n",
      "k8s/prod/kustomization.yaml":
        "resources: [../base]\npatches:\n- patch: '[{\"op\": \"replace\", \"path\": \"/spec/ports/0/port\", \"value\": 99999}]'\n  target: {kind: Service}\n",
    ]
    #expect(try !run("", files).contains("99999"))
    let rendered = try run("--render", files)
    #expect(rendered.contains("k8s/prod (rendered)"), "\(rendered)")
    #expect(rendered.contains("99999, wanted 1 to 65535"), "\(rendered)")
  }
}
