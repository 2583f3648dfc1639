import Desk
import Scheduling
import Testing

@testable import GoogleCalendar

struct TokenRulesTests {
  let now = Instant(seconds: 1_772_438_400)

  func document(lasting: Duration, whole: Duration = .hours(1), state: GrantDocument.State = .active) -> GrantDocument {
    var document = GrantDocument(source: .person(subject: nil), refreshToken: "r")
    document.accessToken = "a"
    document.expires = now + lasting
    document.issued = now + lasting - whole
    document.state = state
    return document
  }

  func holding(_ document: GrantDocument?) -> Holding {
    Holding(grant: document.map { StoredGrant(document: $0, version: 1) }, readAt: .seconds(100), spread: 0.5)
  }

  @Test(arguments: [
    (0.0, 20.0), (0.5, 15.0), (1.0, 10.0),
  ])
  func `the background refresh falls between twenty and ten minutes before the end`(spread: Double, minutes: Double) {
    let life = TokenLife(issued: now, expires: now + .hours(1))
    #expect(life.expires - life.due(spread: spread) == .minutes(1) * minutes)
  }

  @Test(arguments: [1, 10, 60, 300, 1000, 3599, 43_200])
  func `a fresh token is never due`(seconds: Int) {
    let life = TokenLife(issued: now, expires: now + .seconds(seconds))
    #expect(life.due(spread: 0) > now)
    #expect(life.lasts(life.needed, at: now))
    #expect(life.lasts(life.wanted, at: now))
    #expect(life.needed <= life.wanted)
  }

  @Test func `what is known decides what happens`() {
    func verdict(
      _ document: GrantDocument?, uptime: Duration = .seconds(101), refused: String? = nil, isEarly: Bool = false
    ) -> Holding.Verdict {
      holding(document).verdict(at: now, uptime: uptime, refused: refused, isEarly: isEarly)
    }
    let good = document(lasting: .minutes(19))
    let token = AccessToken(value: "a", expires: now + .minutes(19))
    #expect(verdict(good) == .use(token))
    #expect(verdict(good, isEarly: true) == .refresh(meanwhile: token))
    #expect(verdict(good, uptime: .seconds(160)) == .read(meanwhile: token))
    #expect(verdict(good, uptime: .seconds(160), refused: "a") == .read(meanwhile: nil))
    #expect(verdict(good, refused: "a") == .refresh(meanwhile: nil))
    #expect(verdict(good, refused: "b") == .use(token))
    #expect(verdict(nil) == .refuse(.notConnected, isWorthTrying: false))
    #expect(verdict(document(lasting: .seconds(5))) == .refresh(meanwhile: nil))
    #expect(
      verdict(document(lasting: .seconds(299))) == .refresh(meanwhile: .init(value: "a", expires: now + .seconds(299))))
    var closed = document(lasting: .minutes(19), state: .needsReconnecting(.grantEnded))
    #expect(verdict(closed) == .refuse(.needsReconnecting, isWorthTrying: true))
    closed.refusedAt = now - .seconds(59)
    #expect(verdict(closed) == .refuse(.needsReconnecting, isWorthTrying: false))
    closed.refusedAt = now + .hours(1)
    #expect(verdict(closed) == .refuse(.needsReconnecting, isWorthTrying: true))
    closed.state = .needsReconnecting(.clientSecretWrong)
    closed.refusedAt = now - .seconds(59)
    #expect(verdict(closed) == .use(token))
    closed.refusedAt = now - .seconds(60)
    #expect(verdict(closed) == .refresh(meanwhile: token))
  }

  @Test func `after a failed refresh the living token serves until the pause is over`() {
    var failed = holding(document(lasting: .seconds(299)))
    failed.pausedUntil = .seconds(130)
    let token = AccessToken(value: "a", expires: now + .seconds(299))
    #expect(failed.verdict(at: now, uptime: .seconds(129), refused: nil) == .use(token))
    #expect(failed.verdict(at: now, uptime: .seconds(130), refused: nil) == .refresh(meanwhile: token))
    // No pause keeps a caller waiting who has no token.
    #expect(failed.verdict(at: now, uptime: .seconds(129), refused: "a") == .refresh(meanwhile: nil))
    #expect(failed.dueNeed(at: now, uptime: .seconds(129), refused: nil) == nil)
    #expect(failed.dueNeed(at: now, uptime: .seconds(130), refused: nil)?.due == "a")
  }

  @Test func `the background does what is due and no more`() {
    func isDue(_ document: GrantDocument?, refused: String? = nil) -> Bool {
      holding(document).dueNeed(at: now, uptime: .seconds(101), refused: refused) != nil
    }
    #expect(!isDue(nil))
    // The spread of this holding is a half: fifteen minutes before the end.
    #expect(!isDue(document(lasting: .minutes(15) + .milliseconds(1))))
    #expect(isDue(document(lasting: .minutes(15))))
    #expect(isDue(document(lasting: .minutes(40)), refused: "a"))
    #expect(isDue(GrantDocument(source: .person(subject: nil), refreshToken: "r")))
    #expect(!isDue(document(lasting: .minutes(1), state: .needsReconnecting(.grantEnded))))
    #expect(isDue(document(lasting: .minutes(1), state: .needsReconnecting(.notDelegated))))
  }

  @Test func `pauses are jittered in full and never longer than a minute`() {
    for failures in 0..<80 {
      #expect(RefreshPause.between(failures: failures, 0) == .zero)
      #expect(RefreshPause.between(failures: failures, 1) <= .seconds(60))
    }
    #expect(RefreshPause.between(failures: 1, 1) == .seconds(10))
    #expect(RefreshPause.within(attempt: 1, 1) == .milliseconds(200))
    #expect(RefreshPause.within(attempt: 2, 0.5) == .milliseconds(200))
  }

  @Test func `a document comes back from storage as it was`() throws {
    var whole = document(lasting: .minutes(19), state: .needsReconnecting(.sessionEnded))
    whole.source = .person(subject: "110000000000000000001")
    whole.scopes = ["openid", "email"]
    whole.grantEnds = now + .days(7)
    whole.refusedAt = now
    #expect(GrantDocument(stored: try whole.stored) == whole)
    for delegated in [true, false] {
      let service = GrantDocument(source: .serviceAccount("sa@example.com", delegated: delegated))
      #expect(GrantDocument(stored: try service.stored) == service)
    }
  }

  @Test func `a document of a later version is read as far as it is known`() throws {
    let later = #"{"kind":"user","state":"needsReconnecting","reason":"phaseOfTheMoon","colour":"blue"}"#
    #expect(GrantDocument(stored: Array(later.utf8))?.state == .needsReconnecting(.unrecognised))
    for unreadable in ["", "{}", #"{"kind":"org","state":"active"}"#, #"{"kind":"user","state":"asleep"}"#] {
      #expect(GrantDocument(stored: Array(unreadable.utf8)) == nil)
    }
  }

  @Test func `no description shows a token`() {
    var document = document(lasting: .hours(1))
    document.accessToken = "canary"
    document.refreshToken = "canary"
    #expect(!"\(document) \(AccessToken(value: "canary", expires: now))".contains("canary"))
  }
}
