/// What the caller said about the appointment. Personal data.
package struct BookingDetails: Hashable, Sendable {
  package let summary: String
  package let name: String?
  package let email: String?
  package let phone: PhoneNumber?
  package let notes: String?
  /// E-mail addresses to invite, the caller's own among them.
  package let guests: [String]

  package init(
    summary: String, name: String? = nil, email: String? = nil, phone: PhoneNumber? = nil, notes: String? = nil,
    guests: [String] = []
  ) {
    self.summary = summary
    self.name = name
    self.email = email
    self.phone = phone
    self.notes = notes
    self.guests = guests
  }

  /// Whether both may be the same person's: neither a name nor an address says otherwise. A telephone number may be shared.
  package func mayBeSamePerson(as other: BookingDetails) -> Bool {
    Self.agree(name?.lowercased(), other.name?.lowercased()) && Self.agree(email, other.email)
  }

  /// Whether everything that is said here is in `stored` already.
  func isContained(in stored: BookingDetails) -> Bool {
    (name == nil || name == stored.name) && Set(guests).isSubset(of: stored.guests)
  }

  private static func agree(_ one: String?, _ other: String?) -> Bool { one == nil || other == nil || one == other }
}
