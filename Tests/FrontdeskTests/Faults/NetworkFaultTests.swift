import Desk
import Foundation
import Testing
import WireProxy

@testable import FrontdeskCommands

extension Processes {
  /// A bad network between the server and Google (fault model G22, G25, C2), made by a proxy.
  @Suite(.serialized) struct NetworkFaults {
    /// What the network does while one caller books, and what they may hear.
    static let weathers: [(Weather, Set<AnswerKind>)] = [
      (.blackHole, [.stay, .held]), (.refusing, [.stay, .held, .unreachable]), (.losingRequests, [.stay, .held]),
      (.losingReplies(after: 20), [.stay, .held]), (.trickling(milliseconds: 500), [.stay, .held]),
      (.resettingReused, [.booked]),
    ]

    @Test(arguments: weathers)
    func `whatever the network does, the caller hears the truth in time`(
      weather: Weather, heard: Set<AnswerKind>
    ) async throws {
      try await Scene.play { scene in
        let (_, google) = try await scene.startGoogle()
        let port = try #require(google.base.split(separator: ":").last.flatMap { Int($0) })
        let proxy = try await WireProxy.start(to: port)
        scene.use(["GOOGLE_API_URL": "http://127.0.0.1:\(proxy.port)"])
        try await scene.applyDesk()
        _ = try await scene.startServer()
        try await scene.connect()
        let call = try await PhoneCall.begin(scene)
        let slot = try #require(try await call.slots().first).slot
        proxy.set(weather)
        // Connections that stand are not refused any more.
        if weather == .refusing { await proxy.cut() }
        let told = try await call.book(slot, id: "first", email: "ada@example.com")
        #expect(told.outcome.map(heard.contains) == true, "\(weather): \(told)")
        #expect(told.duration < .seconds(7))
        proxy.set(.clear)
        await proxy.cut()
        if told.outcome != .booked {
          #expect(try await call.bookPatiently(slot, email: "ada@example.com").last?.outcome == .booked)
        }
        try await GoogleFaults.comesToRest(scene)
        #expect(try await google.live().count == 1)
        #expect(proxy.open < 40, "sockets do not pile up")
        try await proxy.stop()
      }
    }
  }
}
