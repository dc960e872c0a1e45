import Model
import Readers
import Syntax

/// A part of a monorepo that is judged by itself.
struct Component {
  let name: String
  fileprivate(set) var needs: [Int] = []
  fileprivate let origin: Policy.Origin?
}

/// The components of a monorepo, and whose each file is.
struct Components {
  /// Ascending by name.
  private(set) var all: [Component] = []
  private var placement = Placement()
  private var shared = Placement()

  /// What belongs to no component stands behind all of them.
  var rest: Int { all.count }

  /// - Parameter files: of the checkout.
  /// - Throws: where components are not told apart, or need what is none or themselves.
  init(_ policy: Policy.Components, _ files: @autoclosure () -> [Path]) throws(ReadError) {
    guard policy.areDeclared else { return }
    let files = files()
    var claims = try discovered(policy, files)
    try claims.take(policy.named)
    let rows = claims.rows.sorted { $0.name < $1.name }
    for (place, row) in rows.enumerated() {
      guard row.name.isSafeName else {
        throw ReadError(
          met: "a component called \(row.name.plain)", wanted: "a name that is plain text"
        )
        .at(row.origin)
      }
      all.append(Component(name: row.name, origin: row.origin))
      for folder in row.folders { placement.claim(folder, for: place) }
      for glob in row.paths { placement.claim(glob, for: place) }
    }
    for glob in policy.shared { shared.claim(glob, for: 0) }
    try checkOverlaps(files)
    try takeNeeds(policy.named, rows)
    try checkCycles()
  }

  /// The component of a path, `rest` for one of none.
  func home(of path: Path) -> Int { placement.claimants(of: path).first ?? rest }

  func isShared(_ path: Path) -> Bool { !shared.claimants(of: path).isEmpty }

  func name(_ place: Int) -> String { all.indices.contains(place) ? all[place].name : "." }

  /// Those, and all that need them, at first hand or not.
  func needing(_ touched: Set<Int>) -> Set<Int> {
    var dependents: [Int: [Int]] = [:]
    for (place, component) in all.enumerated() {
      for need in component.needs { dependents[need, default: []].append(place) }
    }
    var reached = touched
    var open = Array(touched)
    while let next = open.popLast() {
      for dependent in dependents[next] ?? [] where reached.insert(dependent).inserted { open.append(dependent) }
    }
    return reached
  }
}

// MARK: What is refused

extension Components {
  private func checkOverlaps(_ files: [Path]) throws(ReadError) {
    for file in files {
      let claimants = placement.claimants(of: file)
      guard claimants.count > 1 else { continue }
      let names = claimants.map { all[$0].name }.joined(separator: " and ")
      throw ReadError(met: "\(file) in the components \(names)", wanted: "each file in one: make their paths narrower")
        .at(claimants.compactMap { all[$0].origin }.max { $0.line < $1.line })
    }
  }

  private mutating func takeNeeds(_ named: [String: Policy.Components.Named], _ rows: [Claims.Row]) throws(ReadError) {
    var places: [String: Int] = [:]
    for (place, row) in rows.enumerated() {
      for folder in row.folders { places[folder.description] = place }
    }
    for (place, row) in rows.enumerated() { places[row.name] = place }
    for place in all.indices {
      guard let entry = rows[place].entry.flatMap({ named[$0] }) else { continue }
      for need in entry.needs {
        guard let other = places[need.name] else {
          throw ReadError(
            met: "\(all[place].name), which needs \(ReadError.quoted(need.name.utf8))",
            wanted: "the name of a component\(all.map(\.name).hint(for: need.name))"
          ).at(need.origin)
        }
        all[place].needs.append(other)
      }
    }
  }

  /// Takes away, again and again, what needs nothing that is left; what stays stands in a cycle or needs one.
  private func checkCycles() throws(ReadError) {
    var dependents: [Int: [Int]] = [:]
    var left = all.map(\.needs.count)
    for (place, component) in all.enumerated() {
      for need in component.needs { dependents[need, default: []].append(place) }
    }
    var free = all.indices.filter { left[$0] == 0 }
    while let next = free.popLast() {
      for dependent in dependents[next] ?? [] {
        left[dependent] -= 1
        if left[dependent] == 0 { free.append(dependent) }
      }
    }
    guard var place = left.firstIndex(where: { $0 > 0 }) else { return }
    var way: [Int] = []
    while !way.contains(place) {
      way.append(place)
      guard let next = all[place].needs.first(where: { left[$0] > 0 }) else { return }
      place = next
    }
    let cycle = way.drop { $0 != place }.prefix(10).map { all[$0].name } + [all[place].name]
    throw ReadError(
      met: "components that need each other: \(cycle.joined(separator: " → "))", wanted: "one of these needs less"
    ).at(all[place].origin)
  }
}

extension String {
  /// The first of it, with nothing in it that would show as something else.
  fileprivate var plain: String {
    "\"" + unicodeScalars.prefix(60).map { $0.escaped(asASCII: true) }.joined() + "\""
  }

  /// Whether it shows as what it is, on one line: neither controls nor marks that turn the direction of writing.
  fileprivate var isSafeName: Bool {
    guard !isEmpty, self != ".", utf8.count <= 200, first != " ", last != " " else { return false }
    return unicodeScalars.allSatisfy { scalar in
      let strange: [Unicode.GeneralCategory] = [
        .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse, .unassigned,
      ]
      return scalar != "\u{FFFD}" && !strange.contains(scalar.properties.generalCategory)
    }
  }
}
