import AsyncHTTPClient
import CoreMetrics
import Desk
import Foundation
import GoogleCalendar
import Logging
import Scheduling

/// Everything that speaks to Google, wired.
struct GoogleSide: Sendable {
  let exchange: AsyncHTTPExchange
  let keeper: TokenKeeper
  let client: GoogleCalendarClient
  let calendars: GoogleCalendars
  /// `nil` where no OAuth client is configured.
  let signIn: GoogleSignIn?

  /// - Parameters:
  ///   - ledger: which one it is: written into every event.
  ///   - redirectURL: where Google sends the browser back to.
  init(
    _ settings: Settings, store: Store, ledger: LedgerID, http: HTTPClient, zones: any ZoneSource,
    redirectURL: WebAddress, clock: any Timekeeper, randomness: Randomness, logger: Logger
  ) throws {
    let endpoints = GoogleEndpoints(
      authorization: settings.google.authURL.text, token: settings.google.tokenURL.text,
      revocation: settings.google.revokeURL.text, api: settings.google.apiURL.text)
    let oauth = settings.google.client.map {
      OAuthClientSettings(id: $0.id, secret: $0.secret.value, redirectURI: redirectURL.text)
    }
    exchange = AsyncHTTPExchange(client: http, clock: clock)
    keeper = TokenKeeper(
      vault: store.storage, sealer: store.sealer, endpoints: endpoints, client: oauth,
      serviceAccounts: try Self.roster(settings.google), exchange: exchange, clock: clock, randomness: randomness,
      logger: logger, metrics: MetricsSystem.factory)
    client = GoogleCalendarClient(
      base: settings.google.apiURL.text, exchange: exchange, tokens: keeper, clock: clock, randomness: randomness,
      logger: logger)
    calendars = GoogleCalendars(
      client: client, tokens: keeper, ledger: ledger, zones: zones, clock: clock, logger: logger)
    let (exchange, keeper) = (exchange, keeper)
    signIn = oauth.map {
      GoogleSignIn(
        client: $0, endpoints: endpoints, exchange: exchange, keeper: keeper, vault: store.storage,
        sealer: store.sealer, clock: clock, randomness: randomness, logger: logger)
    }
  }

  private static func roster(_ settings: GoogleSettings) throws -> ServiceAccountRoster {
    guard let file = settings.serviceAccountFile else { return ServiceAccountRoster() }
    let bytes: [UInt8]
    do { bytes = Array(try Data(contentsOf: URL(fileURLWithPath: file))) } catch {
      throw CommandFailure("GOOGLE_SERVICE_ACCOUNT_FILE cannot be read: let this user read \(file).")
    }
    do throws(ServiceAccountKeyMistake) {
      return ServiceAccountRoster(
        keys: [try ServiceAccountKey(parsing: bytes)], delegation: settings.serviceAccountSubjects)
    } catch {
      throw CommandFailure("GOOGLE_SERVICE_ACCOUNT_FILE \(error.sentence)")
    }
  }
}
