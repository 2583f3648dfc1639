import Crypto
import Desk

/// What this program wrote last into the places that a person may write into as well, as fingerprints in the assistant's
/// `metadata`: so that a change by a person is told apart from an older value of our own.
///
/// Fingerprints, because Vapi repeats the metadata in every message to the server.
struct WrittenRecord: Hashable, Sendable {
  private(set) var prints: [String: String]
  /// The places whose value is a person's and has been kept.
  private(set) var kept: [String] = []

  /// - Parameter mark: the assistant's own mark; see ``AssistantMark``.
  init(mark: JSONValue?) {
    prints = [:]
    guard case .object(let members)? = mark?["written"] else { return }
    for member in members { prints[member.name] = member.value.string }
  }

  /// The value that shall stand in a place: the desired one, unless somebody else has changed what we wrote there.
  ///
  /// - Parameter current: what stands there now; `nil` for nothing.
  mutating func settle(_ place: String, current: JSONValue?, desired: JSONValue) -> JSONValue {
    let new = Self.print(desired)
    guard let current else {
      prints[place] = new
      return desired
    }
    let seen = Self.print(current.projected(onto: desired))
    guard seen == new || seen == prints[place] else {
      kept.append(place)
      return current
    }
    prints[place] = new
    if seen == new { return current }
    // What another provider's voice was given would be refused together with this one's.
    return current["provider"] == desired["provider"] ? desired.laid(over: current) : desired
  }

  var value: JSONValue {
    .object(prints.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) })
  }

  /// 64 bits are enough to tell a person's edit from ours; nobody gains by forging one.
  static func print(_ value: JSONValue) -> String {
    SHA256.hash(data: Array(value.canonical.text.utf8)).prefix(8).hexadecimal
  }
}

/// How an assistant at Vapi is known as a desk's own: `metadata.frontdesk`.
enum AssistantMark {
  static let member = "frontdesk"

  static func value(_ desk: DeskKey, _ record: WrittenRecord) -> JSONValue {
    ["desk": .string(desk.rawValue), "written": record.value]
  }

  static func of(_ assistant: JSONValue?) -> JSONValue? { assistant?["metadata"]?[member] }

  static func isOn(_ assistant: JSONValue, for desk: DeskKey) -> Bool {
    of(assistant)?["desk"]?.string == desk.rawValue
  }
}
