import Desk
import Scheduling

extension Connection {
  func claims(on resources: [ResourceID], overlapping interval: Interval) throws -> [ResourceID: [LiveClaim]] {
    var found = Dictionary(resources.map { ($0, [LiveClaim]()) }) { first, _ in first }
    let rows = try rows(
      """
      SELECT resource.name, claim."start", claim."end", claim.occasion, booking.id, booking.call,
        booking.only_kept AND booking.state IN ('kept', 'held', 'inserted') AS is_kept
      FROM resource
      JOIN claim ON claim.resource = resource.number AND int8range(claim."start", claim."end") && int8range($2, $3)
      JOIN booking ON booking.number = claim.booking
      WHERE digest(resource.name) IN (SELECT digest(asked) FROM unnest($1) AS asked)
      ORDER BY claim."start", claim."end", booking.id
      """,
      [.texts(found.keys.map(\.rawValue)), .instant(interval.start), .instant(interval.end)])
    for row in rows {
      let call: CallID? = try row.optional("call").map(CallID.init)
      let isKept: Bool = try row.required("is_kept")
      let claim = try LiveClaim(
        booking: BookingID(row.required("id")), interval: row.interval(), keptFor: isKept ? call : nil,
        occasion: row.optional("occasion").map(OccasionID.init))
      try found[ResourceID(row.required("name")), default: []].append(claim)
    }
    return found
  }

  /// The guessers are locked, so that tries at once count one after another.
  func lookUp(
    _ code: ConfirmationCode, at desk: DeskKey, by guessers: [Guesser], at now: Instant
  ) throws -> CodeLookUp {
    try lock(guessers.map { "mistakes \(desk) \($0.name)" })
    for guesser in guessers {
      let mistakes: Int? = try row(
        """
        SELECT count(*) AS mistakes FROM mistake
        WHERE desk = $1 AND digest(guesser) = digest($2) AND guesser = $2 AND made_at > $3
        """, [.id(desk), .text(guesser.name), .instant(now - .hours(1))]
      )?.required("mistakes")
      guard mistakes ?? 0 < guesser.mistakesAnHour else { return .tooManyMistakes(guesser) }
    }
    if let booking = try bookings(where: "desk = $1 AND code = $2", [.id(desk), .id(code)]).first {
      return .found(booking)
    }
    try change(
      "INSERT INTO mistake (desk, guesser, made_at) SELECT $1, guesser, $3 FROM unnest($2) AS guesser",
      [.id(desk), .texts(guessers.map(\.name)), .instant(now)])
    return .unknown
  }
}
