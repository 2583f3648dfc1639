import Yams

/// From text to a tree of nodes that know where they stand, with what a desk's file must not hold refused.
enum YAMLText {
  /// The one document of the text. What is wrong and does not hinder reading on is noted.
  ///
  /// Scalars stay text: a zone, a telephone number or `09:00` is never taken for a number or a truth value.
  static func root(of text: String, _ findings: inout Findings) throws(DeskFileProblems) -> Node {
    guard text.utf8.count <= DeskFile.sizeLimit else {
      throw problem(1, 1, "The file is longer than 1 MiB, more than any desk needs.")
    }
    // The parser compares a mapping's keys, and comparing keys that share nodes can take exponential time. A file
    // with few aliases cannot do that, and the nodes of any file are looked at one by one below.
    guard aliasSigns(in: text) <= 10 else { throw problem(1, 1, "Anchors and aliases (& and *) are not accepted.") }
    var keys = DoubleKeys(in: text)
    while true {
      do throws(YAMLStop) {
        return try parse(keys.text)
      } catch {
        switch error {
        case .problems(let problems): throw DeskFileProblems(findings.mistakes + problems.problems)
        case .doubleKey(let key, let mark, let problem):
          guard keys.mark(key, at: mark) else { throw DeskFileProblems(findings.mistakes + [problem]) }
          findings.note(problem)
        }
      }
    }
  }

  private enum YAMLStop: Error {
    case problems(DeskFileProblems)
    /// The first of two that are alike stands there.
    case doubleKey(String, Mark, DeskFileProblem)
  }

  private static func parse(_ text: String) throws(YAMLStop) -> Node {
    do {
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      // A node refers weakly to its anchor, which lives no longer than the parser.
      let root = try withExtendedLifetime(parser) { () throws -> Node? in
        let root = try parser.singleRoot()
        if let root { try refuseSharing(in: root) }
        return root
      }
      guard let root else { throw problem(1, 1, "The file is empty; it must describe a desk.") }
      return root
    } catch let problems as DeskFileProblems {
      throw .problems(problems)
    } catch let error as YamlError {
      let problem = YAMLTrouble.problem(error, in: text)
      if case .duplicatedKeysInMapping(let keys, let context) = error, let key = keys.first {
        throw .doubleKey(key, context.mark, problem)
      }
      throw .problems(DeskFileProblems([problem]))
    } catch {
      throw .problems(problem(1, 1, "The file cannot be read as YAML."))
    }
  }

  private static func problem(_ line: Int, _ column: Int, _ sentence: String) -> DeskFileProblems {
    DeskFileProblems([DeskFileProblem(line: line, column: column, sentence: sentence)])
  }

  /// How many places look like an alias (`*name` where a node may begin), quoted or not.
  private static func aliasSigns(in text: String) -> Int {
    var count = 0
    var mayBegin = true
    var starred = false
    for byte in text.utf8 {
      let blank = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
      if starred, !blank, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") { count += 1 }
      starred = mayBegin && byte == UInt8(ascii: "*")
      if !blank { mayBegin = ":-?,[{\n\r".utf8.contains(byte) }
    }
    return count
  }

  /// Refuses anchors, hence aliases too, and explicit tags. Does not descend below an anchor, so it visits no node twice.
  private static func refuseSharing(in root: Node) throws(DeskFileProblems) {
    var findings = Findings()
    var waiting = [root]
    while let node = waiting.popLast() {
      if node.anchor != nil {
        findings.note("Anchors and aliases (& and *) are not accepted; write the value out.", at: node)
        continue
      }
      if !ordinaryTags.contains(node.tag.description) {
        findings.note("Tags (such as !name) are not accepted; put the value in quotes if it begins with “!”.", at: node)
      }
      switch node {
      case .mapping(let mapping):
        for (key, value) in mapping { waiting += [value, key] }
      case .sequence(let sequence): waiting += sequence.reversed()
      case .scalar, .alias: break
      }
    }
    try findings.throwIfAny()
  }

  private static let ordinaryTags = [Tag.Name.implicit, .nonSpecific, .str, .map, .seq].map(\.rawValue)
}
