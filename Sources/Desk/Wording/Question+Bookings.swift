extension Question {
  /// What is to be asked about a booking that is there already, or a message.
  var wordsAboutBookings: String {
    switch self {
    case .missingCode:
      "No appointment is known by the caller's number. Ask for the confirmation code, six letters and digits, and send it "
        + "as confirmationCode."
    case .unreadableCode:
      "That is not a confirmation code: it has six letters and digits. Ask the caller to spell it, sign by sign."
    case .unknownCode:
      "No appointment here has that confirmation code. Ask the caller to spell it once more, sign by sign."
    case .unknownBooking:
      "No appointment of the caller's is named so. Send its confirmation code as confirmationCode, or call find_events."
    case .whichBooking(let labels):
      // What to do comes first: a line that is too long is cut at its end.
      "Ask which appointment is meant and send its code as confirmationCode. The caller has several: "
        + "\(Spoken.choice(Array(labels.prefix(3))))\(labels.count > 3 ? ", and \(labels.count - 3) more" : "")."
    case .missingNewTime:
      "Ask the caller which day and time they would like instead, then call check_availability or send slot or start."
    case .slotOfOtherService(let name):
      "That slot is for another service. Call check_availability for \(name) and send a slot from its answer."
    case .offeringGone:
      "That service is not offered any more, so the appointment cannot be moved. Offer to take a message."
    case .missingMessage:
      "Ask the caller what the business should know, and send it as message."
    default: preconditionFailure("only what asks about bookings and messages comes here")
    }
  }
}
