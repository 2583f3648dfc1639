package import Scheduling

extension BookingRunner {
  /// What a run needs to know beside the booking itself.
  package struct Job: Sendable {
    package let purpose: BookingMachine.Purpose
    /// See ``BookingMachine/init(_:purpose:isFresh:)``.
    package let isFresh: Bool
    package let zone: ZoneID
    package let deadline: Deadline
    /// Asked when the call that asked has ended before the booking or its move was confirmed: whether it is to be finished
    /// all the same, because the caller can be told otherwise.
    package let isWanted: @Sendable (Booking) async -> Bool
    /// Asked just before the booking is released or its move has been taken back: what must be stored first is stored then.
    /// `false` leaves it to whoever comes next.
    package let mayGiveUp: @Sendable (Booking) async -> Bool
    package let closings: Closings

    package init(
      purpose: BookingMachine.Purpose, isFresh: Bool, zone: ZoneID, deadline: Deadline,
      isWanted: @escaping @Sendable (Booking) async -> Bool = { _ in false },
      mayGiveUp: @escaping @Sendable (Booking) async -> Bool = { _ in true }, closings: Closings = Closings()
    ) {
      self.purpose = purpose
      self.isFresh = isFresh
      self.zone = zone
      self.deadline = deadline
      self.isWanted = isWanted
      self.mayGiveUp = mayGiveUp
      self.closings = closings
    }
  }

  /// The answers that are stored together with what they say, if a delivery waits for one.
  package struct Closings: Sendable {
    package let booked: @Sendable (Booking, ConfirmationCode) -> DeliveryClosing?
    /// Told with the booking as it is after the move.
    package let moved: @Sendable (Booking) -> DeliveryClosing?
    /// Told which answer stands for the delivery, once it is stored.
    package let stands: @Sendable (Answer) -> Void

    package init(
      booked: @escaping @Sendable (Booking, ConfirmationCode) -> DeliveryClosing? = { _, _ in nil },
      moved: @escaping @Sendable (Booking) -> DeliveryClosing? = { _ in nil },
      stands: @escaping @Sendable (Answer) -> Void = { _ in }
    ) {
      self.booked = booked
      self.moved = moved
      self.stands = stands
    }
  }
}

extension Booking {
  /// As it will be once its move is stored; itself when it is not on the move.
  func arrived(_ event: PlacedEvent?) -> Booking {
    BookingChange.moved(event, closing: nil).step(from: self, at: createdAt)?.booking ?? self
  }
}

extension BookingChange {
  /// Whether after it the time that was to be booked is nobody's.
  var givesUp: Bool {
    switch self {
    case .released, .reverted: true
    default: false
    }
  }
}

extension BookingMachine.Event {
  var isFromCalendar: Bool {
    switch self {
    case .placed, .looked, .shifted, .extinguished: true
    case .start, .wanted, .stored, .storageFailed, .outOfTime: false
    }
  }

  /// What the calendar has against it.
  var trouble: CalendarTrouble? {
    switch self {
    case .placed(.refused(let trouble)), .placed(.unknown(let trouble)), .looked(.unknown(let trouble)),
      .shifted(.refused(let trouble)), .shifted(.unknown(let trouble)), .extinguished(.unknown(let trouble)):
      trouble
    default: nil
    }
  }
}
