import Scheduling

/// The same as the sentences, for programs.
extension AnswerWriter {
  func facts(
    _ slots: [Slot], of choice: Choice, busy: [Interval], reason: String? = nil
  ) -> JSONValue {
    let members: [JSONValue.Member?] = [
      .init("today", .string(spoken.zone.civilTime(at: now).date.description)),
      .init("timeZone", .string(spoken.zone.id.rawValue)),
      reason.map { .init("reason", .string($0)) },
      .init(
        "slots",
        .array(
          slots.map { slot in
            let end = slot.start + choice.rules.duration
            return [
              "slot": handle(slot, choice).map { .string($0.text) } ?? .null,
              "start": .string(slot.start.rfc3339(in: spoken.zone)),
              "end": .string(end.rfc3339(in: spoken.zone)),
              "host": .string(slot.host.key.rawValue),
              "service": .string(choice.offering.key.rawValue),
            ]
          })),
      .init("busySlots", .array(busy.map(period))),
    ]
    return .object(members.compactMap(\.self))
  }

  func bookingFacts(_ booking: Booking, code: ConfirmationCode) -> JSONValue {
    [
      "eventId": booking.event.map { .string($0.event.rawValue) } ?? .null,
      "link": booking.event?.link.map { .string($0) } ?? .null,
      "confirmationCode": .string(code.rawValue),
      "start": .string(booking.period.start.rfc3339(in: spoken.zone)),
      "end": .string(booking.period.end.rfc3339(in: spoken.zone)),
      "timeZone": .string(spoken.zone.id.rawValue),
      "host": .string(booking.host.rawValue),
      "service": .string(booking.offering.rawValue),
    ]
  }

  /// - Parameter status: `booked`, `moved`, `removed`, `cancelled`, `pending`, `unverified`, `moving`, `notMoved` or
  ///   `released`.
  func facts(_ booking: Booking, _ status: String) -> JSONValue {
    [
      "status": .string(status),
      "confirmationCode": booking.code.map { .string($0.rawValue) } ?? .null,
      "eventId": booking.event.map { .string($0.event.rawValue) } ?? .null,
      "start": .string(booking.period.start.rfc3339(in: spoken.zone)),
      "end": .string(booking.period.end.rfc3339(in: spoken.zone)),
      "host": .string(booking.host.rawValue),
      "service": .string(booking.offering.rawValue),
    ]
  }

  private func period(_ interval: Interval) -> JSONValue {
    [
      "start": .string(interval.start.rfc3339(in: spoken.zone)),
      "end": .string(interval.end.rfc3339(in: spoken.zone)),
    ]
  }
}
