extension Command {
  /// Every command, in the order of the help. A new command is one row here.
  static let all: [Command] = [
    .run, .begin, .doctor, .merge, .waiver, .inspect, .explain, .formats, .schema, .completions, .man,
  ]
}
