import Testing

@testable import Vapi

/// That the time tells nothing follows from what is compared: digests and whole codes, each byte of them, and every secret,
/// whichever was right (facts: security 2). What can be tested without a stopwatch is that all of it is compared.
@Suite struct ConstantTimeTests {
  @Test func `a difference in any one bit of any byte is seen`() {
    let right = (0..<64).map { UInt8(truncatingIfNeeded: $0 &* 37) }
    #expect(ConstantTime.areEqual(right, right))
    for index in right.indices {
      for bit in 0..<8 {
        var wrong = right
        wrong[index] ^= 1 << bit
        #expect(!ConstantTime.areEqual(right, wrong))
      }
    }
    #expect(!ConstantTime.areEqual(right, Array(right.dropLast())))
    #expect(!ConstantTime.areEqual([], right) && ConstantTime.areEqual([], []))
  }

  @Test func `a difference in any one bit of a digest is seen`() {
    let right = SIMD4<UInt64>(1, 2, 3, 4)
    #expect(ConstantTime.areEqual(right, right))
    for word in 0..<4 {
      for bit in 0..<64 {
        var wrong = right
        wrong[word] ^= 1 << UInt64(bit)
        #expect(!ConstantTime.areEqual(right, wrong))
      }
    }
  }
}
