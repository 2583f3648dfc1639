package import Scheduling

extension BookingRunner {
  /// What a run needs to know beside the booking itself.
  package struct Job: Sendable {
    package let purpose: BookingMachine.Purpose
    /// See ``BookingMachine/init(_:purpose:isFresh:)``.
    package let isFresh: Bool
    package let zone: ZoneID
    package let deadline: Deadline
    /// Asked once, just before the booking or its move is confirmed.
    package let isWanted: @Sendable (Booking) async -> Bool
    package let closings: Closings

    package init(
      purpose: BookingMachine.Purpose, isFresh: Bool, zone: ZoneID, deadline: Deadline,
      isWanted: @escaping @Sendable (Booking) async -> Bool = { _ in true }, closings: Closings = Closings()
    ) {
      self.purpose = purpose
      self.isFresh = isFresh
      self.zone = zone
      self.deadline = deadline
      self.isWanted = isWanted
      self.closings = closings
    }
  }

  /// The answers that are stored together with what they say, if a delivery waits for one.
  package struct Closings: Sendable {
    package let booked: @Sendable (Booking, ConfirmationCode) -> DeliveryClosing?
    /// Told with the booking as it is after the move.
    package let moved: @Sendable (Booking) -> DeliveryClosing?

    package init(
      booked: @escaping @Sendable (Booking, ConfirmationCode) -> DeliveryClosing? = { _, _ in nil },
      moved: @escaping @Sendable (Booking) -> DeliveryClosing? = { _ in nil }
    ) {
      self.booked = booked
      self.moved = moved
    }
  }
}

extension Booking {
  /// As it will be once its move is stored; itself when it is not on the move.
  func arrived(_ event: PlacedEvent?) -> Booking {
    BookingChange.moved(event, closing: nil).step(from: self, at: createdAt)?.booking ?? self
  }
}
