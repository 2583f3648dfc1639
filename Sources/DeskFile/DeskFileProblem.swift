/// One mistake in a desk's file.
package struct DeskFileProblem: Hashable, Sendable, CustomStringConvertible {
  /// Counted from 1.
  package let line: Int
  /// Counted from 1, in Unicode scalars.
  package let column: Int
  /// What is wrong and what to write instead; never holds a secret.
  package let sentence: String

  package init(line: Int, column: Int, sentence: String) {
    self.line = line
    self.column = column
    self.sentence = sentence
  }

  package var description: String { "line \(line), column \(column): \(sentence)" }
}

/// All mistakes found in a desk's file, in the order of the file; never empty.
package struct DeskFileProblems: Error, Hashable, Sendable, CustomStringConvertible {
  package let problems: [DeskFileProblem]

  package init(_ problems: [DeskFileProblem]) {
    precondition(!problems.isEmpty, "a file without a problem is a desk")
    self.problems = problems.inOrder
  }

  /// One problem a line.
  package var description: String { problems.map(\.description).joined(separator: "\n") }
}

extension [DeskFileProblem] {
  /// In the order of the file; of one place, as they were found.
  var inOrder: [DeskFileProblem] {
    enumerated().sorted { left, right in
      (left.element.line, left.element.column, left.offset) < (right.element.line, right.element.column, right.offset)
    }.map(\.element)
  }
}
