import Desk
import Foundation
import LocalPostgres
import Testing

@testable import FrontdeskCommands

/// Two servers on one PostgreSQL, a local Google, a desk and its connected account.
struct ManyProcesses: Sendable {
  let scene: Scene
  let google: DemoGoogle
  /// Of the second server; the first has the scene's own.
  let secondPort: Int
  let first: RunningProcess
  let second: RunningProcess
  let database: String

  /// - Parameter points: where the first server fails.
  static func open(_ scene: Scene, failing points: String? = nil) async throws -> ManyProcesses {
    let database = try await LocalPostgres.shared.database()
    scene.use([
      "FRONTDESK_DATABASE": database, "FRONTDESK_BOOKING_DEADLINE": "3s",
      "FRONTDESK_SECRET_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
    ])
    let (_, google) = try await scene.startGoogle()
    try await scene.applyDesk()
    let secondPort = try FreePort.find()
    let second = try await scene.startServer(environment: ["FRONTDESK_PORT": String(secondPort)])
    let first = try await scene.startServer(
      program: points == nil ? "frontdesk" : "frontdesk-faulty",
      environment: points.map { ["FRONTDESK_FAILPOINTS": $0] } ?? [:])
    try await scene.connect()
    return ManyProcesses(
      scene: scene, google: google, secondPort: secondPort, first: first, second: second, database: database)
  }
}

extension Processes {
  /// Servers on one database that stand still, lose it, or lose Google (fault model P2, P7, C2, O5).
  @Suite(.serialized, .timeLimit(.minutes(5))) struct ManyServers {
    @Test(arguments: ["hold:after", "place:before", "place:after", "look:after", "advance.confirmed:before"])
    func `P2: a server that stands still at a step is overtaken, and changes nothing when it goes on`(
      point: String
    ) async throws {
      try await Scene.play { scene in
        let many = try await ManyProcesses.open(scene, failing: "\(point)=stop#1")
        let here = try await PhoneCall.begin(scene)
        let there = try await PhoneCall.begin(scene, at: many.secondPort)
        let slot = try #require(try await there.slots().first).slot
        async let slow = here.book(slot, id: "one", email: "ada@example.com")
        _ = try await many.first.says("failpoint \(point)")
        let told = try await there.bookPatiently(slot, email: "ada@example.com")
        #expect(told.last?.outcome == .booked, "\(told)")
        many.first.signal(SIGCONT)
        let late = try await slow
        #expect(late.outcome != .taken && late.outcome != .unreachable, "\(late)")
        if late.outcome == .booked { #expect(late.code == told.last?.code) }
        try await GoogleFaults.comesToRest(scene)
        #expect(try await many.google.live().count == 1)
        _ = try await eventually("no invitation") { () -> Bool? in try await many.google.mails().isEmpty ? nil : true }
        #expect(try await many.google.mails().count == 1)
      }
    }

    @Test func `P7: sessions that are ended and a database that restarts cost a caller no booking`() async throws {
      try await Scene.play { scene in
        // A server of its own: what others have there must not be cut off.
        let postgres = try LocalPostgres(durability: .full)
        let database = try await postgres.database()
        scene.use([
          "FRONTDESK_DATABASE": database,
          "FRONTDESK_SECRET_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
        ])
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slots = try await call.slots().map(\.slot)
        try #require(slots.count > 2)
        try postgres.terminateBackends(of: LocalPostgres.name(in: database))
        #expect(try await call.book(slots[0], id: "a").outcome == .booked, "the connections are made anew")
        try await google.setLatency(milliseconds: 600)
        try await google.forgetLog()
        async let under = call.book(slots[1], id: "b")
        _ = try await eventually("no insert") { () -> Bool? in try await google.writes(by: "POST") > 0 ? true : nil }
        try postgres.restart(.immediate)
        let told = try await under
        #expect(told.outcome == .booked || told.outcome == .stay || told.outcome == .held, "\(told)")
        try await google.setLatency(milliseconds: 0)
        let other = try await PhoneCall.begin(scene)
        if told.outcome != .booked { #expect(try await other.bookPatiently(slots[1]).last?.outcome == .booked) }
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().count == 2)
      }
    }

    @Test func `C2: a server that is cut off from its database says nothing that is not so`() async throws {
      try await Scene.play { scene in
        let postgres = try LocalPostgres()
        let database = try await postgres.database()
        scene.use([
          "FRONTDESK_DATABASE": database,
          "FRONTDESK_SECRET_KEY": Data(repeating: 7, count: 32).base64EncodedString(),
        ])
        let (google, _) = try await scene.open()
        let call = try await PhoneCall.begin(scene)
        let slot = try #require(try await call.slots().first).slot
        try postgres.stop(.fast)
        let told = try await call.book(slot, id: "cut-off")
        #expect(told.status == 200)
        #expect(told.outcome == .stay || told.outcome == .unreachable, "\(told)")
        #expect(told.duration < .seconds(7))
        #expect(try await google.live().isEmpty)
        try postgres.start()
        #expect(try await call.bookPatiently(slot).last?.outcome == .booked)
        #expect(try await google.live().count == 1)
      }
    }
  }
}
