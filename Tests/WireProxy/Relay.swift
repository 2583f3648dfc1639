import Glibc
import NIOCore
import NIOPosix
import Synchronization

/// The connections of a proxy and what is done to them.
final class Relay: Sendable {
  private struct State {
    var weather = Weather.clear
    var fronts: [ObjectIdentifier: any Channel] = [:]
    var accepted = 0
  }

  private let target: Int
  private let state = Mutex(State())

  init(target: Int) { self.target = target }

  var weather: Weather { state.withLock(\.weather) }
  var accepted: Int { state.withLock(\.accepted) }
  var open: Int { state.withLock { $0.fronts.count } }

  func set(_ weather: Weather) { state.withLock { $0.weather = weather } }

  func cut() async {
    for front in state.withLock({ Array($0.fronts.values) }) { await front.reset() }
  }

  /// Joins a client's connection with one to the target. Nothing is read before both stand.
  func accept(_ front: any Channel) -> EventLoopFuture<Void> {
    let id = ObjectIdentifier(front)
    state.withLock {
      $0.fronts[id] = front
      $0.accepted += 1
    }
    front.closeFuture.whenComplete { [self] _ in state.withLock { _ = $0.fronts.removeValue(forKey: id) } }
    guard weather != .refusing else { return front.close() }
    return ClientBootstrap(group: front.eventLoop)
      .channelOption(.autoRead, value: false)
      .connect(host: "127.0.0.1", port: target)
      .flatMap { [self] back in
        let exchange = Pump.Exchange()
        do {
          try front.pipeline.syncOperations.addHandler(Pump(to: back, as: .requests, of: self, exchange))
          try back.pipeline.syncOperations.addHandler(Pump(to: front, as: .replies, of: self, exchange))
        } catch {
          return front.eventLoop.makeFailedFuture(error)
        }
        back.read()
        return front.eventLoop.makeSucceededVoidFuture()
      }
  }
}

extension Channel {
  /// Closes with a reset, so that the other side cannot take it for an end.
  func reset() async {
    do {
      try await lingerNot().get()
      try await close().get()
    } catch {
      // Closed already: then there is nothing to reset.
    }
  }

  func resetSoon() {
    lingerNot().whenComplete { _ in self.close(promise: nil) }
  }

  private func lingerNot() -> EventLoopFuture<Void> {
    guard let options = self as? any SocketOptionProvider else { return eventLoop.makeSucceededVoidFuture() }
    return options.setSoLinger(linger(l_onoff: 1, l_linger: 0))
  }
}
