import Model
import Readers
import Syntax

/// What people said of a change.
struct ToldReviews {
  var reviews: Reviews?
  /// Why that is not known, where a file was to tell it; `nil` where none was.
  var problem: String?
  /// Why there are none, where that is known: the commit came without a pull request.
  var absence: String?
}

/// Reads who reviewed a change, where the call names a file that says it.
///
/// - Parameter folder: where the name of the file starts from.
func readReviews(
  _ request: Request, at folder: Path, _ repository: Repository, in world: World
) -> ToldReviews {
  var told = ToldReviews()
  guard let path = request.reviews else { return told }
  do throws(ReadError) {
    let place = folder.appending(path)
    // Who proposes a change could write into it what they like.
    if repository.tracked(place, in: world) != nil {
      throw ReadError(met: "a file that git tracks", wanted: "one that the pipeline wrote")
    }
    guard world.type(place) != nil else {
      throw ReadError(met: "no such file", wanted: "what a step of the pipeline saved")
    }
    var source = try ByteSource(world.open(place))
    let reviews = try readReviews(&source)
    told.absence = reviews.absence
    if let reason = reviews.absence { throw ReadError(met: "nothing: \(reason)", wanted: "the reviews") }
    told.reviews = reviews
  } catch {
    told.problem = error.of(path.description).placed
  }
  return told
}
