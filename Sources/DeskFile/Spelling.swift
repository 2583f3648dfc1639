/// Which of the known words somebody may have meant.
package enum Spelling {
  /// The known word nearest to what was written, letter case aside; `nil` when none is near.
  ///
  /// Near is a third of the word's letters changed, added, left out or swapped with their neighbour
  /// (optimal string alignment distance), or the beginning of exactly one known word ("mon").
  package static func nearest(to word: String, among known: [String]) -> String? {
    let written = Array(word.lowercased().unicodeScalars.prefix(lengthLimit))
    guard !written.isEmpty else { return nil }
    var best: (word: String, distance: Int)?
    for candidate in known {
      let letters = Array(candidate.lowercased().unicodeScalars.prefix(lengthLimit))
      let reach = max(1, max(written.count, letters.count) / 3)
      guard abs(written.count - letters.count) <= reach else { continue }
      let distance = distance(from: written, to: letters)
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

  private static func distance(from left: [Unicode.Scalar], to right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var least = min(last[column + 1] + 1, current[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          least = min(least, beforeLast[column - 1] + 1)
        }
        current.append(least)
      }
      (beforeLast, last) = (last, current)
    }
    return last[right.count]
  }
}
