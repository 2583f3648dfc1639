import Desk
import Foundation
import Logging

/// What a setting's text may look like, and what it means.
enum Forms {
  static func text(_ text: String) throws(Misfit) -> String {
    guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
      throw Misfit("holds control characters", write: "it on one line", mayShow: false)
    }
    return text
  }

  /// What a header can carry without doubt: visible ASCII (RFC 9110 section 5.5).
  static func secret(_ text: String) throws(Misfit) -> Secret {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw Misfit(
        "holds blanks or characters outside ASCII", write: "letters, digits and signs of ASCII", mayShow: false)
    }
    return Secret(text)
  }

  /// Secrets separated by commas, blanks around them removed.
  static func secrets(_ text: String) throws(Misfit) -> [Secret] {
    var secrets: [Secret] = []
    for entry in try entries(text) { secrets.append(try secret(entry)) }
    return secrets
  }

  static func keys(_ text: String) throws(Misfit) -> [SecretKey] {
    let entries = try entries(text)
    var keys: [SecretKey] = []
    for (index, entry) in entries.enumerated() {
      guard let key = key(entry) else {
        let which = entries.count > 1 ? "has an entry (number \(index + 1)) that" : "is a text that"
        throw Misfit(
          "\(which) does not stand for \(SecretKey.size) bytes",
          write: "\(SecretKey.size) random bytes in base64, as “openssl rand -base64 32” prints them", mayShow: false)
      }
      keys.append(key)
    }
    return keys
  }

  /// One key in base64 (RFC 4648 section 4).
  static func key(_ text: String) -> SecretKey? {
    Data(base64Encoded: text).flatMap { SecretKey(bytes: Array($0)) }
  }

  static func isBase64(_ text: String) -> Bool { Data(base64Encoded: text).map { !$0.isEmpty } ?? false }

  static func entries(_ text: String) throws(Misfit) -> [String] {
    let entries = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0.trimmed) }
    guard entries.allSatisfy({ !$0.isEmpty }) else {
      throw Misfit("has an empty entry between its commas", write: "values with one comma between them", mayShow: false)
    }
    return entries
  }

  static func accounts(_ text: String) throws(Misfit) -> [AccountID] {
    let entries = try entries(text)
    guard entries.allSatisfy({ $0.split(separator: "@", omittingEmptySubsequences: false).count == 2 }) else {
      throw Misfit("has an entry that is not an e-mail address", write: "addresses with a comma between them")
    }
    return entries.map { AccountID($0) }
  }

  static func port(_ text: String) throws(Misfit) -> Int {
    if text.hasPrefix("tcp://") {
      throw Misfit(
        "was set by Kubernetes for a service that bears this program's name",
        write: "“enableServiceLinks: false” into the pod's specification, or name the service differently")
    }
    guard let port = Int(text), (0...65_535).contains(port) else {
      throw Misfit("is not a port", write: "a whole number from 0 to 65535, such as 8080")
    }
    return port
  }

  static func host(_ text: String) throws(Misfit) -> String {
    guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("/"), !text.contains("[") else {
      throw Misfit("is not an address to listen on", write: "an IP address such as 127.0.0.1 or 0.0.0.0")
    }
    return text
  }

  static func truth(_ text: String) throws(Misfit) -> Bool {
    switch text.lowercased() {
    case "true", "yes", "1", "on": true
    case "false", "no", "0", "off": false
    default: throw Misfit("is neither true nor false", write: "true or false")
    }
  }

  /// Seconds (`2.5`, `2.5s`) or milliseconds (`2500ms`).
  static func duration(_ text: String, within range: ClosedRange<Double>) throws(Misfit) -> Duration {
    let remedy = "seconds from \(seconds(range.lowerBound)) to \(seconds(range.upperBound)), such as 2.5, or 2500ms"
    let lowered = text.lowercased()
    let (digits, scale) =
      lowered.hasSuffix("ms")
      ? (lowered.dropLast(2), 1.0) : (lowered.hasSuffix("s") ? lowered.dropLast() : lowered[...], 1000)
    let plain = digits.trimmed.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard plain, let number = Double(digits.trimmed), number.isFinite, number < 1e9 else {
      throw Misfit("is not a length of time", write: remedy)
    }
    let milliseconds = (number * scale).rounded()
    guard milliseconds >= range.lowerBound * 1000, milliseconds <= range.upperBound * 1000 else {
      throw Misfit("is out of range", write: remedy)
    }
    return .milliseconds(Int64(milliseconds))
  }

  /// Without a decimal point where none is needed.
  private static func seconds(_ number: Double) -> String {
    number == number.rounded() ? String(Int(number)) : String(number)
  }

  static func choice<Value: RawRepresentable & CaseIterable>(
    _ text: String
  ) throws(Misfit) -> Value where Value.RawValue == String {
    if let value = Value(rawValue: text.lowercased()) { return value }
    let all = Value.allCases.map(\.rawValue)
    throw Misfit("is not one of the choices", write: "\(all.dropLast().joined(separator: ", ")) or \(all.last ?? "")")
  }

  static func logLevel(_ text: String) throws(Misfit) -> Logger.Level {
    try choice(text)
  }

  /// The name of a header: a token of RFC 9110 section 5.6.2, lower-cased.
  static func header(_ text: String) throws(Misfit) -> String {
    let signs = "!#$%&'*+-.^_`|~".utf8
    let isToken = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      default: signs.contains(byte)
      }
    }
    guard isToken else { throw Misfit("is not a header's name", write: "a name such as x-signature") }
    return text.lowercased()
  }
}
