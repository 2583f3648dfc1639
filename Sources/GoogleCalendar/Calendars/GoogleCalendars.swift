package import Desk
package import Logging
package import Scheduling

/// Google Calendar as the desk's calendars.
///
/// How a calendar is read: by `events.list`, which alone says what blocks by this program's own rules (an event that the
/// host declined does not, a working location does not) and whose event it is. Where the account may not list, or sees
/// the calendar as free/busy only, `freeBusy.query` answers instead, which is what Google counts as busy;
/// for some minutes the list is then not tried first (``HiddenCalendars``).
package struct GoogleCalendars: Calendars {
  let client: GoogleCalendarClient
  let tokens: any AccessTokens
  let ledger: LedgerID
  let zones: (any ZoneSource)?
  let clock: any Timekeeper
  let logger: Logger
  let hidden: HiddenCalendars

  /// - Parameters:
  ///   - ledger: written into every event; events of another ledger are somebody else's.
  ///   - zones: for the days of all-day events; without them such a day blocks wherever on earth it is that day.
  package init(
    client: GoogleCalendarClient, tokens: any AccessTokens, ledger: LedgerID, zones: (any ZoneSource)?,
    clock: any Timekeeper, logger: Logger
  ) {
    self.client = client
    self.tokens = tokens
    self.ledger = ledger
    self.zones = zones
    self.clock = clock
    self.logger = logger
    hidden = HiddenCalendars(clock: clock)
  }

  package func standing(of account: AccountID) async -> AccountStanding { await tokens.standing(of: account) }

  package func prepare(_ accounts: [AccountID], by deadline: Deadline) async {
    await tokens.prepare(accounts, by: deadline)
  }

  package func busy(
    _ calendars: [CalendarReference], in interval: Interval, by deadline: Deadline
  ) async -> [CalendarReference: BusyReading] {
    // Google said so no earlier than now.
    let asOf = clock.now()
    let readings = await read(calendars, in: interval, for: .routine, by: deadline)
    return readings.mapValues { reading in
      switch reading {
      case .success(let blocks): .known(blocks.map(\.sighting), asOf: asOf)
      case .failure(let failure): unknown(failure)
      }
    }
  }

  /// Says which way of failing it was, for the operator, and never which calendar.
  private func unknown(_ failure: GoogleFailure) -> BusyReading {
    logger.notice("a calendar could not be read and counts as unknown", metadata: ["failure": "\(failure.label)"])
    return .unknown(failure.trouble)
  }
}
