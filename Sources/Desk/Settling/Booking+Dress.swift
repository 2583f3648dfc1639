extension Booking {
  /// What its event gets once it is confirmed. All guests read it, and are mailed it: what only the caller is to know is in it
  /// where nobody else can read it but the owner.
  var dress: EventDress {
    let lines = [
      details.name.map { "Name: \($0)" },
      isReadByOthers ? nil : confidences,
      isReadByOthers ? nil : code.map { "Confirmation code: \($0)" },
      // Something that guests see must change, or the calendar may find a move not worth a mail.
      revision > 1 ? "Moved since it was booked (change \(revision - 1))." : nil, "Booked by telephone with Frontdesk.",
    ]
    return EventDress(
      summary: details.summary, description: lines.compactMap(\.self).joined(separator: "\n"), guests: details.guests,
      revision: revision, code: code, caller: caller)
  }

  /// Whether its event can be read by others than the owner and the caller: by guests who are not known to be the caller. Who
  /// has the confirmation code can move and cancel the appointment, so it is never sent to them.
  var isReadByOthers: Bool {
    details.guests.contains { $0.lowercased() != details.email?.lowercased() }
  }

  /// What the caller gave for the business alone; `nil` when that is nothing.
  var confidences: String? {
    let lines = [
      details.phone.map { "Phone: \($0.rawValue)" },
      details.phone == nil ? caller.map { "Called from: \($0.rawValue)" } : nil,
      details.email.map { "E-mail: \($0)" }, details.notes.map { "Notes: \($0)" },
    ].compactMap(\.self)
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }
}
