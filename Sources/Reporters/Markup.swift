/// An element of XML or HTML: attributes are text from anywhere and those without a value are left out, the content is
/// markup already; without content it is closed at once.
func element(
  _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: String? = nil
) -> String {
  let words = attributes.compactMap { key, value in value.map { " \(key)=\"\(Escaping.markup($0))\"" } }
  let head = "<\(name)\(words.joined())"
  return content.map { "\(head)>\($0)</\(name)>" } ?? "\(head)/>"
}
