import Desk
import Yams

/// How much one caller, and all together, may book: `caps` in the file.
enum CapsReading {
  static let names = ["holds-per-caller", "bookings-per-caller", "bookings-per-day"]

  static func read(_ node: Node, _ findings: inout Findings) -> BookingCaps? {
    guard let fields = Fields(node, of: "the caps", knowing: names, &findings) else { return nil }
    func cap(_ name: String, _ limit: Int, _ findings: inout Findings) -> Int? {
      fields.value(name).flatMap { Words.count($0, name, within: 1...limit, &findings) }
    }
    let usual = BookingCaps()
    return BookingCaps(
      holdsPerCaller: cap(names[0], BookingLimits.keptForOneCall, &findings) ?? usual.holdsPerCaller,
      upcomingPerCaller: cap(names[1], 1000, &findings) ?? usual.upcomingPerCaller,
      perDay: cap(names[2], 10_000, &findings))
  }
}
