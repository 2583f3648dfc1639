/// The names and values of a query or a form, in order and with repeats.
struct Pairs: Sendable, Equatable {
  private(set) var items: [(name: String, value: String)] = []

  static func == (left: Pairs, right: Pairs) -> Bool {
    left.items.count == right.items.count && zip(left.items, right.items).allSatisfy { $0 == $1 }
  }

  init() {}

  /// Reads `application/x-www-form-urlencoded` text. `+` is a space, as Google reads it in queries too.
  init(urlEncoded text: some StringProtocol) {
    for part in text.split(separator: "&") {
      let halves = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      items.append(
        (
          Percent.decode(halves[0], plusIsSpace: true),
          halves.count > 1 ? Percent.decode(halves[1], plusIsSpace: true) : ""
        ))
    }
  }

  init(_ items: [(String, String)]) { self.items = items.map { (name: $0.0, value: $0.1) } }

  /// The first value under a name.
  subscript(name: String) -> String? { items.first { $0.name == name }?.value }

  func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }

  /// Whether a switch is on: `true`, in any case.
  func flag(_ name: String) -> Bool { self[name]?.lowercased() == "true" }

  func appending(_ other: Pairs) -> Pairs { Pairs((items + other.items).map { ($0.name, $0.value) }) }

  func removing(_ names: Set<String>) -> Pairs {
    Pairs(items.filter { !names.contains($0.name) }.map { ($0.name, $0.value) })
  }

  var urlEncoded: String {
    items.map { "\(Percent.encode($0.name))=\(Percent.encode($0.value))" }.joined(separator: "&")
  }
}

/// Percent-encoding, RFC 3986 section 2.
enum Percent {
  /// Decodes once; a broken escape stays as it is.
  static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
    let bytes = Array(text.utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
        let low = digit(bytes[index + 2])
      {
        out.append(high << 4 | low)
        index += 3
      } else {
        out.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
        index += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  static func encode(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        out.append(byte)
      default: out.append(contentsOf: [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
