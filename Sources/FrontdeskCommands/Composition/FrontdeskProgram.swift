import AsyncHTTPClient
import CoreMetrics
import Desk
import DeskFile
import FrontdeskServer
import GoogleCalendar
import Logging
import Scheduling
import ServiceLifecycle
import Vapi
import ZoneFiles

/// The whole program, wired: the one composition root, shared by `serve`, `demo` and the tests.
struct FrontdeskProgram: Sendable {
  let settings: Settings
  let store: Store
  let google: GoogleSide
  /// The ledger and the calendars as the server uses them.
  let ports: Faults.Ports
  let zones: TZifDirectory
  let secrets: WebhookSecrets
  let desks: DeskBook
  let receptionist: Receptionist
  let preparations: Preparations
  let settler: Settler
  let clock: any Timekeeper
  let randomness: Randomness
  let logger: Logger

  /// - Parameters:
  ///   - port: where the server will listen; needed for the address that Google sends the browser back to.
  ///   - faults: what is put between the desk and its ports.
  init(
    _ settings: Settings, store: Store, http: HTTPClient, port: Int, clock: any Timekeeper, randomness: Randomness,
    faults: Faults, logger: Logger
  ) async throws {
    zones = try TZifDirectory(directory: settings.zoneDirectory, uptime: { clock.uptime() })
    google = try GoogleSide(
      settings, store: store, ledger: try await store.storage.condition().identity, http: http, zones: zones,
      redirectURL: settings.redirectURL(port: port), clock: clock, randomness: randomness, logger: logger)
    secrets = try await WebhookSecrets.knownOrMade(settings.vapi, store: store, randomness: randomness)
    desks = DeskBook(directory: store.storage, keyring: store.keyring, clock: clock)
    ports = faults.wrap(Faults.Ports(ledger: store.storage, calendars: google.calendars))
    // Who reads calendars for a caller tells the watch what was seen; the settler compares it with the ledger.
    let watch = CalendarWatch(
      ledger: ports.ledger, calendars: ports.calendars, desks: desks, zones: zones, clock: clock,
      randomness: randomness, logger: logger)
    preparations = Preparations(
      ledger: ports.ledger, calendars: ports.calendars, desks: desks, zones: zones, clock: clock,
      randomness: randomness, logger: logger)
    receptionist = Receptionist(
      ledger: ports.ledger, calendars: ports.calendars, watch: watch, preparations: preparations, zones: zones,
      clock: clock, randomness: randomness,
      patience: Receptionist.Patience(
        reading: settings.server.deadline, booking: settings.server.bookingDeadline),
      logger: logger)
    settler = Settler(
      ledger: ports.ledger, calendars: ports.calendars, desks: desks, watch: watch, zones: zones, clock: clock,
      randomness: randomness, logger: logger)
    self.settings = settings
    self.store = store
    self.clock = clock
    self.randomness = randomness
    self.logger = logger
  }

  /// The server's own part, beside the loops that keep tokens and settle bookings.
  ///
  /// In a group, what comes later shuts down first: requests end before the loops on which they lean.
  func services(
    port: Int, registry: PrometheusRegistry, onListening: @escaping @Sendable (Int) async -> Void
  ) throws -> [any Service] {
    let server = try makeServer(
      serverPorts(port: port, registry: registry), at: ListeningAddress(host: settings.server.host, port: port),
      onListening: onListening)
    return [
      StorageGuarding(writes: store.engine.writes, logger: logger), TokenKeeping(keeper: google.keeper),
      Settling(
        settler: settler, receptionist: receptionist,
        watch: StorageWatch(ledger: ports.ledger, writes: store.engine.writes, logger: logger), clock: clock),
      Preparing(preparations: preparations), server,
    ]
  }

  private func serverPorts(port: Int, registry: PrometheusRegistry) -> ServerPorts {
    let publicURL = settings.server.publicURL(port: port).text
    let zones = zones
    return ServerPorts(
      reception: receptionist, desks: desks, admission: secrets.admission,
      assistant: secrets.assistant(settings, port: port),
      signIn: google.signIn,
      readiness: Readiness(
        ledger: ports.ledger, writes: store.engine.writes, clock: clock,
        zonesLoaded: { zones.canRead(ZoneID("America/New_York")) }),
      registry: registry,
      adminToken: settings.server.adminToken?.value, publicURL: publicURL, clock: clock, randomness: randomness,
      logger: logger)
  }
}

/// Keeps tokens fresh until the group shuts down.
private struct TokenKeeping: Service {
  let keeper: TokenKeeper

  func run() async throws {
    await cancelWhenGracefulShutdown { await keeper.run() }
  }
}

/// Ends the group in good order, with an error, when storage cannot be relied on any more: whoever supervises the process
/// starts a new one.
struct StorageGuarding: Service {
  let writes: WriteRecord
  let logger: Logger

  func run() async throws {
    guard let reason = await cancelWhenGracefulShutdown({ await writes.untilLost() }) else { return }
    logger.critical("storage is not to be relied on, and the server ends", metadata: ["reason": "\(reason)"])
    throw CommandFailure(reason)
  }
}

/// Prepares kept times until the group shuts down, and what was kept before that.
private struct Preparing: Service {
  let preparations: Preparations

  func run() async {
    await withGracefulShutdownHandler {
      await preparations.run()
    } onGracefulShutdown: {
      preparations.finish()
    }
  }
}

/// Settles bookings until the group shuts down, and what the last requests have left after that.
///
/// A shutdown ends the pause between two rounds only: calls to Google in a cancelled task would fail at once, and what was
/// under way would stay leased for the next start.
private struct Settling: Service {
  let settler: Settler
  let receptionist: Receptionist
  let watch: StorageWatch
  let clock: any Timekeeper

  func run() async throws {
    let clock = clock
    let pause: @Sendable (Duration) async throws -> Void = { duration in
      try await cancelWhenGracefulShutdown { try await clock.sleep(for: duration) }
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await settler.run(pausing: pause) }
      group.addTask { await receptionist.run(pausing: pause) }
      group.addTask { await watch.run(pausing: pause) }
    }
    // Requests have ended, but perhaps not what is still to be done behind their answers.
    await receptionist.rest()
    // When the grace is over even this task is cancelled, and the next start takes the rest up.
    guard !Task.isCancelled else { return }
    await settler.round()
  }
}

extension TZifDirectory {
  /// Whether the zone files are still there: any zone that every installation has will do.
  func canRead(_ id: ZoneID) -> Bool {
    if case .known = check(id) { true } else { false }
  }
}
