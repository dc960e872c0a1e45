import Model

/// So many objects are drawn.
private let most = 300

/// The objects of each manifest, in the order of their files; those in which something was found first.
func manifestTree(_ objects: [ManifestObject], worstFirst places: Set<Path>) -> Table {
  let sorted = objects.sorted { a, b in
    let (isBad, isOtherBad) = (places.contains(a.location.path), places.contains(b.location.path))
    return isBad == isOtherBad ? a.location < b.location : isBad
  }
  let cut = sorted.count > most ? ", \(most) of \(sorted.count) objects" : ""
  return Table(
    "Manifests\(cut)", head: ["manifest", "object", "line"],
    rows: sorted.prefix(most).map { object in
      let name = [object.kind, object.name].compactMap(\.self).joined(separator: " ")
      let home = object.namespace.map { " in \($0)" } ?? ""
      return [object.location.path.description, name + home, object.location.line.map(String.init) ?? ""]
    })
}
