/// What a service asks of a time before it may be booked.
package struct SlotRules: Hashable, Sendable {
  /// How long the appointment takes, as the caller hears it.
  package private(set) var duration: Duration
  /// Time kept free before and after it.
  package let bufferBefore: Duration
  package let bufferAfter: Duration
  /// Starts are offered every so often, counted as ``alignment`` says.
  package let interval: Duration
  package let alignment: SlotAlignment
  /// How long before its start an appointment must be booked.
  package let notice: Duration
  /// How many days ahead may be booked; today is day 0.
  package let horizonDays: Int
  /// The dates on which the service can be had, as of a season; `nil`: any.
  package let window: ClosedRange<CivilDate>?
  /// How many bookings of the service a host takes in a civil day, and in a week, which begins on Monday (ISO 8601);
  /// `nil`: any number. Each place in a class is a booking.
  package let dailyLimit: Int?
  package let weeklyLimit: Int?
  /// How many may book the same start with the same host: 1 is an ordinary appointment, more are a class.
  package let places: Int
  /// Durations that a caller may ask for instead of ``duration``; empty: none.
  package let durations: [Duration]

  /// - Precondition: `duration` and `interval` are a millisecond or more, there is a place, and nothing is negative. What
  ///   comes from a file or a caller is checked before it becomes a rule.
  package init(
    duration: Duration, bufferBefore: Duration = .zero, bufferAfter: Duration = .zero, interval: Duration,
    alignment: SlotAlignment = .opening, notice: Duration = .zero, horizonDays: Int = 60,
    window: ClosedRange<CivilDate>? = nil, dailyLimit: Int? = nil, weeklyLimit: Int? = nil, places: Int = 1,
    durations: [Duration] = []
  ) {
    precondition(duration.wholeMilliseconds > 0, "an appointment takes time")
    precondition(interval.wholeMilliseconds > 0, "starts are some time apart")
    precondition(bufferBefore >= .zero && bufferAfter >= .zero, "a buffer is never negative")
    precondition(notice >= .zero && horizonDays >= 0, "a rule looks ahead, never back")
    precondition((dailyLimit ?? 0) >= 0 && (weeklyLimit ?? 0) >= 0, "a limit is never negative")
    precondition(places >= 1, "somebody can come")
    self.duration = duration
    self.bufferBefore = bufferBefore
    self.bufferAfter = bufferAfter
    self.interval = interval
    self.alignment = alignment
    self.notice = notice
    self.horizonDays = horizonDays
    self.window = window
    self.dailyLimit = dailyLimit
    self.weeklyLimit = weeklyLimit
    self.places = places
    self.durations = durations
  }

  /// The same rules for an appointment of another length, which must be a millisecond or more.
  package func lasting(_ duration: Duration) -> SlotRules {
    precondition(duration.wholeMilliseconds > 0, "an appointment takes time")
    var rules = self
    rules.duration = duration
    return rules
  }

  /// What an appointment at `start` takes up, buffers included.
  package func padded(start: Instant) -> Interval {
    Interval(start: start, duration: duration).padded(before: bufferBefore, after: bufferAfter)
  }
}
