package import Desk
import Scheduling

extension DeskFile {
  /// A file that describes the desk, without comments and without what is usual. Read again, it is the same desk, as far as a
  /// file can say it: times in whole minutes, nothing retired.
  ///
  /// - Parameter signingKeys: the desk's own, of which only digests are written.
  package static func text(
    of profile: DeskProfile, secrets: [SecretDigest], signingKeys: [SigningKey] = []
  ) -> String {
    YAMLWriter.text(of: document(of: profile, secrets: secrets, signingKeys: signingKeys))
  }

  /// The same as JSON, which ``read(_:checkingZone:)`` accepts too.
  package static func document(
    of profile: DeskProfile, secrets: [SecretDigest], signingKeys: [SigningKey] = []
  ) -> JSONValue {
    var members = Members()
    members["key"] = .string(profile.key.rawValue)
    members["name"] = .string(profile.name)
    members["zone"] = .string(profile.zone.rawValue)
    if profile.language != LanguageTag(.english) { members["language"] = .string(profile.language.rawValue) }
    members["region"] = profile.region.map { .string($0.rawValue) }
    if profile.treatsUTCAsLocal { members["utc-means-local"] = true }
    members["hours"] = profile.hours.document
    members["special"] = profile.specialDays.document(of: .override)
    members["holidays"] = profile.specialDays.document(of: .holiday)
    members["services"] = .array(profile.offerings.map(\.document))
    members["hosts"] = .array(profile.hosts.map(\.document))
    members["rooms"] = .list(profile.rooms.map(\.document))
    members["numbers"] = .list(profile.numbers.map { .string($0.rawValue) })
    members["secrets"] = .list(
      secrets.map { .string(WrittenSecret.digest($0).text) } + signingKeys.map(\.document))
    if profile.hangUp != .finish { members["hangup"] = .string(profile.hangUp.rawValue) }
    members["hold"] = profile.keeping.document
    members["caps"] = profile.caps.document
    if profile.sharing != .priority {
      members["sharing"] = PoliciesReading.sharings.first { $0.value == profile.sharing }.map { .string($0.key) }
    }
    return members.value
  }
}

extension KeepingPolicy {
  fileprivate var document: JSONValue? {
    var members = Members()
    let usual = KeepingPolicy()
    if duration != usual.duration { members["keep"] = .length(duration) }
    if placesEvent { members["placeholder"] = true }
    return members.valueIfAny
  }
}

extension BookingCaps {
  fileprivate var document: JSONValue? {
    var members = Members()
    let usual = BookingCaps()
    if holdsPerCaller != usual.holdsPerCaller { members["holds-per-caller"] = .count(holdsPerCaller) }
    if upcomingPerCaller != usual.upcomingPerCaller { members["bookings-per-caller"] = .count(upcomingPerCaller) }
    members["bookings-per-day"] = perDay.map(JSONValue.count)
    return members.valueIfAny
  }
}
