import Desk
import Scheduling
import Yams

/// A desk as it was read, its secrets still as they were written.
struct DeskDraft {
  let profile: DeskProfile
  /// Those that are sent as they are.
  let secrets: [WrittenSecret]
  let signingKeys: [WrittenSigningKey]
  /// Where the secrets stand.
  let secretsLine: Int
  let secretsColumn: Int

  static let names = [
    "key", "name", "zone", "language", "region", "utc-means-local", "hours", "special", "holidays", "services", "hosts",
    "rooms", "numbers", "secrets", "hangup", "hold", "caps", "sharing",
  ]

  /// - Parameter today: what is over by then is warned of; `nil`: nothing is.
  /// - Throws: every mistake that was found.
  static func read(
    _ text: String, on today: CivilDate?, checkingZone check: (ZoneID) -> ZoneCheck, _ findings: inout Findings
  ) throws(DeskFileProblems) -> DeskDraft {
    let root = try YAMLText.root(of: text, &findings)
    let draft = DeskDraft(root, on: today, check, &findings)
    try findings.throwIfAny()
    guard let draft else { preconditionFailure("a desk that could not be read has a mistake noted") }
    return draft
  }

  private init?(
    _ root: Node, on today: CivilDate?, _ check: (ZoneID) -> ZoneCheck, _ findings: inout Findings
  ) {
    guard let fields = Fields(root, of: "the desk", knowing: Self.names, &findings) else { return nil }
    let key = fields.needed("key", &findings).flatMap { Words.key($0, "key", &findings) }
    let name = fields.needed("name", &findings).flatMap { Words.spoken($0, "name", &findings) }
    let zone = fields.needed("zone", &findings).flatMap { Words.zone($0, check, &findings) }
    let policies = PoliciesReading(fields, &findings)
    let mistakes = findings.mistakes.count
    let hours = fields.needed("hours", &findings).flatMap { HoursReading.read($0, &findings) }
    let special =
      SpecialDaysReading.read(fields.value("special"), .override, &findings)
      + SpecialDaysReading.read(fields.value("holidays"), .holiday, &findings)
    let hosts = Entries("hosts", of: fields, isNeeded: true, &findings, read: HostReading.read)
    let hoursAreRight = findings.mistakes.count == mistakes
    let rooms = Entries("rooms", of: fields, isNeeded: false, &findings, read: RoomReading.read)
    let service = ServiceReading(hosts: hosts.keys, needs: NeedsReading(rooms: rooms.entries, keys: rooms.keys))
    let services = Entries("services", of: fields, isNeeded: true, &findings, read: service.read)
    let secretNodes = fields.list("secrets", atMost: 8, &findings)
    (secrets, signingKeys) = Self.secrets(secretNodes, &findings)
    secretsLine = secretNodes.first?.mark?.line ?? 1
    secretsColumn = secretNodes.first?.mark?.column ?? 1
    // What does not hold together is looked for even where the desk has no name: all mistakes are to be named at once.
    guard let hours else { return nil }
    profile = DeskProfile(
      key: DeskKey(key ?? ""), name: name ?? "", zone: zone ?? ZoneID("UTC"), hours: hours,
      offerings: services.entries, hosts: hosts.entries, numbers: policies.numbers, hangUp: policies.hangUp,
      keeping: policies.keeping, region: policies.region, treatsUTCAsLocal: policies.treatsUTCAsLocal,
      language: policies.language, specialDays: special, rooms: rooms.entries, caps: policies.caps,
      sharing: policies.sharing)
    DeskChecks(
      profile: profile, fields: fields, today: today, hosts: hosts, services: services, rooms: rooms,
      hoursAreRight: hoursAreRight
    ).run(&findings)
    if key == nil || name == nil || zone == nil { return nil }
  }

  private static func secrets(
    _ nodes: [Node], _ findings: inout Findings
  ) -> (secrets: [WrittenSecret], signingKeys: [WrittenSigningKey]) {
    var secrets: [WrittenSecret] = []
    var keys: [WrittenSigningKey] = []
    var digests: Set<SecretDigest> = []
    for node in nodes {
      let digest: SecretDigest
      if case .mapping = node {
        guard let key = SigningReading.read(node, &findings) else { continue }
        keys.append(key)
        digest = key.digest
      } else {
        guard let secret = WrittenSecret.read(node, &findings) else { continue }
        secrets.append(secret)
        digest = secret.digest
      }
      if !digests.insert(digest).inserted { findings.note("This secret is written twice.", at: node) }
    }
    return (secrets, keys)
  }
}
