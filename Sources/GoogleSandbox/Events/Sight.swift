/// What lists and free/busy see of a calendar: everything, or what there was a while or some changes ago.
struct Sight: Sendable {
  static let everything = Sight()

  private var moment: Moment?
  private var stamp: Int64?
  private var hidden: Set<String> = []

  private init() {}

  init(_ calendar: StoredCalendar, _ world: World) {
    let settings = world.settings
    if settings.listLagMs > 0 { moment = world.clock.now.adding(milliseconds: -Int64(settings.listLagMs)) }
    if settings.listLagEvents > 0 { stamp = calendar.stamp(before: settings.listLagEvents) }
    hidden = Set(settings.unlisted)
  }

  /// The event as it is seen; nil where it is not.
  func state(of event: StoredEvent) -> StoredEvent? {
    guard !hidden.contains(event.id) else { return nil }
    return event.latest { state in
      (moment.map { state.updated <= $0 } ?? true) && (stamp.map { state.stamp <= $0 } ?? true)
    }
  }
}
