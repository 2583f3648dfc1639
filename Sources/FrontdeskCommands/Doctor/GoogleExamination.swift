import Desk
import GoogleCalendar
import Scheduling

/// What the doctor asks Google itself: its clock, and each calendar for the next day, through the same client as calls.
struct GoogleExamination: Sendable {
  let bench: Workbench
  let clock: any Timekeeper

  init(bench: Workbench, clock: any Timekeeper = SystemClock()) {
    self.bench = bench
    self.clock = clock
  }

  /// For each question to Google.
  private static let patience = Duration.seconds(5)

  func findings(client: Finding) async -> [Finding] {
    let skew = await clockSkew()
    do throws(LedgerFailure) {
      let desks = try await bench.store.storage.desks().map(\.profile)
      // First the calendars: reading them refreshes the tokens, and the accounts are then as they are now.
      let calendars = await read(desks)
      let accounts = try await accounts(of: desks)
      let noDesk = Finding(.doubtful, "desks", "none yet: “frontdesk desk apply FILE” makes one.")
      return [skew, client] + accounts + (desks.isEmpty ? [noDesk] : calendars)
    } catch {
      return [skew, client, Finding(.bad, "desks", CommandFailure.sentence(of: error))]
    }
  }

  private func clockSkew() async -> Finding {
    let url = bench.settings.google.apiURL.text
    let began = clock.uptime()
    let answer: HTTPExchangeResponse
    do throws(ExchangeFailure) {
      answer = try await bench.google.exchange.send(
        HTTPExchangeRequest(method: .get, url: url + "/"), by: Deadline(in: Self.patience, on: clock))
    } catch {
      return Finding(.bad, "clock", "\(url) does not answer (\(error.words)): check the network and GOOGLE_API_URL.")
    }
    guard let theirs = answer.header("date").flatMap(HTTPDate.read) else {
      return Finding(.doubtful, "clock", "not compared: \(url) does not tell the time.")
    }
    // Their second began at most a second before, and their answer took some time to get here.
    let tolerance = clock.uptime() - began + .seconds(1)
    let apart = clock.now() - theirs
    let seconds = max(0, max(apart - tolerance, .zero - apart - tolerance).wholeMilliseconds / 1000)
    let text = "\(seconds) s \(apart < .zero ? "behind" : "ahead of") Google's"
    switch seconds {
    case 0..<5: return Finding(.good, "clock", "agrees with Google's")
    case 5..<60: return Finding(.doubtful, "clock", "\(text): set this machine's clock (NTP).")
    default:
      return Finding(.bad, "clock", "\(text), which refuses sign-ins and signatures: set this machine's clock (NTP).")
    }
  }

  private func read(_ desks: [DeskProfile]) async -> [Finding] {
    let references = Set(desks.flatMap { $0.hosts.flatMap(\.calendars) }).sorted()
    let now = clock.now()
    let readings = await bench.google.calendars.busy(
      references, in: Interval(start: now, duration: .days(1)), by: Deadline(in: Self.patience, on: clock))
    return desks.flatMap { desk in
      desk.hosts.flatMap { host in
        host.calendars.map { calendar in
          let subject = "\(desk.key), \(host.key), \(calendar.calendar) of \(calendar.account)"
          switch readings[calendar] {
          case .known(let periods, _)?:
            return Finding(.good, subject, "read, \(periods.count) busy in the next day")
          case .unknown(let trouble)?: return Finding(.bad, subject, trouble.words(calendar, at: desk))
          case nil: return Finding(.bad, subject, "was not read")
          }
        }
      }
    }
  }

  private func accounts(of desks: [DeskProfile]) async throws(LedgerFailure) -> [Finding] {
    var reports: [AccountID: ConnectionReport] = [:]
    for report in try await bench.google.keeper.connections() { reports[report.account] = report }
    let wanted = Set(desks.flatMap(\.accounts))
    return wanted.union(reports.keys).sorted().flatMap { account in
      let subject = "account \(account)"
      let remedy = desks.first { $0.accounts.contains(account) }.map { " \($0.remedy(account))" } ?? ""
      guard let report = reports[account] else { return [Finding(.bad, subject, "not connected.\(remedy)")] }
      guard report.isUsable else { return [Finding(.bad, subject, "\(report.words).\(remedy)")] }
      return [usable(report, subject), invitations(report, subject)].compactMap(\.self)
    }
  }

  private func usable(_ report: ConnectionReport, _ subject: String) -> Finding {
    let token = report.expires.map { "access token until \($0.utc)" } ?? "no access token yet"
    guard report.grantEnds != nil else { return Finding(.good, subject, "\(report.words), \(token)") }
    return Finding(
      .doubtful, subject, "\(report.words), \(token): publish the app in the Google Cloud console, then connect again.")
  }

  private func invitations(_ report: ConnectionReport, _ subject: String) -> Finding? {
    guard !report.canInvite else { return nil }
    return Finding(
      .doubtful, subject,
      "cannot invite guests, because a service account may not without delegation: delegate it in "
        + "the Workspace admin console and set GOOGLE_SERVICE_ACCOUNT_SUBJECTS.")
  }
}

extension CalendarTrouble {
  /// For the operator: what is wrong and what to do.
  func words(_ calendar: CalendarReference, at desk: DeskProfile) -> String {
    switch self {
    case .notConnected: "not read: the account is not connected. \(desk.remedy(calendar.account))"
    case .needsReconnecting: "not read: the grant has ended. \(desk.remedy(calendar.account))"
    case .noAccess:
      "not read: the account has no access to it, or there is no such calendar. Share it with the account, or correct "
        + "the id; the Calendar API must be switched on in the Google Cloud project."
    case .unreachable: "not read: Google did not answer in time. Try again."
    case .overQuota: "not read: Google's quota is used up for now. Try again later."
    }
  }
}

extension ExchangeFailure {
  var words: String {
    switch self {
    case .timedOut: "no answer in time"
    case .notConnected(let reason), .broken(let reason): reason
    case .answerTooLong: "the answer is too long"
    }
  }
}
