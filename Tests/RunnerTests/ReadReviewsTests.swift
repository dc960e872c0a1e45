import Model
import Syntax
import Testing

@testable import Runner

struct ReadReviewsTests {
  private static let head = String(repeating: "0a", count: 20)
  private static let file =
    #"{"schema": "sixgate-reviews/1", "author": "ann", "head": "\#(head)", "#
    + #""reviews": [{"by": "bob", "state": "approved", "commit": "\#(head)"}]}"#

  private func told(
    _ files: [Path: [UInt8]], from path: Path? = "out/reviews.json", tracked: [Path] = []
  ) throws -> ToldReviews {
    var request = Request()
    request.reviews = path
    var world = World.holding(files)
    world.gitIn = { _, _, _ throws(ReadError) in ByteStream(Array("/top\nout/\n".utf8)) }
    world.directory = "/top"
    let repository = Repository(isGit: true, isShallow: false, names: PathNames(tracked))
    return readReviews(request, at: "/top", repository, in: world)
  }

  @Test func `who approved is read where the call says, and told`() throws {
    let told = try told(["/top/out/reviews.json": Array(Self.file.utf8)])
    #expect(told.reviews?.author == "ann" && told.reviews?.all == [Review(by: "bob", .approved, of: Self.head)])
  }

  @Test func `without a file nothing is known`() throws {
    let unknown = try told([:], from: nil)
    #expect(unknown.reviews == nil && unknown.problem == nil)
  }

  @Test func `that no pull request brought the commit is known, and is no review`() throws {
    let file = #"{"schema": "sixgate-reviews/1", "direct": "no pull request brought it"}"#
    let told = try told(["/top/out/reviews.json": Array(file.utf8)])
    #expect(told.reviews == nil && told.absence == "no pull request brought it")
    #expect(told.problem == "out/reviews.json: met nothing: no pull request brought it, wanted the reviews")
  }

  @Test func `a file that is not there or is none is named with its line`() throws {
    let wanted = "out/reviews.json: met no such file, wanted what a step of the pipeline saved"
    #expect(try told([:]).problem == wanted)
    let broken = try told(["/top/out/reviews.json": Array("{\n\"schema\": 3}".utf8)])
    #expect(broken.reviews == nil && broken.problem?.hasPrefix("out/reviews.json:2") == true)
  }

  @Test func `a file that git tracks is the change's own word`() throws {
    let own = try told(["/top/out/reviews.json": Array(Self.file.utf8)], tracked: ["out/reviews.json"])
    #expect(own.reviews == nil && own.problem?.contains("a file that git tracks") == true)
  }
}
