/// Writes to an event in a guest's own calendar: only what is his sticks (facts 2.5).
enum GuestCopy {
  private static let own: Set<String> = ["reminders", "colorId", "transparency", "visibility"]
  private static let organizers: Set<String> = [
    "guestsCanInviteOthers", "guestsCanModify", "guestsCanSeeOtherGuests", "anyoneCanAddSelf",
  ]

  static func merge(
    _ body: [String: JSON], into current: StoredEvent, account: String, zone: ZoneRules
  ) throws(APIError) -> JSON {
    guard organizers.isDisjoint(with: body.keys), body["extendedProperties"]?["shared"] == nil else {
      throw .notOrganizer
    }
    var merged = current.writableJSON(in: zone).merging(.object(body.filter { own.contains($0.key) }))
    if let properties = body["extendedProperties"]?["private"] {
      merged = merged.merging(["extendedProperties": ["private": properties]])
    }
    if let answer = body["attendees"]?.array?.first(where: { $0["email"]?.string?.lowercased() == account }) {
      let rows = current.attendees.map { row -> JSON in
        guard row["email"]?.string?.lowercased() == account else { return row }
        let words = (answer.object ?? [:]).filter {
          ["responseStatus", "comment", "additionalGuests"].contains($0.key)
        }
        return row.merging(.object(words))
      }
      merged["attendees"] = .array(rows)
    }
    if body["status"] == "cancelled" { merged["status"] = "cancelled" }
    return merged
  }
}
