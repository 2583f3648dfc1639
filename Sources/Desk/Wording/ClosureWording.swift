/// What the operator is told of a closed ledger: why it is, and what to do, each once.
package enum ClosureWording {
  package static let cure = "frontdesk ledger rebuild"

  /// The reason as it was stored, with the cure where it does not name that itself.
  package static func explained(_ reason: String) -> String {
    let sentence = reason.hasSuffix(".") ? reason : reason + "."
    return reason.contains(cure)
      ? sentence : "\(sentence) `\(cure)` reconciles it with the calendars and opens it again."
  }
}
