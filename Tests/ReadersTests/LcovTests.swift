import Model
import Syntax
import Testing

@testable import Readers

/// The shapes that writers of lcov produce, and those that readers of it trip over.
struct LcovTests {
  private static let sound: [Shape] = [
    Shape(
      "no end_of_record before the next section", "SF:a\nDA:1,1\nDA:2,0\nSF:b\nDA:1,1\nend_of_record\n", "2/3 -/- -/-"),
    Shape("a line twice in a section", "SF:a\nDA:1,0\nDA:1,3\nDA:1,0\nend_of_record\n", "1/1 -/- -/-"),
    Shape("a count below 0", "SF:a\nDA:1,-1\nend_of_record\n", "0/1 -/- -/-"),
    Shape("a count beyond 64 bits", "SF:a\nDA:1,34355651657294146479\nend_of_record\n", "1/1 -/- -/-"),
    Shape("a count in scientific notation", "SF:a\nDA:1,1.5e+20\nDA:2,0e9\nend_of_record\n", "1/2 -/- -/-"),
    Shape("a count with a fraction", "SF:a\nDA:1,1.0\nDA:2,0.0\nend_of_record\n", "1/2 -/- -/-"),
    Shape("a checksum behind the count", "SF:a\nDA:1,0,iVBORw0KGgo+/A==\nend_of_record\n", "0/1 -/- -/-"),
    Shape("a blank before the count", "SF:a\nDA:1, 1\nDA:2, 0\nend_of_record\n", "1/2 -/- -/-"),
    Shape("functions with an end", "SF:a\nFN:1,3,f\nFNDA:0,f\nDA:1,1\nend_of_record\n", "1/1 -/- 0/1"),
    Shape(
      "functions whose names hold commas",
      "SF:a\nFN:1,g(int, int)\nFN:4,9,h(3, 4)\nFNDA:1,h(3, 4)\nFNDA:0,g(int, int)\n"
        + "DA:1,1\nend_of_record\n", "1/1 -/- 1/2"),
    Shape(
      "groups of aliases",
      "SF:a\nFNL:0,1,3\nFNA:0,0,f<int>\nFNA:0,2,f<long>\nFNL:1,9\nFNA:1,0,g\nDA:1,1\nend_of_record\n",
      "1/1 -/- 1/2"),
    Shape(
      "aliases of a group that has no line", "SF:a\nFNA:1,0,g\nFNL:0,1\nFNA:0,2,f\nDA:1,1\nend_of_record\n",
      "1/1 -/- 1/2"),
    Shape(
      "one name on two lines", "SF:a\nFN:1,f\nFN:5,f\nFNDA:3,f\nFNDA:0,f\nDA:1,1\nend_of_record\n", "1/1 -/- 1/2"),
    Shape("a count of a function that is nowhere", "SF:a\nFNDA:0,f\nDA:1,1\nend_of_record\n", "1/1 -/- 0/1"),
    Shape("a function that nothing counts", "SF:a\nFN:1,f\nDA:1,1\nend_of_record\n", "1/1 -/- 0/1"),
    Shape("a function called below 0 times", "SF:a\nFN:1,f\nFNDA:-2,f\nDA:1,1\nend_of_record\n", "1/1 -/- 0/1"),
    Shape(
      "a branch as text with commas", "SF:a\nBRDA:1,0,a < b, c,1\nBRDA:1,0,else,0\nDA:1,1\nend_of_record\n",
      "1/1 1/2 -/-"),
    Shape(
      "marks of exceptions and fallthrough",
      "SF:a\nBRDA:1,e0,0,0\nBRDA:1,f1,0,1\nBRDA:1,2,0,1\nDA:1,1\nend_of_record\n",
      "1/1 2/3 -/-"),
    Shape(
      "an unreachable branch", "SF:a\nBRDA:1,U0,0,0\nBRDA:1,eU0,1,0\nBRDA:1,0,2,1\nDA:1,1\nend_of_record\n",
      "1/1 1/1 -/-"),
    Shape("a branch taken 0 times", "SF:a\nBRDA:1,0,0,0\nBRDA:1,0,1,-\nDA:1,1\nend_of_record\n", "1/1 0/2 -/-"),
    Shape("a branch of a line that is no line", "SF:a\nBRDA:7,0,0,1\nDA:1,1\nend_of_record\n", "1/1 1/1 -/-"),
    Shape("line ends of Windows", "TN:\r\nSF:a\r\nBRDA:1,0,0,-\r\nDA:1,1\r\nend_of_record\r\n", "1/1 0/1 -/-"),
    Shape("a byte order mark", "\u{FEFF}SF:a\nDA:1,1\nend_of_record\n", "1/1 -/- -/-"),
    Shape(
      "one file in two sections", "SF:a\nDA:1,1\nDA:2,0\nend_of_record\nSF:a\nDA:2,1\nDA:3,0\nend_of_record\n",
      "2/3 -/- -/-"),
    Shape("totals that lie", "SF:a\nDA:1,0\nLF:9\nLH:9\nFNF:1\nFNH:1\nBRF:2\nBRH:2\nend_of_record\n", "0/1 -/- -/-"),
    Shape("totals and nothing else", "SF:a\nLF:9\nLH:9\nend_of_record\n", "0/0 -/- -/-"),
    Shape("line 0", "SF:a\nDA:0,1\nDA:1,0\nend_of_record\n", "1/2 -/- -/-"),
    Shape(
      "conditions", "SF:a\nMCDC:1,2,t,1,0,a\nMCDC:1,2,f,0,0,a\nMCF:2\nMCH:1\nDA:1,1\nend_of_record\n", "1/1 -/- -/-"),
    Shape(
      "comments and records that are not known", "# x\nSF:a\n#y\nXYZ:1\nVER:9\nDA:1,1\nend_of_record\n", "1/1 -/- -/-"),
    Shape("a section without lines", "SF:a\nend_of_record\nSF:b\nDA:1,1\nend_of_record\n", "1/1 -/- -/-"),
    Shape("sections that begin with KF", "KF:a\nDA:1,1\nend_of_record\n", "1/1 -/- -/-"),
    Shape("blanks and empty lines", "\nTN:x  \n\nSF:a\nDA:1,1 \t\n\nend_of_record  \n\n", "1/1 -/- -/-"),
  ]

  @Test(arguments: sound)
  func `a tracefile is counted by its records`(_ shape: Shape) throws {
    #expect(try totals("lcov", shape.report) == shape.totals)
  }

  @Test(arguments: [
    ("SF:a\nDA:1,1\n", 3), ("DA:1,1\nSF:a\nend_of_record\n", 1), ("TN:\nBRDA:1,0,0,1\n", 2), ("TN:\nFN:1,f\n", 2),
    ("SF:a\nDA:undefined,0\nend_of_record\n", 2), ("SF:a\nDA:1,-\nend_of_record\n", 2),
    ("SF:a\nDA:1\nend_of_record\n", 2), ("SF:a\nDA:1,\nend_of_record\n", 2), ("SF:a\nDA:-3,1\nend_of_record\n", 2),
    ("SF:a\nDA:1,NaN\nend_of_record\n", 2), ("SF:a\nDA:1,one\nend_of_record\n", 2),
    ("SF:a\nDA:1.5,1\nend_of_record\n", 2),
    ("SF:a\nDA:9999999999,1\nend_of_record\n", 2), ("SF:a\nBRDA:1,0,0,None\nend_of_record\n", 2),
    ("SF:a\nBRDA:1,0\nend_of_record\n", 2), ("SF:a\nFN:f\nend_of_record\n", 2), ("SF:a\nFNDA:x,f\nend_of_record\n", 2),
    ("SF:a\nFNL:0\nend_of_record\n", 2), ("SF:a\n<html>\nend_of_record\n", 2), ("SF:a\nDA:1,1\nend_of_recor", 3),
    ("SF:a\u{0}b\nDA:1,1\nend_of_record\n", 1), ("SF:a\nDA:1,1\n\u{0}\u{0}\u{0}\u{0}\nend_of_record\n", 3),
  ])
  func `a record that is broken is refused at its line`(_ report: String, _ line: Int) throws {
    let error = try refusal("lcov", report)
    #expect(error.line == line, "\(error.placed)")
  }

  @Test(arguments: [#"C:\work\src\a.c"#, "src/a:b, c.c", "/work/ü.c", "a b"])
  func `a path is the rest of its line`(_ path: String) throws {
    let coverage = try evidence("lcov", "SF:\(path)\nDA:1,1\nend_of_record\n").coverage
    #expect(coverage.files.keys.map(\.description) == [path])
  }

  @Test func `a path need not be UTF-8`() throws {
    let reader = try #require(Reader.all.first { $0.format == "lcov" })
    var source = try ByteSource(Array("SF:".utf8) + [0xFC] + Array(".c\nDA:1,1\nend_of_record\n".utf8))
    #expect(try reader.read(&source, "x").coverage.files.keys.map(\.bytes) == [[0xFC, 0x2E, 0x63]])
  }

  @Test(arguments: [
    ("SF:a\nDA:1,1\nSF:b\nDA:1,1\nend_of_record\n", "the section of a has no end_of_record"),
    ("SF:a\nXYZ:1\nDA:1,1\nend_of_record\n", "records XYZ: are not known and were passed over"),
  ])
  func `what is passed over is told`(_ report: String, _ remark: String) throws {
    #expect(try evidence("lcov", report).coverage.report.remarks == [remark])
  }

  @Test(arguments: [
    ("SF:a\nDA:1,1\nDA:2,1\nLF:2\nLH:1\nend_of_record\nSF:b\nDA:1,0\nLH:0\nLF:1\nend_of_record\n", "1 of 3"),
    // A section that states nothing, or nonsense, has what its records come to.
    ("SF:a\nDA:1,1\nDA:2,1\nLF:2\nLH:1\nend_of_record\nSF:b\nDA:1,0\nDA:1,1\nend_of_record\n", "2 of 3"),
    ("SF:a\nDA:1,1\nLF:1\nLH:0\nend_of_record\nSF:b\nDA:1,0\nLF:1\nLH:2\nend_of_record\n", "0 of 2"),
    ("SF:a\nDA:1,1\nLF:x\nLH:1\nend_of_record\n", ""), ("SF:a\nDA:1,1\nend_of_record\n", ""),
    // gcovr counts a line once for each function that it is part of.
    ("SF:a\nDA:1,1\nLF:3\nLH:3\nend_of_record\n", ""),
    ("SF:a\nFN:1,f\nFN:1,g\nFNDA:0,f\nFNDA:1,g\nDA:1,1\nLH:1\nLF:2\nend_of_record\n", ""),
    ("SF:a\nDA:1,1\nDA:2,0\nLF:3\nLH:2\nend_of_record\n", ""),
    // What is missed and stands in no record.
    ("SF:a\nDA:1,1\nLF:3\nLH:1\nend_of_record\n", "1 of 3"),
    ("SF:a\nDA:1,1\nDA:2,0\nLF:4\nLH:2\nend_of_record\nSF:b\nDA:1,1\nLF:2\nLH:2\nend_of_record\n", "3 of 5"),
    ("SF:a\nLF:10\nLH:5\nend_of_record\n", "5 of 10"),
  ])
  func `totals that are not those of the records are told`(_ report: String, _ stated: String) throws {
    let share = try self.stated(in: report)
    #expect(share.map { "\($0.covered) of \($0.total)" } ?? "" == stated)
  }

  /// llvm-cov's sections, which state their branches between their lines and the totals of those, count lines once for
  /// each function that they are part of, closures among them, and leave lines of macros to nobody.
  @Test(arguments: [
    ("DA:1,1", "LF:2\nLH:2", ""), ("DA:1,1\nDA:2,1", "LF:1\nLH:1", ""), ("DA:1,1", "LF:3\nLH:2", ""),
    ("FN:1,f\nFN:1,g\nFNDA:1,f\nFNDA:0,g\nFNF:2\nFNH:1\nDA:1,1", "LF:2\nLH:1", ""),
    ("FN:1,f\nFNDA:1,f\nFNF:1\nFNH:1\nDA:1,1", "LF:2\nLH:1", "1 of 2"),
  ])
  func `what llvm-cov counts several times is not told`(_ records: String, _ totals: String, _ stated: String) throws {
    let share = try self.stated(in: "SF:a\n\(records)\nBRF:0\nBRH:0\n\(totals)\nend_of_record\n")
    #expect(share.map { "\($0.covered) of \($0.total)" } ?? "" == stated)
  }

  @Test(arguments: [
    ("BRDA:1,0,0,1\nBRDA:1,0,1,0\nBRF:2\nBRH:1\nDA:1,1", ""), ("BRDA:1,0,0,1\nBRF:2\nBRH:1\nDA:1,1", "1 of 2"),
    ("BRDA:1,0,0,1\nBRF:9\nBRH:9\nDA:1,1", ""), ("BRDA:1,0,0,1\nBRF:1\nBRH:2\nDA:1,1", ""),
    // One outcome twice is counted twice by some, and what is unreachable by others.
    ("BRDA:1,0,0,1\nBRDA:1,0,0,0\nBRF:2\nBRH:1\nDA:1,1", ""),
    ("BRDA:1,0,0,1.0\nBRDA:1,0,0,0.0\nBRF:2\nBRH:1\nDA:1,1", ""),
    ("BRDA:1,0,0,1\nBRDA:1,U0,1,0\nBRF:2\nBRH:1\nDA:1,1", ""),
    // Of several instances of a template llvm-cov counts the one that is covered best.
    ("FN:1,f\nFN:1,g\nFNDA:1,f\nFNDA:1,g\nFNF:1\nFNH:1\nDA:1,1\nBRDA:1,0,0,1\nBRDA:1,0,1,1\nBRF:2\nBRH:1", ""),
    ("FN:1,f\nFNDA:1,f\nFNF:1\nFNH:1\nDA:1,1\nBRDA:1,0,0,1\nBRDA:1,0,1,1\nBRF:3\nBRH:1", "1 of 3"),
  ])
  func `totals of branches are held as well`(_ records: String, _ stated: String) throws {
    let share = try self.stated(.branches, in: "SF:a\n\(records)\nLF:1\nLH:1\nend_of_record\n")
    #expect(share.map { "\($0.covered) of \($0.total)" } ?? "" == stated)
  }

  @Test(arguments: [
    ("FN:1,f\nFN:2,g\nFNDA:1,f\nFNDA:0,g\nFNF:2\nFNH:1", ""), ("FN:1,f\nFNDA:1,f\nFNF:2\nFNH:1", "1 of 2"),
    // Instances of a template are one function to llvm-cov, functions of one name one to lcov 1.
    ("FN:1,f\nFN:1,g\nFNDA:1,f\nFNDA:0,g\nFNF:1\nFNH:1", ""),
    // Aliases are one function to us.
    ("FNL:0,1\nFNA:0,1,f\nFNA:0,0,g\nFNF:2\nFNH:1", ""), ("FNL:0,1\nFNA:0,1,f\nFNF:2\nFNH:1", "1 of 2"),
  ])
  func `totals of functions are held as well`(_ records: String, _ stated: String) throws {
    let share = try self.stated(.functions, in: "SF:a\n\(records)\nDA:1,1\nLF:1\nLH:1\nend_of_record\n")
    #expect(share.map { "\($0.covered) of \($0.total)" } ?? "" == stated)
  }

  @Test(arguments: ["LF:2\nLH:2", "LF:4\nLH:2"])
  func `tools count lines or records, and either is right`(_ totals: String) throws {
    let report = "SF:a\nDA:1,0\nDA:1,3\nDA:1,0,x\nDA:2,1.5\n\(totals)\nend_of_record\n"
    #expect(try stated(in: report + report) == nil)
  }

  @Test func `of a tracefile that is read in parts the totals of all of them are told`() throws {
    let sound = "SF:a\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n"
    let other = "SF:b\nDA:1,1\nDA:2,0\nLF:2\nLH:2\nend_of_record\n"
    #expect(try stated(in: sound, other) == Share(covered: 3, total: 4))
    #expect(try stated(in: other, sound) == Share(covered: 3, total: 4))
    #expect(try stated(in: sound, sound) == nil)
  }

  /// What the parts of a report state together, where that is not what they hold.
  private func stated(_ kind: CoverageKind = .lines, in parts: String...) throws -> Share? {
    var coverage = Coverage()
    for part in parts { coverage.merge(try evidence("lcov", part).coverage) }
    coverage.sign("a.info", format: "lcov")
    return coverage.reports.first?.stated[kind]
  }
}
