/// A mail that Google would have sent to a guest.
struct SentMail: Sendable {
  enum Kind: String, Sendable { case invitation, update, cancellation }

  var at: Moment
  var to: String
  var kind: Kind
  var calendar: String
  var event: String
  var subject: String

  var json: JSON {
    [
      "time": .string(Timestamp.writeUTC(at)), "to": .string(to), "kind": .string(kind.rawValue),
      "calendarId": .string(calendar), "eventId": .string(event), "subject": .string(subject),
    ]
  }
}
