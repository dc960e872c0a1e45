import Gates
import Model
import Readers
import Syntax

/// What is to be said of who approved the change, and a notice of those who did.
///
/// - Parameter folder: where the name of the file starts from.
func findingsOfReviews(
  _ request: Request, _ matter: Case, at folder: Path, _ repository: Repository, _ notices: inout [String],
  in world: World
) -> [Finding] {
  guard matter.policy.reviews.asks else { return [] }
  var (reviews, problem): (Reviews?, String) = (nil, "nobody says who reviewed the change")
  if let path = request.reviews {
    do throws(ReadError) {
      let place = folder.appending(path)
      // Who proposes a change could write into it what they like.
      if repository.tracked(place, in: world) != nil {
        throw ReadError(met: "a file that git tracks", wanted: "one that the pipeline wrote")
      }
      var source = try ByteSource(world.open(place))
      reviews = try readReviews(&source)
    } catch {
      problem = error.of(path.description).placed
    }
  }
  let (findings, approvers) = judgeReviews(reviews, problem, of: matter)
  if let approvers { notices.append("approved by \(approvers)") }
  return findings
}
