import Yams

/// What was found wrong so far. Reading goes on after a mistake, so that all are reported together.
struct Findings {
  private var problems: [DeskFileProblem] = []

  /// A file that is wrong everywhere is understood after so many.
  var isFull: Bool { problems.count >= 100 }

  mutating func note(_ sentence: String, at node: Node) {
    guard !isFull else { return }
    let mark = node.mark
    problems.append(DeskFileProblem(line: mark?.line ?? 1, column: mark?.column ?? 1, sentence: sentence))
  }

  func throwIfAny() throws(DeskFileProblems) {
    if !problems.isEmpty { throw DeskFileProblems(problems) }
  }
}
