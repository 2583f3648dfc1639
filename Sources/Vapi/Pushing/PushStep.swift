package import Desk

/// One thing at Vapi, and what becomes of it.
package struct PushStep: Hashable, Sendable {
  package enum Deed: Hashable, Sendable {
    case create(JSONValue)
    /// Only the members that change, each whole.
    case update(id: String, JSONValue)
    case leave(id: String)
  }

  package let collection: VapiCollection
  /// A tool's or an assistant's name; of a number its last two digits.
  package let name: String
  package let deed: Deed
  /// What an update changes.
  package let changes: [Change]

  package var changesSomething: Bool { if case .leave = deed { false } else { true } }

  /// As in `tool create_event`.
  package var subject: String {
    switch collection {
    case .assistant, .tool: "\(collection.rawValue) \(name)"
    case .phoneNumber: "number \(name)"
    }
  }

  static func creating(_ collection: VapiCollection, _ name: String, _ body: JSONValue) -> PushStep {
    PushStep(collection: collection, name: name, deed: .create(body), changes: [])
  }

  /// What brings an object from one state to another.
  ///
  /// - Parameter discriminator: a member that an update must repeat.
  static func bringing(
    _ collection: VapiCollection, _ name: String, id: String, from old: JSONValue, to new: JSONValue,
    repeating discriminator: String? = nil
  ) -> PushStep {
    guard case .object(let members) = new else {
      return PushStep(collection: collection, name: name, deed: .leave(id: id), changes: [])
    }
    let changed = members.filter { !$0.value.means(old[$0.name]) }
    guard !changed.isEmpty else {
      return PushStep(collection: collection, name: name, deed: .leave(id: id), changes: [])
    }
    let repeated = members.filter { $0.name == discriminator && !changed.contains($0) }
    return PushStep(
      collection: collection, name: name, deed: .update(id: id, .object(repeated + changed)),
      changes: changed.flatMap { Change.between(old[$0.name], $0.value, at: $0.name) })
  }
}
