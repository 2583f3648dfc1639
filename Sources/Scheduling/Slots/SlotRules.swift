/// What a service asks of a time before it may be booked.
package struct SlotRules: Hashable, Sendable {
  /// How long the appointment takes, as the caller hears it.
  package let duration: Duration
  /// Time kept free before and after it.
  package let bufferBefore: Duration
  package let bufferAfter: Duration
  /// Starts are offered every so often, counted from the start of each interval of hours.
  package let interval: Duration
  /// How long before its start an appointment must be booked.
  package let notice: Duration
  /// How many days ahead may be booked; today is day 0.
  package let horizonDays: Int
  /// Durations that a caller may ask for instead of ``duration``; empty: none.
  package let durations: [Duration]

  /// - Precondition: `duration` and `interval` are a millisecond or more, and nothing is negative. What comes from a
  ///   file or a caller is checked before it becomes a rule.
  package init(
    duration: Duration, bufferBefore: Duration = .zero, bufferAfter: Duration = .zero, interval: Duration,
    notice: Duration = .zero, horizonDays: Int = 60, durations: [Duration] = []
  ) {
    precondition(duration.wholeMilliseconds > 0, "an appointment takes time")
    precondition(interval.wholeMilliseconds > 0, "starts are some time apart")
    precondition(bufferBefore >= .zero && bufferAfter >= .zero, "a buffer is never negative")
    precondition(notice >= .zero && horizonDays >= 0, "a rule looks ahead, never back")
    self.duration = duration
    self.bufferBefore = bufferBefore
    self.bufferAfter = bufferAfter
    self.interval = interval
    self.notice = notice
    self.horizonDays = horizonDays
    self.durations = durations
  }

  /// The same rules for an appointment of another length, which must be a millisecond or more.
  package func lasting(_ duration: Duration) -> SlotRules {
    SlotRules(
      duration: duration, bufferBefore: bufferBefore, bufferAfter: bufferAfter, interval: interval, notice: notice,
      horizonDays: horizonDays, durations: durations)
  }

  /// What an appointment at `start` takes up, buffers included.
  package func padded(start: Instant) -> Interval {
    Interval(start: start, duration: duration).padded(before: bufferBefore, after: bufferAfter)
  }
}
