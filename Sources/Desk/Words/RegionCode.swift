/// A country or territory by its two letters (ISO 3166-1 alpha-2), such as `US`. It says how people there write telephone
/// numbers.
package struct RegionCode: Hashable, Sendable, CustomStringConvertible {
  package let rawValue: String

  /// `nil` unless it is two ASCII letters, in any case. Whether a country has them is not checked: see ``isKnown``.
  package init?(_ text: String) {
    let letters = text.uppercased()
    guard letters.utf8.count == 2, letters.unicodeScalars.allSatisfy({ ("A"..."Z").contains($0) }) else { return nil }
    rawValue = letters
  }

  /// Whether telephone numbers written as people there write them can be read.
  package var isKnown: Bool { NumberingPlan.of(self) != nil }

  /// The regions whose numbers can be read, in order: for suggestions.
  package static var known: [RegionCode] {
    NumberingPlan.byRegion.keys.sorted { $0.rawValue < $1.rawValue }
  }

  package var description: String { rawValue }
}
