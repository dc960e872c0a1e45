extension Sequence {
  /// Sorted, by the same code for whatever elements: each kind that is sorted by code of its own takes 4 KB of the
  /// program. For lists of hundreds, not of hundred thousands.
  @_semantics("optimize.sil.specialize.generic.never")
  package func ordered(by isBefore: (Element, Element) -> Bool) -> [Element] { sorted(by: isBefore) }
}
