/// The steps of a new booking.
extension BookingMachine {
  mutating func after(_ outcome: PlacementOutcome) -> Action {
    switch outcome {
    case .placed(let event):
      mayAppear = true
      return booking.state == .inserted ? .look(booking.target) : .store(.inserted(event))
    case .spent where booking.state == .inserted: return settle(.inTheWay, by: .withdrawing)
    case .spent:
      // The event that had the id is gone or is not ours: nothing of this attempt can appear any more.
      mayAppear = false
      return booking.attempt.generation < Self.maximumGeneration
        ? .storeNextAttempt : settle(.refused(.noAccess), by: .withdrawing)
    case .refused(let trouble):
      // Who comes back to a booking may have a promise to keep: trouble that passes is waited out.
      return trouble.mayPass && !isFresh ? .end(.unsettled(trouble)) : settle(.refused(trouble), by: .withdrawing)
    case .unknown(let trouble):
      mayAppear = true
      return .end(.unsettled(trouble))
    }
  }

  mutating func withdrawing() -> Action {
    reason = reason ?? .notWanted
    return mayAppear ? .extinguish(booking.attempt, tellingGuests: false) : .store(.released)
  }
}
