import Desk
import Scheduling
import Yams

/// What a desk says of itself besides hours, services and hosts; each has something usual.
struct PoliciesReading {
  let language: LanguageTag
  let region: RegionCode?
  let treatsUTCAsLocal: Bool
  let numbers: [PhoneNumber]
  let hangUp: HangUpPolicy
  let keeping: KeepingPolicy
  let caps: BookingCaps
  let sharing: HostChoice.Sharing

  init(_ fields: Fields, _ findings: inout Findings) {
    language = fields.value("language").flatMap { Words.language($0, &findings) } ?? LanguageTag(.english)
    region = fields.value("region").flatMap { Words.region($0, &findings) }
    treatsUTCAsLocal =
      fields.value("utc-means-local").flatMap { Words.flag($0, "utc-means-local", &findings) } ?? false
    numbers = Self.numbers(fields, &findings)
    hangUp = fields.value("hangup").flatMap { node in Words.choice(node, "hangup", &findings) } ?? .finish
    keeping = fields.value("hold").flatMap { KeepingReading.read($0, &findings) } ?? KeepingPolicy()
    caps = fields.value("caps").flatMap { CapsReading.read($0, &findings) } ?? BookingCaps()
    sharing =
      fields.value("sharing").flatMap { Words.choice($0, "sharing", among: Self.sharings, &findings) } ?? .priority
  }

  static let sharings: KeyValuePairs<String, HostChoice.Sharing> = [
    "priority": .priority, "fewest-upcoming": .fewestUpcoming,
  ]

  private static func numbers(_ fields: Fields, _ findings: inout Findings) -> [PhoneNumber] {
    var numbers: [PhoneNumber] = []
    for node in fields.list("numbers", atMost: 50, &findings) {
      guard let number = Words.number(node, &findings) else { continue }
      if numbers.contains(where: { $0.isSame(as: number) }) {
        findings.note("This number is written twice.", at: node)
      }
      numbers.append(number)
    }
    return numbers
  }
}
