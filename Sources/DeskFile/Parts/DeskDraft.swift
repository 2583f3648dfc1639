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

  private static let names = [
    "key", "name", "zone", "hours", "services", "hosts", "numbers", "secrets", "hangup", "hold",
  ]

  static func read(_ text: String, checkingZone check: (ZoneID) -> ZoneCheck) throws(DeskFileProblems) -> DeskDraft {
    let root = try YAMLText.root(of: text)
    var findings = Findings()
    let draft = DeskDraft(root, check, &findings)
    try findings.throwIfAny()
    guard let draft else { preconditionFailure("a desk that could not be read has a problem noted") }
    return draft
  }

  private init?(_ root: Node, _ check: (ZoneID) -> ZoneCheck, _ findings: inout Findings) {
    guard let fields = Fields(root, of: "the desk", knowing: Self.names, &findings) else { return nil }
    let key = fields.needed("key", &findings).flatMap { Words.key($0, "key", &findings) }
    let name = fields.needed("name", &findings).flatMap { Words.spoken($0, "name", &findings) }
    let zone = fields.needed("zone", &findings).flatMap { Words.zone($0, check, &findings) }
    let hours = fields.needed("hours", &findings).flatMap { HoursReading.read($0, &findings) }
    let (hostKeys, hosts) = Self.entries("hosts", of: fields, &findings) { HostReading.read($0, &$1) }
    let (_, services) = Self.entries("services", of: fields, &findings) {
      ServiceReading.read($0, hosts: hostKeys, &$1)
    }
    let numbers = fields.list("numbers", atMost: 50, &findings).compactMap { Words.number($0, &findings) }
    let secretNodes = fields.list("secrets", atMost: 8, &findings)
    let hangUp: HangUpPolicy? = fields.value("hangup").flatMap { Words.choice($0, "hangup", &findings) }
    let keeping = fields.value("hold").flatMap { KeepingReading.read($0, &findings) }
    (secrets, signingKeys) = Self.secrets(secretNodes, &findings)
    secretsLine = secretNodes.first?.mark?.line ?? 1
    secretsColumn = secretNodes.first?.mark?.column ?? 1
    guard let key, let name, let zone, let hours else { return nil }
    profile = DeskProfile(
      key: DeskKey(key), name: name, zone: zone, hours: hours, offerings: services, hosts: hosts, numbers: numbers,
      hangUp: hangUp ?? .finish, keeping: keeping ?? KeepingPolicy())
  }

  /// The entries of a list that must not be empty and whose keys must be unique, with all keys that were written,
  /// also those of entries that could not be read: a reference to one of them is no second mistake.
  private static func entries<Entry>(
    _ name: String, of fields: Fields, _ findings: inout Findings, read: (Node, inout Findings) -> Entry?
  ) -> (keys: [String], entries: [Entry]) {
    guard let value = fields.needed(name, &findings) else { return ([], []) }
    let nodes = fields.list(name, atMost: 100, &findings)
    if case .sequence = value, nodes.isEmpty { findings.note("\(name) needs at least one entry.", at: value) }
    var keys: [String] = []
    var entries: [Entry] = []
    for node in nodes {
      if case .mapping(let mapping) = node, let written = mapping["key"], case .scalar(let key) = written {
        if keys.contains(key.string) {
          findings.note("There is another entry of \(name) with the key “\(key.string.shown)”.", at: written)
        }
        keys.append(key.string)
      }
      if let entry = read(node, &findings) { entries.append(entry) }
    }
    return (keys, entries)
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
