/// How far a zone's clocks are from UTC for a while, and what that is called.
package struct ZoneOffset: Hashable, Sendable {
  /// Seconds to add to UTC to get the clock's reading; negative in the west.
  package let secondsEast: Int
  /// Such as `EST`, or `+03` where there is no name.
  package let abbreviation: String
  package let isDaylightSaving: Bool

  package init(secondsEast: Int, abbreviation: String, isDaylightSaving: Bool) {
    self.secondsEast = secondsEast
    self.abbreviation = abbreviation
    self.isDaylightSaving = isDaylightSaving
  }

  /// Such as `+02:00`; with seconds only where local mean time had them.
  package var text: String {
    let distance = abs(secondsEast)
    let minutes = "\(digits(distance / 3600)):\(digits(distance / 60 % 60))"
    let seconds = distance % 60 == 0 ? "" : ":\(digits(distance % 60))"
    return (secondsEast < 0 ? "-" : "+") + minutes + seconds
  }

  /// What RFC 9636, section 3.2, allows: more than -25 and less than +26 hours. Nothing here adds up to an overflow.
  static let possibleSeconds = (-25 * 3600 + 1)...(26 * 3600 - 1)
}
