import Model

extension Case {
  /// What is said of files of the change that belong to no component and are not shared. Those that it removes, and the
  /// law itself, need no component.
  func unmatched(among components: Components) -> [Finding] {
    guard policy.components.areDeclared else { return [] }
    let present = Set(files.paths)
    let strays = Set(touched.flatMap(\.paths)).filter { path in
      present.contains(path) && !isLaw(path) && components.home(of: path) == components.rest
        && !components.isShared(path)
    }.sorted()
    let shown = strays.prefix(20).map { path in
      policy.finding(
        "components.unmatched", "this file belongs to no component", at: Location(path),
        effect: policy.components.unmatched)
    }
    guard strays.count > shown.count else { return shown }
    let rest = "\(strays.count - shown.count) more files belong to no component"
    return shown + [policy.finding("components.unmatched", rest, effect: policy.components.unmatched)]
  }

  private func isLaw(_ path: Path) -> Bool {
    ["sixgate.yaml", "sixgate.yml", policy.components.owners].contains(path) || path.relative(to: ".sixgate") != nil
  }
}
