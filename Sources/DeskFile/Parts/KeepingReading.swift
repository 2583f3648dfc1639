import Desk
import Scheduling
import Yams

/// How times are kept for a call: `hold` in the file.
enum KeepingReading {
  static let names = ["keep", "placeholder"]
  /// Longer than any caller takes to decide; shorter than anybody would mind who finds the time taken.
  private static let range: ClosedRange<Duration> = .minutes(1) ... .minutes(30)

  static func read(_ node: Node, _ findings: inout Findings) -> KeepingPolicy? {
    guard let fields = Fields(node, of: "the hold", knowing: names, &findings) else { return nil }
    let usual = KeepingPolicy()
    let keep = fields.value("keep").flatMap { Lengths.read($0, "keep", within: range, &findings) }
    let places = fields.value("placeholder").flatMap { Words.flag($0, "placeholder", &findings) }
    return KeepingPolicy(duration: keep ?? usual.duration, placesEvent: places ?? usual.placesEvent)
  }
}
