import Desk
import Yams

/// `{account: EMAIL, id: primary}`; the id may be left out.
enum CalendarReading {
  static let names = ["account", "id"]

  /// A primary calendar's id is its account's address. Both ways of writing it become `primary`, because a calendar
  /// with two names would be two resources, and could be booked twice.
  static func read(_ node: Node, _ findings: inout Findings) -> CalendarReference? {
    guard let fields = Fields(node, of: "the calendar", knowing: names, &findings) else { return nil }
    let account = fields.needed("account", &findings).flatMap { address($0, &findings) }
    let id = fields.value("id").map { identifier($0, &findings) } ?? "primary"
    guard let account, let id else { return nil }
    let isPrimary = id.lowercased() == account.lowercased()
    return CalendarReference(account: AccountID(account), calendar: CalendarID(isPrimary ? "primary" : id))
  }

  private static func address(_ node: Node, _ findings: inout Findings) -> String? {
    guard let text = Words.text(node, "account", &findings) else { return nil }
    let parts = text.split(separator: "@", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), isOneWord(text) else {
      findings.note("account must be an e-mail address, such as “maria@example.com”.", at: node)
      return nil
    }
    return text
  }

  private static func identifier(_ node: Node, _ findings: inout Findings) -> String? {
    guard let text = Words.text(node, "id", &findings) else { return nil }
    guard isOneWord(text) else {
      findings.note("id must be “primary” or a calendar's id, without blanks.", at: node)
      return nil
    }
    return text
  }

  private static func isOneWord(_ text: String) -> Bool {
    text.utf8.count <= 254
      && text.unicodeScalars.allSatisfy {
        !$0.properties.isWhitespace && ![.control, .format].contains($0.properties.generalCategory)
      }
  }
}
