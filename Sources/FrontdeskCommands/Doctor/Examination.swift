import Desk
import Foundation
import Logging
import Scheduling
import Vapi
import ZoneFiles

/// Everything that the doctor looks at, from the settings outwards. What depends on something that is broken is left out.
struct Examination: Sendable {
  let settings: Settings
  let logger: Logger

  func findings() async -> [Finding] {
    var findings = settingsFindings + [publicURL] + [zoneData]
    let (store, stored) = await openStore()
    findings += stored
    guard let store else { return findings + [googleClient] }
    findings.append(await webhookSecret(store))
    do {
      findings += try await Workbench.use(settings, store: store, logger: logger) { bench in
        await GoogleExamination(bench: bench).findings(client: googleClient)
      }
    } catch {
      findings.append(Finding(.bad, "Google", "\(CommandFailure.explaining(error))"))
    }
    findings.append(await ledgerCounts(store))
    do { try store.close() } catch {
      findings.append(Finding(.bad, "database", CommandFailure.sentence(of: error)))
    }
    return findings
  }

  private var publicURL: Finding {
    guard let url = settings.server.publicURL else {
      return Finding(
        .doubtful, "public URL",
        "not set, so that only this machine reaches the server: set FRONTDESK_PUBLIC_URL to "
          + "the https address that Vapi and Google shall use.")
    }
    guard !url.isLoopback else {
      return Finding(
        .doubtful, "public URL",
        "\(url) is reached from this machine only: Vapi needs an https address in "
          + "FRONTDESK_PUBLIC_URL.")
    }
    return Finding(.good, "public URL", "\(url)")
  }

  private var zoneData: Finding {
    do throws(ZoneError) {
      let zones = try TZifDirectory(directory: settings.zoneDirectory)
      let version = zones.version
      guard version != "unknown" else {
        return Finding(
          .doubtful, "zone data", "\(zones.directory), of an unknown version: keep the package tzdata up to date.")
      }
      return Finding(.good, "zone data", "version \(version) in \(zones.directory)")
    } catch {
      return Finding(.bad, "zone data", error.description)
    }
  }

  private var googleClient: Finding {
    if let client = settings.google.client {
      return Finding(
        .good, "Google client", "\(client.id), redirecting to \(settings.redirectURL(port: settings.server.port))")
    }
    if settings.google.serviceAccountFile != nil {
      return Finding(.good, "Google client", "none; a service account is set")
    }
    return Finding(
      .doubtful, "Google client",
      "none, so that no account can be connected: set GOOGLE_CLIENT_ID and "
        + "GOOGLE_CLIENT_SECRET, or GOOGLE_SERVICE_ACCOUNT_FILE.")
  }

  private func webhookSecret(_ store: Store) async -> Finding {
    do {
      let known = try await WebhookSecrets.known(settings.vapi, store: store)
      let isSet = !(try WebhookSecrets.set(settings.vapi).isEmpty)
      let kinds = [
        known.bearers.isEmpty ? nil : "\(known.bearers.count) as bearer or X-Vapi-Secret",
        known.plan.map { "\($0.secrets.count) that sign" },
      ]
      guard !known.isEmpty else {
        return Finding(
          .doubtful, "webhook secret",
          "none yet: the first “frontdesk serve” makes one and prints it once, or set "
            + "VAPI_WEBHOOK_SECRET.")
      }
      let shown = kinds.compactMap(\.self).joined(separator: ", ")
      return Finding(
        .good, "webhook secret", isSet ? "set: \(shown)" : "made at the first start, sealed in the database")
    } catch {
      return Finding(.bad, "webhook secret", "\(CommandFailure.explaining(error))")
    }
  }

  private func ledgerCounts(_ store: Store) async -> Finding {
    do throws(LedgerFailure) {
      let counts = try await store.storage.counts()
      let underWay = BookingState.allCases.filter { !$0.isAtRest }.reduce(0) { $0 + (counts.bookings[$1] ?? 0) }
      let text =
        "\(counts.bookings[.confirmed] ?? 0) confirmed, \(underWay) under way, \(counts.outbox) waiting to be announced"
      guard underWay + counts.outbox > 0 else { return Finding(.good, "bookings", text) }
      return Finding(.doubtful, "bookings", "\(text): a running server settles them.")
    } catch {
      return Finding(.bad, "bookings", CommandFailure.sentence(of: error))
    }
  }
}
