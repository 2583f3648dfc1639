/// From where the starts that are offered are counted.
package enum SlotAlignment: String, Hashable, Sendable, CaseIterable {
  /// From each opening: a desk that opens at 9:10 offers 9:10, 9:40, 10:10.
  case opening
  /// From midnight, as the clock on the wall shows it: a desk that opens at 9:10 offers 9:30, 10:00, 10:30.
  case clock
}
