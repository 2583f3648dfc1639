import Yams

/// What was found so far. Reading goes on after a mistake, so that all are reported together.
struct Findings {
  private(set) var mistakes: [DeskFileProblem] = []
  /// What is probably not meant.
  private(set) var warnings: [DeskFileProblem] = []

  /// A file that is wrong everywhere is understood after so many.
  var isFull: Bool { mistakes.count >= 100 }

  mutating func note(_ sentence: String, at node: Node) { note(Self.problem(sentence, node)) }

  mutating func note(_ problem: DeskFileProblem) {
    if !isFull { mistakes.append(problem) }
  }

  mutating func warn(_ sentence: String, at node: Node) {
    if warnings.count < 100 { warnings.append(Self.problem(sentence, node)) }
  }

  func throwIfAny() throws(DeskFileProblems) {
    if !mistakes.isEmpty { throw DeskFileProblems(mistakes) }
  }

  private static func problem(_ sentence: String, _ node: Node) -> DeskFileProblem {
    DeskFileProblem(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1, sentence: sentence)
  }
}
