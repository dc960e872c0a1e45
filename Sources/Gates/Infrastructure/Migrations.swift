package import Model

extension RuleID {
  package static let ofMigrations: [RuleID] = [
    .migrationOrder, .irreversible, .migrationName, .notIdempotent, .untrackedMigration,
  ]

  fileprivate static let migrationOrder: RuleID = "infrastructure.migration-order"
  fileprivate static let irreversible: RuleID = "infrastructure.irreversible-migration"
  fileprivate static let migrationName: RuleID = "infrastructure.migration-name"
  fileprivate static let untrackedMigration: RuleID = "infrastructure.untracked-migration"
  fileprivate static let notIdempotent: RuleID = "infrastructure.single-migration"
}

/// Looks whether migrations stand in one order, can be taken back, and can be run twice.
func judgeMigrations(_ migrations: [Migration], _ hearing: inout Hearing) {
  let series = Dictionary(grouping: migrations) { [$0.tool, $0.series] }
  for (_, all) in series.ordered(by: { $0.key.lexicographicallyPrecedes($1.key) }) { judge(series: all, &hearing) }
}

private func judge(series all: [Migration], _ hearing: inout Hearing) {
  let forward = all.filter { !$0.undoes }.ordered { ($0.version, $0.location) < ($1.version, $1.location) }
  let undone = Set(all.filter { $0.undoes && $0.undo != .missing }.map(\.version))
  let hollow = Set(all.filter { $0.undoes && $0.undo == .missing }.map(\.version))
  for migration in all where !migration.isTracked {
    hearing.find(
      .untrackedMigration, "\(migration.location.path) is not in git", at: migration.location)
  }
  for migration in forward {
    if migration.version.isEmpty {
      hearing.find(
        .migrationName, "\(migration.location.path.basename) is not named the way of \(migration.tool)",
        at: migration.location)
    }
    let isUndone = migration.undo == .there || (migration.undo == .apart && undone.contains(migration.version))
    if !isUndone {
      let met =
        switch migration.undo {
        case .apart where hollow.contains(migration.version): "has a file to take it back, and that changes nothing"
        case .apart: "has no file that takes it back"
        case .there, .missing: "does not say how it is taken back"
        }
      hearing.find(.irreversible, "the migration \(migration.title) \(met)", at: migration.location)
    }
    for single in migration.single {
      hearing.find(.notIdempotent, "\(single.words) fails the second time", at: single.location)
    }
  }
  if forward.contains(where: { $0.after != nil }) {
    judgeChain(forward, &hearing)
  } else {
    judgeNumbers(forward.filter { !$0.version.isEmpty }, &hearing)
  }
}

/// Versions that say which they come after: one begins, one ends, and none comes after what is not there.
private func judgeChain(_ migrations: [Migration], _ hearing: inout Hearing) {
  let versions = Dictionary(grouping: migrations, by: \.version)
  judgeTwins(migrations, &hearing)
  let before = Set(migrations.flatMap { $0.after ?? [] })
  for migration in migrations {
    for name in migration.after ?? [] where versions[name] == nil {
      hearing.find(
        .migrationOrder, "the migration \(migration.title) comes after \(name), which is not there",
        at: migration.location)
    }
  }
  let ends = migrations.filter { !before.contains($0.version) }
  if ends.count > 1, let last = ends.last {
    let names = ends.map(\.version).joined(separator: ", ")
    hearing.find(.migrationOrder, "the order of migrations ends in \(names), and must end in one", at: last.location)
  }
  let starts = migrations.filter { $0.after?.isEmpty == true }
  if starts.count > 1, let last = starts.last {
    let names = starts.map(\.version).joined(separator: ", ")
    hearing.find(
      .migrationOrder, "the order of migrations begins with \(names), and must begin with one", at: last.location)
  }
}

/// Versions that count: none twice, and none left out, where they are no times.
private func judgeNumbers(_ migrations: [Migration], _ hearing: inout Hearing) {
  judgeTwins(migrations, &hearing)
  let counted = migrations.compactMap { migration -> (number: Int, migration: Migration)? in
    migration.version.utf8.count < 8 ? Int(migration.version).map { ($0, migration) } : nil
  }.ordered { $0.number < $1.number }
  for (one, next) in zip(counted, counted.dropFirst()) where next.number > one.number + 1 {
    hearing.find(
      .migrationOrder,
      "no migration is numbered \(one.number + 1), between \(one.migration.version) and "
        + next.migration.version, at: next.migration.location)
  }
}

private func judgeTwins(_ migrations: [Migration], _ hearing: inout Hearing) {
  for (one, next) in zip(migrations, migrations.dropFirst()) where one.version == next.version && !one.version.isEmpty {
    hearing.find(
      .migrationOrder, "\(one.location.path.basename) has the version \(next.version) too", at: next.location)
  }
}

extension Migration {
  fileprivate var title: String { version.isEmpty ? location.path.basename.description : version }
}
