/// Which kinds of call Google refuses for hours (403 `quotaExceeded`: the limits of use of an account, which recover over
/// days). One call a minute finds out whether it is over; the others are not sent.
///
/// By kind, because who may not create any more events may still delete some.
struct Exhaustion: Sendable {
  static let pause = Duration.seconds(60)

  /// From when the next may try, by Google's name of the method.
  private var trials: [String: Duration] = [:]

  var isEmpty: Bool { trials.isEmpty }

  /// Whether a call may be sent. The first to ask after the pause becomes the trial.
  mutating func admits(_ method: String, at uptime: Duration) -> Bool {
    guard let trial = trials[method] else { return true }
    guard uptime >= trial else { return false }
    trials[method] = uptime + Self.pause
    return true
  }

  mutating func refused(_ method: String, at uptime: Duration) { trials[method] = uptime + Self.pause }

  mutating func answered(_ method: String) { trials[method] = nil }
}
