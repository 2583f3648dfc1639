/// Reads a telephone number in any written or spoken form into international form (ITU-T E.164), such as `+14155550123`.
///
/// Without a region only what is international already is read: nothing is guessed about whose numbers they are.
struct PhoneReader: Sendable {
  /// Where the business is.
  let region: RegionCode?
  /// The number that the call comes from, as the platform says. Who says it without its country or area means it.
  let caller: PhoneNumber?

  /// The fewest digits that tell that the caller's own number was said.
  private static let tellingDigits = 7

  /// Less is no number at all: there may be a *one* in any sentence.
  private static let fewestDigits = 3

  /// ``Reading/absent`` when there is no number in it (*the one I am calling from*); ``Reading/unreadable`` when there is
  /// one, and it is no whole number of the region.
  func read(_ text: String) -> Reading<PhoneNumber> {
    let said = SpokenDigits(text)
    guard said.digits.utf8.count >= Self.fewestDigits else { return .absent }
    guard said.isOne, let number = said.hasPlus ? abroad(said.digits[...]) : number(said.digits[...]) else {
      return .unreadable
    }
    return .present(number)
  }

  /// Without a plus.
  private func number(_ digits: Substring) -> PhoneNumber? {
    if let own = own(digits) { return own }
    guard let region, let plan = NumberingPlan.of(region) else {
      return digits.hasPrefix("00") ? abroad(digits.dropFirst(2)) : nil
    }
    for exit in plan.exits where digits.hasPrefix(exit) {
      if let number = abroad(digits.dropFirst(exit.count)) { return number }
    }
    if let number = plan.withoutTrunk(digits) { return plan.international(subscriber: number) }
    // Who leaves out both the plus and the trunk prefix that is usual there has written a calling code.
    let isWhole = !plan.trunks.isEmpty ? plan.international(digits) : nil
    if let number = isWhole ?? plan.subscriber(digits).flatMap(plan.international(subscriber:))
      ?? plan.international(digits)
    {
      return number
    }
    return digits.hasPrefix("00") ? abroad(digits.dropFirst(2)) : nil
  }

  /// With its calling code. Codes that are not known here are believed: E.164 allows 15 digits, none begins with 0.
  private func abroad(_ digits: Substring) -> PhoneNumber? {
    for length in 1...3 {
      if let plan = NumberingPlan.byCallingCode[String(digits.prefix(length))] { return plan.international(digits) }
    }
    guard (8...15).contains(digits.utf8.count), digits.first != "0" else { return nil }
    return PhoneNumber("+" + digits)
  }

  private func own(_ digits: Substring) -> PhoneNumber? {
    guard let caller, !caller.isWithheld, caller.rawValue.first == "+" else { return nil }
    let telling = digits.drop { $0 == "0" }
    return telling.utf8.count >= Self.tellingDigits && caller.rawValue.hasSuffix(telling) ? caller : nil
  }
}
