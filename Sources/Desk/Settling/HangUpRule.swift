/// What a desk wants done with a booking whose caller has hung up before it was confirmed. Never a silent booking: it is
/// finished only if the caller can be told.
struct HangUpRule: Hashable, Sendable {
  let policy: HangUpPolicy

  func finishes(canTell: Bool) -> Bool { policy == .finish && canTell }
}
