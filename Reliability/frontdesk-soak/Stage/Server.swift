import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Scheduling

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One place at which a server runs, dies and runs again.
actor Server {
  struct Deaths: Sendable, Hashable {
    var kills = 0
    var pauses = 0
    /// At a named step, by a failpoint.
    var atSteps = 0
    /// By nobody's hand.
    var crashes: [String] = []
  }

  let index: Int
  nonisolated let port: Int
  private let stage: StagePlan
  private var environment: [String: String]
  private var child: Child?
  /// Somebody kills, pauses or starts it: nobody else does meanwhile, although each of these waits.
  private var isTaken = false
  private var hasFailpoints = false
  private var downSince: Instant?
  private(set) var deaths = Deaths()
  private(set) var disturbances: [Disturbance] = []

  init(index: Int, port: Int, stage: StagePlan, environment: [String: String]) {
    self.index = index
    self.port = port
    self.stage = stage
    self.environment = environment.merging(["FRONTDESK_PORT": "\(port)"]) { $1 }
  }

  /// Starts it and waits until it listens.
  ///
  /// - Parameter failpoints: what `FRONTDESK_FAILPOINTS` is to be in this life.
  func start(failpoints: String = "", seed: UInt64 = 1) async throws {
    var environment = environment
    hasFailpoints = !failpoints.isEmpty
    if hasFailpoints {
      environment["FRONTDESK_FAILPOINTS"] = failpoints
      environment["FRONTDESK_FAULT_SEED"] = "\(seed)"
    }
    let child = try Child(
      stage.program, ["serve"], name: "server-\(index)", in: stage.folder, environment: environment, crew: stage.crew)
    self.child = child
    try await awaitHealth(of: child)
  }

  /// Waits until it listens; a failpoint may strike before. The disturbance lasts until it listens.
  private func awaitHealth(of child: Child) async throws {
    let end = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < end, child.isRunning, !(hasFailpoints && child.isStopped) {
      if await isHealthy() { return endDisturbance() }
      try await Task.sleep(for: .milliseconds(25))
    }
  }

  private func isHealthy() async -> Bool {
    do {
      let request = HTTPClientRequest(url: "http://127.0.0.1:\(port)/healthz")
      return try await stage.http.execute(request, timeout: .seconds(2)).status == .ok
    } catch {
      return false
    }
  }

  /// SIGKILL, and after a while a new life.
  func kill(for rest: Duration, failpoints: String = "", seed: UInt64 = 1) async throws {
    guard let child, child.isRunning, take() else { return }
    defer { isTaken = false }
    deaths.kills += 1
    beginDisturbance()
    child.signal(SIGKILL)
    try await child.gone()
    try await Task.sleep(for: rest)
    try await start(failpoints: failpoints, seed: seed)
  }

  /// SIGSTOP, and after a while SIGCONT.
  func pause(for rest: Duration) async throws {
    guard let child, child.isRunning, take() else { return }
    deaths.pauses += 1
    beginDisturbance()
    child.signal(SIGSTOP)
    try await goOn(child, after: rest)
  }

  /// Sees after a server that died or stopped at a failpoint. One that died otherwise has crashed.
  func look(after rest: Duration) async throws {
    guard let child, take() else { return }
    if hasFailpoints, child.isStopped {
      deaths.pauses += 1
      beginDisturbance(since: .seconds(2))
      return try await goOn(child, after: rest)
    }
    defer { isTaken = false }
    guard !child.isRunning else { return }
    beginDisturbance(since: .seconds(2))
    if hasFailpoints { deaths.atSteps += 1 } else { deaths.crashes.append(String(try child.said.suffix(800))) }
    try await Task.sleep(for: rest)
    try await start()
  }

  /// Up again without failpoints, for the quiet at the end of a round.
  func calm() async throws {
    while !take() { try await Task.sleep(for: .milliseconds(50)) }
    defer { isTaken = false }
    if hasFailpoints || child?.isRunning != true {
      beginDisturbance(since: child?.isRunning == true ? .zero : .seconds(2))
      // A failpoint might stop it on its way to a graceful end.
      child?.signal(SIGKILL)
      try await child?.gone()
      try await start()
    }
    while await !isHealthy() {
      guard child?.isRunning == true else {
        throw SoakFailure("server \(index) does not start: \(try child?.said.suffix(800) ?? "")")
      }
      try await Task.sleep(for: .milliseconds(50))
    }
    endDisturbance()
  }

  /// For good.
  func stop() async throws {
    isTaken = true
    child?.signal(SIGCONT)
    child?.signal(SIGTERM)
    do { try await child?.gone() } catch {
      child?.signal(SIGKILL)
      try await child?.gone()
    }
  }

  /// `false` when somebody else has it.
  private func take() -> Bool {
    guard !isTaken else { return false }
    isTaken = true
    return true
  }

  /// Gives it back as well.
  private func goOn(_ child: Child, after rest: Duration) async throws {
    defer { isTaken = false }
    do { try await Task.sleep(for: rest) } catch {
      child.signal(SIGCONT)
      throw error
    }
    child.signal(SIGCONT)
    try await awaitHealth(of: child)
  }

  private func beginDisturbance(since: Duration = .zero) {
    if downSince == nil { downSince = Instant.now - since }
  }

  private func endDisturbance() {
    guard let from = downSince else { return }
    disturbances.append(Disturbance(server: index, from: from, to: Instant.now))
    downSince = nil
  }
}

extension Instant {
  /// By this machine's clock.
  static var now: Instant { Instant(milliseconds: Int64(Date().timeIntervalSince1970 * 1000)) }
}
