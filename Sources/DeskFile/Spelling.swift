import Desk

/// Which of the known words somebody may have meant.
package enum Spelling {
  /// The known word nearest to what was written, letter case aside; `nil` when none is near.
  ///
  /// Near is a third of the word's letters changed, added, left out or swapped with their neighbour
  /// (``EditDistance``), or the beginning of exactly one known word ("mon").
  package static func nearest(to word: String, among known: [String]) -> String? {
    let written = Array(word.lowercased().unicodeScalars.prefix(lengthLimit))
    guard !written.isEmpty else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(lengthLimit))
      let reach = max(1, max(written.count, letters.count) / 3)
      guard abs(written.count - letters.count) <= reach else { continue }
      let distance = EditDistance.between(written, letters)
      if distance <= reach, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.word ?? completion(of: word, among: known)
  }

  /// The tail of a sentence: `; did you mean “monday”?`, or a full stop.
  static func suggestion(for word: String, among known: [String]) -> String {
    nearest(to: word, among: known).map { "; did you mean “\($0)”?" } ?? "."
  }

  private static let lengthLimit = 64

  private static func completion(of word: String, among known: [String]) -> String? {
    guard word.count >= 3 else { return nil }
    let completed = known.filter { $0.lowercased().hasPrefix(word.lowercased()) }
    return completed.count == 1 ? completed.first : nil
  }
}
