/// How the caller can be reached.
extension ToolRequest {
  /// The argument as an e-mail address, written or said; `nil` when it is absent.
  func mailAddress(_ name: String) throws(Asking) -> MailAddress? {
    guard let text = arguments.text(name, limit: 500) else { return nil }
    guard let address = MailAddressReader.read(text) else { throw Asking(.unreadableEmail) }
    return address
  }

  /// The argument as a telephone number, written or said, by the desk's region; `nil` when it is absent or has no digits.
  func phoneNumber(_ name: String) throws(Asking) -> PhoneNumber? {
    guard let text = arguments.text(name, limit: 300) else { return nil }
    switch PhoneReader(region: desk.region, caller: context.caller).read(text) {
    case .absent: return nil
    case .present(let number): return number
    case .unreadable: throw Asking(.unreadablePhone(hasRegion: desk.region?.isKnown == true))
    }
  }
}
