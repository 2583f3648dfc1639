/// Comparison whose time tells nothing of what is compared (security checklist, 2).
enum ConstantTime {
  /// Looks at every byte, wherever the first difference is. Lengths are public: both sides are digests or their text.
  static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }

  static func areEqual(_ left: SIMD4<UInt64>, _ right: SIMD4<UInt64>) -> Bool {
    let difference = left ^ right
    return difference[0] | difference[1] | difference[2] | difference[3] == 0
  }
}
