import Desk
import Yams

/// The owner's own words for events: `title` and `description` of a service.
enum TemplateReading {
  static let titleLimit = 200
  static let descriptionLimit = 2000

  static func title(_ node: Node, _ findings: inout Findings) -> EventTemplate? {
    guard let text = Words.text(node, "title", &findings) else { return nil }
    guard !text.contains(where: \.isNewline), isWithin(titleLimit, text) else {
      findings.note("title must be one line of at most \(titleLimit) visible characters.", at: node)
      return nil
    }
    return template(text, "title", node, &findings)
  }

  static func description(_ node: Node, _ findings: inout Findings) -> EventTemplate? {
    guard let text = Words.text(node, "description", &findings) else { return nil }
    guard isWithin(descriptionLimit, text) else {
      findings.note("description must have at most \(descriptionLimit) visible characters.", at: node)
      return nil
    }
    return template(text, "description", node, &findings)
  }

  private static func isWithin(_ limit: Int, _ text: String) -> Bool {
    let silent: [Unicode.GeneralCategory] = [.control, .format, .lineSeparator, .paragraphSeparator, .privateUse]
    return text.unicodeScalars.count <= limit
      && text.unicodeScalars.allSatisfy { $0 == "\n" || !silent.contains($0.properties.generalCategory) }
  }

  private static func template(
    _ text: String, _ name: String, _ node: Node, _ findings: inout Findings
  ) -> EventTemplate? {
    do throws(EventTemplateError) {
      return try EventTemplate(text)
    } catch {
      switch error {
      case .stray(let brace):
        findings.note(
          "A “\(brace)” in \(name) has no other; write “\(brace)\(brace)” for the character itself.", at: node)
      case .unknown(let word):
        let known = EventTemplate.Placeholder.allCases.map(\.rawValue)
        let suggestion =
          Spelling.nearest(to: word, among: known).map { "did you mean {\($0)}?" }
          ?? "there are \(known.map { "{\($0)}" }.joined(separator: ", "))."
        findings.note("Nothing called {\(word.shown)} can be put into \(name); \(suggestion)", at: node)
      }
      return nil
    }
  }
}
