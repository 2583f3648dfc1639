/// What a call still has to hear: it was left without the outcome of something that it had asked for.
struct Report: Hashable, Sendable {
  let booking: Booking
  /// One short sentence, said in front of the next answer.
  let sentence: String
}
