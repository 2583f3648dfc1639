/// Reads e-mail addresses as they are written or said.
enum MailAddressReader {
  /// `nil` when it is no address, or not certain which.
  static func read(_ text: String) -> MailAddress? {
    guard text.utf8.count <= 500 else { return nil }
    // A spelled address has the form of one: `m-a-r-i-a@example.com`.
    let isSpelled = text.split(separator: "@").first.map { local in
      let letters = local.split(separator: "-", omittingEmptySubsequences: false)
      return letters.count >= 4 && letters.allSatisfy { $0.utf8.count == 1 }
    }
    if isSpelled != true, let address = MailAddress(text) { return address }
    return SpokenMailAddress.written(text).flatMap { MailAddress($0) }
  }

  /// The addresses of a list in one text; `nil` when one of them is none.
  static func list(_ text: String) -> [MailAddress]? {
    if let only = read(text) { return [only] }
    let parts = text.split { ",;\n".contains($0) }.map(String.init)
    let addresses = parts.count > 1 ? parts.map(read) : text.split(separator: " ").map { MailAddress(String($0)) }
    let known = addresses.compactMap(\.self)
    return known.count == addresses.count ? known : nil
  }
}
