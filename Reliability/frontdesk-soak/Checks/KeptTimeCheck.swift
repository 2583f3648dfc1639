import Scheduling

/// I4: a time that was told to be kept for a call is not taken when the same call moves an appointment there, unless the
/// owner has put something there.
struct KeptTimeCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] {
    let kept = Dictionary(
      grouping: casebook.evidence.exchanges.filter { $0.tool == "hold_slot" && $0.outcome == "kept" }, by: \.call)
    return casebook.stories.compactMap { story in
      // A later try may find what became of an earlier one.
      guard story.intent.kind == .move, let place = story.intent.place, let began = story.began,
        !story.exchanges.isEmpty, story.exchanges.allSatisfy({ $0.outcome == "taken" }),
        let keeping = kept[story.exchanges[0].call, default: []].last(where: { $0.ended <= began }),
        casebook.evidence.intents[keeping.intent].place == place,
        !isOwners(place, story.intent.service, before: story.exchanges[0].ended)
      else { return nil }
      return Violation(
        "I4", "\(place.host) \(place.period.words) was kept for the call, and then taken when it was to be moved there",
        IntentStory(casebook.evidence.intents[keeping.intent], [keeping]).lines + story.lines)
    }
  }

  /// Whatever the owner did there, by then, is a reason.
  private func isOwners(_ place: Place, _ service: String, before told: Instant) -> Bool {
    guard let host = casebook.evidence.town.host(place.host) else { return true }
    let claim = casebook.evidence.town.padded(place.period, service)
    return casebook.evidence.edits.contains { edit in
      host.calendars.contains(edit.calendar) && edit.from < told && edit.period?.overlaps(claim) == true
    }
  }
}
