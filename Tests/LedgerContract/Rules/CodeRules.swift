import Desk
import Scheduling
import Testing

extension LedgerContract {
  private static let caller = Guesser(name: "number:+15550100", mistakesAnHour: 3)
  private static let other = Guesser(name: "number:+15550199", mistakesAnHour: 3)
  private static let everybody = Guesser(name: "desk", mistakesAnHour: 5)
  private static let wrong = ConfirmationCode("WRONG")

  static let codes = [
    ContractRule("a booking is found by its code at its desk alone, whatever became of it") { make in
      for state in BookingState.allCases where ![.kept, .held, .inserted, .withdrawing, .released].contains(state) {
        let ledger = try make()
        let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: state)
        #expect(try await look(ledger, Sample.code, by: [caller]) == .found(booking), "\(state)")
        let elsewhere = try await ledger.lookUp(Sample.code, at: DeskKey("studio"), by: [caller], at: Sample.now)
        #expect(elsewhere == .unknown)
      }
    },
    ContractRule("after so many wrong codes nothing is looked up any more, not even the right one") { make in
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      for _ in 0..<3 { #expect(try await look(ledger, wrong, by: [caller]) == .unknown) }
      #expect(try await look(ledger, wrong, by: [caller]) == .tooManyMistakes(caller))
      #expect(try await look(ledger, Sample.code, by: [caller]) == .tooManyMistakes(caller))
      #expect(try await look(ledger, Sample.code, by: [other]) == .found(booking))
      #expect(try await look(ledger, Sample.code, by: []) == .found(booking))
    },
    ContractRule("a right code is no mistake") { make in
      let ledger = try make()
      let booking = try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      for _ in 0..<9 { #expect(try await look(ledger, Sample.code, by: [caller, everybody]) == .found(booking)) }
      #expect(try await look(ledger, wrong, by: [caller, everybody]) == .unknown)
    },
    ContractRule("a wrong code counts for every guesser, and one who has used up theirs is enough") { make in
      let ledger = try make()
      for _ in 0..<3 { #expect(try await look(ledger, wrong, by: [caller, everybody]) == .unknown) }
      #expect(try await look(ledger, wrong, by: [other, everybody]) == .unknown)
      #expect(try await look(ledger, wrong, by: [everybody, caller]) == .tooManyMistakes(caller))
      // What was not looked up is not counted either.
      #expect(try await look(ledger, wrong, by: [other, everybody]) == .unknown)
      #expect(try await look(ledger, wrong, by: [other, everybody]) == .tooManyMistakes(everybody))
      #expect(try await look(ledger, wrong, by: [other]) == .unknown)
      #expect(try await look(ledger, wrong, by: [other]) == .tooManyMistakes(other))
    },
    ContractRule("mistakes at one desk do not count at another") { make in
      let ledger = try make()
      for _ in 0..<4 { _ = try await look(ledger, wrong, by: [caller]) }
      #expect(try await ledger.lookUp(wrong, at: DeskKey("studio"), by: [caller], at: Sample.now) == .unknown)
    },
    ContractRule("mistakes count for an hour, each from its own time") { make in
      let ledger = try make()
      for minute in [0, 20, 40] { #expect(try await look(ledger, wrong, by: [caller], at: minute) == .unknown) }
      #expect(try await look(ledger, wrong, by: [caller], at: 59) == .tooManyMistakes(caller))
      #expect(try await look(ledger, wrong, by: [caller], at: 60) == .unknown)
      #expect(try await look(ledger, wrong, by: [caller], at: 61) == .tooManyMistakes(caller))
      #expect(try await look(ledger, wrong, by: [caller], at: 80) == .unknown)
    },
    ContractRule("of twenty wrong codes at once as many are looked up as are allowed") { make in
      let ledger = try make()
      try await ledger.storing(Sample.booking("a", 0, 30), in: .confirmed)
      let looked = try await withThrowingTaskGroup(of: CodeLookUp.self) { group in
        for number in 0..<20 {
          let mine = number % 2 == 0 ? caller : other
          group.addTask { try await look(ledger, ConfirmationCode("W\(number)"), by: [mine, everybody]) }
        }
        return try await group.reduce(into: [CodeLookUp]()) { $0.append($1) }
      }
      #expect(looked.filter { $0 == .unknown }.count == 5)
      let refused = looked.count { if case .tooManyMistakes = $0 { true } else { false } }
      #expect(refused == 15)
    },
    ContractRule("old mistakes are forgotten, and younger ones are not") { make in
      let ledger = try make()
      for minute in [0, 0, 5] { #expect(try await look(ledger, wrong, by: [caller], at: minute) == .unknown) }
      try await ledger.forget(before: Sample.minute(0))
      #expect(try await look(ledger, wrong, by: [caller], at: 6) == .tooManyMistakes(caller))
      try await ledger.forget(before: Sample.minute(5))
      for _ in 0..<2 { #expect(try await look(ledger, wrong, by: [caller], at: 6) == .unknown) }
      #expect(try await look(ledger, wrong, by: [caller], at: 6) == .tooManyMistakes(caller))
    },
  ]

  private static func look(
    _ ledger: any Storage, _ code: ConfirmationCode, by guessers: [Guesser], at minute: Int = 0
  ) async throws -> CodeLookUp {
    try await ledger.lookUp(code, at: Sample.desk, by: guessers, at: Sample.minute(minute))
  }
}
