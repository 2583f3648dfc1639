/// Where random bytes come from: the system's generator in the program, a seeded one in tests.
package struct Randomness: Sendable {
  private let make: @Sendable (Int) -> [UInt8]

  package init(_ make: @escaping @Sendable (Int) -> [UInt8]) { self.make = make }

  /// The operating system's cryptographically secure generator.
  package static let system = Randomness { count in
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  package func bytes(_ count: Int) -> [UInt8] { make(count) }

  /// `count` random bytes in lower-case hexadecimal.
  package func hexadecimal(bytes count: Int) -> String { bytes(count).hexadecimal }

  /// A fraction in `0..<1`, for jitter.
  package func fraction() -> Double {
    let word = bytes(4).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return Double(word) / 4_294_967_296
  }
}

extension Sequence<UInt8> {
  /// Two lower-case hexadecimal digits for each byte.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in self {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
