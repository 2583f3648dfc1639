import AsyncHTTPClient
import Desk
import DeskFile
import GoogleCalendar
import Logging
import ZoneFiles

/// What a command works with that is no server: the settings' database, opened beside a server that may be running, and
/// the way to Google.
struct Workbench: Sendable {
  let settings: Settings
  let store: Store
  let zones: TZifDirectory
  let google: GoogleSide

  /// Opens everything, lets `body` use it, and closes it.
  static func use<Value: Sendable>(
    _ options: SettingsOptions, _ body: (Workbench) async throws -> Value
  ) async throws -> Value {
    let settings = try options.settings()
    let store = try await Store.open(settings, randomness: .system)
    let outcome: Result<Value, any Error>
    do {
      outcome = .success(
        try await use(settings, store: store, logger: options.quietLogger(settings), body))
    } catch {
      outcome = .failure(error)
    }
    try store.close()
    return try outcome.get()
  }

  /// The same on a database that is open already, which stays open.
  static func use<Value: Sendable>(
    _ settings: Settings, store: Store, logger: Logger, _ body: (Workbench) async throws -> Value
  ) async throws -> Value {
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: AsyncHTTPExchange.makeConfiguration())
    let outcome: Result<Value, any Error>
    do {
      let zones = try TZifDirectory(directory: settings.zoneDirectory)
      let google = try GoogleSide(
        settings, store: store, ledger: try await store.storage.condition().identity, http: http, zones: zones,
        redirectURL: settings.redirectURL(port: settings.server.port), clock: SystemClock(), randomness: .system,
        logger: logger)
      outcome = .success(
        try await body(Workbench(settings: settings, store: store, zones: zones, google: google)))
    } catch {
      outcome = .failure(error)
    }
    try await http.shutdown()
    return try outcome.get()
  }

  /// The desk of that key; without a key the only one.
  func desk(_ key: String?) async throws -> DeskEntry {
    let desks = try await store.storage.desks()
    let keys = desks.map(\.profile.key.rawValue)
    guard !desks.isEmpty else {
      throw CommandFailure("There is no desk yet: “frontdesk desk apply FILE” makes one.")
    }
    if let key {
      if let desk = desks.first(where: { $0.profile.key.rawValue == key }) { return desk }
      let nearest = Spelling.nearest(to: key, among: keys)
      let rest = nearest.map { "did you mean “\($0)”?" } ?? "there is \(keys.joined(separator: ", "))."
      throw CommandFailure("There is no desk “\(key)”; \(rest)")
    }
    guard desks.count == 1 else {
      throw CommandFailure("There are several desks (\(keys.joined(separator: ", "))): name one of them.")
    }
    return desks[0]
  }

  /// Every connection to Google that is stored or set, by account.
  func connections() async throws -> [AccountID: ConnectionReport] {
    Dictionary(uniqueKeysWithValues: try await google.keeper.connections().map { ($0.account, $0) })
  }
}
