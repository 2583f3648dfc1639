import Scheduling

/// I13 at rest: the guest of every standing booking was told of its time, and the guest of every cancelled one that it is
/// off, if they had heard of it.
struct AnnouncementCheck: Sendable {
  let casebook: Casebook

  func violations() -> [Violation] {
    let mails = Dictionary(grouping: casebook.evidence.mails, by: \.event)
    let byTitle = Dictionary(casebook.stories.map { ($0.intent.title, $0) }) { first, _ in first }
    return casebook.marked.values.flatMap { $0 }.compactMap { event in
      guard let story = byTitle[event.title], let guest = story.intent.email else { return nil }
      let own = (mails[event.id] ?? []).filter { $0.to == guest }
      let evidence = event.lines + own.map { "\($0.at.clock) mail to \($0.to): \($0.kind)" } + story.lines
      return event.isLive ? standing(event, own, evidence) : ended(event, own, evidence)
    }
  }

  private func standing(_ event: CalendarEvent, _ mails: [CalendarMail], _ evidence: [String]) -> Violation? {
    guard event.mark?.isDressed == true else { return nil }
    guard !mails.isEmpty else { return Violation("I13", "the guest of a booking was not invited", evidence) }
    guard casebook.edits(of: event).isEmpty else { return nil }
    // What the last mail told of is what stood when it was sent; a mail's time is a whole second, in which the event may have
    // stood at several times.
    let told = mails.map(\.at).max().map { sent in
      event.spans.filter { version, until in
        version.stamp < (sent + .seconds(1)).milliseconds * 1000 && until >= sent.milliseconds * 1000
      }
    }
    return told?.contains { $0.version.period == event.current.period } == true
      ? nil : Violation("I13", "the guest of a booking was not told that it has moved", evidence)
  }

  private func ended(_ event: CalendarEvent, _ mails: [CalendarMail], _ evidence: [String]) -> Violation? {
    guard !mails.isEmpty, casebook.edits(of: event).isEmpty else { return nil }
    return mails.contains { $0.kind == "cancellation" }
      ? nil : Violation("I13", "a guest who was invited was not told that it is off", evidence)
  }
}
