import Desk
import Foundation
import NIOHTTP1
import Testing

@testable import FrontdeskCommands

extension Processes {
  /// What goes wrong with tokens (fault model O1 to O3).
  @Suite(.serialized) struct SignInFaults {
    @Test func `O1: an access token that is refused in mid-call is renewed once, and the caller hears nothing of it`()
      async throws
    {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        let before = try await google.refreshes()
        try await google.expireTokens(of: DemoDesk.owner)
        #expect(try await call.book(open.slot).outcome == .booked)
        #expect(try await google.refreshes() == before + 1)
      }
    }

    @Test func `O2: while renewals fail the old token is used as long as it lives`() async throws {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.setFaults(#"[{"match":{"path":"/token"},"do":{"status":503}}]"#)
        #expect(try await call.book(open.slot).outcome == .booked)
        try await google.setFaults("[]")
      }
    }

    @Test func `O3: a grant that was taken back makes the calendar out of reach, without a storm of attempts`()
      async throws
    {
      try await Scene.play { scene in
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let open = try #require(try await call.slots().first)
        try await google.revoke(DemoDesk.owner)
        for attempt in 0..<5 {
          let told = try await call.book(open.slot, id: "book-\(attempt)")
          #expect(told.outcome == .unreachable, "\(told)")
        }
        #expect(try await google.attemptsToRenew() <= 3)
        let message = try await call.ask("take_message", ["message": "Please call me back."], id: "message")
        #expect(message.outcome == .noted, "\(message)")
        _ = try await scene.notices { $0.contains("Please call me back.") }
        #expect(try await google.live().isEmpty)
      }
    }
  }
}

extension DemoGoogle {
  /// How often the token endpoint refused to renew.
  func attemptsToRenew() async throws -> Int {
    let log = try await control(.GET, "/sandbox/log", nil)
    return (log.array ?? []).count { $0["path"]?.string == "/token" && $0["status"]?.integer == 400 }
  }
}
