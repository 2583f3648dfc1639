/// How telephone numbers of one region are built, as far as needed to bring them into international form (ITU-T E.164).
struct NumberingPlan: Hashable, Sendable {
  /// `44` in `+44 20 7946 0018`.
  let callingCode: String
  /// What is dialled before a number within the region and left out from abroad; the usual one first. Empty: nothing is.
  let trunks: [String]
  /// How many digits a subscriber's number has after the calling code: geographic and mobile numbers as they are given out,
  /// without extensions.
  let lengths: ClosedRange<Int>
  /// What is dialled there before a calling code.
  let exits: [String]

  /// The plan of a region; `nil` where it is not known here.
  static func of(_ region: RegionCode) -> NumberingPlan? { byRegion[region] }

  /// Whether that may be a subscriber's number, calling code and trunk prefix left out.
  func admits(_ number: Substring) -> Bool {
    guard lengths.contains(number.utf8.count) else { return false }
    // Where 0 is dialled before a number, none begins with it.
    if trunks.first == "0", number.first == "0" { return false }
    guard callingCode == "1" else { return true }
    // North American Numbering Plan: neither area code nor exchange begins with 0 or 1.
    return [number.first, number.dropFirst(3).first].allSatisfy { $0.map { $0 >= "2" } == true }
  }

  /// The subscriber's number in what is dialled within the region, with a trunk prefix or without; `nil` where it is none.
  func subscriber(_ dialled: Substring) -> Substring? {
    withoutTrunk(dialled) ?? (admits(dialled) ? dialled : nil)
  }

  /// The same, only with a trunk prefix.
  func withoutTrunk(_ dialled: Substring) -> Substring? {
    trunks.lazy.filter(dialled.hasPrefix).map { dialled.dropFirst($0.count) }.first(where: admits)
  }

  /// The number in international form, if the digits may be its calling code and the rest.
  ///
  /// A trunk prefix behind the calling code, as in `+44 (0)20 7946 0018`, is left out.
  func international(_ digits: Substring) -> PhoneNumber? {
    guard digits.hasPrefix(callingCode) else { return nil }
    let rest = digits.dropFirst(callingCode.count)
    guard let number = admits(rest) ? rest : withoutTrunk(rest) else { return nil }
    return international(subscriber: number)
  }

  func international(subscriber: Substring) -> PhoneNumber? { PhoneNumber("+" + callingCode + subscriber) }
}
