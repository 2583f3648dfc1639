package import Scheduling

/// The short code with which the model books an offered time: start, service and host in eight characters and a check
/// character. Nothing is stored for it, any process can read it, and it proves nothing: what it says is checked like a
/// spoken time.
///
/// Layout, 40 bits in Crockford's alphabet (crockford.com/base32): 25 bits of minutes since 2024-01-01T00:00:00Z (until
/// 2087), 15 bits that stand for the pair of service and host; then a Luhn check character modulo 32, which finds any
/// single wrong character and most swapped neighbours.
package struct SlotHandle: Hashable, Sendable, CustomStringConvertible {
  package let text: String

  package var description: String { text }
}

/// Writes and reads the handles of one desk.
package struct SlotHandles: Sendable {
  private static let epoch = Instant(seconds: 1_704_067_200)
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  private struct Pair: Hashable {
    let offering: OfferingKey
    let host: HostKey
  }

  private let numbers: [Pair: UInt64]
  private let pairs: [UInt64: Pair]

  package init(desk: DeskProfile) {
    var numbers: [Pair: UInt64] = [:]
    var pairs: [UInt64: Pair] = [:]
    let all = desk.offerings.flatMap { offering in
      desk.hosts(for: offering).map { Pair(offering: offering.key, host: $0.key) }
    }
    for pair in all.sorted(by: { ($0.offering, $0.host) < ($1.offering, $1.host) }) {
      var number = Self.digest("\(desk.key)/\(pair.offering)/\(pair.host)")
      while pairs[number] != nil { number = (number + 1) & 0x7FFF }
      numbers[pair] = number
      pairs[number] = pair
    }
    self.numbers = numbers
    self.pairs = pairs
  }

  /// `nil` when the start is not on a whole minute of the years 2024...2087, or the desk has no such pair.
  package func handle(start: Instant, offering: OfferingKey, host: HostKey) -> SlotHandle? {
    let (minutes, rest) = (start - Self.epoch).wholeMilliseconds.quotientAndRemainder(dividingBy: 60_000)
    guard rest == 0, (0..<(1 << 25)).contains(minutes), let number = numbers[Pair(offering: offering, host: host)]
    else { return nil }
    let bits = UInt64(minutes) << 15 | number
    var digits = (0..<8).map { UInt8(bits >> (35 - 5 * UInt64($0)) & 31) }
    digits.append(Self.check(digits))
    return SlotHandle(text: String(decoding: digits.map { Self.alphabet[Int($0)] }, as: UTF8.self))
  }

  /// Reads what a model wrote: any case, hyphens and blanks ignored, I and L for 1, O for 0. `nil` when it is not a handle
  /// of this desk.
  package func read(_ text: String) -> (start: Instant, offering: OfferingKey, host: HostKey)? {
    var digits: [UInt8] = []
    for byte in text.uppercased().utf8 where byte != UInt8(ascii: "-") && byte != UInt8(ascii: " ") {
      let byte =
        switch byte {
        case UInt8(ascii: "I"), UInt8(ascii: "L"): UInt8(ascii: "1")
        case UInt8(ascii: "O"): UInt8(ascii: "0")
        default: byte
        }
      guard digits.count < 9, let digit = Self.alphabet.firstIndex(of: byte) else { return nil }
      digits.append(UInt8(digit))
    }
    guard digits.count == 9, let check = digits.popLast(), check == Self.check(digits) else { return nil }
    let bits = digits.reduce(UInt64(0)) { $0 << 5 | UInt64($1) }
    guard let pair = pairs[bits & 0x7FFF] else { return nil }
    return (Self.epoch + .seconds(Int(bits >> 15) * 60), pair.offering, pair.host)
  }

  /// Luhn's sum modulo 32: every other digit, the last first, is doubled and its two digits in base 32 are added.
  private static func check(_ digits: [UInt8]) -> UInt8 {
    let sum = digits.reversed().enumerated().reduce(0) { sum, element in
      let value = Int(element.element) * (element.offset.isMultiple(of: 2) ? 2 : 1)
      return sum + value / 32 + value % 32
    }
    return UInt8((32 - sum % 32) % 32)
  }

  /// FNV-1a (RFC 9923), folded to 15 bits: spreads the pairs, keeps no secret.
  private static func digest(_ text: String) -> UInt64 {
    let hash = text.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    return (hash ^ hash >> 15 ^ hash >> 30 ^ hash >> 45) & 0x7FFF
  }
}
