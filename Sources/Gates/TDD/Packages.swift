import Model

/// Where files stand: in which package of the repository, and in which module of it.
struct Packages {
  private let layout: Classifier.Layout
  private let testDirectories: Set<String>
  private let roots: Set<Path>

  init(_ matter: Case) {
    layout = matter.policy.classifier.layout
    testDirectories = matter.policy.classifier.testDirectories
    roots = matter.files.roots ?? layout.roots(among: matter.files.names)
  }

  /// The nearest folder above a file that holds a manifest; the repository's own where there is none.
  func root(of path: Path) -> Path {
    var folder = path.parent
    while !folder.isEmpty, !roots.contains(folder) { folder = folder.parent }
    return folder
  }

  /// The folders between the package and the file, without those that only say how it is laid out: `shop/cart` for
  /// `src/shop/cart/total.py` and for `tests/shop/cart/test_total.py`, `Cart` for `Tests/CartTests/TotalTests.swift`.
  func module(of path: Path) -> [String] { module(of: path, in: root(of: path)) }

  /// - Parameter root: that of the path.
  func module(of path: Path, in root: Path) -> [String] {
    let folder = path.parent
    let inside = folder == root ? nil : folder.relative(to: root)
    return (inside?.segments ?? []).map { String(decoding: $0, as: UTF8.self) }
      .filter { !layout.folders.contains($0) && !testDirectories.contains($0) }.map(\.withoutTest)
  }

  /// What a source is called, as its test would be named after it.
  func stem(of path: Path) -> String {
    let stem = path.stem
    guard layout.folderStems.contains(stem), let folder = path.parent.segments.last else { return stem }
    return String(decoding: folder, as: UTF8.self)
  }
}

extension String {
  private static let testEndings = [".Tests", ".Test", "_tests", "_test", "-tests", "-test", "Tests", "Test"]

  /// `Cart` for `CartTests`, `Cart.Tests` and `cart_test`.
  fileprivate var withoutTest: String {
    // All of them end so, and few folders do.
    guard let last = utf8.last, last == UInt8(ascii: "s") || last == UInt8(ascii: "t") else { return self }
    let ending = String.testEndings.first { hasSuffix($0) && utf8.count > $0.utf8.count }
    return ending.map { String(dropLast($0.count)) } ?? self
  }
}

extension Path {
  /// The basename without its extension.
  var stem: String {
    let name = basename.description, ending = pathExtension
    return ending.isEmpty ? name : String(name.dropLast(ending.count + 1))
  }
}
